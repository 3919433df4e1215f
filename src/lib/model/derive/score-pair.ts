/**
 * `score_pair`: first and last score of a stay (`unit = 'stay'`) and of a path (`unit = 'path'`) for
 * each measure and rater, the change in the direction of improvement, and why there is no pair where
 * there is none. Classes under each profile stand in `classified_pair`.
 */
import { type Sql, sql } from '$lib/sql/sql';

/** `score_pair`, by the windows in `level`. */
export function scorePairTable(): Sql {
  return sql`CREATE OR REPLACE TABLE score_pair AS ${scorePairSelect()}`;
}

/**
 * The rows of `score_pair`, from the scores that each stay or path may use. Every stay has a row for
 * every measure and rater that occurs in the data. Other tables of the names `level` and
 * `score_candidate` in reach give the pairs under other windows.
 */
export function scorePairSelect(): Sql {
  return sql`WITH span AS (
      SELECT 'stay' AS unit, b.stay_no AS unit_no, b.stay_no, b.path_no, b.person_no, b.program,
        b.is_open, b.admitted_on AS starts_on, coalesce(b.discharged_on, b.cut_on) AS ends_on,
        b.admitted_on - l.baseline_before AS baseline_from,
        least(b.admitted_on + l.baseline_after, coalesce(b.discharged_on, b.cut_on)) AS baseline_to,
        coalesce(b.discharged_on, b.cut_on) + l.last_after AS last_to,
        b.discharged_on - l.discharge_around AS discharge_from,
        b.discharged_on + l.discharge_around AS discharge_to
      FROM stay_base b JOIN level l ON l.code = b.level
      UNION ALL
      SELECT 'path', p.path_no, p.first_stay_no, p.path_no, p.person_no, first.program,
        p.is_open, p.started_on, coalesce(p.ended_on, p.cut_on),
        first.admitted_on - fl.baseline_before,
        least(first.admitted_on + fl.baseline_after, coalesce(first.discharged_on, first.cut_on)),
        coalesce(p.ended_on, p.cut_on) + ll.last_after,
        p.ended_on - ll.discharge_around, p.ended_on + ll.discharge_around
      FROM path p
      JOIN stay_base first ON first.stay_no = p.first_stay_no
      JOIN stay_base last ON last.stay_no = p.last_stay_no
      JOIN level fl ON fl.code = first.level
      JOIN level ll ON ll.code = last.level
    ),
    usable AS (
      SELECT 'stay' AS unit, stay_no AS unit_no, measure, rater, taken_on, score, score_no,
        may_be_baseline, is_ordered, may_start, may_end
      FROM score_candidate
      UNION ALL
      SELECT 'path', b.path_no, s.measure, s.rater, s.taken_on, s.score, s.score_no,
        s.named_stay_no = p.first_stay_no, s.is_ordered, s.may_start, s.may_end
      FROM score_seen s
      JOIN stay_base b ON b.stay_no = s.named_stay_no
      JOIN path p ON p.path_no = b.path_no
      UNION ALL
      SELECT 'path', p.unit_no, s.measure, s.rater, s.taken_on, s.score, s.score_no,
        coalesce(c.may_be_baseline, FALSE), s.is_ordered, s.may_start, s.may_end
      FROM score_seen s
      JOIN span p ON p.unit = 'path' AND p.person_no = s.person_no
        AND s.taken_on BETWEEN p.baseline_from AND greatest(p.last_to, p.discharge_to)
      LEFT JOIN score_candidate c ON c.score_no = s.score_no AND c.stay_no = p.stay_no
      WHERE s.named_stay_no IS NULL
    ),
    by_day AS (
      SELECT u.unit, u.unit_no, u.measure, u.rater, u.taken_on,
        arg_max(u.score, u.score_no) AS score,
        arg_max(u.score, u.score_no) FILTER (WHERE u.may_be_baseline) AS baseline_score,
        bool_or(u.is_ordered) AS is_ordered, bool_or(u.may_start) AS may_start,
        bool_or(u.may_end) AS may_end
      FROM usable u GROUP BY u.unit, u.unit_no, u.measure, u.rater, u.taken_on
    ),
    started AS (
      SELECT s.unit, s.unit_no, d.measure, d.rater,
        min(d.taken_on) FILTER (WHERE d.baseline_score IS NOT NULL
          AND CASE WHEN d.is_ordered THEN d.may_start
            ELSE d.taken_on BETWEEN s.baseline_from AND s.baseline_to END) AS baseline_on,
        count(*) FILTER (WHERE CASE WHEN d.is_ordered THEN d.may_start OR d.may_end
          ELSE d.taken_on BETWEEN s.baseline_from AND s.last_to END)::INTEGER
          AS days_scored
      FROM by_day d JOIN span s ON s.unit = d.unit AND s.unit_no = d.unit_no
      GROUP BY s.unit, s.unit_no, d.measure, d.rater
    ),
    measured AS (
      SELECT s.unit, s.unit_no, d.measure, count(DISTINCT d.taken_on)::INTEGER AS measure_days
      FROM by_day d JOIN span s ON s.unit = d.unit AND s.unit_no = d.unit_no
      WHERE CASE WHEN d.is_ordered THEN d.may_start OR d.may_end
        ELSE d.taken_on BETWEEN s.baseline_from AND s.last_to END
      GROUP BY s.unit, s.unit_no, d.measure
    ),
    ended AS (
      SELECT t.unit, t.unit_no, t.measure, t.rater, any_value(t.baseline_on) AS baseline_on,
        any_value(t.days_scored) AS days_scored,
        max(d.baseline_score) FILTER (WHERE d.taken_on = t.baseline_on) AS baseline,
        max(d.taken_on) FILTER (WHERE d.taken_on > t.baseline_on AND CASE WHEN d.is_ordered
          THEN d.may_end ELSE d.taken_on BETWEEN s.starts_on AND s.last_to END) AS last_on,
        max(d.taken_on) FILTER (WHERE d.taken_on IS DISTINCT FROM t.baseline_on
          AND d.taken_on >= greatest(s.starts_on, s.discharge_from)
          AND d.taken_on <= s.discharge_to AND NOT s.is_open) AS discharge_on
      FROM started t
      JOIN span s ON s.unit = t.unit AND s.unit_no = t.unit_no
      JOIN by_day d ON d.unit = t.unit AND d.unit_no = t.unit_no AND d.measure = t.measure
        AND d.rater IS NOT DISTINCT FROM t.rater
      GROUP BY t.unit, t.unit_no, t.measure, t.rater
    ),
    scored AS (
      SELECT e.*, l.score AS last, x.score AS discharge_score
      FROM ended e
      LEFT JOIN by_day l ON l.unit = e.unit AND l.unit_no = e.unit_no AND l.measure = e.measure
        AND l.rater IS NOT DISTINCT FROM e.rater AND l.taken_on = e.last_on
      LEFT JOIN by_day x ON x.unit = e.unit AND x.unit_no = e.unit_no AND x.measure = e.measure
        AND x.rater IS NOT DISTINCT FROM e.rater AND x.taken_on = e.discharge_on
    ),
    scored_stay AS (
      SELECT DISTINCT unit_no AS stay_no, measure FROM started
      WHERE unit = 'stay' AND days_scored > 0
    ),
    due AS (
      SELECT b.program, k.measure, 2 * count(y.stay_no) >= count(*) AS is_due
      FROM stay_base b
      CROSS JOIN (SELECT DISTINCT measure FROM score_seen) k
      LEFT JOIN scored_stay y ON y.stay_no = b.stay_no AND y.measure = k.measure
      GROUP BY b.program, k.measure
    ),
    grid AS (
      SELECT s.*, k.measure, k.rater
      FROM span s CROSS JOIN (SELECT DISTINCT measure, rater FROM score_seen) k
    ),
    paired AS (
      SELECT g.unit, g.stay_no, g.path_no, g.person_no, g.measure, g.rater,
        d.baseline, d.baseline_on, d.last, d.last_on, d.discharge_score, d.discharge_on,
        coalesce(d.days_scored, 0) AS days_scored,
        coalesce(y.measure_days, 0) AS measure_days,
        CASE WHEN d.baseline_on >= ${FIRST_DAY} THEN d.last_on - d.baseline_on END::INTEGER
          AS days_between,
        (d.baseline - d.last) * m.sign AS improvement,
        CASE
          WHEN g.is_open THEN 'open'
          WHEN d.baseline_on IS NOT NULL AND d.last_on IS NOT NULL THEN 'paired'
          WHEN NOT due.is_due THEN 'not_due'
          WHEN coalesce(d.days_scored, 0) = 0 THEN 'no_score'
          WHEN d.baseline_on IS NULL THEN 'no_baseline'
          ELSE 'no_later_score' END AS status,
        m.is_outcome, m.recall_days
      FROM grid g
      JOIN measure m ON m.id = g.measure
      JOIN due ON due.program = g.program AND due.measure = g.measure
      LEFT JOIN scored d ON d.unit = g.unit AND d.unit_no = g.unit_no AND d.measure = g.measure
        AND d.rater IS NOT DISTINCT FROM g.rater
      LEFT JOIN measured y ON y.unit = g.unit AND y.unit_no = g.unit_no AND y.measure = g.measure
    )
    SELECT unit, stay_no, path_no, person_no, measure, rater, is_outcome, status,
      baseline, ${ownDay('baseline_on')}, last, ${ownDay('last_on')}, discharge_score, discharge_on, days_scored,
      measure_days, days_between, improvement,
      days_between < recall_days AS is_short_interval
    FROM paired
    ORDER BY unit, stay_no, measure, rater`;
}

/** Days before this one stand for visits; see `score_seen`. */
const FIRST_DAY = sql`DATE '1800-01-01'`;

function ownDay(column: 'baseline_on' | 'last_on'): Sql {
  const day = sql`${{ text: column }}`;
  return sql`CASE WHEN ${day} >= ${FIRST_DAY} THEN ${day} END AS ${day}`;
}
