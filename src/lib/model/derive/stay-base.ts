/**
 * `stay_base`: stays in their order, numbered so that a later stay of a person has the higher
 * number, with ends, lengths, classes of reason, moves and paths. Housing has no rank and takes no
 * part in moves and paths.
 */
import { type Sql, ident, join, raw, sql } from '$lib/sql/sql';
import type { Settings } from '../settings';
import { conditionSql, dualDiagnosisSql } from './condition';

/** Windows in which the next move is looked for, in days after discharge. */
export const MOVE_WINDOWS = [7, 30] as const;

/**
 * Builds `stay_base` from the canonical stays up to the data cut. `cut_on` is the day up to which a
 * stay was observed: the data cut, or with days since admission, which have no common calendar, an
 * open stay's own last record and the person's `observed_until`; null = not known, which is so for
 * finished stays of people without it.
 */
export function stayBaseTable(
  settings: Settings,
  extras: readonly string[],
  isRelative: boolean,
): Sql {
  const extraColumns = join(
    extras.map((name) => sql`, n.${ident(name)}`),
    '',
  );
  return sql`CREATE OR REPLACE TABLE stay_base AS
    WITH seen AS (
      SELECT s.* REPLACE (
          CASE WHEN s.discharged_on <= c.day THEN s.discharged_on END AS discharged_on,
          CASE WHEN s.last_contact_on <= c.day THEN s.last_contact_on END AS last_contact_on,
          CASE WHEN s.discharged_on <= c.day THEN s.discharge_reason END AS discharge_reason
        ), l.rank, l.position AS level_position, ${isRelative ? OWN_CUT : raw('c.day')} AS cut
      FROM stays s JOIN level l ON l.code = s.level_of_care CROSS JOIN data_cut c
        ${isRelative ? LAST_RECORDS : raw('')}
      WHERE s.admitted_on <= c.day
    ),
    numbered AS (
      SELECT *,
        row_number() OVER (
          ORDER BY person_id, admitted_on, admitted_second, discharged_on NULLS LAST, rank DESC NULLS LAST, stay_id
        )::INTEGER AS stay_no,
        dense_rank() OVER (ORDER BY person_id)::INTEGER AS person_no
      FROM seen
    ),
    ranked AS NOT MATERIALIZED (
      SELECT stay_no, person_no, level_of_care, rank, admitted_on, discharged_on, cut
      FROM numbered WHERE rank IS NOT NULL
    ),
    diagnosis AS (
      SELECT primary_dx, other_dx, ${conditionSql(raw('primary_dx'))} AS condition,
        ${dualDiagnosisSql(raw('primary_dx'), raw('other_dx'))} AS dual_diagnosis
      FROM (SELECT DISTINCT primary_dx, other_dx FROM numbered)
    ),
    later AS (
      SELECT this.stay_no, min(next.stay_no) AS next_stay_no
      FROM ranked this JOIN ranked next
        ON next.person_no = this.person_no AND next.stay_no > this.stay_no
        AND next.admitted_on >= this.discharged_on - 1
      GROUP BY this.stay_no
    ),
    chained AS (
      SELECT stay_no,
        lag(stay_no) OVER (PARTITION BY person_no ORDER BY stay_no) AS previous_stay_no,
        admitted_on - max(coalesce(discharged_on, cut)) OVER (
          PARTITION BY person_no ORDER BY stay_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS days_since_latest_end
      FROM ranked
    ),
    linked AS (
      SELECT stay_no, previous_stay_no,
        sum(CASE WHEN days_since_latest_end <= ${settings.pathGapDays} THEN 0 ELSE 1 END)
          OVER (ORDER BY stay_no)::INTEGER AS path_no
      FROM chained
    )
    SELECT n.stay_no, n.person_no, n.stay_id, n.person_id, n.level_of_care AS level, n.rank,
      n.level_position, n.cut AS cut_on, n.admitted_on, n.discharged_on, n.last_contact_on,
      n.discharged_on IS NULL AS is_open,
      CASE WHEN n.last_contact_on < n.discharged_on THEN n.last_contact_on ELSE n.discharged_on END
        AS ended_on,
      greatest(1, CASE
        WHEN n.discharged_on IS NULL THEN n.cut - n.admitted_on
        WHEN n.last_contact_on < n.discharged_on THEN n.last_contact_on - n.admitted_on
        ELSE n.discharged_on - n.admitted_on END)::INTEGER AS length_days,
      n.discharge_reason, n.discharged_to,
      n.discharge_reason IN ('completed', 'transferred') AS is_planned,
      n.discharge_reason IN ('dropped_out', 'against_advice') AS is_dropout,
      n.discharge_reason IN ('dropped_out', 'against_advice', 'terminated', 'coverage_ended',
        'incarcerated', 'other') AS is_unplanned,
      coalesce(n.program, 'not given') AS program, n.site, n.track, n.modality, n.payer,
      n.referral_source, n.age_band, n.sex, n.race_ethnicity,
      diagnosis.condition, diagnosis.dual_diagnosis,
      n.referred_on, n.first_contact_on, n.observed_until, n.prescribed_hours_per_week,
      n.prescribed_weeks, n.aftercare_plan,
      linked.path_no, linked.previous_stay_no, later.next_stay_no,
      next.level_of_care AS next_level,
      (next.admitted_on - n.discharged_on)::INTEGER AS gap_days,
      ${join(MOVE_WINDOWS.map(moveColumn))}${extraColumns}
    FROM numbered n
    LEFT JOIN linked USING (stay_no)
    LEFT JOIN later USING (stay_no)
    LEFT JOIN ranked next ON next.stay_no = later.next_stay_no
    LEFT JOIN diagnosis ON diagnosis.primary_dx IS NOT DISTINCT FROM n.primary_dx
      AND diagnosis.other_dx IS NOT DISTINCT FROM n.other_dx
    ORDER BY n.stay_no`;
}

/** A booking is no record; a record that names no stay is that of the stay that is open. */
const LAST_RECORDS = raw(`
        LEFT JOIN (
          SELECT person_id, stay_id, max(day) AS day FROM (
            SELECT person_id, stay_id, taken_on AS day FROM scores
            UNION ALL SELECT person_id, stay_id, held_on FROM sessions WHERE status <> 'scheduled')
          GROUP BY person_id, stay_id) named
          ON named.person_id = s.person_id AND named.stay_id = s.stay_id
        LEFT JOIN (
          SELECT person_id, max(day) AS day FROM (
            SELECT person_id, taken_on AS day FROM scores WHERE stay_id IS NULL
            UNION ALL SELECT person_id, held_on FROM sessions
            WHERE status <> 'scheduled' AND stay_id IS NULL)
          GROUP BY person_id) unnamed ON unnamed.person_id = s.person_id
        LEFT JOIN (
          SELECT person_id, max(observed_until) AS day FROM stays GROUP BY person_id) observed
          ON observed.person_id = s.person_id`);

const OWN_CUT = raw(`CASE WHEN s.discharged_on IS NULL
          THEN coalesce(observed.day, greatest(s.admitted_on, s.last_contact_on, named.day, unnamed.day))
          ELSE observed.day END`);

function moveColumn(window: number): Sql {
  return sql`CASE
      WHEN n.discharged_on IS NULL OR n.rank IS NULL OR n.discharge_reason = 'deceased' THEN NULL
      WHEN next.admitted_on - n.discharged_on <= ${window} THEN CASE
        WHEN next.rank < n.rank THEN 'step_down'
        WHEN next.rank > n.rank THEN 'step_up'
        ELSE 'lateral' END
      WHEN n.discharged_on <= n.cut - ${window} THEN 'none'
      ELSE 'not_yet_observed' END AS ${ident(`next_move_${window}`)}`;
}
