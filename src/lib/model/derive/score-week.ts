/**
 * `score_week`: what the course of scores reads, so that the last score of a week is found once and not
 * under every filter anew.
 */
import { type Sql, sql } from '$lib/sql/sql';

/**
 * The last score of each week since admission of a stay, by outcome instrument and rater (`kind_no`),
 * among the days that are in a window of the stay; `is_first` = the first such week of the stay.
 */
export function scoreWeekTable(): Sql {
  return sql`CREATE OR REPLACE TABLE score_week AS
    WITH last_of_week AS (
      SELECT p.stay_no, p.kind_no, p.week, arg_max(p.score, p.taken_on) AS score
      FROM score_point p
      JOIN score_kind k ON k.kind_no = p.kind_no
      JOIN measure m ON m.id = k.measure AND m.is_outcome
      JOIN stay_base b ON b.stay_no = p.stay_no
      JOIN level l ON l.code = b.level
      WHERE p.day >= -l.baseline_before
        AND (b.is_open OR p.taken_on <= b.discharged_on + l.last_after)
      GROUP BY p.stay_no, p.kind_no, p.week ORDER BY p.stay_no, p.kind_no, p.week
    )
    SELECT *, lag(stay_no) OVER () IS DISTINCT FROM stay_no
        OR lag(kind_no) OVER () IS DISTINCT FROM kind_no AS is_first
    FROM last_of_week`;
}
