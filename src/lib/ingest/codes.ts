/** SQL that puts codes in the place of a file's words, and the rows that the person's rules leave out. */
import { CANONICAL } from '$lib/model/canonical';
import { ident, join, type Sql, sql } from '$lib/sql/sql';
import { isAmong, withoutEmptyWords } from './cells';
import { measureText } from './measure-text';
import { isNoAnswer } from './no-answer';
import { hasParts, partColumns } from './parts';
import { AS_EMPTY, LEAVE_OUT, wordKey } from './reading';
import { isFilled, layer } from './sources';
import type { FilePlan } from './types';

/** Whether a plan puts codes in the place of words of a column. */
export function hasCodes({ reading }: FilePlan, name: string): boolean {
  return Object.keys(reading.codes[name] ?? {}).length > 0;
}

/**
 * Whether the words of a column are looked at in every row. A day, number or code without codes of its
 * own is read from the text as it stands: no word for empty is one, so only rows without a value ask.
 */
export function isWorded(plan: FilePlan, name: string): boolean {
  const type = CANONICAL[plan.kind].find((column) => column.name === name)?.type ?? 'text';
  const isScore = plan.kind === 'scores' && (name === 'measure' || name === 'score');
  return type === 'text' || isScore || hasCodes(plan, name);
}

/** The text from which the value of a column is read. */
export function valueText(plan: FilePlan, name: string): Sql {
  return layer(isWorded(plan, name) ? 'r' : 't', name);
}

/** Whether a column holds nothing in a row, or a word for it, by the layer that has its value. */
export function isEmpty(plan: FilePlan, name: string): Sql {
  return isWorded(plan, name)
    ? sql`${layer('r', name)} IS NULL`
    : sql`(${layer('v', name)} IS NULL AND ${withCodes(plan, name)} IS NULL)`;
}

/** Whether a column holds something in a row that gives no value. */
export function isUnread(plan: FilePlan, name: string): Sql {
  const text = isWorded(plan, name) ? layer('r', name) : withCodes(plan, name);
  return sql`${layer('v', name)} IS NULL AND ${text} IS NOT NULL`;
}

/** The text of a column with codes for its words; words for empty are null. */
export function withCodes(plan: FilePlan, name: string): Sql {
  const text = layer('t', name);
  // An end that cannot be read would open the stay without a word: only on the person's say.
  const plain = name === 'discharged_on' ? text : withoutEmptyWords(text);
  const coded = codedText(plan, name, text, plain);
  // In a wide file the parts know their instrument already.
  const isLongScore = plan.kind === 'scores' && name === 'score' && !hasParts(plan);
  if (!isLongScore || plan.reading.noAnswer.length === 0) return coded;
  const measure = measureText(withCodes(plan, 'measure'));
  return sql`CASE WHEN NOT ${isNoAnswer(plan, measure, coded)} THEN ${coded} END`;
}

function codedText(plan: FilePlan, name: string, text: Sql, plain: Sql): Sql {
  const codes = Object.entries(plan.reading.codes[name] ?? {});
  if (codes.length === 0) return plain;
  const cases = codes.map(([word, code]) => {
    const key = wordKey(word);
    const is = key === '' ? sql`${text} IS NULL` : sql`${layer('k', name)} = ${key}`;
    const isGone = code === AS_EMPTY || code === LEAVE_OUT;
    return sql`WHEN ${is} THEN ${isGone ? null : code}`;
  });
  return sql`CASE ${join(cases, ' ')} ELSE ${plain} END`;
}

/** One rule by which rows are left out. */
export interface LeftOut {
  /** Canonical column, or the column of the file. */
  readonly column: string;
  readonly value: Sql;
  readonly when: Sql;
}

/** The text of the column that a rule looks at, in the layer of trimmed texts. */
export function ruleText(no: number): Sql {
  return ident(`rule_${no}`);
}

/** The rules of the person that leave rows out, by words of mapped columns and of any other. */
export function leftOut(plan: FilePlan): readonly LeftOut[] {
  const ofParts = partColumns(plan);
  const byWord = Object.entries(plan.reading.codes)
    .filter(([name]) => isFilled(plan, name) && !ofParts.includes(name))
    .map(([column, codes]) => ({
      column,
      value: layer('t', column),
      lower: layer('k', column),
      keys: Object.keys(codes).filter((word) => codes[word] === LEAVE_OUT),
    }));
  const byRule = plan.reading.leaveOut.map(({ at, words: keys }, no) => ({
    column: plan.header[at]?.trim() ?? '',
    value: ruleText(no),
    lower: sql`lower(${ruleText(no)})`,
    keys,
  }));
  return [...byWord, ...byRule]
    .filter(({ keys }) => keys.length > 0)
    .map(({ column, value, lower, keys }) => ({
      column,
      value,
      when: isAmong(sql`coalesce(${lower}, '')`, keys.map(wordKey)),
    }));
}
