/** What `admissions`, `discharges` and `people-served` share: counts by month of the event. */
import { type View, views } from '../groups';
import type { FigureData, FigureRow, MetricContext, QueryResults } from '../metric';
import { monthsOf, spanOf } from './span';

/**
 * A figure from two results, `total` (one row per view) and `monthly` (one row per view and month)
 * with the columns `value`, `persons` and, in `total`, `stays`; months without an event become 0.
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
  const rows = (span ? views(total!) : []).flatMap((view): FigureRow[] => {
    const keys = { level: view.level, program: view.program };
    const found = byView.get(keyOf(view))?.rows ?? [];
    const at = new Map(found.map((row) => [monthly!.text('month', row), row]));
    const whole = view.rows[0]!;
    return [
      {
        ...keys,
        month: null,
        value: total!.number('value', whole),
        persons: total!.number('persons', whole),
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
  const isEmpty = span === null || total!.rowCount === 0;
  const headline = (name: string): number | null => (isEmpty ? 0 : total!.number(name, 0));
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

/** Why the first months of an extract look like growth. */
export const BEFORE_EXTRACT = 'Stays that began before the extract are not in the file.';
