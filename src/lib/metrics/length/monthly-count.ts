/** What `admissions`, `discharges` and `people-served` share: counts by month of the event. */
import { type Sql, sql } from '$lib/sql/sql';
import { type View, views } from '../groups';
import type { FigureData, FigureRow, MetricContext, QueryResults } from '../metric';
import { monthsOf, spanOf } from './span';

/**
 * A figure from the results of `firstDayQuery`, `total` (by view) and `monthly` (by view and month) with
 * the columns `month_no`, `value`, `persons` and, in `total`, `stays`; views and months without an event
 * become 0.
 */
export function monthlyCount(
  { first, total, monthly }: QueryResults,
  context: MetricContext,
  columns: readonly string[],
  notes: readonly string[] = [],
): FigureData {
  const span = spanOf(first!, context);
  const months = span ? monthsOf(span) : [];
  const byView = new Map(views(monthly!).map((view) => [keyOf(view), view]));
  const totals = new Map(views(total!).map((view) => [keyOf(view), view.rows[0]!]));
  const rows = (span ? views(first!) : []).flatMap((view): FigureRow[] => {
    const keys = { level: view.level, program: view.program };
    const found = byView.get(keyOf(view))?.rows ?? [];
    const at = new Map(found.map((row) => [monthOfNumber(monthly!.number('month_no', row)!), row]));
    const whole = totals.get(keyOf(view));
    return [
      {
        ...keys,
        month: null,
        value: whole === undefined ? 0 : total!.number('value', whole),
        persons: whole === undefined ? 0 : total!.number('persons', whole),
        incomplete: 0,
      },
      ...months.map(({ month, incomplete }) => {
        const row = at.get(month);
        return {
          ...keys,
          month,
          value: row === undefined ? 0 : monthly!.number('value', row),
          persons: row === undefined ? 0 : monthly!.number('persons', row),
          incomplete,
        };
      }),
    ];
  });
  const isEmpty = span === null;
  const headline = (name: string): number | null => (isEmpty ? 0 : (total!.number(name, 0) ?? 0));
  return {
    n: headline('stays'),
    persons: headline('persons'),
    numerator: null,
    denominator: null,
    value: isEmpty ? null : headline('value'),
    low: null,
    high: null,
    about: span ? `${span.from} to ${span.to}` : null,
    excluded: [],
    columns,
    rows: rows.map((row) => Object.fromEntries(columns.map((name) => [name, row[name] ?? null]))),
    notes,
  };
}

function keyOf(view: View): string {
  return JSON.stringify([view.level, view.program]);
}

/** A month as its number since January 1970, as units have it. */
export function monthNumberOf(day: Sql): Sql {
  return sql`datediff('month', DATE '1970-01-01', ${day})::INTEGER`;
}

/** The month `YYYY-MM` of a number since January 1970. */
function monthOfNumber(number: number): string {
  return new Date(Date.UTC(1970, number, 1)).toISOString().slice(0, 7);
}

/** Why the first months of an extract look like growth. */
export const BEFORE_EXTRACT = 'Stays that began before the extract are not in the file.';
