/** One question to one worker, which is ended with the answer, an error or an abort. */

import { WorkerFailed } from './worker-error';

/** The two ways to end a question. */
export interface Settle<R> {
  resolve(result: R): void;
  reject(error: unknown): void;
}

/** Sends a request and hands every answer on until one settles it. */
export function askWorker<A, R>(
  worker: Worker,
  request: unknown,
  signal: AbortSignal | undefined,
  onAnswer: (answer: A, settle: Settle<R>) => void,
): Promise<R> {
  const stop = new AbortController();
  return new Promise<R>((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    signal?.addEventListener('abort', () => reject(signal.reason), { signal: stop.signal });
    worker.onerror = (event) => reject(new WorkerFailed(event.message));
    worker.onmessageerror = () => reject(new WorkerFailed(''));
    worker.onmessage = ({ data }: MessageEvent<A>) => onAnswer(data, { resolve, reject });
    worker.postMessage(request);
  }).finally(() => {
    stop.abort();
    worker.terminate();
  });
}
