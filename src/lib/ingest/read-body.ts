/**
 * The records of a file, read twice: by the engine into a table and by the scan, which counts them.
 * Where the two differ, or where quotes are broken, the engine reads again from records written in a
 * form that leaves it no choice; if they still differ, nothing is read.
 */
import { agrees, forgetRead, type ReadJob, readRecords, rowCount } from './engine-read';
import { CountMismatch } from './errors';
import { plainRecords } from './plain-records';
import { scanFile } from './scan-file';
import type { ScanResult } from './scan-result';
import type { LoadProgress } from './types';

/** The records of a table, without its header, and the physical line on which they begin. */
export interface Body {
  readonly text: Blob;
  readonly firstLine: number;
}

/**
 * Makes the table of a job from the records; what the scan found, or that the text is no UTF-8 and no
 * table was made. Rejects with `CountMismatch`, the signal's reason, or an error of the engine. The
 * engine's tables of rejected rows stay until `dropRejects`.
 */
export async function readBody(
  job: ReadJob,
  { text, firstLine }: Body,
  report: (change: Partial<LoadProgress>) => void,
  signal?: AbortSignal,
): Promise<ScanResult | 'not utf-8'> {
  const { dialect, cells } = job;
  const stop = new AbortController();
  signal?.addEventListener('abort', () => stop.abort(signal.reason), { signal: stop.signal });
  const scan = scanFile(
    text,
    { dialect, firstLine, cells },
    (bytesRead, rows) => report({ bytesRead, rows }),
    stop.signal,
  );
  // A scan that is stopped because the engine failed is awaited by nobody.
  scan.then(
    () => report({ phase: 'Typing rows' }),
    () => undefined,
  );
  try {
    const outcome = await readRecords(job, text);
    if (outcome === 'not utf-8') return await forgotten(job);
    const found = await scan;
    signal?.throwIfAborted();
    const isPlain = outcome === 'read' && found.brokenRecords === 0;
    if (isPlain && (await agrees(job, found))) return found;
    report({ phase: 'Reading rows again, one by one' });
    await forgetRead(job);
    const again = await readRecords(job, await plainRecords(text, { dialect, cells }, signal));
    if (again === 'not utf-8') return await forgotten(job);
    if (again === 'refused') throw new CountMismatch(found.records, 0);
    if (!(await agrees(job, found))) throw new CountMismatch(found.records, await rowCount(job));
    return found;
  } finally {
    stop.abort();
  }
}

async function forgotten(job: ReadJob): Promise<'not utf-8'> {
  await forgetRead(job);
  return 'not utf-8';
}
