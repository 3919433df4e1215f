/**
 * Stays and paths behind figures that pool levels: everybody counts paths with all stays beside them,
 * levels and programs count stays.
 */
import { type Sql, ident, sql } from '$lib/sql/sql';
import type { Query } from '$lib/tally/tally';
import { reasonColumns } from '../exclusions';
import type { MetricContext } from '../metric';
import { type Tallied, sumsOf, tallied } from '../tallied';

/**
 * The common table `judged_stay` after the tables of `from`: the rows of one of them with `left_out`.
 *
 * @param leftOut SQL over the table: why a stay is not counted, null = it is.
 */
export function judgedStays(from: Sql, table: string, leftOut: Sql): Sql {
  return judged(from, table, leftOut, 'judged_stay');
}

/** The common table `judged_path`, as `judgedStays`. */
export function judgedPaths(from: Sql, table: string, leftOut: Sql): Sql {
  return judged(from, table, leftOut, 'judged_path');
}

function judged(from: Sql, table: string, leftOut: Sql, name: string): Sql {
  return sql`${from},
    ${ident(name)} AS NOT MATERIALIZED (SELECT *, ${leftOut} AS left_out FROM ${ident(table)})`;
}

/** How many of a judged table are left out: one row with a column by each reason. */
export function leftOutCounts(
  context: MetricContext,
  { tables, table, members }: Judged,
  reasons: readonly string[],
): Query {
  return tallied(context, {
    views: 'everybody',
    ...(members && { members }),
    units: (own) => ({
      tables: tables(own),
      select: sql`SELECT stay_no, person_no, place_no, ${reasonColumns('left_out', reasons)}
      FROM ${ident(table)}`,
    }),
    counts: sumsOf(reasons),
  });
}

/** A judged table: the common tables up to it, its name, and which stays its rows stand under. */
export interface Judged extends Pick<Tallied, 'members'> {
  readonly tables: (context: MetricContext) => Sql;
  readonly table: 'judged_stay' | 'judged_path';
}

/**
 * The common table `end_unit` over `judged_stay` and `judged_path`: each stay and path once for every
 * scope in which it counts, with unit, scope and divided. Both tables have the same columns, among them
 * stay_no, path_no, person_no, level and program.
 */
export function scopedUnits(): Sql {
  return sql`pooled AS (
      SELECT count(DISTINCT level) > 1 AND count(DISTINCT program) > 1 AS is_pooled
      FROM judged_stay WHERE left_out IS NULL
    ),
    end_unit AS (
      SELECT * REPLACE (NULL::VARCHAR AS level, NULL::VARCHAR AS program),
        'path ' || path_no AS unit, 'paths' AS scope, 0 AS divided
      FROM judged_path WHERE (SELECT is_pooled FROM pooled)
      UNION ALL BY NAME
      SELECT * REPLACE (NULL::VARCHAR AS level, NULL::VARCHAR AS program),
        'stay ' || stay_no AS unit, 'all stays' AS scope, 0 AS divided
      FROM judged_stay WHERE (SELECT is_pooled FROM pooled)
      UNION ALL BY NAME
      SELECT *, 'stay ' || stay_no AS unit, 'stays' AS scope,
        (SELECT is_pooled FROM pooled)::INTEGER AS divided
      FROM judged_stay
    )`;
}
