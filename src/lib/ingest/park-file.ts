/**
 * Puts a loaded file aside without reading it again later: what a change takes out comes back whole
 * where the change does not succeed. Its typed table stays; without its rows of account no view and
 * no check knows of it.
 */
import type { Engine } from '$lib/engine/port';
import { ident, type Sql, sql } from '$lib/sql/sql';
import { removeFile } from './remove-file';
import { deleteOfFile, FILE_TABLES } from './tables';

/** Tables that hold what was found when a file was loaded; `settle` makes the others anew. */
const KEPT = FILE_TABLES.filter((table) => !table.endsWith('_cross'));

/** Parks a loaded file; run `settle` afterwards. */
export async function parkFile(engine: Engine, fileId: number): Promise<void> {
  for (const table of KEPT) {
    const parked = parkedTable(table, fileId);
    await engine.execute(
      sql`CREATE OR REPLACE TABLE ${parked} AS
        SELECT * FROM ${ident(table)} WHERE file_id = ${fileId}`.text,
    );
    await engine.execute(deleteOfFile(table, fileId).text);
  }
}

/** Brings a parked file back, also one that was parked in part; run `settle` afterwards. */
export async function bringBack(engine: Engine, fileId: number): Promise<void> {
  const parked = await engine.query(
    sql`SELECT table_name FROM information_schema.tables
      WHERE ends_with(table_name, ${suffix(fileId)})`.text,
  );
  const names = new Set(parked.column('table_name').map(String));
  for (const table of KEPT.filter((name) => names.has(`${name}${suffix(fileId)}`))) {
    await engine.execute(deleteOfFile(table, fileId).text);
    await engine.execute(
      sql`INSERT INTO ${ident(table)} SELECT * FROM ${parkedTable(table, fileId)}`.text,
    );
    await engine.execute(sql`DROP TABLE ${parkedTable(table, fileId)}`.text);
  }
}

/** Gives up a parked file for good. */
export async function dropParked(engine: Engine, fileId: number): Promise<void> {
  await removeFile(engine, fileId);
  for (const table of KEPT) {
    await engine.execute(sql`DROP TABLE IF EXISTS ${parkedTable(table, fileId)}`.text);
  }
}

function parkedTable(table: string, fileId: number): Sql {
  return ident(`${table}${suffix(fileId)}`);
}

function suffix(fileId: number): string {
  return `_parked_${fileId}`;
}
