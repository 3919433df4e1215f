/** The scan of a file in a thread of its own, beside the engine's. */
import type { LineMapData } from './line-map';
import type { Piece, ScanOptions, ScanResult } from './scan-result';
import { scanStream } from './scan-stream';
import { type SentError, sentError } from './worker-error';

/** What the worker is asked. */
export interface ScanRequest {
  readonly blob: Blob;
  readonly options: ScanOptions;
}

/** What the worker answers: progress and pieces, then the result or why there is none. */
export type ScanAnswer =
  | { readonly type: 'progress'; readonly bytes: number; readonly rows: number }
  | { readonly type: 'piece'; readonly piece: Piece }
  | { readonly type: 'not utf-8' }
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
    const found = await scanStream(data.blob, data.options, {
      onProgress: (bytes, rows) => answer({ type: 'progress', bytes, rows }),
      onPiece: (piece) => answer({ type: 'piece', piece }),
    });
    if (found === 'not utf-8') return answer({ type: 'not utf-8' });
    const { lines, ...result } = found;
    answer({ type: 'done', result, lines: lines.data });
  } catch (error) {
    answer({ type: 'failed', error: sentError(error) });
  }
};
