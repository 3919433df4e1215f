/** Every figure in SQL equals its slow and obvious version, on cases by hand and on random data. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { computeFigure } from '$lib/metrics/compute';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { METRICS } from '$lib/metrics/registry';
import { derive as naiveDerive } from '../naive/derive';
import { type FigureId, naiveFigure } from '../naive/figures';
import { canonicalRows } from '../naive/random';
import { cohortFor, settingsFor } from '../naive/random-cohort';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { startNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

const world = canonicalRows.chain((rows) =>
  fc.record({ rows: fc.constant(rows), cohort: cohortFor(rows), settings: settingsFor(rows) }),
);

const RUNS = Number(process.env['STEPDOWN_RUNS'] ?? 60);

describe('figures on random data', () => {
  it('equal their naive versions', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ rows, cohort, settings }) => {
        await fillCanonicalTables(engine, rows);
        const extras = Object.keys(rows.stays[0] ?? {}).filter((key) => key.startsWith('x_'));
        await derive(engine, settings, extras);
        const derived = naiveDerive(rows, settings);
        for (const metric of METRICS) {
          const facts = { cohort, settings, dataCut: derived.dataCut };
          const found = await computeFigure(metric, facts, (query) => engine.query(query));
          const expected = naiveFigure(metric.id as FigureId, derived, cohort, found.context.basis);
          expectSameFigure(metric.id, found.data, expected);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

const HEADLINE = ['n', 'persons', 'numerator', 'denominator', 'value', 'low', 'high'] as const;

function expectSameFigure(id: string, found: FigureData, expected: FigureData): void {
  expect(found.columns, id).toEqual(expected.columns);
  const rows = found.rows.filter((row) => row['statistic'] !== 'restricted mean');
  expect(rows.map(keyOf), id).toEqual(expected.rows.map(keyOf));
  rows.forEach((row, index) => expectSameRow(id, row, expected.rows[index]!, found.columns));
  for (const field of HEADLINE) expectSame(`${id} ${field}`, found[field], expected[field]);
  expect(found.excluded, id).toEqual(expected.excluded);
}

function expectSameRow(
  id: string,
  found: FigureRow,
  expected: FigureRow,
  columns: readonly string[],
): void {
  for (const column of columns) {
    // The share still here on the fixed days is read off the curve, which is compared itself.
    if (found['statistic'] === 'at risk' && ['value', 'low', 'high'].includes(column)) continue;
    expectSame(`${id} ${keyOf(found)} ${column}`, found[column], expected[column]);
  }
}

function expectSame(what: string, found: unknown, expected: unknown): void {
  if (typeof found === 'number' && typeof expected === 'number') {
    const tolerance = 1e-9 * Math.max(1, Math.abs(expected));
    expect(Math.abs(found - expected) <= tolerance, `${what}: ${found}, not ${expected}`).toBe(
      true,
    );
  } else expect(found ?? null, what).toBe(expected ?? null);
}

const KEYS = [
  'measure', 'rater', 'level', 'program', 'scope', 'window', 'from', 'to', 'class', 'statistic',
  'between', 'week', 'day', 'month',
]; // prettier-ignore

function keyOf(row: FigureRow): string {
  return KEYS.map((key) => row[key] ?? '').join('|');
}
