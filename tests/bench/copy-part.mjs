/** Writes a part of a file as a file of its own. */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';

/** Bytes that are copied at once. */
const CHUNK = 16 * 2 ** 20;

/**
 * @param {{ path: string; start: number; end: number }} part
 * @param {string} target
 */
export function copyPart({ path, start, end }, target) {
  const from = openSync(path, 'r');
  const to = openSync(target, 'w');
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK, Math.max(1, end - start)));
  for (let at = start; at < end;) {
    const size = readSync(from, buffer, 0, Math.min(buffer.length, end - at), at);
    if (size === 0) throw new Error(`${path} ends before ${end} bytes`);
    writeSync(to, buffer, 0, size);
    at += size;
  }
  closeSync(from);
  closeSync(to);
}
