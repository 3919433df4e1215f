/** One read of a file by the engine, and the proof that it found what the scan found. */
import type { Engine, QueryOptions } from '$lib/engine/port';
import { ident, type Sql, sql } from '$lib/sql/sql';
import { readCsv, type RejectTables } from './read-sql';
import type { ScanResult } from './scan-result';
import type { Dialect } from './types';

/** What is read, into which table, and with which options. */
export interface ReadJob {
  readonly engine: Engine;
  readonly fileId: number;
  readonly query: QueryOptions;
  readonly dialect: Dialect;
  /** Cells of a record. */
  readonly cells: number;
  /** The table that a read makes; it must not exist yet. */
  readonly table: Sql;
  /** The table, or those of its rows of which each record has made one. */
  readonly rows: Sql;
  /** The statement that makes the table from the records, which are text columns `c0`, `c1`, … */
  readonly statement: (source: Sql) => Sql;
}

/** How a read went: `refused` = the reader gave up on the line ends. */
export type ReadOutcome = 'read' | 'refused' | 'not utf-8';

/** Reads the records of a file into the table of the job. */
export async function readRecords(job: ReadJob, body: Blob): Promise<ReadOutcome> {
  const { engine, fileId, dialect, cells, query } = job;
  const name = `import-${fileId}.csv`;
  await engine.addFile(name, body);
  try {
    const source = readCsv(name, dialect, cells, rejectTables(fileId));
    await engine.execute(job.statement(source).text, query);
  } catch (error) {
    if (error instanceof Error && error.message.includes('state machine')) return 'refused';
    throw error;
  } finally {
    await engine.dropFile(name);
  }
  const encoding = await rejectedLines(job, sql`CAST(error_type AS VARCHAR) = 'INVALID ENCODING'`);
  // The engine also says so where a broken quote stands before a character of several bytes.
  return encoding.length > 0 && !(await isUtf8(body)) ? 'not utf-8' : 'read';
}

/** Whether the engine read as many rows, and rejected the very same, as the scan. */
export async function agrees(job: ReadJob, scan: ScanResult): Promise<boolean> {
  if ((await rowCount(job)) !== scan.records) return false;
  const lines = await rejectedLines(job, sql`TRUE`);
  const { records } = scan.unreadable;
  return (
    lines.length === records.length &&
    lines.every((line, at) => scan.lines.recordOfCounted(line) === records[at])
  );
}

/** Rows that the engine read, with those that it rejected. */
export async function rowCount(job: ReadJob): Promise<number> {
  const counted = await job.engine.query(
    sql`SELECT CAST((SELECT count(*) FROM ${job.rows})
      + (SELECT count(DISTINCT line) FROM ${ident(rejectTables(job.fileId).rejects)})
      AS INTEGER) AS n`.text,
    job.query,
  );
  return counted.number('n', 0) ?? 0;
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

async function isUtf8(body: Blob): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = body.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      decoder.decode(value, { stream: !done });
      if (done) return true;
    }
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  } finally {
    await reader.cancel();
  }
}

function rejectTables(fileId: number): RejectTables {
  return { rejects: `import_rejects_${fileId}`, scans: `import_scans_${fileId}` };
}

/** The engine's numbers of the rejected rows, ascending; one row can be rejected several times. */
async function rejectedLines(job: ReadJob, where: Sql): Promise<readonly number[]> {
  const result = await job.engine.query(
    sql`SELECT DISTINCT CAST(line AS INTEGER) AS line
      FROM ${ident(rejectTables(job.fileId).rejects)} WHERE ${where} ORDER BY line`.text,
    job.query,
  );
  return result.column('line').map(Number);
}
