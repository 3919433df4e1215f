/**
 * `score_pair`: first and last score of a stay (`unit = 'stay'`) and of a path (`unit = 'path'`) for
 * each measure and rater, the change in the direction of improvement, and why there is no pair where
 * there is none. A path of one stay has the pair of that stay, so that only others are worked out.
 * Classes under each profile stand in `classified_pair`.
 */
import { type Sql, sql } from '$lib/sql/sql';
import { intoTable, isOf, type PersonPart } from './parts';

/** `score_pair`, by the windows in `level`; the first part of the persons makes it, later ones fill it. */
export function scorePairTable(part: PersonPart = null, isFirst = true): Sql {
  return sql`${intoTable('score_pair', isFirst)} ${scorePairSelect(part)}`;
}

/**
 * The rows of `score_pair`, from the scores that each stay or path may use. Every stay has a row for
 * every measure and rater that occurs in the data. Other tables of the names `level`, `score_candidate`,
 * `unnamed_candidate` and `due_measure` in reach give the pairs under other windows.
 */
export function scorePairSelect(part: PersonPart = null): Sql {
  return sql`WITH ${spanAndDays(part)},
    ${firstAndLast()},
    grid AS NOT MATERIALIZED (
      SELECT s.*, k.kind_no, k.measure, k.rater, k.is_shared
      FROM span s CROSS JOIN score_kind k
      WHERE k.kind_no IN (SELECT DISTINCT kind_no FROM score_seen)
    ),
    paired AS NOT MATERIALIZED (
      SELECT g.shown_as, g.stay_no, g.path_no, g.person_no, g.kind_no, g.measure, g.rater,
        d.baseline, d.baseline_on, d.last, d.last_on, d.discharge_score, d.discharge_on,
        coalesce(d.days_scored, 0) AS days_scored,
        coalesce(CASE WHEN g.is_shared THEN y.measure_days ELSE d.days_scored END, 0)
          AS measure_days,
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
      JOIN due_measure due ON due.program = g.program AND due.measure = g.measure
      LEFT JOIN ended d ON d.unit_no = g.unit_no AND d.kind_no = g.kind_no
      LEFT JOIN measured y ON y.unit_no = g.unit_no AND y.measure = g.measure
    )
    SELECT u.unit, p.stay_no, p.path_no, p.person_no, p.measure, p.rater, p.is_outcome, p.status,
      p.baseline, ${ownDay('baseline_on')}, p.last, ${ownDay('last_on')}, p.discharge_score,
      p.discharge_on, p.days_scored, p.measure_days, p.days_between, p.improvement,
      p.days_between < p.recall_days AS is_short_interval
    FROM paired p
    JOIN (VALUES ('stay', 'stay'), ('lone stay', 'stay'), ('lone stay', 'path'), ('path', 'path'))
      AS u(shown_as, unit) ON u.shown_as = p.shown_as
    ORDER BY u.unit, p.stay_no, p.kind_no`;
}

/**
 * `span`: stays and paths of several stays with their windows; `unit_no` = number of the stay, or that
 * of the path below zero. `by_day`: the scores that each may use, of one day the last in file order.
 */
function spanAndDays(part: PersonPart): Sql {
  return sql`span AS (
      SELECT b.stay_no AS unit_no, CASE WHEN p.stays = 1 THEN 'lone stay' ELSE 'stay' END AS shown_as,
        b.stay_no, b.path_no, b.person_no, b.program, b.is_open, b.admitted_on AS starts_on,
        b.admitted_on - l.baseline_before AS baseline_from,
        least(b.admitted_on + l.baseline_after, coalesce(b.discharged_on, b.cut_on)) AS baseline_to,
        coalesce(b.discharged_on, b.cut_on) + l.last_after AS last_to,
        greatest(b.admitted_on, b.discharged_on - l.discharge_around) AS discharge_from,
        b.discharged_on + l.discharge_around AS discharge_to
      FROM stay_base b JOIN level l ON l.code = b.level LEFT JOIN path p ON p.path_no = b.path_no
      WHERE ${isOf(part, 'b.person_no')}
      UNION ALL
      SELECT -p.path_no, 'path', p.first_stay_no, p.path_no, p.person_no, first.program,
        p.is_open, p.started_on, first.admitted_on - fl.baseline_before,
        least(first.admitted_on + fl.baseline_after, coalesce(first.discharged_on, first.cut_on)),
        coalesce(p.ended_on, p.cut_on) + ll.last_after,
        greatest(p.started_on, p.ended_on - ll.discharge_around), p.ended_on + ll.discharge_around
      FROM path p
      JOIN stay_base first ON first.stay_no = p.first_stay_no
      JOIN stay_base last ON last.stay_no = p.last_stay_no
      JOIN level fl ON fl.code = first.level
      JOIN level ll ON ll.code = last.level
      WHERE p.stays > 1 AND ${isOf(part, 'p.person_no')}
    ),
    usable AS NOT MATERIALIZED (
      SELECT stay_no AS unit_no, kind_no, taken_on, score, score_no, may_be_baseline, is_ordered,
        may_start, may_end
      FROM score_candidate WHERE ${isOf(part, 'person_no')}
      UNION ALL
      SELECT -p.path_no, s.kind_no, s.taken_on, s.score, s.score_no,
        s.named_stay_no = p.first_stay_no, s.is_ordered, s.may_start, s.may_end
      FROM score_seen s
      JOIN stay_base b ON b.stay_no = s.named_stay_no
      JOIN path p ON p.path_no = b.path_no
      WHERE p.stays > 1 AND ${isOf(part, 's.person_no')}
      UNION ALL
      SELECT p.unit_no, s.kind_no, s.taken_on, s.score, s.score_no,
        coalesce(c.may_be_baseline, FALSE), s.is_ordered, s.may_start, s.may_end
      FROM score_seen s
      JOIN span p ON p.unit_no < 0 AND p.person_no = s.person_no
        AND s.taken_on BETWEEN p.baseline_from AND greatest(p.last_to, p.discharge_to)
      LEFT JOIN unnamed_candidate c ON c.score_no = s.score_no AND c.stay_no = p.stay_no
      WHERE s.named_stay_no IS NULL AND ${isOf(part, 's.person_no')}
    ),
    by_day AS (
      SELECT unit_no, kind_no, taken_on, arg_max(score, score_no) AS score,
        arg_max(score, score_no) FILTER (WHERE may_be_baseline) AS baseline_score,
        bool_or(is_ordered) AS is_ordered, bool_or(may_start) AS may_start,
        bool_or(may_end) AS may_end
      FROM usable GROUP BY unit_no, kind_no, taken_on
    )`;
}

/**
 * `ended`: first, last and discharge score of each unit, measure and rater, in one pass over the days;
 * only where the day at the discharge is that of the baseline, an earlier one is looked for, which a
 * stay cannot have. `measured`: days with a score of instruments that several raters use.
 */
function firstAndLast(): Sql {
  return sql`judged AS NOT MATERIALIZED (
      SELECT d.unit_no, d.kind_no, d.taken_on, d.score, d.baseline_score,
        d.baseline_score IS NOT NULL AND CASE WHEN d.is_ordered THEN d.may_start
          ELSE d.taken_on BETWEEN s.baseline_from AND s.baseline_to END AS is_first,
        CASE WHEN d.is_ordered THEN d.may_end
          ELSE d.taken_on BETWEEN s.starts_on AND s.last_to END AS is_last,
        d.taken_on BETWEEN s.discharge_from AND s.discharge_to AND NOT s.is_open AS is_at_discharge,
        CASE WHEN d.is_ordered THEN d.may_start OR d.may_end
          ELSE d.taken_on BETWEEN s.baseline_from AND s.last_to END AS is_inside
      FROM by_day d JOIN span s ON s.unit_no = d.unit_no
    ),
    found AS (
      SELECT unit_no, kind_no,
        min(taken_on) FILTER (WHERE is_first) AS baseline_on,
        arg_min(baseline_score, taken_on) FILTER (WHERE is_first) AS baseline,
        max(taken_on) FILTER (WHERE is_last) AS last_on,
        arg_max(score, taken_on) FILTER (WHERE is_last) AS last,
        max(taken_on) FILTER (WHERE is_at_discharge) AS discharge_on,
        arg_max(score, taken_on) FILTER (WHERE is_at_discharge) AS discharge_score,
        count(*) FILTER (WHERE is_inside)::INTEGER AS days_scored
      FROM judged GROUP BY unit_no, kind_no
    ),
    earlier AS (
      SELECT j.unit_no, j.kind_no, max(j.taken_on) AS discharge_on,
        arg_max(j.score, j.taken_on) AS discharge_score
      FROM found f JOIN judged j ON j.unit_no = f.unit_no AND j.kind_no = f.kind_no
      WHERE f.unit_no < 0 AND j.unit_no < 0 AND f.discharge_on = f.baseline_on
        AND j.is_at_discharge AND j.taken_on < f.discharge_on
      GROUP BY j.unit_no, j.kind_no
    ),
    ended AS NOT MATERIALIZED (
      SELECT f.unit_no, f.kind_no, f.baseline_on, f.baseline, f.days_scored,
        CASE WHEN f.last_on > f.baseline_on THEN f.last_on END AS last_on,
        CASE WHEN f.last_on > f.baseline_on THEN f.last END AS last,
        CASE WHEN f.discharge_on IS DISTINCT FROM f.baseline_on THEN f.discharge_on
          ELSE e.discharge_on END AS discharge_on,
        CASE WHEN f.discharge_on IS DISTINCT FROM f.baseline_on THEN f.discharge_score
          ELSE e.discharge_score END AS discharge_score
      FROM found f
      LEFT JOIN earlier e ON e.unit_no = f.unit_no AND e.kind_no = f.kind_no
    ),
    measured AS (
      SELECT j.unit_no, k.measure, count(DISTINCT j.taken_on)::INTEGER AS measure_days
      FROM judged j JOIN score_kind k ON k.kind_no = j.kind_no
      WHERE j.is_inside AND k.is_shared
      GROUP BY j.unit_no, k.measure
    )`;
}

/** Days before this one stand for visits; see `score_seen`. */
const FIRST_DAY = sql`DATE '1800-01-01'`;

function ownDay(column: 'baseline_on' | 'last_on'): Sql {
  const day = sql`${{ text: column }}`;
  return sql`CASE WHEN p.${day} >= ${FIRST_DAY} THEN p.${day} END AS ${day}`;
}
