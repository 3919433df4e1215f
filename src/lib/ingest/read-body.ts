/**
 * The records of a file, read twice: by the scan, which counts them, and by the engine into a table,
 * piece by piece behind the scan, so that it holds the rows of one piece before they are compressed.
 * Where the two differ, or where quotes are broken, the engine reads a piece from records written in a
 * form that leaves it no choice; if they still differ, nothing is read.
 */
import {
  agrees,
  dropRejects,
  forgetPiece,
  forgetRead,
  numberRows,
  type ReadJob,
  readPiece,
  rowsFound,
} from './engine-read';
import { CountMismatch } from './errors';
import { plainRecords } from './plain-records';
import { Queue } from './queue';
import { scanFile } from './scan-file';
import type { Piece, ScanResult } from './scan-result';
import type { LoadOptions, LoadProgress } from './types';

/** The records of a table, without its header, and the physical line on which they begin. */
export interface Body {
  readonly text: Blob;
  readonly firstLine: number;
}

/**
 * Makes the table of a job from the records; what the scan found, or that the text is no UTF-8 and no
 * table was made. Rejects with `CountMismatch`, the signal's reason, or an error of the engine; the table
 * and the engine's tables of rejected rows may stand then.
 */
export async function readBody(
  job: ReadJob,
  { text, firstLine }: Body,
  report: (change: Partial<LoadProgress>) => void,
  { signal, pieceBytes }: Pick<LoadOptions, 'signal' | 'pieceBytes'> = {},
): Promise<ScanResult | 'not utf-8'> {
  const { dialect, cells } = job;
  const stop = new AbortController();
  signal?.addEventListener('abort', () => stop.abort(signal.reason), { signal: stop.signal });
  const pieces = new Queue<Piece>();
  const options = { dialect, firstLine, cells, ...(pieceBytes ? { pieceBytes } : {}) };
  const onPiece = (piece: Piece): void => pieces.add(piece);
  const scan = scanFile(text, options, { onProgress: () => undefined, onPiece }, stop.signal);
  // A scan that is stopped because the engine failed is awaited by nobody.
  scan.then(
    (found) => (found === 'not utf-8' ? pieces.drop() : pieces.end()),
    () => pieces.drop(),
  );
  try {
    for (let piece = await pieces.next(); piece; piece = await pieces.next()) {
      signal?.throwIfAborted();
      report({ phase: 'Reading rows' });
      if (!(await isRead(job, text, piece, report, signal))) {
        const found = await scan;
        // What follows may tell that all of it is written in another encoding.
        if (found === 'not utf-8') break;
        const missed = piece.records - (await rowsFound(job, piece));
        throw new CountMismatch(found.records, found.records - missed);
      }
      report({ bytesRead: piece.end, rows: piece.before + piece.records });
    }
    const found = await scan;
    if (found === 'not utf-8') await forgetRead(job);
    return found;
  } finally {
    stop.abort();
  }
}

/** Reads a piece; whether the engine found what the scan found. */
async function isRead(
  job: ReadJob,
  text: Blob,
  piece: Piece,
  report: (change: Partial<LoadProgress>) => void,
  signal?: AbortSignal,
): Promise<boolean> {
  const { dialect, cells } = job;
  const bytes = text.slice(piece.start, piece.end);
  const readsAs = async (records: Blob): Promise<boolean> =>
    (await readPiece(job, piece, records)) === 'read' && (await agrees(job, piece));
  if (piece.brokenRecords > 0 || !(await readsAs(bytes))) {
    report({ phase: 'Reading rows again, one by one' });
    await forgetPiece(job, piece);
    if (!(await readsAs(await plainRecords(bytes, { dialect, cells }, signal)))) return false;
  }
  await numberRows(job, piece);
  await dropRejects(job.engine, job.fileId);
  return true;
}
