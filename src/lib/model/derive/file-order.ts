/** Which of two rows of a kind comes later, however the files came in. */
import { type Sql, raw, sql } from '$lib/sql/sql';

/**
 * The rows of a canonical table with `file_order`: the order in which files count, which does not depend
 * on the order in which they were dropped.
 */
export function inFileOrder(table: 'scores' | 'sessions' | 'surveys'): Sql {
  return sql`(SELECT rows.*, coalesce(f.file_order, rows.file_id) AS file_order
    FROM ${raw(table)} AS rows
    LEFT JOIN (SELECT file_id, file_order FROM loaded_file) AS f ON f.file_id = rows.file_id)`;
}
