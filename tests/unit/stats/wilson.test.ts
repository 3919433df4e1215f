import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Z95 } from '$lib/stats/interval';
import { wilson } from '$lib/stats/wilson';
import {
  describeWithReference,
  readReferenceCsv,
  readReferenceJson,
} from '../../support/reference';
import { expectDigits } from './agree';

describe('wilson', () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])(
    'equals Newcombe 1998, table I, method 3 for %i of %i',
    (numerator, denominator, low, high) => {
      const interval = wilson(numerator, denominator);
      expect(interval?.low).toBeCloseTo(low, 4);
      expect(interval?.high).toBeCloseTo(high, 4);
    },
  );

  it('equals R prop.test without continuity correction for 5 of 10', () => {
    const interval = wilson(5, 10);
    expectDigits(interval?.low, 0.236593090512564);
    expectDigits(interval?.high, 0.763406909487436);
  });

  it('ends exactly at 0 and at 1', () => {
    expect(wilson(0, 10)?.low).toBe(0);
    expect(wilson(10, 10)?.high).toBe(1);
  });

  it('has no interval without units', () => {
    expect(wilson(0, 0)).toBeNull();
  });

  it('refuses what is not a proportion', () => {
    expect(() => wilson(3, 2)).toThrow(RangeError);
    expect(() => wilson(-1, 2)).toThrow(RangeError);
    expect(() => wilson(NaN, 2)).toThrow(RangeError);
  });

  it('ends where the score test just rejects, and within [0, 1]', () => {
    const proportions = fc
      .integer({ min: 1, max: 100_000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(proportions, ([numerator, n]) => {
        const share = numerator / n;
        const interval = wilson(numerator, n);
        for (const limit of [interval?.low ?? NaN, interval?.high ?? NaN]) {
          expect(limit).toBeGreaterThanOrEqual(0);
          expect(limit).toBeLessThanOrEqual(1);
          if (limit > 0 && limit < 1) {
            const z = Math.abs(share - limit) / Math.sqrt((limit * (1 - limit)) / n);
            expect(z).toBeCloseTo(Z95, 6);
          }
        }
      }),
    );
  });
});

describeWithReference('wilson against R', (folder) => {
  interface Vector {
    x: number;
    n: number;
    lo: number;
    hi: number;
  }
  const { wilson_vectors: vectors } = readReferenceJson<{ wilson_vectors: Vector[] }>(
    folder,
    'oracles/funnel_wilson_nhs.json',
  );

  it.each(vectors)('agrees for $x of $n', ({ x, n, lo, hi }) => {
    const interval = wilson(x, n);
    expectDigits(interval?.low, lo);
    expectDigits(interval?.high, hi);
  });

  it('agrees for the recovery of every NHS provider', () => {
    const rows = readReferenceCsv(folder, 'oracles/funnel_nhs_2023_24_recovery.csv');
    expect(rows).toHaveLength(146);
    for (const row of rows) {
      const interval = wilson(Number(row['x']), Number(row['n']));
      expectDigits(interval?.low, Number(row['wilson_lo95']));
      expectDigits(interval?.high, Number(row['wilson_hi95']));
    }
  });

  it('agrees for class attendance, in all and by year', () => {
    const { class_attendance: oracle } = readReferenceJson<{
      class_attendance: {
        wilson95_pooled: [number, number];
        by_year: { x: number; tot: number; lo: number; hi: number }[];
      };
    }>(folder, 'oracles/attendance.json');
    const attended = readReferenceCsv(folder, 'attendance/class_attendance.csv').map((row) =>
      Number(row['attend']),
    );
    const pooled = wilson(
      attended.reduce((sum, sessions) => sum + sessions, 0),
      32 * attended.length,
    );
    expectDigits(pooled?.low, oracle.wilson95_pooled[0]);
    expectDigits(pooled?.high, oracle.wilson95_pooled[1]);
    for (const year of oracle.by_year) {
      const interval = wilson(year.x, year.tot);
      expectDigits(interval?.low, year.lo);
      expectDigits(interval?.high, year.hi);
    }
  });
});
