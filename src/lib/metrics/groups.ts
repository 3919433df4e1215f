/**
 * The three views that every figure holds: everybody, each level, each program. One query counts all
 * of them, so that they cannot disagree.
 */
import { filterCondition, indexStayCondition } from '$lib/cohort/predicate';
import { type Sql, join, raw, sql } from '$lib/sql/sql';
import type { Columns } from '$lib/sql/columns';
import type { MetricContext } from './metric';

/** The common table `cohort`: the stays that the filters let through, whatever the period. */
export function filteredStays({ cohort }: Pick<MetricContext, 'cohort'>): Sql {
  return sql`cohort AS NOT MATERIALIZED (
      SELECT * FROM stay WHERE ${filterCondition(cohort.filters)}
    )`;
}

/** The common table `index_stay`: the stays of the cohort by the figure's basis. */
export function indexStays(context: Pick<MetricContext, 'cohort' | 'basis'>): Sql {
  return sql`index_stay AS NOT MATERIALIZED (
      SELECT * FROM stay WHERE ${indexStayCondition(context.cohort, context.basis)}
    )`;
}

/** `GROUP BY` everybody, level and program, each together with further keys. */
export function groupByView(...keys: readonly string[]): Sql {
  const sets = [keys, [...keys, 'level'], [...keys, 'program']].map(
    (set) => sql`(${join(set.map(raw))})`,
  );
  return sql`GROUP BY GROUPING SETS (${join(sets)})`;
}

/** `ORDER BY` everybody, then levels by intensity, then programs by name; inside by further keys. */
export function orderByView(...keys: readonly string[]): Sql {
  return join(
    [
      sql`ORDER BY program NULLS FIRST, level IS NOT NULL,
        CASE WHEN level IS NOT NULL THEN min(level_position) END, level`,
      ...keys.map(raw),
    ],
    ', ',
  );
}

/**
 * The persons of a group of stays as a set of bits. Sets unite (`PERSONS`), so that stays are grouped by
 * place once and the views come from these few rows.
 */
export const PEOPLE = peopleOf('person_no');

/** As `PEOPLE`, where several tables have the column. */
export function peopleOf(column: string): Sql {
  return sql`bitstring_agg(${raw(column)}, 1, getvariable('last_person_no'))`;
}

/** The stays of a group as a set of bits. */
export function staysOf(column: string): Sql {
  return sql`bitstring_agg(${raw(column)}, 1, getvariable('last_stay_no'))`;
}

/** Distinct persons of groups that have `PEOPLE` under the name `people`. */
export const PERSONS = raw('coalesce(bit_count(bit_or(people)), 0)::INTEGER');

/** The common table `cell` with the names of its places: what the views are made of. */
export const CELLS = raw('cell JOIN place USING (place_no)');

/** One view of a figure: the rows of a result that share level and program. */
export interface View {
  readonly level: string | null;
  readonly program: string | null;
  /** Positions of its rows in the result, in order. */
  readonly rows: readonly number[];
}

/** Splits a result into its views, in the order in which they come. */
export function views(result: Columns): readonly View[] {
  const found = new Map<string, { level: string | null; program: string | null; rows: number[] }>();
  for (let row = 0; row < result.rowCount; row += 1) {
    const level = result.text('level', row);
    const program = result.text('program', row);
    const key = JSON.stringify([level, program]);
    const view = found.get(key) ?? { level, program, rows: [] };
    view.rows.push(row);
    found.set(key, view);
  }
  return [...found.values()];
}

/** Whether a row or view is about everybody in the cohort; so are rows without these columns. */
export function isEverybody(view: { level?: unknown; program?: unknown }): boolean {
  return (view.level ?? null) === null && (view.program ?? null) === null;
}
