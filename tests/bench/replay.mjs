/**
 * A process of its own: asks native DuckDB the very statements that a page asked, with plain
 * uncompressed tables in memory. Reads the recording named on the command line, adds the native time of
 * each statement to it, and prints the sums as a line of JSON: of the load, of the first sight of the page,
 * and of the statements of its figures after each filter change.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyPart } from './copy-part.mjs';
import { openNative } from './native-engine.mjs';
import { statusOf } from './process-memory.mjs';
import { TABLE_NAMES } from './tables.mjs';

const [recording = '', folder = ''] = process.argv.slice(2);
/** @type {import('./types').Recorded} */
const recorded = JSON.parse(readFileSync(recording, 'utf8'));
const { log, figures, result, marks } = recorded;

// Statements name files as `upload/<name>`.
mkdirSync(join(folder, 'upload'), { recursive: true });
process.chdir(folder);

const { run, value, rows, close } = await openNative();
/** @type {string[]} */
const failures = [];
/** @type {number[]} */
const changes = [];
let load = 0;
let first = 0;

for (const entry of log) {
  if (entry.kind === 'file') copyPart(entry, join('upload', entry.name.replace('upload/', '')));
  else if (entry.kind === 'drop') rmSync(entry.name, { force: true });
  else Object.assign(entry, { native: await replay(entry) });
}

for (const texts of figures) {
  let sum = 0;
  for (const text of texts) sum += await timed(text);
  changes.push(sum);
}

/** @type {Record<string, number>} */
const counts = {};
for (const [name] of await rows(TABLE_NAMES)) {
  counts[String(name)] = Number(await value(`SELECT count(*) FROM "${name}"`));
}
const version = String(await value('SELECT version()'));
close();
const peak = statusOf('self', 'VmHWM');
/** @type {import('./types').NativeResult} */
const found = {
  version,
  load,
  first,
  changes,
  peak: peak > 0 ? peak : null,
  failures,
  rows: counts,
};
writeFileSync(recording, JSON.stringify(recorded));
console.log(JSON.stringify(found));
process.exit(0);

/**
 * Runs a statement if it counts; its time in ms, null = it was left out.
 * @param {Extract<import('./types').LogEntry, { kind: 'statement' }>} statement
 * @returns {Promise<number | null>}
 */
async function replay({ text, start, end, isCancelled, hasFailed }) {
  if (hasFailed) return null;
  const isBefore = start < marks.filesAt;
  if (isBefore) {
    // The database that the tables stand in, without its compression; the lock is the page's matter.
    if (/^(ATTACH|USE) /.test(text)) await run(text.replace(/ \(COMPRESS.*\)/, ''));
    return null;
  }
  const isOfLoad = start < marks.loadedAt;
  const isOfFirst = !isOfLoad && (end ?? Infinity) <= marks.filesAt + result.whole;
  const isQuestion = /^\s*(SELECT|WITH)\b/.test(text);
  if (isQuestion && (isCancelled || !(isOfLoad || isOfFirst))) return null;
  const took = await timed(text);
  if (isOfLoad) load += took;
  else if (isOfFirst) first += took;
  return took;
}

/**
 * @param {string} text
 * @returns {Promise<number>} ms
 */
async function timed(text) {
  const began = performance.now();
  try {
    await run(text);
  } catch (error) {
    failures.push(String(error).slice(0, 200));
  }
  return performance.now() - began;
}
