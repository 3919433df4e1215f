/**
 * What the page asked of its engine, brought out of it. Parts of the data files stay byte ranges; bytes
 * that the page made itself are written beside them.
 */
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from './scratch.mjs';

/** Bytes that leave the page at once. */
const CHUNK = 6 * 2 ** 20;

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} folder of the data
 * @returns {Promise<import('./types').LogEntry[]>}
 */
export async function logOf(page, folder) {
  /** @type {any[]} */
  const entries = await page.evaluate(() => /** @type {any} */ (globalThis).bench.partsOf());
  const made = scratch('made-by-the-page');
  rmSync(made, { recursive: true, force: true });
  scratch('made-by-the-page');
  /** @type {import('./types').LogEntry[]} */
  const log = [];
  for (const [at, entry] of entries.entries()) {
    if (entry.kind !== 'file') {
      log.push(entry);
      continue;
    }
    const { name, part, size } = entry;
    const path = join(part ? folder : made, part ? part.file : String(at));
    if (!part) await writeBytes(page, at, size, path);
    log.push({ kind: 'file', name, path, start: part?.start ?? 0, end: part?.end ?? size });
  }
  return log;
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {number} at
 * @param {number} size
 * @param {string} path
 */
async function writeBytes(page, at, size, path) {
  writeFileSync(path, '');
  for (let start = 0; start < size; start += CHUNK) {
    /** @type {string} */
    const bytes = await page.evaluate(
      ([index = 0, from = 0, to = 0]) =>
        /** @type {any} */ (globalThis).bench.bytesOf(index, from, to),
      [at, start, Math.min(size, start + CHUNK)],
    );
    appendFileSync(path, Buffer.from(bytes, 'base64'));
  }
}
