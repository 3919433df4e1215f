/** No hidden number of a release can be read, worked out or bounded from it and its linked figures. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_STAYS, type Cohort } from '$lib/cohort/cohort';
import type { Engine } from '$lib/engine/port';
import { computeFigure, contextOf } from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';
import { METRICS, metricOf } from '$lib/metrics/registry';
import { linkedWith } from '$lib/metrics/release/linked';
import { type Hidden, readHidden, released } from '$lib/metrics/release/release';
import type { Columns } from '$lib/sql/columns';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import { derive as naiveDerive } from '../naive/derive';
import { canonicalRows } from '../naive/random';
import { cohortFor, settingsFor } from '../naive/random-cohort';
import { type Released, attack } from '../support/attack';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { startNodeEngine } from '../support/node-engine';
import { SAMPLE_CUT, startWithSample } from '../support/sample-engine';

const ONLY = process.env['STEPDOWN_METRIC'];
const RUNS = Number(process.env['STEPDOWN_RUNS'] ?? 2);
const SEED = Number(process.env['STEPDOWN_SEED'] ?? 5);
const GROUPS = [...new Set(METRICS.map(({ id }) => linkedWith(id)))].filter(
  (ids) => ids.every((id) => metricOf(id).units) && (ONLY === undefined || ids.includes(ONLY)),
);

interface Facts {
  readonly cohort: Cohort;
  readonly settings: Settings;
  readonly dataCut: string;
}

async function releaseOf(
  engine: Engine,
  metric: Metric,
  hidden: Hidden,
  facts: Facts,
): Promise<Released> {
  const run = (query: string): Promise<Columns> => engine.query(query);
  const inside = await computeFigure(metric, facts, run);
  const outside = released(inside, hidden);
  // Sorted: the engine does not end a long streamed union.
  const units = await run(
    `SELECT * FROM (${metric.units.query(inside.context).text}) ORDER BY unit`,
  );
  return { inside, outside, units: units.rows() };
}

async function expectSafe(engine: Engine, facts: Facts, smallest: number): Promise<void> {
  for (const ids of GROUPS) {
    const metrics = ids.map(metricOf);
    const contexts = metrics.map((metric) => ({ metric, context: contextOf(metric, facts) }));
    const hidden = await readHidden(contexts, smallest, (query) => engine.query(query));
    const figures: Released[] = [];
    for (const metric of metrics) {
      figures.push(await releaseOf(engine, metric, hidden, facts));
    }
    expect(attack(figures, smallest), ids.join(', ')).toEqual([]);
  }
}

describe('a release of the sample', () => {
  let engine: Engine;
  beforeAll(async () => {
    ({ engine } = await startWithSample());
  }, 300_000);
  afterAll(() => engine.terminate());

  it('keeps its hidden numbers', { timeout: 600_000 }, async () => {
    const cohort: Cohort = { ...ALL_STAYS, period: { from: '2026-07-01', to: '2026-09-30' } };
    await expectSafe(engine, { cohort, settings: DEFAULT_SETTINGS, dataCut: SAMPLE_CUT }, 10);
  });
});

describe('releases of random data', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startNodeEngine();
  });
  afterAll(() => engine.terminate());

  it('keep their hidden numbers', { timeout: 600_000 }, async () => {
    const world = canonicalRows.chain((rows) =>
      fc.record({ rows: fc.constant(rows), cohort: cohortFor(rows), settings: settingsFor(rows) }),
    );
    for (const { rows, cohort, settings } of fc.sample(world, { seed: SEED, numRuns: RUNS })) {
      await fillCanonicalTables(engine, rows);
      const extras = Object.keys(rows.stays[0] ?? {}).filter((key) => key.startsWith('x_'));
      await derive(engine, settings, extras);
      // So few rows need a threshold of their own for anything to stay visible.
      await expectSafe(
        engine,
        { cohort, settings, dataCut: naiveDerive(rows, settings).dataCut },
        2,
      );
    }
  });
});
