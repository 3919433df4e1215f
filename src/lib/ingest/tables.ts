/**
 * The tables that keep account of an import, and the names of those that hold its rows. Every file
 * has a typed table of its own, so that it can be taken back at once and its memory with it; the
 * view `typed_<kind>` shows those of a kind as one.
 */
import type { Engine } from '$lib/engine/port';
import type { Kind } from '$lib/model/canonical';
import type { Columns } from '$lib/sql/columns';
import { ident, type Sql, sql } from '$lib/sql/sql';

const ASIDE_COLUMNS = `file_id INTEGER, row_no INTEGER, reason VARCHAR, column_name VARCHAR,
  value VARCHAR, person_id VARCHAR, stay_id VARCHAR, other_file_id INTEGER, other_row_no INTEGER`;

const NOTICE_COLUMNS = `kind VARCHAR, file_id INTEGER, row_no INTEGER, code VARCHAR,
  column_name VARCHAR, n INTEGER`;

/** Rows set aside when a file was loaded, and those that the check against other files added. */
export const ASIDE_TABLES = ['set_aside', 'set_aside_cross'] as const;

/** Tables with a `file_id` that a removed file must leave. */
export const FILE_TABLES = [
  'loaded_file',
  'loaded_extra',
  'loaded_phase',
  ...ASIDE_TABLES,
  'cell_aside',
  'notice_load',
  'notice_cross',
] as const;

const STATEMENTS: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS loaded_file (file_id INTEGER, kind VARCHAR, name VARCHAR,
     file_order INTEGER, rows_read INTEGER, time_mode VARCHAR, merge_gap_days INTEGER,
     is_wide BOOLEAN, is_shifted BOOLEAN)`,
  `CREATE TABLE IF NOT EXISTS loaded_extra (file_id INTEGER, name VARCHAR, label VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS loaded_phase (file_id INTEGER, word VARCHAR, position DOUBLE,
     role VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS set_aside (${ASIDE_COLUMNS})`,
  `CREATE TABLE IF NOT EXISTS set_aside_cross (${ASIDE_COLUMNS})`,
  `CREATE TABLE IF NOT EXISTS cell_aside (file_id INTEGER, row_no INTEGER, reason VARCHAR,
     column_name VARCHAR, value VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS notice_load (${NOTICE_COLUMNS})`,
  `CREATE TABLE IF NOT EXISTS notice_cross (${NOTICE_COLUMNS})`,
  `CREATE TABLE IF NOT EXISTS extra_column (name VARCHAR, label VARCHAR)`,
  `CREATE VIEW IF NOT EXISTS notice AS FROM notice_load UNION ALL FROM notice_cross`,
  `CREATE VIEW IF NOT EXISTS every_set_aside AS FROM set_aside UNION ALL FROM set_aside_cross`,
];

/** Makes the tables of account where they are missing; the last of them tells whether all are there. */
export async function createTables(engine: Engine): Promise<void> {
  const last = await engine.query(
    `SELECT view_name FROM duckdb_views() WHERE view_name = 'every_set_aside'`,
  );
  if (last.rowCount > 0) return;
  for (const statement of STATEMENTS) await engine.execute(statement);
}

/** The table with the typed rows of one file. */
export function typedTable(kind: Kind, fileId: number): Sql {
  return ident(`typed_${kind}_${fileId}`);
}

/** Reads which columns the typed tables have; what it resolves to tells those of one file. */
export async function readTypedColumns(
  run: (query: string) => Promise<Columns>,
): Promise<(kind: Kind, fileId: number) => ReadonlySet<string>> {
  const found = await run(
    `SELECT table_name, column_name FROM duckdb_columns() WHERE starts_with(table_name, 'typed_')`,
  );
  const byTable = new Map<string, Set<string>>();
  for (const { table_name: table, column_name: column } of found.rows()) {
    const names = byTable.get(String(table)) ?? new Set<string>();
    byTable.set(String(table), names.add(String(column)));
  }
  return (kind, fileId) => byTable.get(`typed_${kind}_${fileId}`) ?? new Set();
}

/** Deletes a file's rows from a table of account. */
export function deleteOfFile(table: string, fileId: number): Sql {
  return sql`DELETE FROM ${ident(table)} WHERE file_id = ${fileId}`;
}
