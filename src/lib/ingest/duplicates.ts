/**
 * Rows that come again: equal in every cell, or with a stay_id or session_id that another row has. Only rows whose
 * hash comes again are looked at one by one, so that ten million different rows cost one group-by.
 */
import { ident, type Sql, sql } from '$lib/sql/sql';
import type { Kind } from '$lib/model/canonical';

/** Rows of a typed view that equal an earlier row, into `set_aside_cross`. */
export function duplicateRows(kind: Kind): readonly Sql[] {
  const statements = [
    equalRows(kind),
    sql`INSERT INTO set_aside_cross SELECT DISTINCT file_id, row_no, 'duplicate_row', NULL, NULL, person_id,
        stay_id, first_file, first_row FROM equal_row WHERE ${isDuplicate(kind)}`,
  ];
  // Three equal groups in a day are real; only a second file can repeat them.
  const identical = sql`INSERT INTO notice_cross SELECT 'sessions', file_id, row_no,
      'identical_sessions', NULL, 1 FROM equal_row
    WHERE session_id IS NULL AND file_id = first_file AND copy > 1`;
  return kind === 'sessions' ? [...statements, identical] : statements;
}

function equalRows(kind: Kind): Sql {
  const sessionId = kind === 'sessions' ? sql`session_id` : sql`NULL AS session_id`;
  return sql`CREATE OR REPLACE TEMP TABLE equal_row AS
    WITH again AS (
      SELECT row_hash_1 FROM ${ident(`typed_${kind}`)} GROUP BY row_hash_1, part_no
      HAVING count(*) > 1)
    SELECT file_id, row_no, person_id, stay_id, ${sessionId}, row_number() OVER earlier AS copy,
      first_value(file_id) OVER earlier AS first_file, first_value(row_no) OVER earlier AS first_row
    FROM ${ident(`typed_${kind}`)} SEMI JOIN (SELECT DISTINCT row_hash_1 FROM again) AS again USING (row_hash_1)
      JOIN loaded_file USING (file_id)
    WINDOW earlier AS (PARTITION BY row_hash_1, row_hash_2, part_no ORDER BY file_order, row_no)`;
}

function isDuplicate(kind: Kind): Sql {
  if (kind !== 'sessions') return sql`copy > 1`;
  return sql`copy > 1 AND (session_id IS NOT NULL OR file_id <> first_file)`;
}

/**
 * The stays that are left, with a stay_id where the file gave none: person, admission, level and a
 * running number inside the file, so that the same stay in two extracts gets the same id.
 */
export const NAMED_STAYS = sql`CREATE OR REPLACE TEMP TABLE named_stay AS
  SELECT typed.* REPLACE (coalesce(stay_id, concat_ws('/', person_id, admitted_on, level_of_care,
    row_number() OVER (PARTITION BY file_id, stay_id IS NULL, person_id, admitted_on, level_of_care
      ORDER BY row_no, part_no))) AS stay_id), file_order, merge_gap_days
  FROM typed_stays AS typed JOIN loaded_file USING (file_id)
    ANTI JOIN set_aside_cross AS aside
      ON aside.file_id = typed.file_id AND aside.row_no = typed.row_no`;

/** Stays whose stay_id another row has: a discharge day wins, then the later file, then the row. */
export const DUPLICATE_STAYS = sql`INSERT INTO set_aside_cross
  SELECT DISTINCT file_id, row_no, 'duplicate_stay', 'stay_id', stay_id, person_id, stay_id,
    kept_file, kept_row
  FROM (
    SELECT file_id, row_no, stay_id, person_id, row_number() OVER best AS place,
      first_value(file_id) OVER best AS kept_file, first_value(row_no) OVER best AS kept_row
    FROM named_stay SEMI JOIN (
      SELECT stay_id FROM named_stay GROUP BY stay_id HAVING count(*) > 1) AS again USING (stay_id)
    WINDOW best AS (PARTITION BY stay_id
      ORDER BY discharged_on IS NULL, file_order DESC, row_no DESC))
  WHERE place > 1`;

/**
 * Sessions of a person whose session_id comes again in a later file: a corrected status, say. The rows
 * of the latest file count; several rows of one file under one id are all kept, since claims have them.
 */
export const DUPLICATE_SESSIONS = sql`INSERT INTO set_aside_cross
  SELECT file_id, row_no, 'duplicate_session', 'session_id', session_id, person_id, stay_id,
    kept_file, kept_row
  FROM (
    SELECT file_id, row_no, session_id, person_id, stay_id, file_order,
      max(file_order) OVER same AS last_order,
      first_value(file_id) OVER latest AS kept_file, first_value(row_no) OVER latest AS kept_row
    FROM (SELECT typed.*, file_order FROM typed_sessions AS typed JOIN loaded_file USING (file_id)
        ANTI JOIN set_aside_cross AS aside
          ON aside.file_id = typed.file_id AND aside.row_no = typed.row_no
        SEMI JOIN (
          SELECT session_id, person_id FROM typed_sessions
          WHERE session_id IS NOT NULL AND (
            SELECT count(*) FROM loaded_file WHERE kind = 'sessions') > 1
          GROUP BY session_id, person_id HAVING min(file_id) < max(file_id)) AS again
          ON again.session_id = typed.session_id AND again.person_id = typed.person_id)
    WINDOW same AS (PARTITION BY session_id, person_id),
      latest AS (PARTITION BY session_id, person_id ORDER BY file_order DESC, row_no DESC))
  WHERE file_order < last_order`;
