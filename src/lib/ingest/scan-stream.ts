/**
 * Feeds the bytes of a file to the scanner, chunk by chunk, and tells of each piece of records as soon
 * as it is known, so that the engine can read it while the scan goes on.
 */
import { Scanner } from './scan';
import type { Piece, ScanOptions, ScanResult } from './scan-result';

/** What is told while a scan runs. */
export interface ScanEvents {
  readonly onProgress: (bytes: number, rows: number) => void;
  /** In file order; together they hold every record. There is always one, if an empty one. */
  readonly onPiece: (piece: Piece) => void;
}

const REPORT_EVERY_BYTES = 4 << 20;

/**
 * A piece is cut behind the record that reaches this size. The engine holds the rows of a piece as they
 * come, and compressed once they are all there; each piece costs it the planning of a long statement.
 */
export const PIECE_BYTES = 16 << 20;

/** The engine waits for the first piece. */
const FIRST_PIECE_SHARE = 4;

/**
 * Scans a file from its first to its last byte, unless one of them shows that the text is no UTF-8.
 * Throws the signal's reason when it aborts.
 */
export async function scanStream(
  blob: Blob,
  options: ScanOptions,
  { onProgress, onPiece }: ScanEvents,
  signal?: AbortSignal,
): Promise<ScanResult | 'not utf-8'> {
  const { pieceBytes = PIECE_BYTES } = options;
  const firstBytes = Math.ceil(pieceBytes / FIRST_PIECE_SHARE);
  const scanner = new Scanner(options);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = blob.stream().getReader();
  let bytes = 0;
  let reported = 0;
  let pieces = 0;
  const take = (): void => {
    pieces += 1;
    onPiece(scanner.takePiece());
  };
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await reader.read();
      if (!decodes(decoder, value)) return 'not utf-8';
      if (done) break;
      for (let at = 0; at < value.length; at += firstBytes) {
        scanner.push(value.subarray(at, at + firstBytes));
        if (scanner.pieceBytes >= (pieces === 0 ? firstBytes : pieceBytes)) take();
      }
      bytes += value.length;
      if (bytes - reported >= REPORT_EVERY_BYTES) {
        reported = bytes;
        onProgress(bytes, scanner.records);
      }
    }
  } finally {
    await reader.cancel();
  }
  const result = scanner.finish();
  if (scanner.pieceBytes > 0 || pieces === 0) take();
  onProgress(bytes, result.records);
  return result;
}

/** Whether the next bytes, or the end of them, go on as UTF-8. */
function decodes(decoder: TextDecoder, bytes: Uint8Array | undefined): boolean {
  try {
    decoder.decode(bytes, { stream: bytes !== undefined });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
