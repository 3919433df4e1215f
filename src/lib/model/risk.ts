/** What counts as a screen for suicide risk, and as a positive one, in the words of SQL. */
import { allMeasures } from '$lib/measures/library';
import { type Sql, join, raw, sql } from '$lib/sql/sql';

/** Answer to the item about suicide from which a screen is positive. */
const POSITIVE_ANSWER = 1;

/** Category of a risk instrument from which a screen is positive. */
const POSITIVE_CATEGORY = 'moderate';

/**
 * The condition that a row of scores is a validated screen: an instrument about the risk itself, or
 * one that asks about it and whose item is loaded. The row has `measure` and `risk_item`.
 */
export function isRiskScreen(row: string): Sql {
  return sql`(${anyOf(row, screens())}
    OR (${anyOf(row, askers())} AND ${raw(row)}.risk_item IS NOT NULL))`;
}

/** The condition that a screen is positive: moderate or high, or the item answered with 1 or more. */
export function isPositiveScreen(row: string): Sql {
  const positive = allMeasures().flatMap(({ id, use, categories }) => {
    const from = categories?.find(({ code }) => code === POSITIVE_CATEGORY)?.value;
    return use !== 'risk' || from === undefined
      ? []
      : [sql`(${raw(row)}.measure = ${id} AND ${raw(row)}.score >= ${from})`];
  });
  const byItem = sql`(${anyOf(row, askers())} AND ${raw(row)}.risk_item >= ${POSITIVE_ANSWER})`;
  return sql`(${join([...positive, byItem], ' OR ')})`;
}

function screens(): string[] {
  return allMeasures().flatMap(({ id, use }) => (use === 'risk' ? [id] : []));
}

function askers(): string[] {
  return allMeasures().flatMap(({ id, riskItem }) => (riskItem === null ? [] : [id]));
}

function anyOf(row: string, ids: readonly string[]): Sql {
  if (ids.length === 0) return sql`FALSE`;
  return sql`${raw(row)}.measure IN (${join(ids.map((id) => sql`${id}`))})`;
}
