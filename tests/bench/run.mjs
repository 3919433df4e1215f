/**
 * `npm run bench`: how long a load and a filter change take, how much memory, beside native DuckDB and
 * other tools. `--sizes 100000,1000000` and `--only overview,charts,native,peers` choose a part,
 * `--build <folder>` measures a built site as it is, `--out <file>` names the result, whose other
 * numbers stay, and `--write` puts the tables into `docs/performance.md`.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled } from '../../src/cli/install.mjs';
import { ensureNative } from './install.mjs';
import { scratch } from './scratch.mjs';

const PARTS = ['overview', 'charts', 'native', 'peers'];

const { values: given } = parseArgs({
  options: {
    sizes: { type: 'string', default: '100000,1000000,10000000' },
    only: { type: 'string', default: PARTS.join(',') },
    build: { type: 'string' },
    out: { type: 'string', default: join(scratch('.'), 'results.json') },
    write: { type: 'boolean', default: false },
  },
});
const sizes = given.sizes.split(',').map(Number);
const parts = given.only.split(',');
if (!sizes.every((rows) => rows >= 1000) || !parts.every((part) => PARTS.includes(part))) {
  throw new Error(`Usage: npm run bench -- --sizes 100000,1000000 --only ${PARTS.join(',')}`);
}

await ensureInstalled();
await ensureNative();
// What needs the packages comes after them.
const { bench } = await import('./bench.mjs');
const { tables } = await import('./table.mjs');
const { writeDocument } = await import('./document.mjs');

const results = await bench({ sizes, parts: new Set(parts), build: given.build, out: given.out });
console.log(`\n${tables(results)}\n\nAll numbers: ${given.out}`);
if (given.write) await writeDocument(results);
process.exit(0);
