/**
 * Completeness: the share of cells with a value among those that should have one, by column and by
 * file, program or month. What an empty cell says by itself, such as that a stay is open, is not
 * counted; what only some rows can have is counted among these.
 */
import type { Kind } from '$lib/model/canonical';
import { ident, join, raw, type Sql, sql } from '$lib/sql/sql';
import { type Grouping, groupedRows } from './row-groups';

/** Columns in which an empty cell says something. */
const EMPTY_SAYS_SOMETHING: Readonly<Record<Kind, readonly string[]>> = {
  stays: ['discharged_on', 'last_contact_on', 'other_dx', 'observed_until'],
  scores: [
    'visit',
    'phase',
    'reviewed_on',
    'plan_changed',
    'risk_assessed_on',
    'shared_on',
    'not_done_reason',
  ],
  sessions: [],
  surveys: [],
};

/** Rows that can have a value, where not all can. */
const EXPECTED: Readonly<Record<string, string>> = {
  'stays.discharge_reason': 'discharged_on IS NOT NULL',
  'stays.discharged_to': 'discharged_on IS NOT NULL',
  'stays.aftercare_plan': 'discharged_on IS NOT NULL',
  'sessions.attended_minutes': `status = 'attended'`,
  'sessions.group_id': `session_type = 'group'`,
  'sessions.group_size': `session_type = 'group'`,
};

/** The words for the rows that can have a value; null = all rows. */
export function expectedWords(kind: Kind, column: string): string | null {
  if (!(`${kind}.${column}` in EXPECTED)) return null;
  if (kind === 'stays') return 'ended stays';
  return column === 'attended_minutes' ? 'attended sessions' : 'sessions of type group';
}

/** The columns of a kind whose completeness is looked at, of those given. */
export function countedColumns(kind: Kind, given: readonly string[]): readonly string[] {
  return given.filter((name) => !EMPTY_SAYS_SOMETHING[kind].includes(name));
}

/** One row per group: `group_name`, and for each column at position i `n_<i>` and `of_<i>`. */
export function filledCells(kind: Kind, columns: readonly string[], by: Grouping): Sql {
  const counts = columns.map((name, at) => {
    const expected = raw(EXPECTED[`${kind}.${name}`] ?? 'TRUE');
    return sql`(count(${ident(name)}) FILTER (WHERE ${expected}))::INTEGER AS ${ident(`n_${at}`)},
      (count(*) FILTER (WHERE ${expected}))::INTEGER AS ${ident(`of_${at}`)}`;
  });
  return sql`SELECT group_name, ${join(counts)} FROM (${groupedRows(kind, by)}) GROUP BY group_name`;
}

/**
 * Values that every row needs and some rows lack, by file: `file_id`, `column_name`, `n`. These rows
 * are set aside, so that the loaded rows alone would look complete.
 */
export const LACKING = sql`SELECT file_id, column_name, count(*)::INTEGER AS n FROM (
    SELECT file_id, column_name FROM every_set_aside WHERE reason = 'missing_required'
    UNION ALL
    SELECT file_id, column_name FROM cell_aside
    WHERE reason IN ('missing_required', 'incomplete_form'))
  GROUP BY ALL`;
