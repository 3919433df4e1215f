/** Units that count differently for everybody, by level and by program, in as few rows as it takes. */
import { type Sql, ident, join, raw, sql } from '$lib/sql/sql';

/**
 * A query over a common table with one row per unit, key and view (level and program null = everybody),
 * otherwise in the columns of units: rows that differ in level and program only become one, with
 * `divided`.
 *
 * @param keys The key columns of the figure.
 */
export function dividedUnits(table: string, keys: readonly string[]): Sql {
  const columns = join([
    raw('unit, person_no, stay_no, left_out, numerator, denominator'),
    ...keys.map(ident),
  ]);
  return sql`SELECT ${columns}, max(level) AS level, max(program) AS program,
      (NOT bool_or(level IS NULL AND program IS NULL))::INTEGER AS divided
    FROM ${raw(table)} GROUP BY ${columns}`;
}
