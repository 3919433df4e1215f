/** What the values of a column look like, as shares of its filled cells. */
import { readNumber } from '../number-text';
import type { ColumnProfile } from '../proposal';
import { wordKey } from '../reading';

const EMPTY_WORDS: ReadonlySet<string> = new Set(
  'na|n/a|n.a.|null|nil|none|nan|-|--|---|.|?|unknown|unspecified|not specified|not available|not applicable|not recorded|not collected|missing|blank|(blank)|#n/a|<na>|<null>|(null)|[null]'.split(
    '|',
  ),
);

/** Whether a word stands for an empty cell. */
export function isEmptyWord(word: string): boolean {
  return EMPTY_WORDS.has(wordKey(word));
}

/** The values of a column that say something, with how often they stand in it. */
export function tellingValues(column: ColumnProfile): ColumnProfile['values'] {
  return column.values.filter(({ value }) => !isEmptyWord(value));
}

/** Share of the filled cells whose value passes; 0 where nothing is filled. */
export function shareOf(column: ColumnProfile, passes: (value: string) => boolean): number {
  let all = 0;
  let passing = 0;
  for (const { value, n } of tellingValues(column)) {
    all += n;
    if (passes(value)) passing += n;
  }
  return all === 0 ? 0 : passing / all;
}

/** Whether a text is a plain decimal number. */
export function isNumber(value: string): boolean {
  return readNumber(value, 'plain') !== null;
}

/** Whether a text is a whole number without a sign. */
export function isWhole(value: string): boolean {
  return /^\d+(\.0+)?$/.test(value.trim());
}

/** Whether a text is a small whole number, as days since an admission are. */
export function isRelativeDay(value: string): boolean {
  return /^-?\d{1,4}(\.0+)?$/.test(value.trim()) && Number(value) >= -400 && Number(value) <= 5000;
}

/** Whether a text is a time of day, alone or behind a day. */
export function isTimeOfDay(value: string): boolean {
  return /(^|[T ])\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i.test(
    value.trim(),
  );
}

/** Whether a text is yes or no, in words or as 1 and 0. */
export function isYesNo(value: string): boolean {
  return /^(yes|no|y|n|true|false|t|f|0|1)$/i.test(value.trim());
}
