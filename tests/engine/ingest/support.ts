// Loads hand-made files the way the app does: inspect, load by the plan, settle, account.

import type { Engine } from '$lib/engine/port';
import { accounting } from '$lib/ingest/accounting';
import { inspectFile } from '$lib/ingest/inspect';
import { recogniseKind } from '$lib/ingest/kinds';
import { loadFile } from '$lib/ingest/load';
import { PLAIN_READING } from '$lib/ingest/reading';
import { settle } from '$lib/ingest/settle';
import { setAsideRows } from '$lib/ingest/set-aside';
import {
  type FileAccount,
  type FilePlan,
  type LoadedFile,
  type LoadOptions,
  PLAIN_FILE,
} from '$lib/ingest/types';

export const TODAY = '2024-06-30';

/** The plan of a file with our column names, also one whose words and days are mostly wrong. */
export async function planOf(file: Blob): Promise<FilePlan> {
  const inspection = await inspectFile(file);
  if (inspection.state === 'ready') return inspection.plan;
  if (inspection.state === 'refused') throw new Error(JSON.stringify(inspection));
  const { header, dialect } = inspection;
  const recognised = recogniseKind(header);
  if (recognised.state !== 'recognised') throw new Error(JSON.stringify(inspection));
  const { kind, columns, extras } = recognised;
  return { ...PLAIN_FILE, kind, dialect, header, columns, extras, reading: PLAIN_READING };
}

/** Inspects and loads one file. */
export async function load(
  engine: Engine,
  content: string | Uint8Array<ArrayBuffer>,
  fileId: number,
  options: Partial<LoadOptions> = {},
): Promise<LoadedFile> {
  const file = new Blob([content]);
  return loadFile(engine, file, fileId, await planOf(file), { today: TODAY, ...options });
}

/** Settles files named `f<id>.csv` in the order of their ids. */
export async function settleAll(engine: Engine, fileIds: readonly number[]): Promise<void> {
  await settle(
    engine,
    fileIds.map((fileId) => ({ fileId, name: `f${fileId}.csv`, order: fileId })),
  );
}

/** Loads files with the ids 1, 2, … and settles them; throws unless every row is accounted for. */
export async function loadAll(
  engine: Engine,
  ...contents: readonly (string | Uint8Array<ArrayBuffer>)[]
): Promise<readonly FileAccount[]> {
  for (const [at, content] of contents.entries()) await load(engine, content, at + 1);
  await settleAll(
    engine,
    [...contents.keys()].map((at) => at + 1),
  );
  const accounts = await accounting(engine);
  for (const { kind, fileId, rowsRead, rowsLoaded, rowsSetAside } of accounts) {
    const loaded = await count(engine, `${kind} WHERE file_id = ${fileId}`);
    if (rowsLoaded !== loaded || rowsRead !== loaded + rowsSetAside) {
      throw new Error(`File ${fileId}: ${rowsRead} read, ${loaded} loaded, ${rowsSetAside} aside`);
    }
  }
  return accounts;
}

/** The set-aside rows of all files as `file:line reason column=value`, short to compare. */
export async function aside(engine: Engine): Promise<string[]> {
  const rows = await setAsideRows(engine, { limit: 1000, offset: 0 });
  return rows.map(
    ({ fileId, line, reason, column, value, other }) =>
      `${fileId}:${line} ${reason}${column ? ` ${column}=${value}` : ''}` +
      (other ? ` see ${other.fileName}:${other.line}` : ''),
  );
}

/** The lost cells as `file:row reason column=value`. */
export async function lostCells(engine: Engine): Promise<string[]> {
  const cells = await engine.query(
    `SELECT file_id, row_no, reason, column_name, value FROM cell_aside
     ORDER BY file_id, row_no, column_name`,
  );
  return cells
    .rows()
    .map((c) => `${c['file_id']}:${c['row_no']} ${c['reason']} ${c['column_name']}=${c['value']}`);
}

/** Rows of a table or of `table WHERE …`. */
export async function count(engine: Engine, from: string): Promise<number> {
  const result = await engine.query(`SELECT CAST(count(*) AS INTEGER) AS n FROM ${from}`);
  return result.number('n', 0)!;
}

/** Names and kinds of everything in the engine, to see that nothing was left behind. */
export async function everything(engine: Engine): Promise<string[]> {
  const tables = await engine.query(
    `SELECT table_name FROM information_schema.tables ORDER BY table_name`,
  );
  return tables.column('table_name').map(String);
}

/** Drops every table and view. */
export async function emptied(engine: Engine): Promise<void> {
  for (const name of await everything(engine)) {
    await engine.execute(`DROP VIEW IF EXISTS "${name}"`).catch(() => undefined);
    await engine.execute(`DROP TABLE IF EXISTS "${name}"`).catch(() => undefined);
  }
}
