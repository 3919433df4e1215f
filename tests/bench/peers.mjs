/**
 * Other tools on data of the same shape, the same eight questions and the same number of changes, from a
 * benchmark of their own that is not part of this repository. `STEPDOWN_PEERS` names its folder.
 */
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root, run } from '../../src/cli/install.mjs';
import { npmInstall } from './install.mjs';
import { scratch } from './scratch.mjs';

const NAMES = {
  mosaic_tuned: 'Mosaic, tuned, 1 s of rest before the first choice',
  mosaic: 'Mosaic, as its manual writes it',
  plainjs: 'PapaParse, arquero, Chart.js',
  plainjs_naive: 'the same, one object a row',
  bare: 'bare DuckDB-WASM, no charts',
  native1: 'native DuckDB, one thread, no charts',
  native2: 'native DuckDB, two threads, no charts',
};

/** Why there are no peers here; null = there are. */
export function whyNoPeers() {
  const source = peersFolder();
  return existsSync(join(source, 'run.mjs'))
    ? null
    : 'The folder of the peers is not here (STEPDOWN_PEERS).';
}

/**
 * Runs the peers at the sizes.
 * @param {readonly number[]} sizes
 * @returns {Promise<import('./types').PeerRow[]>}
 */
export async function runPeers(sizes) {
  const folder = await ownCopy();
  const out = join(folder, 'own-results.json');
  const data = process.env.PEERS_DATA ?? scratch('peers-data');
  const code = await run(
    process.execPath,
    ['run.mjs', '--sizes', sizes.join(','), '--out', out, '--limit', '300'],
    {
      cwd: folder,
      env: { ...process.env, PEERS_DATA: data },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  if (code !== 0) throw new Error('The peers could not be run: see above.');
  const { cells } = JSON.parse(readFileSync(out, 'utf8'));
  return Object.entries(cells).flatMap(([rows, peers]) =>
    Object.entries(NAMES).flatMap(([key, name]) => {
      const found = peers[key];
      return found ? [rowOf(Number(rows), name, found)] : [];
    }),
  );
}

function peersFolder() {
  return resolve(root, process.env.STEPDOWN_PEERS ?? '../shared/bench/peers');
}

/** A copy that can be written to, with its packages. */
async function ownCopy() {
  const source = peersFolder();
  const folder = scratch('peers');
  for (const name of readdirSync(source).filter((each) => each !== 'node_modules')) {
    cpSync(join(source, name), join(folder, name), { recursive: true, force: true });
    chmodSync(join(folder, name), 0o755);
  }
  const packages = join(folder, 'node_modules');
  const there = join(source, 'node_modules');
  if (!existsSync(packages)) {
    if (existsSync(there)) symlinkSync(there, packages, 'junction');
    else await npmInstall(folder);
  }
  return folder;
}

/**
 * @param {number} rows
 * @param {string} name
 * @param {any} found
 * @returns {import('./types').PeerRow}
 */
function rowOf(rows, name, found) {
  return {
    rows,
    name,
    isNative: name === NAMES.native1,
    load: found.load?.ms ?? null,
    p50: found.p?.p50 ?? null,
    p95: found.p?.p95 ?? null,
    peak: found.peak_mb ?? null,
    block: found.change_longest_task_ms ?? null,
    failure: found.error ?? null,
  };
}
