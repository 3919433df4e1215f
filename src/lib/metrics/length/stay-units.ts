/** Stays behind a figure that leaves none out, in the columns of `units.ts`. */
import { type Sql, sql } from '$lib/sql/sql';

/**
 * The columns of a table of stays with stay_no, person_no, level and program.
 *
 * @param counted The condition of the numerator; null = the figure only counts.
 * @param adds What a stay adds to the count.
 */
export function stayUnits(counted: Sql | null = null, adds: Sql = sql`1`): Sql {
  const numerator = counted ? sql`(${counted})::DOUBLE` : sql`NULL::DOUBLE`;
  return sql`'stay ' || stay_no AS unit, person_no, stay_no, level, program,
      NULL::VARCHAR AS left_out, ${numerator} AS numerator, (${adds})::DOUBLE AS denominator`;
}
