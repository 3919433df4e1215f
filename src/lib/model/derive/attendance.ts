/**
 * `attendance` and `session_total`: sums of sessions by stay and week, and by stay. Kinds of
 * sessions of a stay are added up first, since few rows are then turned into many columns.
 */
import { SESSION_STATUSES, SESSION_TYPES } from '../canonical';
import { type Sql, ident, join, raw, sql } from '$lib/sql/sql';
import { withinTarget } from './target';

/** Days with attendance, up to its own day, from which a score is looked at for being off track. */
export const LEAST_TRACK_DAYS = 3;

/** `attended_day`: minutes by stay and day with an attended session; a working table. */
export function attendedDayTable(): Sql {
  return sql`CREATE OR REPLACE TEMP TABLE attended_day AS
    SELECT stay_no, week, is_before_admission, held_on, sum(attended_minutes)::INTEGER AS minutes
    FROM session WHERE is_attended GROUP BY ALL`;
}

/**
 * `attendance`: sums by stay and week since admission, without sessions before admission.
 * `scheduled_minutes` is of the sessions that count as scheduled; `individual` counts attended
 * sessions; of `days`, those with known minutes and those within the target for hours on a day.
 */
export function attendanceTable(): Sql {
  return sql`CREATE OR REPLACE TABLE attendance AS
    WITH by_week AS (
      SELECT d.stay_no, d.week, count(*)::INTEGER AS days,
        count(d.minutes)::INTEGER AS days_with_minutes,
        count_if(${withinTarget(raw('d.minutes / 60.0'), 't')} AND t.kind IS NOT NULL
          AND d.minutes IS NOT NULL)::INTEGER AS days_in_target
      FROM attended_day d JOIN stay_base b ON b.stay_no = d.stay_no
      LEFT JOIN target t ON t.program = b.program AND t.level = b.level AND t.kind = 'hours_per_day'
      WHERE NOT d.is_before_admission GROUP BY d.stay_no, d.week
    ),
    summed AS (
      SELECT stay_no, week, count_if(is_counted)::INTEGER AS counted,
        count_if(is_attended)::INTEGER AS attended,
        count_if(status = 'no_show')::INTEGER AS no_show,
        count_if(status = 'late_cancel')::INTEGER AS late_cancel,
        coalesce(sum(attended_minutes), 0)::INTEGER AS minutes,
        coalesce(sum(scheduled_minutes)
          FILTER (WHERE status NOT IN ('provider_cancel', 'scheduled')), 0)::INTEGER
          AS scheduled_minutes,
        count_if(is_attended AND session_type IS NOT DISTINCT FROM 'individual')::INTEGER
          AS individual
      FROM session WHERE NOT is_before_admission GROUP BY stay_no, week
    )
    SELECT s.stay_no, b.person_no, s.week, s.counted, s.attended, s.no_show, s.late_cancel,
      s.minutes, s.scheduled_minutes, s.individual, coalesce(w.days, 0) AS days, coalesce(w.days_with_minutes, 0) AS days_with_minutes,
      coalesce(w.days_in_target, 0) AS days_in_target
    FROM summed s JOIN stay_base b ON b.stay_no = s.stay_no
    LEFT JOIN by_week w ON w.stay_no = s.stay_no AND w.week = s.week
    ORDER BY s.stay_no, s.week`;
}

/** A part of the sessions of a stay that is not known to be an assessment. */
const IS_TREATMENT = sql`status = 'attended' AND session_type IS DISTINCT FROM 'assessment'`;

/**
 * Sums of all sessions of a stay, by status and by type; a part of `stay`. The treatment days, without
 * assessments, are the first and the last: whether there are two different ones adds up over paths.
 * `tracked_from`, the first and the last day serve other tables.
 */
export function sessionTotalsTable(): Sql {
  const byStatus = SESSION_STATUSES.map(
    (status) =>
      sql`coalesce(sum(n) FILTER (WHERE status = ${status}), 0)::INTEGER AS ${ident(status)}`,
  );
  const byType = SESSION_TYPES.map(
    (type) => sql`coalesce(sum(minutes) FILTER (WHERE session_type = ${type}), 0)::INTEGER
      AS ${ident(`minutes_${type}`)}`,
  );
  return sql`CREATE OR REPLACE TEMP TABLE session_total AS
    WITH kind AS (
      SELECT stay_no, session_type, status, is_counted, count(*) AS n,
        sum(attended_minutes)::INTEGER AS minutes, count(attended_minutes) AS n_with_minutes,
        count_if(is_before_admission) AS n_before, min(held_on) AS first_on, max(held_on) AS last_on
      FROM session GROUP BY stay_no, session_type, status, is_counted
    ),
    summed AS (
      SELECT stay_no, coalesce(sum(n) FILTER (WHERE is_counted), 0)::INTEGER AS counted,
        coalesce(sum(n_before) FILTER (WHERE is_counted), 0)::INTEGER AS counted_before_admission,
        ${join(byStatus)},
        min(first_on) FILTER (WHERE ${IS_TREATMENT}) AS first_treatment_on,
        max(last_on) FILTER (WHERE ${IS_TREATMENT}) AS last_treatment_on,
        coalesce(sum(minutes), 0)::INTEGER AS attended_minutes,
        coalesce(sum(n - n_with_minutes) FILTER (WHERE status = 'attended'), 0)::INTEGER
          AS attended_without_minutes,
        ${join(byType)},
        coalesce(sum(minutes) FILTER (WHERE session_type IS NULL), 0)::INTEGER
          AS minutes_without_type,
        min(first_on) FILTER (WHERE is_counted) AS first_counted_on,
        min(first_on) FILTER (WHERE status = 'attended') AS first_attended_on,
        max(last_on) FILTER (WHERE status <> 'scheduled') AS last_held_on
      FROM kind GROUP BY stay_no
    ),
    attended_stay AS (
      SELECT stay_no, count(*)::INTEGER AS days, min(held_on, ${LEAST_TRACK_DAYS}) AS first_days
      FROM attended_day GROUP BY stay_no
    )
    SELECT s.*, coalesce(a.days, 0) AS days_attended,
      a.first_days[${LEAST_TRACK_DAYS}] AS tracked_from
    FROM summed s LEFT JOIN attended_stay a ON a.stay_no = s.stay_no`;
}

/** `tracked_stay`: stays with enough days of attendance, and the last of these first days. */
export function trackedStayTable(): Sql {
  return sql`CREATE OR REPLACE TABLE tracked_stay AS
    SELECT stay_no, tracked_from FROM session_total WHERE tracked_from IS NOT NULL`;
}
