/** Where a physical line begins in a file, also far behind its first part. */

const LF = 10;
const CR = 13;

const SLICE_BYTES = 4 << 20;

/**
 * Position of the first byte of a physical line of a file in UTF-8, the first being line 1; the size
 * of the file where it has fewer lines. Rejects with the signal's reason when it aborts.
 */
export async function offsetOfLine(
  utf8: Blob,
  line: number,
  signal?: AbortSignal,
): Promise<number> {
  let now = 1;
  let afterReturn = false;
  for (let from = 0; from < utf8.size; from += SLICE_BYTES) {
    signal?.throwIfAborted();
    const bytes = new Uint8Array(await utf8.slice(from, from + SLICE_BYTES).arrayBuffer());
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at]!;
      const isSecondHalf = byte === LF && afterReturn;
      if (now >= line && !isSecondHalf) return from + at;
      afterReturn = byte === CR;
      if (afterReturn || (byte === LF && !isSecondHalf)) now += 1;
    }
  }
  return utf8.size;
}
