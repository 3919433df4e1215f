/** Shares, groups and columns of the quality of the data as the page writes them. */
import { formatMonth } from '$lib/format/days';
import { formatCount, formatNumber, NARROW_SPACE, NO_VALUE } from '$lib/format/numbers';
import { sentenceCase, spellOut } from '$lib/format/words';
import { NOT_GIVEN } from '$lib/quality/row-groups';
import { SET_ASIDE } from '$lib/quality/read-completeness';
import { type Share, valueOf } from '$lib/quality/share';

/** A column of the page: a file, a month, a place of a score. */
export interface ShareGroup {
  readonly id: string;
  readonly label: string;
}

/** A row of a grid of shares. */
export interface ShareRow {
  readonly id: string;
  readonly label: string;
  /** Further words below the label. */
  readonly note?: string | undefined;
  /** Over all groups; null = it would say nothing. */
  readonly all: Share | null;
  /** One for each group; null = the question does not arise there. */
  readonly cells: readonly (Share | null)[];
}

/** `98 %`; a share that is not all or none is never rounded to it: `>99 %`, `<1 %`. */
export function percentOf(share: Share): string {
  const value = valueOf(share);
  if (value === null) return NO_VALUE;
  const percent = Math.round(100 * value);
  const text =
    share.n < share.of && percent === 100
      ? '>99'
      : share.n > 0 && percent === 0
        ? '<1'
        : String(percent);
  return `${text}${NARROW_SPACE}%`;
}

/** `980 of 1,000`. */
export function countsOf({ n, of }: Share): string {
  return `${formatCount(n)} of ${formatCount(of)}`;
}

const COLUMN_NAMES: Readonly<Record<string, string>> = {
  race_ethnicity: 'Race and ethnicity',
  primary_dx: 'Primary diagnosis',
  other_dx: 'Other diagnoses',
};

/** The name of a canonical column, such as `Discharge reason`. */
export function columnName(column: string): string {
  return COLUMN_NAMES[column] ?? sentenceCase(spellOut(column));
}

/** A month or program as the head of a column. */
export function groupLabel(group: string): string {
  if (group === SET_ASIDE) return 'Set aside';
  const [, word = '', month = ''] = /^(before )?(\d{4}-\d{2})$/.exec(group) ?? [];
  return month === '' ? group : word + formatMonth(month);
}

/** A program beside an instrument; the name of none says what is missing. */
export function programWords(program: string): string {
  return program === NOT_GIVEN ? 'program not given' : program;
}

/** Days as words beside an event: `2 days before admission`, `on the day of discharge`. */
export function dayWords(day: number, event: 'admission' | 'discharge'): string {
  if (day === 0) return `on the day of ${event}`;
  const days = Math.abs(day);
  const text = formatNumber(days, Number.isInteger(days) ? 0 : 1);
  return `${text} ${days === 1 ? 'day' : 'days'} ${day < 0 ? 'before' : 'after'} ${event}`;
}
