/** Measures and raters as keys of units, which have numbers in their place. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { Key } from '$lib/tally/tally';

/** Measure and rater of units that have the number of both. */
export const KIND_KEY: Key = {
  column: 'kind_no',
  labels: {
    table: 'score_kind',
    columns: ['measure', 'rater'],
    order: ['measure', 'rater NULLS FIRST'],
  },
};

/** `JOIN` for the number of measure and rater of the rows of a table. */
export function joinKind(table: string): Sql {
  return raw(`JOIN score_kind k ON k.measure = ${table}.measure
        AND k.rater IS NOT DISTINCT FROM ${table}.rater`);
}

/** The measure of units that have its number; those without one stand for all measures and come first. */
export const MEASURE_KEY: Key = {
  column: 'measure_no',
  nullsFirst: true,
  labels: { table: 'measure_name', columns: ['measure'], order: ['measure NULLS FIRST'] },
};

/** The common table `measure_name` with the numbers of `MEASURE_KEY`. */
export const MEASURE_NAMES = sql`measure_name AS (
      SELECT row_number() OVER (ORDER BY measure)::INTEGER AS measure_no, measure
      FROM (SELECT DISTINCT measure FROM score_kind)
    )`;
