/**
 * `score_point` and `score_pair`: what a score says about a stay. A score that names a stay serves
 * that stay only; one that names none serves every stay of the person whose window holds its day,
 * but on a day before admission that lies inside another stay it is no baseline.
 */
import { inFileOrder } from './file-order';
import { type Sql, sql } from '$lib/sql/sql';
import { chooseContaining } from './containing';

/**
 * Scores up to the cut with their person and place in file order; a working table. A score that names
 * a stay after an earlier cut goes with that stay. A score without a day belongs to the stay that it
 * names, or the only one of the person; a day long past, by the order of visits, stands in for its own.
 */
export function scoreSeenTable(): Sql {
  return sql`CREATE OR REPLACE TEMP TABLE score_seen AS
    WITH person AS (
      SELECT person_id, any_value(person_no) AS person_no,
        CASE WHEN count(*) = 1 THEN any_value(stay_no) END AS only_stay_no
      FROM stay_base GROUP BY person_id
    ),
    visited AS (
      SELECT s.*, s.taken_on IS NULL AS is_ordered,
        coalesce(s.visit, w.position, TRY_CAST(s.phase AS DOUBLE)) AS position,
        coalesce(s.phase, CAST(s.visit AS VARCHAR)) AS label, coalesce(w.role, 'either') AS role
      FROM ${inFileOrder('scores')} s LEFT JOIN loaded_phase w ON w.file_id = s.file_id AND w.word = lower(s.phase)
    )
    SELECT row_number() OVER (ORDER BY s.file_order, s.file_id, s.row_no)::INTEGER AS score_no,
      s.file_id, s.row_no, p.person_no,
      CASE WHEN s.stay_id IS NULL AND s.is_ordered THEN p.only_stay_no ELSE b.stay_no END
        AS named_stay_no, s.measure, s.rater,
      CASE WHEN s.is_ordered THEN DATE '1000-01-01'
        + (dense_rank() OVER (ORDER BY s.is_ordered, s.position, s.label))::INTEGER
        ELSE s.taken_on END AS taken_on, s.score, s.risk_item, s.reviewed_on, s.plan_changed,
      s.risk_assessed_on,
      s.is_ordered, CASE WHEN s.is_ordered THEN s.position END AS visit,
      CASE WHEN s.is_ordered THEN regexp_replace(s.label, '[.]0$', '') END AS visit_label,
      s.role IN ('baseline', 'either') AS may_start, s.role IN ('later', 'either') AS may_end
    FROM visited s
    JOIN person p ON p.person_id = s.person_id
    CROSS JOIN data_cut c
    LEFT JOIN stay_base b ON b.stay_id = s.stay_id
    WHERE (s.is_ordered OR s.taken_on <= c.day) AND (s.stay_id IS NULL OR b.stay_no IS NOT NULL)`;
}

/** `score_candidate`, by the windows in `level`; a working table. */
export function scoreCandidateTable(): Sql {
  return sql`CREATE OR REPLACE TEMP TABLE score_candidate AS ${scoreCandidateSelect()}`;
}

/** Every stay that a score may serve, with whether it may be its baseline. */
export function scoreCandidateSelect(): Sql {
  return sql`WITH served AS (
      SELECT score_no, named_stay_no AS stay_no, TRUE AS is_named FROM score_seen
      WHERE named_stay_no IS NOT NULL
      UNION ALL
      SELECT s.score_no, b.stay_no, FALSE
      FROM score_seen s
      JOIN stay_base b ON b.person_no = s.person_no
      JOIN level l ON l.code = b.level
      WHERE s.named_stay_no IS NULL
        AND s.taken_on >= b.admitted_on - l.baseline_before
        AND (b.is_open OR s.taken_on <= b.discharged_on + greatest(l.last_after, l.discharge_around))
    ),
    inside_another AS (
      SELECT DISTINCT v.score_no, v.stay_no
      FROM served v
      JOIN score_seen s USING (score_no)
      JOIN stay_base this USING (stay_no)
      JOIN stay_base other ON other.person_no = s.person_no AND other.stay_no <> v.stay_no
        AND s.taken_on >= other.admitted_on AND (other.is_open OR s.taken_on <= other.discharged_on)
      WHERE NOT v.is_named AND s.taken_on < this.admitted_on
    )
    SELECT v.stay_no, s.score_no, s.measure, s.rater, s.taken_on, s.score,
      v.is_named OR i.score_no IS NULL AS may_be_baseline, s.is_ordered, s.may_start, s.may_end
    FROM served v JOIN score_seen s USING (score_no)
    LEFT JOIN inside_another i ON i.score_no = v.score_no AND i.stay_no = v.stay_no`;
}

/**
 * `score_point`: the score of a person, shown stay, measure, rater and day; of several on one day the
 * last in file order, `superseded` counts the others. A score that names no stay is shown under the
 * stay that contains its day, else the next admission in reach, else the stay that has just ended;
 * stay_no null = outside every window.
 */
export function scorePointTable(): Sql {
  return sql`CREATE OR REPLACE TABLE score_point AS
    WITH reach AS (
      SELECT s.score_no, s.taken_on AS day, b.stay_no, b.admitted_on, b.discharged_on, b.rank,
        b.stay_id,
        CASE
          WHEN s.taken_on < b.admitted_on THEN 1
          WHEN b.is_open OR s.taken_on <= b.discharged_on THEN 0
          ELSE 2 END AS place
      FROM score_seen s
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
    chosen AS (${chooseContaining('score_no', 'nearest')}),
    shown AS (
      SELECT s.*, coalesce(s.named_stay_no, c.stay_no) AS stay_no
      FROM score_seen s LEFT JOIN chosen c USING (score_no)
    ),
    last_of_day AS (
      SELECT max(score_no) AS score_no, (count(*) - 1)::INTEGER AS superseded
      FROM shown GROUP BY person_no, stay_no, measure, rater, taken_on
    )
    SELECT s.score_no, s.person_no, s.stay_no, s.measure, s.rater,
      CASE WHEN NOT s.is_ordered THEN s.taken_on END AS taken_on,
      CASE WHEN NOT s.is_ordered THEN s.taken_on - b.admitted_on END::INTEGER AS day,
      CASE WHEN s.stay_no IS NOT NULL AND NOT s.is_ordered
        THEN greatest(0, (s.taken_on - b.admitted_on) // 7)::INTEGER END AS week,
      s.visit, s.visit_label, s.score, band.label AS band, s.risk_item, s.reviewed_on,
      s.plan_changed, s.risk_assessed_on, d.superseded
    FROM last_of_day d
    JOIN shown s USING (score_no)
    LEFT JOIN stay_base b ON b.stay_no = s.stay_no
    LEFT JOIN band ON band.measure = s.measure AND s.score >= band.from_score
      AND (band.below_score IS NULL OR s.score < band.below_score)
    ORDER BY s.score_no`;
}
