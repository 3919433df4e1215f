/**
 * Which encoding a file has, and its bytes as UTF-8. Decided by byte order mark, then by the pattern
 * of NUL bytes, then strict UTF-8, and Windows-1252 (what Excel writes) for everything else.
 */
import type { Encoding } from './types';

/** Longest part of a file that is looked at before it is loaded. */
export const SLICE_BYTES = 1 << 20;

/** The encoding of a file by its first bytes, which may end inside a character. */
export function sniffEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const nuls = nulShares(bytes.subarray(0, 4096));
  if (nuls.odd > 0.3 && nuls.even < 0.05) return 'utf-16le';
  if (nuls.even > 0.3 && nuls.odd < 0.05) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** The text of the first bytes of a file, without byte order mark or a character that is cut off. */
export function decodeSlice(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes, { stream: true });
}

/** The file as UTF-8; a file that already is comes back as it is, others are re-encoded as a stream. */
export async function toUtf8(file: Blob, encoding: Encoding): Promise<Blob> {
  if (encoding === 'utf-8') return file;
  const text = file.stream().pipeThrough(new TextDecoderStream(encoding));
  return new Response(text.pipeThrough(new TextEncoderStream())).blob();
}

function nulShares(bytes: Uint8Array): { even: number; odd: number } {
  const counts = [0, 0];
  bytes.forEach((byte, at) => {
    if (byte === 0) counts[at % 2]! += 1;
  });
  const half = Math.max(1, bytes.length / 2);
  return { even: counts[0]! / half, odd: counts[1]! / half };
}
