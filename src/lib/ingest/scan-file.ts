/** Scans a file in a worker; where there are no workers, such as in Node, on the spot. */
import { askWorker } from './ask-worker';
import { LineMap } from './line-map';
import type { ScanOptions, ScanResult } from './scan-result';
import { scanStream } from './scan-stream';
import type { ScanAnswer, ScanRequest } from './scan.worker';
import { receivedError } from './worker-error';

/** Counts the records of a file and maps them to lines; rejects when the signal aborts. */
export function scanFile(
  blob: Blob,
  options: ScanOptions,
  onProgress: (bytes: number, rows: number) => void,
  signal?: AbortSignal,
): Promise<ScanResult> {
  if (typeof Worker === 'undefined') return scanStream(blob, options, onProgress, signal);
  const worker = new Worker(new URL('./scan.worker.ts', import.meta.url), { type: 'module' });
  const request: ScanRequest = { blob, options };
  return askWorker<ScanAnswer, ScanResult>(worker, request, signal, (answer, settle) => {
    if (answer.type === 'progress') onProgress(answer.bytes, answer.rows);
    else if (answer.type === 'failed') settle.reject(receivedError(answer.error));
    else settle.resolve({ ...answer.result, lines: new LineMap(answer.lines) });
  });
}
