/** `administration`: which measurements a stay was due for, and which were done. */
import { type Sql, join, sql } from '$lib/sql/sql';
import { LEVELS } from '../levels';
import type { Settings } from '../settings';

/** Days around a due day in which a score meets it, and the days at a discharge without another. */
export const DUE_DAYS_AROUND = 3;

/**
 * `administration`: one row per stay, outcome instrument in use in its program, and due day. An
 * instrument is in use where at least half of all loaded stays of the program have a score of it from
 * before admission to after discharge. Due are the day of admission, every so many days of the stay
 * (`part` periodic; none within 3 days of the discharge), and the day of discharge. `is_observed` =
 * not in the last 3 days before the cut; `is_done` = a score that may serve the stay within 3 days.
 */
export function administrationTable(settings: Settings): Sql {
  const { measureEveryDays, measureEveryDaysByLevel } = settings.conventions;
  const schedule = LEVELS.map(({ code }) => {
    const days = Math.round(measureEveryDaysByLevel[code] ?? measureEveryDays);
    return sql`(${code}, ${Math.max(1, days)})`;
  });
  return sql`CREATE OR REPLACE TABLE administration AS
    WITH schedule AS (
      SELECT level::VARCHAR AS level, days::INTEGER AS days
      FROM (VALUES ${join(schedule)}) AS v(level, days)
    ),
    used AS (
      SELECT b.program, p.measure
      FROM score_pair p JOIN stay_base b USING (stay_no)
      WHERE p.unit = 'stay' AND p.is_outcome
      GROUP BY b.program, p.measure
      HAVING 2 * count(DISTINCT CASE WHEN p.measure_days > 0 THEN p.stay_no END)
        >= count(DISTINCT p.stay_no)
    ),
    stay_with_schedule AS (
      SELECT b.stay_no, b.person_no, b.program, b.is_open, b.admitted_on, b.discharged_on, b.cut_on,
        schedule.days AS every,
        coalesce(b.discharged_on - ${DUE_DAYS_AROUND + 1}::INTEGER, b.cut_on) AS last_periodic_on
      FROM stay_base b JOIN schedule ON schedule.level = b.level
    ),
    due AS (
      SELECT stay_no, person_no, program, cut_on, 'admission' AS part, admitted_on AS due_on
      FROM stay_with_schedule
      UNION ALL
      SELECT stay_no, person_no, program, cut_on, 'periodic', admitted_on + (turn * every)::INTEGER
      FROM (
        SELECT *, unnest(range(1, 1 + CASE WHEN last_periodic_on > admitted_on
          THEN (last_periodic_on - admitted_on) // every ELSE 0 END)) AS turn
        FROM stay_with_schedule
      )
      UNION ALL
      SELECT stay_no, person_no, program, cut_on, 'discharge', discharged_on
      FROM stay_with_schedule WHERE NOT is_open
    ),
    asked AS (
      SELECT due.* EXCLUDE (program), used.measure FROM due JOIN used ON used.program = due.program
    ),
    met AS (
      SELECT DISTINCT a.stay_no, a.measure, a.due_on
      FROM asked a
      JOIN score_candidate c ON c.stay_no = a.stay_no AND c.measure = a.measure
        AND NOT c.is_ordered
        AND c.taken_on BETWEEN a.due_on - ${DUE_DAYS_AROUND}::INTEGER
          AND a.due_on + ${DUE_DAYS_AROUND}::INTEGER
    )
    SELECT a.stay_no, a.person_no, a.measure, a.part, a.due_on::DATE AS due_on,
      a.cut_on IS NULL OR a.due_on <= a.cut_on - ${DUE_DAYS_AROUND}::INTEGER AS is_observed,
      met.stay_no IS NOT NULL AS is_done
    FROM asked a
    LEFT JOIN met ON met.stay_no = a.stay_no AND met.measure = a.measure AND met.due_on = a.due_on
    ORDER BY a.stay_no, a.measure, a.due_on`;
}
