/**
 * Loads one file into a typed table of its own. The engine reads the records while an independent
 * scan counts them; the two must agree row for row, or nothing is loaded.
 */
import type { Engine } from '$lib/engine/port';
import { bodyOf } from './body';
import { toUtf8 } from './encoding';
import { dropRejects } from './engine-read';
import { LoadCancelled } from './errors';
import { isUnreadableNote, setUnitRowsAside } from './layout-rows';
import { keptRawText } from './late-identifiers';
import { closeHistory } from './level-history';
import { keepLines } from './line-registry';
import { writeAccounts } from './load-accounts';
import { type LoadJob, loadJob } from './load-job';
import { readBody } from './read-body';
import { removeFile } from './remove-file';
import { replaceIds } from './replace-ids';
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
  const job = loadJob(engine, fileId, plan, today, signal ? { signal } : {});
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

async function loadAgain(job: LoadJob, file: Blob, options: LoadOptions): Promise<LoadedFile> {
  const loaded = await loadAs(job, file, 'windows-1252', options);
  if (loaded === 'not utf-8') throw new Error('The text of the file could not be decoded.');
  return loaded;
}

async function loadAs(
  job: LoadJob,
  file: Blob,
  encoding: Encoding,
  options: LoadOptions,
): Promise<LoadedFile | 'not utf-8'> {
  const { engine, fileId, plan, query } = job;
  const report = reporter(options);
  report({ phase: encoding === 'utf-8' ? 'Opening the file' : 'Decoding the text' });
  const utf8 = await toUtf8(file, encoding, options.signal, (bytesRead) =>
    report({ bytesRead, bytesTotal: file.size }),
  );
  const body = await bodyOf(utf8, plan, options.signal);
  report({ phase: 'Reading rows', bytesRead: 0, bytesTotal: body.text.size });
  try {
    const found = await readBody(job, body, report, options);
    if (found === 'not utf-8') return found;
    throwIfCancelled(options);
    report({ phase: 'Checking rows', bytesRead: body.text.size, rows: found.records });
    const table = typedTable(plan.kind, fileId);
    const { unreadable } = found;
    const isNote = isUnreadableNote(plan, unreadable, found.records);
    const rules = { kept: keptRawText(plan), isNote };
    await placeUnreadable(engine, fileId, body.text, unreadable, rules, query);
    for (const { text } of setUnitRowsAside(plan, fileId, table)) await engine.execute(text, query);
    const counts = await writeAccounts(engine, plan, fileId, found.records, query);
    if (plan.kind === 'stays') await closeHistory(engine, plan, table, query);
    await replaceIds(engine, plan, fileId, options.personKeys, query);
    throwIfCancelled(options);
    keepLines(engine, fileId, found.lines);
    const { kind } = plan;
    const { records: rowsRead, unclosedQuotes } = found;
    return {
      fileId,
      kind,
      encoding,
      rowsRead,
      rowsTyped: rowsRead - counts.rowsSetAside,
      unclosedQuotes,
      ...counts,
    };
  } finally {
    await dropRejects(engine, fileId).catch(() => undefined);
  }
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
