/** The engine's read of the pieces of a file, and the proof that it found in each what the scan found. */
import type { Engine, QueryOptions } from '$lib/engine/port';
import { ident, type Sql, sql } from '$lib/sql/sql';
import { type PieceFacts, readCsv, type RejectTables } from './read-sql';
import type { Piece } from './scan-result';
import type { Dialect } from './types';

/** What is read, into which table, and with which options. */
export interface ReadJob {
  readonly engine: Engine;
  readonly fileId: number;
  readonly query: QueryOptions;
  readonly dialect: Dialect;
  /** Cells of a record. */
  readonly cells: number;
  /** The table that a read makes; it must not exist yet. Its column `row_no` counts the records. */
  readonly table: Sql;
  /** The table, or those of its rows of which each record has made one. */
  readonly rows: Sql;
  /**
   * The query that makes the rows of the table from records, which are text columns `c0`, `c1`, … of
   * a source; `row_no` counts on from the number of the records before them.
   */
  readonly select: (source: Sql, piece: PieceFacts) => Sql;
}

/** How a read went: `refused` = the reader gave up on the line ends. */
export type ReadOutcome = 'read' | 'refused';

/** Reads the records of a piece into the table of the job, which the first piece makes. */
export async function readPiece(job: ReadJob, piece: Piece, bytes: Blob): Promise<ReadOutcome> {
  const { engine, fileId, dialect, cells, table, query } = job;
  const name = `import-${fileId}-${piece.before}.csv`;
  await engine.addFile(name, bytes);
  try {
    const select = job.select(readCsv(name, dialect, cells, rejectTables(fileId)), piece);
    const statement = isFirst(piece)
      ? sql`CREATE TABLE ${table} AS ${select}`
      : sql`INSERT INTO ${table} ${select}`;
    await engine.execute(statement.text, query);
    return 'read';
  } catch (error) {
    if (error instanceof Error && error.message.includes('state machine')) return 'refused';
    throw error;
  } finally {
    await engine.dropFile(name);
  }
}

/** Whether the engine read as many rows of a piece, and rejected the very same, as the scan. */
export async function agrees(job: ReadJob, piece: Piece): Promise<boolean> {
  const { records, rejected } = piece;
  if ((await rowsRead(job, piece)) !== records - rejected.length) return false;
  const lines = await rejectedLines(job);
  return (
    lines.length === rejected.length && lines.every((line, at) => line === Number(rejected[at]))
  );
}

/** Records of a piece that the engine found, with those that it rejected; 0 = it refused them all. */
export async function rowsFound(job: ReadJob, piece: Piece): Promise<number> {
  const { engine, query } = job;
  const found = await engine.query(
    sql`SELECT table_name FROM information_schema.tables
      WHERE table_name = ${rejectTables(job.fileId).rejects}`.text,
    query,
  );
  if (found.rowCount === 0) return 0;
  return (await rowsRead(job, piece)) + (await rejectedLines(job)).length;
}

/**
 * Gives the rows of a piece the numbers that they have in the file: those that stand behind a record
 * which could not be read count it in.
 */
export async function numberRows(job: ReadJob, { before, unreadable }: Piece): Promise<void> {
  if (unreadable.length === 0) return;
  const { engine, fileId, table, query } = job;
  const name = `import-steps-${fileId}.csv`;
  // A file is the only way in for a list that may be as long as the piece itself.
  const steps = Array.from(unreadable, (record, at) => `${record - at},${at + 1}\n`);
  await engine.addFile(name, new Blob(['\n', ...steps]));
  try {
    // The k-th row that was read stands behind all unreadable records r with r - so_far < k.
    await engine.execute(
      sql`UPDATE ${table} SET row_no = ${table}.row_no + later.so_far FROM (
          SELECT rows.rowid AS id, steps.so_far FROM ${table} AS rows ASOF JOIN (
            SELECT from_row, max(so_far) AS so_far
            FROM read_csv(${`upload/${name}`}, auto_detect = false, header = false,
              columns = {'from_row': 'INTEGER', 'so_far': 'INTEGER'})
            GROUP BY from_row) AS steps ON rows.row_no >= steps.from_row
          WHERE rows.row_no > ${before}) AS later
        WHERE ${table}.row_no > ${before} AND ${table}.rowid = later.id`.text,
      query,
    );
  } finally {
    await engine.dropFile(name);
  }
}

/** Forgets what was read of a piece. */
export async function forgetPiece(job: ReadJob, piece: Piece): Promise<void> {
  const { engine, table, fileId } = job;
  if (isFirst(piece)) await forgetRead(job);
  else {
    await engine.execute(sql`DELETE FROM ${table} WHERE row_no > ${piece.before}`.text);
    await dropRejects(engine, fileId);
  }
}

/** Forgets a read: its table and, since the engine appends to them, its reject tables. */
export async function forgetRead({ engine, table, fileId }: ReadJob): Promise<void> {
  await engine.execute(sql`DROP TABLE IF EXISTS ${table}`.text);
  await dropRejects(engine, fileId);
}

/** Drops the engine's tables of rejected rows. */
export async function dropRejects(engine: Engine, fileId: number): Promise<void> {
  for (const name of Object.values(rejectTables(fileId))) {
    await engine.execute(sql`DROP TABLE IF EXISTS ${ident(name)}`.text);
  }
}

function isFirst({ start }: Piece): boolean {
  return start === 0;
}

function rejectTables(fileId: number): RejectTables {
  return { rejects: `import_rejects_${fileId}`, scans: `import_scans_${fileId}` };
}

async function rowsRead({ engine, rows, query }: ReadJob, { rowsBefore }: Piece): Promise<number> {
  const counted = await engine.query(
    sql`SELECT CAST(count(*) AS INTEGER) AS n FROM ${rows}`.text,
    query,
  );
  return (counted.number('n', 0) ?? 0) - rowsBefore;
}

/** The engine's numbers of the rejected rows, ascending; one row can be rejected several times. */
async function rejectedLines(job: ReadJob): Promise<readonly number[]> {
  const result = await job.engine.query(
    sql`SELECT DISTINCT CAST(line AS INTEGER) AS line
      FROM ${ident(rejectTables(job.fileId).rejects)} ORDER BY line`.text,
    job.query,
  );
  return result.column('line').map(Number);
}
