/**
 * `session`, `group_meeting`, `survey`: sessions and surveys under their stays. Kind and status of a
 * session are enumerations: these take a third of the time of texts to store and to count.
 */
import { SESSION_STATUSES, SESSION_TYPES } from '../canonical';
import { inFileOrder } from './file-order';
import { type Sql, join, sql } from '$lib/sql/sql';
import { chooseContaining } from './containing';
import { intoTable, isIn, type RowPart } from './parts';

const DAYS_PER_WEEK = 7;

/**
 * `session_place`: the days of each person with sessions that name no stay, cut where a stay starts or
 * ends, and the stay that contains each piece; on a transfer day the one that starts, then the higher
 * level, the earlier admission, the stay id. There are as many pieces as stays, so that ten million
 * sessions are placed as they stream by, without a copy of them.
 */
export function sessionPlaceTable(): Sql {
  return sql`CREATE OR REPLACE TEMP TABLE session_place AS
    WITH stay AS (
      SELECT * FROM stay_base
      WHERE person_id IN (SELECT person_id FROM sessions WHERE stay_id IS NULL)
    ),
    boundary AS (
      SELECT person_id, admitted_on AS day FROM stay
      UNION SELECT person_id, admitted_on + 1 FROM stay
      UNION SELECT person_id, discharged_on FROM stay WHERE NOT is_open
      UNION SELECT person_id, discharged_on + 1 FROM stay WHERE NOT is_open
    ),
    piece AS (
      SELECT row_number() OVER () AS piece_no, person_id, day,
        lead(day) OVER (PARTITION BY person_id ORDER BY day) - 1 AS last_day
      FROM boundary
    ),
    candidates AS (
      SELECT p.piece_no, p.day, b.stay_no, b.admitted_on, b.discharged_on, b.rank, b.stay_id
      FROM piece p JOIN stay b ON b.person_id = p.person_id
        AND p.day >= b.admitted_on AND (b.is_open OR p.day <= b.discharged_on)
    ),
    chosen AS (${chooseContaining('piece_no')})
    SELECT p.person_id, p.day AS from_day, coalesce(p.last_day, DATE '9999-12-31') AS to_day,
      c.stay_no
    FROM chosen c JOIN piece p USING (piece_no)`;
}

/**
 * `session`: each session under the stay that it names, else under that of its day (`session_place`).
 * Bookings after the latest loaded day stay; an earlier cut leaves out every later row. The first part
 * makes the table, later ones fill it.
 */
export function sessionTable(part: RowPart = null, isFirst = true): Sql {
  const isOwn = isIn(part, 's');
  return sql`${intoTable('session', isFirst)}
    ${placed(sql`s.stay_id IS NOT NULL AND ${isOwn}`, sql`JOIN stay_base b ON b.stay_id = s.stay_id`)}
    UNION ALL ${placed(
      sql`s.stay_id IS NULL AND ${isOwn}`,
      sql`JOIN session_place p ON p.person_id = s.person_id
        AND s.held_on >= p.from_day AND s.held_on <= p.to_day
      JOIN stay_base b ON b.stay_no = p.stay_no`,
    )}`;
}

function placed(which: Sql, joins: Sql): Sql {
  return sql`SELECT s.file_id, s.row_no, b.stay_no, b.path_no, s.held_on,
      CASE WHEN s.held_on < b.admitted_on THEN 0
        ELSE (s.held_on - b.admitted_on) // ${DAYS_PER_WEEK} END::INTEGER AS week,
      s.held_on < b.admitted_on AS is_before_admission,
      isodow(s.held_on)::UTINYINT AS weekday,
      s.session_type::${codes(SESSION_TYPES)} AS session_type,
      s.status::${codes(SESSION_STATUSES)} AS status,
      s.status IN ('attended', 'no_show', 'late_cancel') AS is_counted,
      s.status = 'attended' AS is_attended,
      CASE WHEN s.status = 'attended' THEN coalesce(s.attended_minutes, s.scheduled_minutes) END
        AS attended_minutes,
      s.scheduled_minutes, s.group_id
    FROM sessions s CROSS JOIN data_cut c ${joins}
    WHERE ${which} AND (s.held_on <= c.day OR (s.status = 'scheduled' AND NOT c.is_earlier))`;
}

function codes(all: readonly string[]): Sql {
  return sql`ENUM (${join(all.map((code) => sql`${code}`))})`;
}

/** `group_meeting`: size = distinct persons who attended, among all loaded rows. */
export function groupMeetingTable(): Sql {
  return sql`CREATE OR REPLACE TABLE group_meeting AS
    SELECT x.group_id, x.held_on, count(DISTINCT b.person_no)::INTEGER AS size
    FROM session x JOIN stay_base b ON b.stay_no = x.stay_no
    WHERE x.is_attended AND x.group_id IS NOT NULL
    GROUP BY x.group_id, x.held_on ORDER BY x.group_id, x.held_on`;
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
