/** Every figure in SQL equals its slow and obvious version, on cases by hand and on random data. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { computeFigure } from '$lib/metrics/compute';
import { METRICS } from '$lib/metrics/registry';
import { derive as naiveDerive } from '../naive/derive';
import { type FigureId, naiveFigure } from '../naive/figures/index';
import { canonicalRows } from '../naive/random';
import { cohortFor, settingsFor } from '../naive/random-cohort';
import { expectCountedAlike, talliesOf } from '../support/counted-queries';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { startNodeEngine } from '../support/node-engine';
import { expectSameFigure } from '../support/same-figure';

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

const world = canonicalRows.chain((rows) =>
  fc.record({ rows: fc.constant(rows), cohort: cohortFor(rows), settings: settingsFor(rows) }),
);

/** All metrics, or those of one group, or some by id, while they are worked on. */
const GROUP = process.env['STEPDOWN_GROUP'];
const ONLY = process.env['STEPDOWN_METRIC']?.split(',');
const CHECKED = METRICS.filter(
  ({ id, group }) => (GROUP === undefined || group === GROUP) && (ONLY?.includes(id) ?? true),
);

const RUNS = Number(process.env['STEPDOWN_RUNS'] ?? 10);

describe('figures on random data', () => {
  it('equal their naive versions', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ rows, cohort, settings }) => {
        await fillCanonicalTables(engine, rows);
        const extras = Object.keys(rows.stays[0] ?? {}).filter((key) => key.startsWith('x_'));
        await derive(engine, settings, extras);
        const derived = naiveDerive(rows, settings);
        const tallies = talliesOf(engine);
        for (const metric of CHECKED) {
          const facts = { cohort, settings, dataCut: derived.dataCut };
          const found = await computeFigure(metric, facts, (query) => engine.query(query));
          const expected = naiveFigure(
            metric.id as FigureId,
            derived,
            cohort,
            settings,
            found.context.basis,
          );
          expectSameFigure(metric.id, found.data, expected);
          await expectCountedAlike(metric, facts, engine, tallies);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
