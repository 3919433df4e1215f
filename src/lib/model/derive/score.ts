/** `score_kind` and `score_seen`: the scores that count, in file order, each with its person. */
import { inFileOrder } from './file-order';
import { intoTable, isIn, type RowPart } from './parts';
import { type Sql, sql } from '$lib/sql/sql';

/**
 * `score_kind`: instruments with who rates, as numbers in their order, since joins by two texts of
 * which one may be missing are slow; `is_shared` = several raters use the instrument.
 */
export function scoreKindTable(): Sql {
  return sql`CREATE OR REPLACE TABLE score_kind AS
    SELECT row_number() OVER (ORDER BY measure, rater)::INTEGER AS kind_no, measure, rater,
      count(*) OVER (PARTITION BY measure) > 1 AS is_shared
    FROM (SELECT DISTINCT measure, rater FROM scores) ORDER BY kind_no`;
}

/**
 * Scores up to the cut with their person and place in file order. A score that names a stay after an
 * earlier cut goes with that stay. A score without a day belongs to the stay that it names, or the only
 * one of the person; a day long past, by the order of visits, stands in for its own. The first part
 * makes the table, later ones, which follow it in file order, fill it.
 */
export function scoreSeenTable(part: RowPart = null, isFirst = true): Sql {
  const before = isFirst ? sql`0` : sql`(SELECT coalesce(max(score_no), 0) FROM score_seen)`;
  return sql`${intoTable('score_seen', isFirst)}
    WITH person AS (
      SELECT person_id, any_value(person_no) AS person_no,
        CASE WHEN count(*) = 1 THEN any_value(stay_no) END AS only_stay_no
      FROM stay_base GROUP BY person_id
    ),
    visited AS NOT MATERIALIZED (
      SELECT s.*, s.taken_on IS NULL AS is_ordered,
        coalesce(s.visit, w.position, TRY_CAST(s.phase AS DOUBLE)) AS position,
        coalesce(s.phase, CAST(s.visit AS VARCHAR)) AS label, coalesce(w.role, 'either') AS role
      FROM ${inFileOrder('scores')} s LEFT JOIN loaded_phase w ON w.file_id = s.file_id AND w.word = lower(s.phase)
    ),
    turn AS (
      SELECT position, label, row_number() OVER (ORDER BY position, label)::INTEGER AS turn
      FROM (SELECT DISTINCT position, label FROM visited WHERE is_ordered)
    ),
    seen AS (
      SELECT s.file_id, s.row_no, p.person_no,
        CASE WHEN s.stay_id IS NULL AND s.is_ordered THEN p.only_stay_no ELSE b.stay_no END
          AS named_stay_no, s.measure, s.rater, k.kind_no,
        CASE WHEN s.is_ordered THEN DATE '1000-01-01' + turn.turn ELSE s.taken_on END AS taken_on,
        s.score, s.risk_item, s.reviewed_on, s.plan_changed, s.risk_assessed_on, s.is_ordered,
        CASE WHEN s.is_ordered THEN s.position END AS visit,
        CASE WHEN s.is_ordered THEN regexp_replace(s.label, '[.]0$', '') END AS visit_label,
        s.role IN ('baseline', 'either') AS may_start, s.role IN ('later', 'either') AS may_end
      FROM visited s
      JOIN person p ON p.person_id = s.person_id
      JOIN score_kind k ON k.measure = s.measure AND k.rater IS NOT DISTINCT FROM s.rater
      CROSS JOIN data_cut c
      LEFT JOIN stay_base b ON b.stay_id = s.stay_id
      LEFT JOIN turn ON turn.position IS NOT DISTINCT FROM s.position
        AND turn.label IS NOT DISTINCT FROM s.label
      WHERE ${isIn(part, 's')}
        AND (s.is_ordered OR s.taken_on <= c.day) AND (s.stay_id IS NULL OR b.stay_no IS NOT NULL)
      ORDER BY s.file_order, s.file_id, s.row_no
    )
    SELECT (row_number() OVER () + ${before})::INTEGER AS score_no, * FROM seen`;
}
