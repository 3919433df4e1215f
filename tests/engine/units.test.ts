/** The rows behind every figure give its numbers again, on the sample and on random data. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { ALL_STAYS, type Cohort } from '$lib/cohort/cohort';
import type { Engine } from '$lib/engine/port';
import { computeFigure } from '$lib/metrics/compute';
import { METRICS } from '$lib/metrics/registry';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { derive as naiveDerive } from '../naive/derive';
import { canonicalRows } from '../naive/random';
import { cohortFor, settingsFor } from '../naive/random-cohort';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { expectUnits } from '../support/check-units';
import { startNodeEngine } from '../support/node-engine';
import { SAMPLE_CUT, startWithSample } from '../support/sample-engine';

const GROUP = process.env['STEPDOWN_GROUP'];
const ONLY = process.env['STEPDOWN_METRIC'];
const CHECKED = METRICS.filter(
  ({ id, group, units }) =>
    units && (GROUP === undefined || group === GROUP) && (ONLY === undefined || id === ONLY),
);
const RUNS = Number(process.env['STEPDOWN_RUNS'] ?? 2);
const SEED = Number(process.env['STEPDOWN_SEED'] ?? 20);

describe('rows behind figures of the sample', () => {
  let engine: Engine;
  beforeAll(async () => {
    ({ engine } = await startWithSample());
  }, 300_000);
  afterAll(() => engine.terminate());

  const cohorts: readonly Cohort[] = [
    ALL_STAYS,
    { ...ALL_STAYS, unit: 'path', period: { from: '2026-01-01', to: '2026-06-30' } },
  ];
  it.each(CHECKED.map((metric) => [metric.id, metric] as const))(
    'give the numbers of %s',
    { timeout: 120_000 },
    async (_, metric) => {
      for (const cohort of cohorts) {
        const facts = { cohort, settings: DEFAULT_SETTINGS, dataCut: SAMPLE_CUT };
        await expectUnits(engine, await computeFigure(metric, facts, (q) => engine.query(q)));
      }
    },
  );
});

describe('rows behind figures of random data', () => {
  const world = canonicalRows.chain((rows) =>
    fc.record({ rows: fc.constant(rows), cohort: cohortFor(rows), settings: settingsFor(rows) }),
  );
  let engine: Engine;
  beforeAll(async () => {
    engine = await startNodeEngine();
  });
  afterAll(() => engine.terminate());

  it('give their numbers again', { timeout: 600_000 }, async () => {
    // Drawn and not shrunk: a failure names its metric, row and column, and the seed repeats it.
    for (const { rows, cohort, settings } of fc.sample(world, { seed: SEED, numRuns: RUNS })) {
      await fillCanonicalTables(engine, rows);
      const extras = Object.keys(rows.stays[0] ?? {}).filter((key) => key.startsWith('x_'));
      await derive(engine, settings, extras);
      const { dataCut } = naiveDerive(rows, settings);
      for (const metric of CHECKED) {
        const facts = { cohort, settings, dataCut };
        await expectUnits(engine, await computeFigure(metric, facts, (q) => engine.query(q)));
      }
    }
  });
});
