/** What is asked of the page that is measured, and of the recorder in it. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { TABLE_NAMES } from './tables.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/** How long a load and a change may take, in ms. */
const LOAD_LIMIT = 900_000;
const CHANGE_LIMIT = 120_000;

/** The engine has started when it was asked something and nothing more for this long, in ms. */
const QUIET_MS = 400;

/**
 * Waits for the engine; from the navigation to its last answer, in ms.
 * @param {Page} page
 * @returns {Promise<number>}
 */
export async function engineReady(page) {
  for (;;) {
    await page.waitForTimeout(QUIET_MS / 2);
    const { entries, now } = await page.evaluate(() => {
      const { log } = /** @type {any} */ (globalThis).bench;
      return { entries: log, now: performance.now() };
    });
    const last = entries.at(-1);
    if (last?.end && now - last.end > QUIET_MS) return last.end;
    if (now > LOAD_LIMIT) throw new Error('The engine did not start.');
  }
}

/**
 * A moment of the load on the page's clock.
 * @param {Page} page
 * @param {'filesAt' | 'loadedAt' | 'firstFigure'} name
 * @returns {Promise<number>}
 */
export async function mark(page, name) {
  const at = await page.evaluate((key) => /** @type {any} */ (globalThis).bench.marks[key], name);
  if (typeof at !== 'number') throw new Error(`The page never came to "${name}".`);
  return at;
}

/**
 * Waits until the loaded page is whole, with its intervals.
 * @param {Page} page
 * @param {number} began
 * @returns {Promise<import('./types').Change>}
 */
export function settled(page, began) {
  return page.evaluate(
    ([from, limit]) => /** @type {any} */ (globalThis).bench.settled(from, '', limit),
    [began, LOAD_LIMIT],
  );
}

/**
 * One filter change.
 * @param {Page} page
 * @param {string} search
 * @returns {Promise<import('./types').Change>}
 */
export function change(page, search) {
  return page.evaluate(
    ([to, limit]) => /** @type {any} */ (globalThis).bench.change(to, limit),
    [search, CHANGE_LIMIT],
  );
}

/**
 * The statements of the figures that are shown; none where the page does not say.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
export function figureStatements(page) {
  return page.evaluate(
    async () => (await /** @type {any} */ (globalThis).bench.statements?.()) ?? [],
  );
}

/**
 * Throws where a figure of the page has failed: its time would be that of an error.
 * @param {Page} page
 * @returns {Promise<void>}
 */
export async function expectFigures(page) {
  const failed = await page.locator('[data-figure][data-status="failed"]').all();
  const names = await Promise.all(failed.map((figure) => figure.getAttribute('data-figure')));
  if (names.length > 0) throw new Error(`Figures failed: ${names.join(', ')}.`);
}

/**
 * The longest blocks of the main thread before the files, during the load, and afterwards.
 * @param {Page} page
 * @param {number} filesAt
 * @param {number} wholeAt
 * @returns {Promise<import('./types').Blocks>}
 */
export async function blocks(page, filesAt, wholeAt) {
  /** @type {[number, number][]} */
  const all = await page.evaluate(() => /** @type {any} */ (globalThis).bench.blocks);
  /** @type {(from: number, to: number) => number} */
  const longest = (from, to) =>
    Math.max(0, ...all.filter(([at]) => at >= from && at < to).map(([, ms]) => ms));
  return {
    start: longest(0, filesAt),
    load: longest(filesAt, wholeAt),
    change: longest(wholeAt, Infinity),
  };
}

/**
 * What the engine says that its tables and buffers take, in MiB.
 * @param {Page} page
 * @returns {Promise<number | null>}
 */
export async function engineMemory(page) {
  const text = 'SELECT sum(memory_usage_bytes)::DOUBLE / 1048576 AS mib FROM duckdb_memory()';
  const [row] = await query(page, text);
  return Number(row?.['mib'] ?? 0);
}

/**
 * Rows of every table that is kept.
 * @param {Page} page
 * @returns {Promise<Record<string, number>>}
 */
export async function rowCounts(page) {
  const names = await query(page, TABLE_NAMES);
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { name } of names) {
    const [row] = await query(page, `SELECT count(*)::INTEGER AS n FROM "${name}"`);
    counts[String(name)] = Number(row?.['n']);
  }
  return counts;
}

/**
 * JavaScript that the page has asked for, in kB gzip, without the engine's own worker.
 * @param {Page} page
 * @param {string} dir where it is served from
 * @returns {Promise<number>}
 */
export async function scriptSize(page, dir) {
  /** @type {string[]} */
  const urls = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name),
  );
  const paths = new Set(urls.map((url) => new URL(url).pathname));
  return [...paths]
    .filter((path) => path.endsWith('.js') && !basename(path).startsWith('duckdb'))
    .reduce((sum, path) => sum + gzipSync(readFileSync(join(dir, path))).length / 1000, 0);
}

/**
 * @param {Page} page
 * @param {string} text
 * @returns {Promise<Record<string, string | number | null>[]>}
 */
function query(page, text) {
  return page.evaluate((asked) => /** @type {any} */ (globalThis).stepdown.query(asked), text);
}
