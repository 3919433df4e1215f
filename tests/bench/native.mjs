/** Hands a recording to a process with native DuckDB, and checks that both ended with the same rows. */
import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../src/cli/install.mjs';
import { scratch } from './scratch.mjs';

/** How long a replay may take, in ms. */
const LIMIT = 900_000;

/**
 * The same statements in native DuckDB. Rejects where a statement failed that the page ran, or where a
 * table has other rows than the page's. The recording stays, with both times of every statement.
 * @param {import('./types').Recorded} recorded
 * @param {string} name of the recording
 * @returns {Promise<import('./types').NativeResult>}
 */
export async function replayNatively(recorded, name) {
  const folder = scratch('replay');
  const file = join(scratch('recordings'), `${name}.json`);
  writeFileSync(file, JSON.stringify(recorded));
  const script = join(root, 'tests/bench/replay.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, file, folder], {
    timeout: LIMIT,
    maxBuffer: 2 ** 28,
  });
  rmSync(folder, { recursive: true, force: true });
  /** @type {import('./types').NativeResult} */
  const found = JSON.parse(stdout);
  const [failure] = found.failures;
  if (failure) throw new Error(`${found.failures.length} statements failed natively: ${failure}`);
  const ours = recorded.result.rows;
  const names = new Set([...Object.keys(ours), ...Object.keys(found.rows)]);
  const differing = [...names].filter((name) => ours[name] !== found.rows[name]);
  if (differing.length > 0) {
    const words = differing.map((name) => `${name} ${ours[name]} / ${found.rows[name]}`);
    throw new Error(`Rows differ from native DuckDB: ${words.join(', ')}`);
  }
  return found;
}
