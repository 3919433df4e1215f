/**
 * Instruments that have categories in place of a score: words, or items by the published rule of
 * triage, become the numbers that stand for the categories. A bare number is no category.
 */
import { findMeasure, type Measure } from '$lib/measures/library';
import { join, sql, type Sql } from '$lib/sql/sql';
import { toYesNo } from './cells';
import { wordKey } from './reading';

/** Words for a category beside its code. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = { negative: ['none', 'no risk'] };

/** Words of a category with its number, lower case. */
function wordsOf({ categories }: Measure): readonly (readonly [string, number])[] {
  return (categories ?? []).flatMap(({ code, value }) =>
    [code, `${code} risk`, ...(OTHER_WORDS[code] ?? [])].map((word) => [word, value] as const),
  );
}

/** The number of the category that a text names; null = none. */
export function categoryNumber(measure: Measure, text: Sql): Sql {
  const cases = wordsOf(measure).map(([word, value]) => sql`WHEN ${word} THEN ${value}`);
  return sql`CASE lower(${text}) ${join(cases, ' ')} END`;
}

/** Whether a cell names a category of an instrument. */
export function isCategoryWord(measure: Measure, cell: string): boolean {
  const key = wordKey(cell);
  return wordsOf(measure).some(([word]) => word === key);
}

/** Whether the items of an instrument are put into categories in place of being summed. */
export function isTriaged(measure: string): boolean {
  return findMeasure(measure)?.isCategorical === true;
}

/** Number of items of the C-SSRS Screener; a cell behind them says whether the last one is recent. */
export const TRIAGE_ITEMS = 6;

/**
 * The category of the C-SSRS Screener by the triage of its publisher, from items answered yes or no.
 * Items 3 to 5 are asked only after a yes to item 2. Without a cell about the past 3 months a yes to
 * item 6 is moderate. What is moderate or high stays so where answers are missing; null = too many
 * are missing to tell low from more.
 */
export function triage(items: readonly Sql[]): Sql {
  const isYes = (no: number): Sql => sql`coalesce(${toYesNo(items[no - 1]!)}, FALSE)`;
  const isKnown = (no: number): Sql => sql`${toYesNo(items[no - 1]!)} IS NOT NULL`;
  const recent = items.length > TRIAGE_ITEMS ? isYes(TRIAGE_ITEMS + 1) : sql`FALSE`;
  return sql`CASE
    WHEN ${isYes(4)} OR ${isYes(5)} OR (${isYes(6)} AND ${recent}) THEN 'high'
    WHEN ${isYes(3)} OR ${isYes(6)} THEN 'moderate'
    WHEN ${isKnown(1)} AND ${isKnown(2)} AND ${isKnown(6)}
      AND (NOT ${isYes(2)} OR (${isKnown(3)} AND ${isKnown(4)} AND ${isKnown(5)}))
      THEN CASE WHEN ${isYes(1)} OR ${isYes(2)} THEN 'low' ELSE 'negative' END
    END`;
}
