/** `score_point`: the score of a person, shown stay, measure, rater and day. */
import { type Sql, sql } from '$lib/sql/sql';
import { chooseContaining } from './containing';
import { intoTable, isOf, type PersonPart } from './parts';

/**
 * `score_point`: of several scores on one day the last in file order, `superseded` counts the others.
 * A score that names no stay is shown under the stay that contains its day, else the next admission in
 * reach, else the stay that has just ended; stay_no null = outside every window. The first part of the
 * persons makes the table, later ones fill it.
 */
export function scorePointTable(part: PersonPart = null, isFirst = true): Sql {
  return sql`${intoTable('score_point', isFirst)}
    WITH seen AS NOT MATERIALIZED (SELECT * FROM score_seen WHERE ${isOf(part, 'person_no')}),
    reach AS (
      SELECT s.score_no, s.taken_on AS day, b.stay_no, b.admitted_on, b.discharged_on, b.rank,
        b.stay_id,
        CASE
          WHEN s.taken_on < b.admitted_on THEN 1
          WHEN b.is_open OR s.taken_on <= b.discharged_on THEN 0
          ELSE 2 END AS place
      FROM seen s
      JOIN stay_base b ON b.person_no = s.person_no
      JOIN level l ON l.code = b.level
      WHERE s.named_stay_no IS NULL
        AND s.taken_on >= b.admitted_on - l.baseline_before
        AND (b.is_open OR s.taken_on <= b.discharged_on + l.last_after)
    ),
    nearest AS (
      SELECT * FROM reach
      QUALIFY place = min(place) OVER (PARTITION BY score_no)
        AND CASE place
          WHEN 0 THEN TRUE
          WHEN 1 THEN admitted_on = min(admitted_on) FILTER (WHERE place = 1)
            OVER (PARTITION BY score_no)
          ELSE discharged_on = max(discharged_on) FILTER (WHERE place = 2)
            OVER (PARTITION BY score_no) END
    ),
    chosen AS MATERIALIZED (${chooseContaining('score_no', 'nearest')}),
    shown AS NOT MATERIALIZED (
      SELECT s.*, coalesce(s.named_stay_no, c.stay_no) AS stay_no
      FROM seen s LEFT JOIN chosen c USING (score_no)
    ),
    last_of_day AS (
      SELECT person_no, coalesce(stay_no, 0) AS shown_no, kind_no, taken_on,
        max(score_no) AS score_no, (count(*) - 1)::INTEGER AS superseded
      FROM shown GROUP BY ALL HAVING count(*) > 1
    ),
    banded AS (
      SELECT d.kind_no, d.score, band.label
      FROM (SELECT DISTINCT kind_no, score FROM seen) d
      JOIN score_kind k ON k.kind_no = d.kind_no
      JOIN band ON band.measure = k.measure AND d.score >= band.from_score
        AND (band.below_score IS NULL OR d.score < band.below_score)
    )
    SELECT s.score_no, s.person_no, s.stay_no, s.kind_no, s.measure, s.rater,
      CASE WHEN NOT s.is_ordered THEN s.taken_on END AS taken_on,
      CASE WHEN NOT s.is_ordered THEN s.taken_on - b.admitted_on END::INTEGER AS day,
      CASE WHEN s.stay_no IS NOT NULL AND NOT s.is_ordered
        THEN greatest(0, (s.taken_on - b.admitted_on) // 7)::INTEGER END AS week,
      s.visit, s.visit_label, s.score, banded.label AS band, s.risk_item, s.reviewed_on,
      s.plan_changed, s.risk_assessed_on, coalesce(d.superseded, 0) AS superseded
    FROM shown s
    LEFT JOIN last_of_day d ON d.person_no = s.person_no AND d.shown_no = coalesce(s.stay_no, 0)
      AND d.kind_no = s.kind_no AND d.taken_on = s.taken_on
    LEFT JOIN stay_base b ON b.stay_no = s.stay_no
    LEFT JOIN banded ON banded.kind_no = s.kind_no AND banded.score = s.score
    WHERE d.score_no IS NULL OR d.score_no = s.score_no
    ORDER BY s.score_no`;
}
