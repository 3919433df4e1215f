/**
 * What is worth a look and shows only in the derived tables: scores that count for nothing, stays and
 * days that are too long to be true. Counted when the page asks; nothing is stored.
 */
import type { Words } from '$lib/ingest/words';
import { join, type Sql, sql } from '$lib/sql/sql';

/** Notices that need the derived tables. */
export const LATE_NOTICES = [
  'score_superseded',
  'score_outside_windows',
  'minutes_over_day',
  'long_stay',
  'open_without_record',
] as const;

/** One of them. */
export type LateNotice = (typeof LATE_NOTICES)[number];

/** Attended minutes of one person on one day above which a day is looked at: 16 hours. */
export const MOST_MINUTES_A_DAY = 960;

/** Days after which a stay in an intensive outpatient or partial hospitalization program is long. */
export const LONG_STAY_DAYS = 730;

/** Days before the data cut in which an open stay has some record, if the person still comes. */
export const DAYS_WITHOUT_RECORD = 30;

/** The words for each. */
export const LATE_WORDS: Readonly<Record<LateNotice, Words>> = {
  score_superseded: {
    label: 'Replaced by a later row',
    happened:
      'A later row scores the same person, day, instrument and rater; of these the last in file order counts.',
    remedy: 'Nothing to do if the later row corrects the earlier one.',
  },
  score_outside_windows: {
    label: 'Score outside every window',
    happened:
      'The day of the score lies in no stay of the person, nor in the days before and after that the settings give.',
    remedy: 'Check the day; nothing to do for scores between stays. Windows stand on Definitions.',
  },
  minutes_over_day: {
    label: 'More than 16 hours in a day',
    happened: 'The attended minutes of the person on this day add up to more than 16 hours.',
    remedy: 'Check the unit of the minutes in the mapping, and sessions that are exported twice.',
  },
  long_stay: {
    label: 'Stay longer than 2 years',
    happened: 'A stay at PHP or IOP goes on for more than 2 years.',
    remedy: 'Enter the day of discharge if the stay has ended.',
  },
  open_without_record: {
    label: 'Open stay without a record',
    happened: 'The stay is open, but the last 30 days before the data cut hold no record of it.',
    remedy: 'Enter the day of discharge if the stay has ended.',
  },
};

/** The rows of a late notice: `file_id`, `row_no`, `column_name`, `value`. */
export const LATE_ROWS: Readonly<Record<LateNotice, Sql>> = {
  // Of each group of equal days `score_point` holds the last.
  score_superseded: sql`SELECT s.file_id, s.row_no, 'score' AS column_name,
      regexp_replace(s.score::VARCHAR, '[.]0$', '') AS value
    FROM score_seen s ANTI JOIN score_point p ON p.score_no = s.score_no`,
  score_outside_windows: sql`SELECT s.file_id, s.row_no, 'taken_on' AS column_name,
      s.taken_on::DATE::VARCHAR AS value
    FROM score_seen s ANTI JOIN (
      SELECT DISTINCT s.score_no
      FROM score_seen s JOIN stay_base b ON b.person_no = s.person_no
        JOIN level l ON l.code = b.level
      WHERE s.taken_on >= b.admitted_on - l.baseline_before
        AND coalesce(s.named_stay_no, b.stay_no) = b.stay_no
        AND (b.is_open
          OR s.taken_on <= b.discharged_on + greatest(l.last_after, l.discharge_around))
    ) AS held ON held.score_no = s.score_no
    WHERE NOT s.is_ordered`,
  minutes_over_day: sql`SELECT s.file_id, s.row_no, 'attended_minutes' AS column_name,
      day.minutes::VARCHAR || ' minutes on ' || s.held_on::VARCHAR AS value
    FROM sessions s JOIN (
      SELECT person_id, held_on, sum(coalesce(attended_minutes, scheduled_minutes))::INTEGER AS minutes
      FROM sessions WHERE status = 'attended' GROUP BY person_id, held_on
      HAVING sum(coalesce(attended_minutes, scheduled_minutes)) > ${MOST_MINUTES_A_DAY}
    ) AS day ON day.person_id = s.person_id AND day.held_on = s.held_on
    WHERE s.status = 'attended'`,
  long_stay: sql`SELECT s.file_id, s.row_no, 'discharged_on' AS column_name,
      b.length_days::VARCHAR || ' days' AS value
    FROM stay_base b JOIN stays s ON s.stay_id = b.stay_id
    WHERE b.level IN ('php', 'iop') AND b.length_days > ${LONG_STAY_DAYS}`,
  open_without_record: sql`SELECT s.file_id, s.row_no, 'discharged_on' AS column_name,
      'last record ' || greatest(b.admitted_on, b.last_contact_on, x.day, y.day)::DATE::VARCHAR AS value
    FROM stay_base b JOIN stays s ON s.stay_id = b.stay_id
      LEFT JOIN (
        SELECT stay_no, max(held_on) AS day FROM session WHERE status <> 'scheduled' GROUP BY stay_no
      ) AS x ON x.stay_no = b.stay_no
      LEFT JOIN (
        SELECT b.stay_no, max(s.taken_on) AS day
        FROM stay_base b JOIN score_seen s ON s.person_no = b.person_no
        WHERE b.is_open AND NOT s.is_ordered AND coalesce(s.named_stay_no, b.stay_no) = b.stay_no
        GROUP BY b.stay_no
      ) AS y ON y.stay_no = b.stay_no
    WHERE b.is_open
      AND greatest(b.admitted_on, b.last_contact_on, x.day, y.day) < b.cut_on - ${DAYS_WITHOUT_RECORD}
      AND NOT EXISTS (FROM loaded_file WHERE is_shifted)
      AND ((SELECT count(*) FROM session) > 0 OR (SELECT count(*) FROM score_seen) > 0)`,
};

/** How many rows of each file each late notice is about: `code`, `file_id`, `column_name`, `n`. */
export function lateCounts(): Sql {
  return join(
    LATE_NOTICES.map(
      (code) => sql`SELECT ${code} AS code, file_id, column_name, count(*)::INTEGER AS n
        FROM (${LATE_ROWS[code]}) GROUP BY file_id, column_name`,
    ),
    ' UNION ALL ',
  );
}
