/** What is written comes back: a few hundred of the cases that `npm run fuzz` draws by the thousand. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { holdsFor } from '../../support/holds-for';
import { damagedFiles, shownFile } from '../../support/damaged-files';
import { comesBack, comesBackUnasked, isAccounted } from '../../support/ingest-properties';
import { startNodeEngine } from '../../support/node-engine';
import { plainTables, shownTable, writtenTables } from '../../support/written-tables';

let engine: Engine;

beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

const seed = 20260101;

describe('a table of any strings', () => {
  const options = { seed, runs: 100, show: shownTable };
  it('comes back where the dialect is given', async () => {
    await holdsFor(writtenTables(), (table) => comesBack(engine, table), options);
  });
  it('comes back where the dialect is found', async () => {
    await holdsFor(plainTables(), (table) => comesBackUnasked(engine, table), options);
  });
});

describe('a damaged file', () => {
  it('is refused, or read to its end without losing a record', async () => {
    const options = { seed, runs: 100, show: shownFile };
    await holdsFor(damagedFiles, (file) => isAccounted(engine, file), options);
  });
});
