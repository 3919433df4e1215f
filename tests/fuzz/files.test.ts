/**
 * What must hold for any file, asked of thousands. `npm run fuzz` draws other files each time;
 * `FUZZ_SEED` draws those of an earlier run again, `FUZZ_SCALE` multiplies their number.
 */
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { damagedFiles, shownFile } from '../support/damaged-files';
import { holdsFor } from '../support/holds-for';
import { comesBack, comesBackUnasked, isAccounted } from '../support/ingest-properties';
import { startNodeEngine } from '../support/node-engine';
import { plainTables, shownTable, writtenTables } from '../support/written-tables';

const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
const scale = Number(process.env['FUZZ_SCALE'] ?? 1);

let engine: Engine;

beforeAll(async () => {
  console.log(`FUZZ_SEED=${seed}`);
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

describe('a table of any strings', () => {
  it('comes back where the dialect is given', async () => {
    const options = { seed, runs: 4_000 * scale, show: shownTable };
    await holdsFor(writtenTables(200), (table) => comesBack(engine, table), options);
  });
  it('comes back where the dialect is found', async () => {
    const options = { seed, runs: 3_000 * scale, show: shownTable };
    await holdsFor(plainTables(200), (table) => comesBackUnasked(engine, table), options);
  });
  it('comes back where cells are as long as a record may be, and beyond the first look', async () => {
    const options = { seed, runs: 20 * scale, show: () => 'too long to show' };
    await holdsFor(writtenTables(200_000), (table) => comesBack(engine, table), options);
  });
});

describe('a damaged file', () => {
  it('is refused, or read to its end without losing a record', async () => {
    const options = { seed, runs: 4_000 * scale, show: shownFile };
    await holdsFor(damagedFiles, (file) => isAccounted(engine, file), options);
  });
});
