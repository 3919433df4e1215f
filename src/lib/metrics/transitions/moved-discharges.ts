/** From which level to which: eligible discharges with the level of their next stay, and their units. */
import { type Sql, sql } from '$lib/sql/sql';
import { eligibleDischarges, ineligibleUnits } from '../eligible-discharge';
import type { MetricContext } from '../metric';
import type { Units } from '../units';

/** Stands for the level of a next stay where there is none. */
export const NO_LEVEL = 'none';

/** The common tables of `eligibleDischarges`, and `moved`: `discharge` with `to_level`. */
export function movedDischarges(context: MetricContext): Sql {
  return sql`${eligibleDischarges(context)},
    moved AS NOT MATERIALIZED (
      SELECT *, CASE WHEN move = ${NO_LEVEL} THEN ${NO_LEVEL} ELSE next_level END AS to_level
      FROM discharge
    )`;
}

/**
 * What stands behind counts from level to level: each eligible discharge by window once for each level
 * that any of them left or led to, and for none. The level is a key here, so there are no views by it.
 */
export const MOVED_UNITS: Units = {
  query: (context) => sql`WITH ${movedDischarges(context)},
    destination AS (
      SELECT level AS destination FROM moved
      UNION SELECT to_level FROM moved
      UNION SELECT ${NO_LEVEL}
    )
    SELECT 'stay ' || stay_no AS unit, person_no, stay_no, NULL::VARCHAR AS level, program,
      move_window AS "window", level AS "from", destination AS "to", NULL::VARCHAR AS left_out,
      (to_level = destination)::INTEGER::DOUBLE AS numerator, 1::DOUBLE AS denominator
    FROM moved CROSS JOIN destination
    UNION ALL BY NAME SELECT * REPLACE (NULL::VARCHAR AS level) FROM (${ineligibleUnits()})`,
  apart: ['window'],
  within: ['from', 'to'],
  guards: 'share',
};
