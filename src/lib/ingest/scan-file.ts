/** Scans a file in a worker; where there are no workers, such as in Node, on the spot. */
import { KeptWorker } from './kept-worker';
import { LineMap } from './line-map';
import type { ScanOptions, ScanResult } from './scan-result';
import { type ScanEvents, scanStream } from './scan-stream';
import type { ScanAnswer, ScanRequest } from './scan.worker';
import { receivedError } from './worker-error';

const worker = new KeptWorker<ScanAnswer>(
  () => new Worker(new URL('./scan.worker.ts', import.meta.url), { type: 'module' }),
);

/**
 * Counts the records of a file, maps them to lines and tells of them in pieces, or finds that the text
 * is no UTF-8; rejects when the signal aborts.
 */
export function scanFile(
  blob: Blob,
  options: ScanOptions,
  events: ScanEvents,
  signal?: AbortSignal,
): Promise<ScanResult | 'not utf-8'> {
  if (typeof Worker === 'undefined') return scanStream(blob, options, events, signal);
  const request: ScanRequest = { blob, options };
  return worker.ask<ScanResult | 'not utf-8'>(request, signal, (answer, settle) => {
    if (answer.type === 'progress') events.onProgress(answer.bytes, answer.rows);
    else if (answer.type === 'piece') events.onPiece(answer.piece);
    else if (answer.type === 'failed') settle.reject(receivedError(answer.error));
    else if (answer.type === 'not utf-8') settle.resolve('not utf-8');
    else settle.resolve({ ...answer.result, lines: new LineMap(answer.lines) });
  });
}
