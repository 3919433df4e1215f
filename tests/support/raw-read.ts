/** Reads any table as text through the path of a load: decoded, found, scanned, read, and agreed. */
import type { Engine } from '$lib/engine/port';
import { bodyOf } from '$lib/ingest/body';
import { toUtf8 } from '$lib/ingest/encoding';
import { dropRejects, forgetRead, type ReadJob } from '$lib/ingest/engine-read';
import { readBody } from '$lib/ingest/read-body';
import { cell } from '$lib/ingest/read-sql';
import type { ScanResult } from '$lib/ingest/scan-result';
import type { Encoding, FilePlan } from '$lib/ingest/types';
import { join, raw, sql } from '$lib/sql/sql';

/** How a file is written, where its table stands, and the names of its columns. */
export type Written = Pick<FilePlan, 'dialect' | 'layout' | 'header'>;

/** A table as text. */
export interface RawRead {
  readonly encoding: Encoding;
  /** The records in file order; null = unreadable. Nothing in quotes and nothing are both `''`. */
  readonly records: readonly (readonly string[] | null)[];
  /** Physical line of each record. */
  readonly lines: readonly number[];
  readonly found: ScanResult;
  /** Bytes of the part of the file that was scanned. */
  readonly bytes: number;
}

const FILE_ID = 9_000;

/** Reads a file; rejects where a load would. */
export async function readRaw(engine: Engine, file: Blob, written: Written): Promise<RawRead> {
  const job: ReadJob = {
    ...{ engine, fileId: FILE_ID, query: {} },
    dialect: written.dialect,
    cells: written.header.length,
    table: raw('raw_read'),
    rows: raw('raw_read'),
    select: (source, { before }) =>
      sql`SELECT CAST(${before} + row_number() OVER () AS INTEGER) AS row_no, * FROM ${source}`,
  };
  const { encoding } = written.dialect;
  try {
    const first = await readAs(job, file, encoding, written);
    if (first) return first;
    const second = await readAs(job, file, 'windows-1252', written);
    if (second) return second;
    throw new Error('The text of the file could not be decoded.');
  } finally {
    await forgetRead(job);
    await dropRejects(engine, FILE_ID);
  }
}

async function readAs(
  job: ReadJob,
  file: Blob,
  encoding: Encoding,
  written: Written,
): Promise<RawRead | null> {
  const body = await bodyOf(await toUtf8(file, encoding), written);
  const found = await readBody(job, body, () => undefined);
  if (found === 'not utf-8') return null;
  const cells = Array.from({ length: job.cells }, (_, at) => cell(at));
  const read = await job.engine.query(
    sql`SELECT ${join(cells)} FROM raw_read ORDER BY row_no`.text,
  );
  const columns = cells.map((_, at) => read.column(`c${at}`));
  const bad = new Set(found.unreadable.records);
  const records: (readonly string[] | null)[] = [];
  let row = 0;
  for (let record = 1; record <= found.records; record += 1) {
    if (bad.has(record)) records.push(null);
    else {
      records.push(columns.map((column) => String(column[row] ?? '')));
      row += 1;
    }
  }
  const lines = records.map((_, at) => found.lines.lineOf(at + 1));
  return { encoding, records, lines, found, bytes: body.text.size };
}
