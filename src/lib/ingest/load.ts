/**
 * Loads one file into a typed table of its own. The engine reads the records while an independent
 * scan counts them; the two must agree row for row, or nothing is loaded.
 */
import type { Engine } from '$lib/engine/port';
import { SLICE_BYTES, toUtf8 } from './encoding';
import {
  agrees,
  dropRejects,
  forgetRead,
  type ReadJob,
  readRecords,
  rowCount,
} from './engine-read';
import { CountMismatch, HeaderChanged, LoadCancelled } from './errors';
import { readHeader } from './header';
import { closeHistory } from './level-history';
import { keepLines } from './line-registry';
import { writeAccounts } from './load-accounts';
import { plainRecords } from './plain-records';
import { removeFile } from './remove-file';
import type { ScanResult } from './scan';
import { scanFile } from './scan-file';
import { createTables, typedTable } from './tables';
import type { Encoding, FilePlan, LoadedFile, LoadOptions, LoadProgress } from './types';
import { placeUnreadable } from './unreadable';

/**
 * Loads a file by its plan; run `settle` afterwards. Rejects with `LoadCancelled`, `CountMismatch`,
 * `HeaderChanged` or an error of the engine; no table holds anything of the file then.
 */
export async function loadFile(
  engine: Engine,
  file: Blob,
  fileId: number,
  plan: FilePlan,
  options: LoadOptions,
): Promise<LoadedFile> {
  const { signal, today } = options;
  const job: ReadJob = { engine, fileId, plan, today, query: signal ? { signal } : {} };
  try {
    if (signal?.aborted) throw new LoadCancelled();
    await createTables(engine);
    const { encoding } = plan.dialect;
    const loaded = await loadAs(job, file, encoding, options);
    // A file that is UTF-8 in its first part only is taken for Windows-1252 as a whole.
    if (loaded === 'not utf-8') return await loadAgain(job, file, options);
    return loaded;
  } catch (error) {
    // An engine that has ended has nothing to clear; the first error is the one that tells why.
    await removeFile(engine, fileId).catch(() => undefined);
    if (signal?.aborted && !(error instanceof LoadCancelled)) {
      throw new LoadCancelled({ cause: error });
    }
    throw error;
  }
}

async function loadAgain(job: ReadJob, file: Blob, options: LoadOptions): Promise<LoadedFile> {
  const loaded = await loadAs(job, file, 'windows-1252', options);
  if (loaded === 'not utf-8') throw new Error('The text of the file could not be decoded.');
  return loaded;
}

async function loadAs(
  job: ReadJob,
  file: Blob,
  encoding: Encoding,
  options: LoadOptions,
): Promise<LoadedFile | 'not utf-8'> {
  const { engine, fileId, plan, query } = job;
  const report = reporter(options);
  report({ phase: encoding === 'utf-8' ? 'Opening the file' : 'Decoding the text' });
  const { body, line } = await bodyOf(await toUtf8(file, encoding), plan);
  report({ phase: 'Reading rows', bytesTotal: body.size });
  const scan = startScan(body, line, plan, options, report);
  try {
    let outcome = await readRecords(job, body);
    if (outcome === 'not utf-8') {
      await forgetRead(job);
      return outcome;
    }
    const found = await scan.result;
    throwIfCancelled(options);
    if (outcome === 'refused' || !(await agrees(job, found))) {
      report({ phase: 'Reading rows again, one by one' });
      await forgetRead(job);
      outcome = await readRecords(job, await plainRecords(body, plan.dialect));
      if (outcome !== 'read') throw new CountMismatch(found.records, 0);
      if (!(await agrees(job, found))) throw new CountMismatch(found.records, await rowCount(job));
    }
    report({ phase: 'Checking rows', bytesRead: body.size, rows: found.records });
    const table = typedTable(plan.kind, fileId);
    await placeUnreadable(engine, fileId, table, body, found.unreadable, query);
    const counts = await writeAccounts(engine, plan, fileId, found.records, query);
    if (plan.kind === 'stays') await closeHistory(engine, plan, table, query);
    throwIfCancelled(options);
    keepLines(engine, fileId, found.lines);
    const { kind } = plan;
    const { records: rowsRead } = found;
    return {
      fileId,
      kind,
      encoding,
      rowsRead,
      rowsTyped: rowsRead - counts.rowsSetAside,
      ...counts,
    };
  } finally {
    scan.stop();
    await dropRejects(engine, fileId).catch(() => undefined);
  }
}

/** The records of a file without its header; throws where the header is not the plan's. */
async function bodyOf(utf8: Blob, plan: FilePlan): Promise<{ body: Blob; line: number }> {
  const start = new Uint8Array(await utf8.slice(0, 2 * SLICE_BYTES).arrayBuffer());
  const header = readHeader(start, plan.dialect);
  const names = header?.names ?? [];
  const same = names.length === plan.header.length && names.every((n, at) => n === plan.header[at]);
  if (!header || !same) throw new HeaderChanged(plan.header, names);
  return { body: utf8.slice(header.bodyOffset), line: header.bodyLine };
}

function startScan(
  body: Blob,
  firstLine: number,
  plan: FilePlan,
  { signal }: LoadOptions,
  report: (change: Partial<LoadProgress>) => void,
): { result: Promise<ScanResult>; stop: () => void } {
  const stop = new AbortController();
  signal?.addEventListener('abort', () => stop.abort(signal.reason), { signal: stop.signal });
  const scanOptions = { dialect: plan.dialect, firstLine, cells: plan.header.length };
  const result = scanFile(
    body,
    scanOptions,
    (bytesRead, rows) => report({ bytesRead, rows }),
    stop.signal,
  );
  // A scan that is stopped because the engine failed is awaited by nobody.
  result.catch(() => undefined);
  return { result, stop: () => stop.abort() };
}

function throwIfCancelled({ signal }: LoadOptions): void {
  if (signal?.aborted) throw new LoadCancelled();
}

function reporter(options: LoadOptions): (change: Partial<LoadProgress>) => void {
  let now: LoadProgress = { phase: '', bytesRead: 0, bytesTotal: 0, rows: 0 };
  return (change) => {
    now = { ...now, ...change };
    options.onProgress?.(now);
  };
}
