/** `session`, `attendance`, `group_meeting`, `survey`: sessions under their stays, and their sums. */
import { SESSION_TYPES } from '../canonical';
import { inFileOrder } from './file-order';
import { type Sql, ident, join, raw, sql } from '$lib/sql/sql';
import { chooseContaining } from './containing';
import { withinTarget } from './target';

const DAYS_PER_WEEK = 7;

/**
 * `session_place`: the days of a person, cut where a stay starts or ends, and the stay that contains
 * each piece; on a transfer day the one that starts, then the higher level, the earlier admission, the
 * stay id. There are as many pieces as stays, so that ten million sessions are placed as they stream
 * by, without a copy of them.
 */
export function sessionPlaceTable(): Sql {
  return sql`CREATE OR REPLACE TEMP TABLE session_place AS
    WITH boundary AS (
      SELECT person_id, admitted_on AS day FROM stay_base
      UNION SELECT person_id, admitted_on + 1 FROM stay_base
      UNION SELECT person_id, discharged_on FROM stay_base WHERE NOT is_open
      UNION SELECT person_id, discharged_on + 1 FROM stay_base WHERE NOT is_open
    ),
    piece AS (
      SELECT row_number() OVER () AS piece_no, person_id, day,
        lead(day) OVER (PARTITION BY person_id ORDER BY day) - 1 AS last_day
      FROM boundary
    ),
    candidates AS (
      SELECT p.piece_no, p.day, b.stay_no, b.admitted_on, b.discharged_on, b.rank, b.stay_id
      FROM piece p JOIN stay_base b ON b.person_id = p.person_id
        AND p.day >= b.admitted_on AND (b.is_open OR p.day <= b.discharged_on)
    ),
    chosen AS (${chooseContaining('piece_no')})
    SELECT p.person_id, p.day AS from_day, coalesce(p.last_day, DATE '9999-12-31') AS to_day,
      c.stay_no
    FROM chosen c JOIN piece p USING (piece_no)`;
}

/**
 * `session`: each session under the stay that it names, else under that of its day (`session_place`).
 * Bookings after the latest loaded day stay; an earlier cut leaves out every later row.
 */
export function sessionTable(): Sql {
  return sql`CREATE OR REPLACE TABLE session AS
    ${placed(sql`s.stay_id IS NOT NULL`, sql`JOIN stay_base b ON b.stay_id = s.stay_id`)}
    UNION ALL ${placed(
      sql`s.stay_id IS NULL`,
      sql`JOIN session_place p ON p.person_id = s.person_id
        AND s.held_on >= p.from_day AND s.held_on <= p.to_day
      JOIN stay_base b ON b.stay_no = p.stay_no`,
    )}`;
}

function placed(which: Sql, joins: Sql): Sql {
  return sql`SELECT s.file_id, s.row_no, b.stay_no, b.person_no, b.path_no, s.held_on,
      greatest(0, (s.held_on - b.admitted_on) // ${DAYS_PER_WEEK})::INTEGER AS week,
      s.held_on < b.admitted_on AS is_before_admission,
      isodow(s.held_on)::UTINYINT AS weekday,
      s.session_type, s.status,
      s.status IN ('attended', 'no_show', 'late_cancel') AS is_counted,
      s.status = 'attended' AS is_attended,
      CASE WHEN s.status = 'attended' THEN coalesce(s.attended_minutes, s.scheduled_minutes) END
        AS attended_minutes,
      s.scheduled_minutes, s.group_id, s.modality
    FROM sessions s CROSS JOIN data_cut c ${joins}
    WHERE ${which} AND (s.held_on <= c.day OR (s.status = 'scheduled' AND NOT c.is_earlier))`;
}

/**
 * `attendance`: sums by stay and week since admission, without sessions before admission.
 * `scheduled_minutes` is of the sessions that count as scheduled; `individual` counts attended
 * sessions; of `days`, those with known minutes and those within the target for hours on a day.
 */
export function attendanceTable(): Sql {
  return sql`CREATE OR REPLACE TABLE attendance AS
    WITH by_day AS (
      SELECT stay_no, week, held_on, sum(attended_minutes) AS minutes
      FROM session WHERE NOT is_before_admission AND is_attended GROUP BY stay_no, week, held_on
    ),
    by_week AS (
      SELECT d.stay_no, d.week, count(*)::INTEGER AS days,
        count(d.minutes)::INTEGER AS days_with_minutes,
        count_if(${withinTarget(raw('d.minutes / 60.0'), 't')} AND t.kind IS NOT NULL
          AND d.minutes IS NOT NULL)::INTEGER AS days_in_target
      FROM by_day d JOIN stay_base b USING (stay_no)
      LEFT JOIN target t ON t.program = b.program AND t.level = b.level AND t.kind = 'hours_per_day'
      GROUP BY d.stay_no, d.week
    ),
    summed AS (
      SELECT stay_no, any_value(person_no) AS person_no, week,
        count_if(is_counted)::INTEGER AS counted,
        count_if(is_attended)::INTEGER AS attended,
        count_if(status = 'no_show')::INTEGER AS no_show,
        count_if(status = 'late_cancel')::INTEGER AS late_cancel,
        coalesce(sum(attended_minutes), 0)::INTEGER AS minutes,
        coalesce(sum(scheduled_minutes)
          FILTER (WHERE status NOT IN ('provider_cancel', 'scheduled')), 0)::INTEGER
          AS scheduled_minutes,
        count_if(is_attended AND session_type IS NOT DISTINCT FROM 'individual')::INTEGER AS individual
      FROM session WHERE NOT is_before_admission GROUP BY stay_no, week
    )
    SELECT s.*, coalesce(w.days, 0) AS days,
      coalesce(w.days_with_minutes, 0) AS days_with_minutes,
      coalesce(w.days_in_target, 0) AS days_in_target
    FROM summed s LEFT JOIN by_week w ON w.stay_no = s.stay_no AND w.week = s.week
    ORDER BY s.stay_no, s.week`;
}

/** An attended session that is not known to be an assessment. */
const IS_TREATMENT = sql`is_attended AND session_type IS DISTINCT FROM 'assessment'`;

/**
 * Sums of all sessions of a stay, by status and by type; a part of `stay`. The treatment days, without
 * assessments, are the first and the last: whether there are two different ones adds up over paths.
 */
export function sessionTotalsTable(): Sql {
  const byType = SESSION_TYPES.map(
    (
      type,
    ) => sql`coalesce(sum(CASE WHEN session_type = ${type} THEN attended_minutes END), 0)::INTEGER
      AS ${ident(`minutes_${type}`)}`,
  );
  return sql`CREATE OR REPLACE TEMP TABLE session_total AS
    SELECT stay_no,
      count_if(is_counted)::INTEGER AS counted,
      count_if(is_attended)::INTEGER AS attended,
      ${join(
        ['no_show', 'late_cancel', 'client_cancel', 'provider_cancel', 'excused', 'scheduled'].map(
          (status) => sql`count_if(status = ${status})::INTEGER AS ${ident(status)}`,
        ),
      )},
      count(DISTINCT CASE WHEN is_attended THEN held_on END)::INTEGER AS days_attended,
      min(CASE WHEN ${IS_TREATMENT} THEN held_on END) AS first_treatment_on,
      max(CASE WHEN ${IS_TREATMENT} THEN held_on END) AS last_treatment_on,
      coalesce(sum(attended_minutes), 0)::INTEGER AS attended_minutes,
      count_if(is_attended AND attended_minutes IS NULL)::INTEGER AS attended_without_minutes,
      ${join(byType)},
      coalesce(sum(CASE WHEN session_type IS NULL THEN attended_minutes END), 0)::INTEGER
        AS minutes_without_type
    FROM session GROUP BY stay_no`;
}

/** `group_meeting`: size = distinct persons who attended, among all loaded rows. */
export function groupMeetingTable(): Sql {
  return sql`CREATE OR REPLACE TABLE group_meeting AS
    SELECT group_id, held_on, count(DISTINCT person_no)::INTEGER AS size
    FROM session WHERE is_attended AND group_id IS NOT NULL
    GROUP BY group_id, held_on ORDER BY group_id, held_on`;
}

/**
 * `survey`: surveys up to the cut under the stay they name, else the one that contains their day, else
 * the latest that ended before; stay_no null = counts only overall.
 */
export function surveyTable(): Sql {
  return sql`CREATE OR REPLACE TABLE survey AS
    WITH seen AS (
      SELECT s.*, row_number() OVER (ORDER BY s.file_order, s.file_id, s.row_no) AS survey_no
      FROM ${inFileOrder('surveys')} s CROSS JOIN data_cut c WHERE s.taken_on <= c.day
    ),
    candidates AS (
      SELECT s.survey_no, s.taken_on AS day, b.stay_no, b.admitted_on, b.discharged_on, b.rank,
        b.stay_id, b.is_open
      FROM seen s JOIN stay_base b ON b.person_id = s.person_id AND s.taken_on >= b.admitted_on
      WHERE s.stay_id IS NULL
    ),
    reachable AS (
      SELECT * FROM candidates
      QUALIFY is_open OR day <= discharged_on OR (
        NOT bool_or(is_open OR day <= discharged_on) OVER (PARTITION BY survey_no)
        AND discharged_on = max(discharged_on) OVER (PARTITION BY survey_no))
    ),
    unnamed AS (${chooseContaining('survey_no', 'reachable')}),
    placed AS (
      SELECT s.survey_no, b.stay_no FROM seen s JOIN stay_base b ON b.stay_id = s.stay_id
      UNION ALL SELECT survey_no, stay_no FROM unnamed
    )
    SELECT s.survey_no::INTEGER AS survey_no, p.stay_no, b.person_no, s.taken_on, s.instrument,
      s.score, s.top_box
    FROM seen s LEFT JOIN placed p USING (survey_no) LEFT JOIN stay_base b USING (stay_no)
    ORDER BY s.survey_no`;
}
