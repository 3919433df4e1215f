/**
 * Which encoding a file has, and its bytes as UTF-8. Decided by byte order mark, then by the pattern
 * of NUL bytes, then strict UTF-8; of what is left, Windows-1252 (what Excel writes) unless there are
 * bytes that it does not define. Nothing here holds a whole file in memory.
 */
import type { Encoding } from './types';

/** Longest part of a file that is looked at before it is loaded. */
export const SLICE_BYTES = 1 << 20;

/** Re-encoded text is handed to the browser in pieces of this size, which it may keep on the disk. */
const PIECE_BYTES = 4 << 20;

/** Bytes that stand for nothing in Windows-1252. */
const UNDEFINED_1252: ReadonlySet<number> = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** Length of the byte order mark of UTF-8. */
const MARK_BYTES = 3;

const TAB = 9;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const DELETE = 127;

/** More control characters than this share mean that the file is no text; a stray one does not. */
const MOST_CONTROLS = 0.05;

/** The encoding of a file by its first bytes, which may end inside a character unless they are all. */
export function sniffEncoding(bytes: Uint8Array, isWhole = false): Encoding {
  if (hasMark(bytes)) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const nuls = nulShares(bytes.subarray(0, 4096));
  if (nuls.odd > 0.3 && nuls.even < 0.05) return 'utf-16le';
  if (nuls.even > 0.3 && nuls.odd < 0.05) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
    return 'utf-8';
  } catch {
    return bytes.some((byte) => UNDEFINED_1252.has(byte)) ? 'latin-1' : 'windows-1252';
  }
}

/**
 * The text of the first bytes of a file, without byte order mark, and without a character that is cut
 * off unless they are all.
 */
export function decodeSlice(bytes: Uint8Array, encoding: Encoding, isWhole = false): string {
  const own = hasMark(bytes) ? bytes.subarray(MARK_BYTES) : bytes;
  if (encoding === 'latin-1') return new TextDecoder().decode(latin1ToUtf8(own));
  const decoder = new TextDecoder(encoding);
  const text = decoder.decode(own, { stream: true });
  return isWhole ? text + decoder.decode() : text;
}

/** Whether a text is none: too many control characters other than tabs and line ends. */
export function isBinary(text: string): boolean {
  let controls = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < TAB || (code > CARRIAGE_RETURN && code < SPACE) || code === DELETE) controls += 1;
  }
  return controls > 1 && controls > MOST_CONTROLS * text.length;
}

/**
 * The file as UTF-8; a file that already is comes back as it is, others are re-encoded piece by
 * piece. Rejects with the signal's reason when it aborts; `onBytes` hears how many bytes are done.
 */
export async function toUtf8(
  file: Blob,
  encoding: Encoding,
  signal?: AbortSignal,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<Blob> {
  if (encoding === 'utf-8') return file;
  const encode = encoderFrom(encoding);
  const pieces: Blob[] = [];
  let pending: Uint8Array<ArrayBuffer>[] = [];
  let pendingBytes = 0;
  const flush = (): void => {
    pieces.push(new Blob(pending));
    pending = [];
    pendingBytes = 0;
  };
  let read = 0;
  // A file with the mark of UTF-8 that turns out to be something else keeps nothing of the mark.
  const start = new Uint8Array(await file.slice(0, MARK_BYTES).arrayBuffer());
  const reader = file
    .slice(hasMark(start) ? MARK_BYTES : 0)
    .stream()
    .getReader();
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await reader.read();
      const encoded = encode(done ? null : value);
      pending.push(encoded);
      pendingBytes += encoded.length;
      if (done) break;
      read += value.length;
      if (pendingBytes < PIECE_BYTES) continue;
      flush();
      onBytes(read);
    }
  } finally {
    await reader.cancel();
  }
  flush();
  return new Blob(pieces);
}

/** Turns chunks into UTF-8 one after the other; null = there are no more. */
function encoderFrom(
  encoding: Exclude<Encoding, 'utf-8'>,
): (chunk: Uint8Array | null) => Uint8Array<ArrayBuffer> {
  if (encoding === 'latin-1') return (chunk) => latin1ToUtf8(chunk ?? new Uint8Array());
  const decoder = new TextDecoder(encoding);
  const encoder = new TextEncoder();
  return (chunk) =>
    encoder.encode(chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode());
}

/** ISO 8859-1 as UTF-8: each byte is its code point. The browser's label for it means Windows-1252. */
function latin1ToUtf8(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoded = new Uint8Array(2 * bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    if (byte < 0x80) encoded[length++] = byte;
    else {
      encoded[length++] = 0xc0 | (byte >> 6);
      encoded[length++] = 0x80 | (byte & 0x3f);
    }
  }
  return encoded.slice(0, length);
}

function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function nulShares(bytes: Uint8Array): { even: number; odd: number } {
  const counts = [0, 0];
  bytes.forEach((byte, at) => {
    if (byte === 0) counts[at % 2]! += 1;
  });
  const half = Math.max(1, bytes.length / 2);
  return { even: counts[0]! / half, odd: counts[1]! / half };
}
