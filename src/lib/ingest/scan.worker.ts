/** The scan of a file in a thread of its own, beside the engine's. */
import type { LineMapData } from './line-map';
import type { ScanOptions, ScanResult } from './scan-result';
import { scanStream } from './scan-stream';
import { type SentError, sentError } from './worker-error';

/** What the worker is asked. */
export interface ScanRequest {
  readonly blob: Blob;
  readonly options: ScanOptions;
}

/** What the worker answers: progress, then the result or why there is none. */
export type ScanAnswer =
  | { readonly type: 'progress'; readonly bytes: number; readonly rows: number }
  | {
      readonly type: 'done';
      readonly result: Omit<ScanResult, 'lines'>;
      readonly lines: LineMapData;
    }
  | { readonly type: 'failed'; readonly error: SentError };

function answer(message: ScanAnswer): void {
  globalThis.postMessage(message);
}

globalThis.onmessage = async ({ data }: MessageEvent<ScanRequest>): Promise<void> => {
  try {
    const { lines, ...result } = await scanStream(data.blob, data.options, (bytes, rows) => {
      answer({ type: 'progress', bytes, rows });
    });
    answer({ type: 'done', result, lines: lines.data });
  } catch (error) {
    answer({ type: 'failed', error: sentError(error) });
  }
};
