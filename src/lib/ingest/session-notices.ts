/** What is worth knowing about loaded sessions; none of it removes anything. */
import { type Sql, sql } from '$lib/sql/sql';

/** The statements that write notices about sessions; they read the view `sessions`. */
export const SESSION_NOTICES: readonly Sql[] = [
  sql`INSERT INTO notice_cross
    SELECT 'sessions', file_id, NULL, 'unresolved_booking', 'status', count(*)::INTEGER
    FROM sessions WHERE status = 'scheduled' AND held_on < (
      SELECT max(held_on) FROM sessions WHERE status <> 'scheduled')
    GROUP BY file_id`,
  sql`INSERT INTO notice_cross
    SELECT 'sessions', file_id, NULL, 'assumed_minutes', 'scheduled_minutes', count(*)::INTEGER
    FROM sessions WHERE minutes_assumed GROUP BY file_id`,
];
