/** The fingerprint of a file: in a worker in the browser, on the spot where there are no workers. */
import type { FingerprintAnswer } from './fingerprint.worker';
import { KeptWorker } from './kept-worker';
import { receivedError } from './worker-error';

const worker = new KeptWorker<FingerprintAnswer>(
  () => new Worker(new URL('./fingerprint.worker.ts', import.meta.url), { type: 'module' }),
);

/** Options of a fingerprint. */
export interface FingerprintOptions {
  readonly signal?: AbortSignal;
  /** Called with the bytes read so far. */
  readonly onProgress?: (bytes: number) => void;
}

/** SHA-256 of a file in 64 hexadecimal digits; rejects with the signal's reason when it aborts. */
export async function fingerprint(
  file: Blob,
  { signal, onProgress = () => undefined }: FingerprintOptions = {},
): Promise<string> {
  if (typeof Worker === 'undefined') {
    const { hashStream } = await import('./fingerprint-stream');
    return hashStream(file, onProgress, signal);
  }
  return worker.ask<string>(file, signal, (answer, settle) => {
    if (answer.type === 'progress') onProgress(answer.bytes);
    else if (answer.type === 'failed') settle.reject(receivedError(answer.error));
    else settle.resolve(answer.result);
  });
}
