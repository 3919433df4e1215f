/** `due_measure`: whether a program uses an instrument, so that a stay without a score misses one. */
import { type Sql, sql } from '$lib/sql/sql';

/** `due_measure`, by the windows in `level`. */
export function dueMeasureTable(): Sql {
  return sql`CREATE OR REPLACE TABLE due_measure AS ${dueMeasureSelect()}`;
}

/**
 * One row for each program and instrument: `is_due` = at least half of the stays of the program have a
 * score of it in their window. Other tables `level` and `score_candidate` in reach give other windows.
 */
export function dueMeasureSelect(): Sql {
  return sql`WITH scored AS (
      SELECT DISTINCT c.stay_no, c.kind_no
      FROM score_candidate c
      JOIN stay_base b ON b.stay_no = c.stay_no
      JOIN level l ON l.code = b.level
      WHERE CASE WHEN c.is_ordered THEN c.may_start OR c.may_end
        ELSE c.taken_on BETWEEN b.admitted_on - l.baseline_before
          AND coalesce(b.discharged_on, b.cut_on) + l.last_after END
    ),
    scored_stay AS (
      SELECT b.program, k.measure, count(DISTINCT d.stay_no) AS n
      FROM scored d
      JOIN stay_base b ON b.stay_no = d.stay_no
      JOIN score_kind k ON k.kind_no = d.kind_no
      GROUP BY b.program, k.measure
    ),
    program AS (SELECT program, count(*) AS n FROM stay_base GROUP BY program)
    SELECT p.program, k.measure, 2 * coalesce(s.n, 0) >= p.n AS is_due
    FROM program p
    CROSS JOIN (SELECT DISTINCT measure FROM score_kind) k
    LEFT JOIN scored_stay s ON s.program = p.program AND s.measure = k.measure`;
}
