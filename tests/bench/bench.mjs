/** Goes through sizes and parts; a part that fails leaves its reason, and the others go on. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dataOf } from './data.mjs';
import { measure } from './measure.mjs';
import { replayNatively } from './native.mjs';
import { eightCharts, site } from './pages.mjs';
import { runPeers, whyNoPeers } from './peers.mjs';

/** @typedef {import('./types').Results} Results */
/** @typedef {import('./types').SizeResult} SizeResult */
/** @typedef {import('./pages.mjs').ServedPage} ServedPage */

/**
 * @param {{
 *   sizes: readonly number[];
 *   parts: ReadonlySet<string>;
 *   build: string | undefined;
 *   out: string;
 * }} options
 * @returns {Promise<Results>}
 */
export async function bench({ sizes, parts, build, out }) {
  /** @type {Results} */
  let results = { ...kept(out), day: today(), machine: machine() };
  /** @param {Partial<Results>} change */
  const keep = (change) => {
    results = { ...results, ...change };
    writeFileSync(out, `${JSON.stringify(results, null, 1)}\n`);
  };
  /** @type {(name: 'overview' | 'charts', start: () => Promise<ServedPage>) => Promise<void>} */
  const measureAll = async (name, start) => {
    const served = await cell(start);
    for (const rows of sizes) {
      const cells = await measured(name, served, rows, parts.has('native'));
      const others = results.sizes.filter((size) => size.rows !== rows);
      const before = results.sizes.find((size) => size.rows === rows);
      keep({ sizes: [...others, { ...before, ...cells, rows }] });
    }
    if ('value' in served) await served.value.close();
  };
  if (parts.has('overview')) await measureAll('overview', () => site(build));
  if (parts.has('charts')) await measureAll('charts', eightCharts);
  if (parts.has('peers')) {
    const reason = whyNoPeers();
    if (reason !== null) console.log(`Other tools: ${reason}`);
    keep({ peers: reason === null ? await cell(() => runPeers(sizes)) : { reason } });
  }
  return results;
}

/**
 * @param {'overview' | 'charts'} name
 * @param {import('./types').Cell<ServedPage>} served
 * @param {number} rows
 * @param {boolean} isWithNative
 * @returns {Promise<Partial<SizeResult>>}
 */
async function measured(name, served, rows, isWithNative) {
  console.log(`${name}, ${rows} sessions …`);
  const recorded =
    'reason' in served ? served : await cell(async () => measure(served.value, await dataOf(rows)));
  if ('reason' in recorded) {
    console.log(`  ${recorded.reason}`);
    return { [name]: recorded };
  }
  const page = { [name]: { value: recorded.value.result } };
  if (!isWithNative) return page;
  const native = await cell(() => replayNatively(recorded.value, `${name}-${rows}`));
  if ('reason' in native) console.log(`  ${native.reason}`);
  return { ...page, [`${name}Native`]: native };
}

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<import('./types').Cell<T>>}
 */
async function cell(work) {
  try {
    return { value: await work() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { reason: message.split('\n').slice(0, 3).join(' ').slice(0, 300) };
  }
}

/**
 * The results of before, or none.
 * @param {string} out
 * @returns {Pick<Results, 'sizes' | 'peers'>}
 */
function kept(out) {
  if (!existsSync(out)) return { sizes: [], peers: { reason: 'not run' } };
  const { sizes, peers } = JSON.parse(readFileSync(out, 'utf8'));
  return { sizes, peers };
}

function today() {
  return new Date().toISOString().slice(0, 10);
}

function machine() {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${memory} GiB, Node ${process.version}`;
}
