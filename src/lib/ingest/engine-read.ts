/** One read of a file by the engine, and the proof that it found what the scan found. */
import type { Engine, QueryOptions } from '$lib/engine/port';
import { ident, type Sql, sql } from '$lib/sql/sql';
import { loadStatement } from './load-sql';
import { hasParts } from './parts';
import type { RejectTables } from './read-sql';
import { readCsv } from './read-sql';
import type { ScanResult } from './scan';
import { typedTable } from './tables';
import type { FilePlan } from './types';

/** What is read, into which table, and with which options. */
export interface ReadJob {
  readonly engine: Engine;
  readonly fileId: number;
  readonly plan: FilePlan;
  readonly today: string;
  readonly query: QueryOptions;
}

/** How a read went: `refused` = the reader gave up on the line ends. */
export type ReadOutcome = 'read' | 'refused' | 'not utf-8';

/** Reads the records of a file into its typed table, which must not exist yet. */
export async function readRecords(job: ReadJob, body: Blob): Promise<ReadOutcome> {
  const { engine, fileId, plan, today, query } = job;
  const name = `import-${fileId}.csv`;
  await engine.addFile(name, body);
  try {
    const source = readCsv(name, plan.dialect, plan.header.length, rejectTables(fileId));
    const statement = loadStatement(typedTable(plan.kind, fileId), plan, fileId, source, today);
    await engine.execute(statement.text, query);
  } catch (error) {
    if (error instanceof Error && error.message.includes('state machine')) return 'refused';
    throw error;
  } finally {
    await engine.dropFile(name);
  }
  const encoding = await rejectedLines(job, sql`CAST(error_type AS VARCHAR) = 'INVALID ENCODING'`);
  return encoding.length > 0 ? 'not utf-8' : 'read';
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
  const table = typedTable(job.plan.kind, job.fileId);
  // Every record of a wide file has a first part, whatever it holds.
  const rows = hasParts(job.plan) ? sql`${table} WHERE part_no = 0` : table;
  const counted = await job.engine.query(
    sql`SELECT CAST((SELECT count(*) FROM ${rows})
      + (SELECT count(DISTINCT line) FROM ${ident(rejectTables(job.fileId).rejects)})
      AS INTEGER) AS n`.text,
    job.query,
  );
  return counted.number('n', 0) ?? 0;
}

/** Forgets a read: its typed table and, since the engine appends to them, its reject tables. */
export async function forgetRead({ engine, plan, fileId }: ReadJob): Promise<void> {
  await engine.execute(sql`DROP TABLE IF EXISTS ${typedTable(plan.kind, fileId)}`.text);
  await dropRejects(engine, fileId);
}

/** Drops the engine's tables of rejected rows. */
export async function dropRejects(engine: Engine, fileId: number): Promise<void> {
  for (const name of Object.values(rejectTables(fileId))) {
    await engine.execute(sql`DROP TABLE IF EXISTS ${ident(name)}`.text);
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
