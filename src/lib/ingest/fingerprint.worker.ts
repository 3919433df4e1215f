/** The fingerprint of a file, computed in a thread of its own. */
import { hashStream } from './fingerprint-stream';
import { type SentError, sentError } from './worker-error';

/** What the worker answers: progress, then the fingerprint or why there is none. */
export type FingerprintAnswer =
  | { readonly type: 'progress'; readonly bytes: number }
  | { readonly type: 'done'; readonly result: string }
  | { readonly type: 'failed'; readonly error: SentError };

function answer(message: FingerprintAnswer): void {
  globalThis.postMessage(message);
}

globalThis.onmessage = async ({ data }: MessageEvent<Blob>): Promise<void> => {
  try {
    const result = await hashStream(data, (bytes) => answer({ type: 'progress', bytes }));
    answer({ type: 'done', result });
  } catch (error) {
    answer({ type: 'failed', error: sentError(error) });
  }
};
