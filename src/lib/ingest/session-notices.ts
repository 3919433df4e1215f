/**
 * What is worth knowing about loaded sessions; none of it removes anything. Counted for each file and
 * not kept row by row, since it can be true of millions; the condition finds the rows again.
 */
import { raw, type Sql, sql } from '$lib/sql/sql';
import type { NoticeCode } from './words';

/** What holds for the rows of `sessions` that a notice is about, and the column that tells. */
export interface SessionNotice {
  readonly code: NoticeCode;
  readonly column: string;
  readonly when: Sql;
}

/** Notices about single sessions. */
export const SESSION_CONDITIONS: readonly SessionNotice[] = [
  {
    code: 'unresolved_booking',
    column: 'status',
    when: raw(`status = 'scheduled' AND held_on < (
      SELECT max(held_on) FROM sessions WHERE status <> 'scheduled')`),
  },
  { code: 'assumed_minutes', column: 'scheduled_minutes', when: raw('minutes_assumed') },
  {
    code: 'minutes_over_scheduled',
    column: 'attended_minutes',
    when: raw(`status = 'attended' AND attended_minutes > scheduled_minutes`),
  },
];

/** The statements that write notices about sessions; they read the view `sessions`. */
export const SESSION_NOTICES: readonly Sql[] = SESSION_CONDITIONS.map(
  ({ code, column, when }) => sql`INSERT INTO notice_cross
    SELECT 'sessions', file_id, NULL, ${code}, ${column}, count(*)::INTEGER
    FROM sessions WHERE ${when} GROUP BY file_id`,
);
