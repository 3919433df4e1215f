import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { medianInterval, medianRanks, quantile } from '$lib/stats/median-interval';
import {
  describeWithReference,
  readReferenceCsv,
  readReferenceJson,
} from '../../support/reference';
import { expectDigits } from './agree';
import { readTrajectories } from './symptom-scores';

const ascending = (a: number, b: number): number => a - b;

/** Outcomes of n coin throws with fewer than `rank` heads, counted exactly. */
function throwsBelow(rank: number, n: number): bigint {
  let ways = 1n;
  let sum = 0n;
  for (let heads = 0; heads < rank; heads++) {
    sum += ways;
    ways = (ways * BigInt(n - heads)) / BigInt(heads + 1);
  }
  return sum;
}

/** True when ranks `rank` and n + 1 - rank cover the median with at least 95 %. */
function isEnough(rank: number, n: number): boolean {
  return 40n * throwsBelow(rank, n) <= 2n ** BigInt(n);
}

describe('medianRanks', () => {
  // scipy 1.17: binom.ppf(0.025, n, 0.5).
  it.each([
    [6, 1, 6],
    [8, 1, 8],
    [9, 2, 8],
    [10, 2, 9],
    [15, 4, 12],
    [20, 6, 15],
    [25, 8, 18],
    [50, 18, 33],
    [100, 40, 61],
    [1000, 469, 532],
    [12_345, 6064, 6282],
  ])('gives for n = %i the ranks %i and %i', (n, low, high) => {
    expect(medianRanks(n)).toEqual({ low, high });
  });

  it('has no ranks for fewer than six values', () => {
    for (const n of [0, 1, 2, 3, 4, 5]) expect(medianRanks(n)).toBeNull();
  });

  it('is the narrowest symmetric pair with exact coverage of at least 95 % for every n to 400', () => {
    for (let n = 6; n <= 400; n++) {
      const { low, high } = medianRanks(n) ?? { low: NaN, high: NaN };
      expect(low + high).toBe(n + 1);
      expect(isEnough(low, n), `n = ${n} covers`).toBe(true);
      expect(isEnough(low + 1, n), `n = ${n} could be narrower`).toBe(false);
    }
  });

  it('stays by the normal approximation for a million values', () => {
    const { low } = medianRanks(1_000_000) ?? { low: NaN };
    expect(Math.abs(low - (500_000 - 1.959964 * 500))).toBeLessThan(2);
  });
});

describe('quantile', () => {
  it('equals R quantile(1:10, c(.1, .25, .9))', () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expectDigits(quantile(values, 0.1), 1.9, 12);
    expectDigits(quantile(values, 0.25), 3.25, 12);
    expectDigits(quantile(values, 0.9), 9.1, 12);
  });

  it('is the only value of one, and null of none', () => {
    expect(quantile([7], 0.3)).toBe(7);
    expect(quantile([], 0.5)).toBeNull();
  });

  it('refuses a share outside 0 to 1', () => {
    expect(() => quantile([1, 2], 50)).toThrow(RangeError);
    expect(() => quantile([1, 2], NaN)).toThrow(RangeError);
  });

  it('has the definition of a median, the extremes at 0 and 1, and never falls', () => {
    const samples = fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1 });
    fc.assert(
      fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
        const sorted = values.toSorted(ascending);
        const middle = sorted.length >> 1;
        const median =
          sorted.length % 2 === 1
            ? sorted[middle]
            : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
        expect(quantile(sorted, 0.5)).toBe(median);
        expect(quantile(sorted, 0)).toBe(sorted[0]);
        expect(quantile(sorted, 1)).toBe(sorted.at(-1));
        expect(quantile(sorted, p)).toBeLessThanOrEqual(
          (quantile(sorted, Math.min(1, p + 0.05)) ?? NaN) + 1e-9,
        );
      }),
    );
  });
});

describe('medianInterval', () => {
  it('ends on the second smallest and the second largest of ten values', () => {
    expect(medianInterval([1, 2, 3, 5, 8, 13, 21, 34, 55, 89])).toEqual({ low: 2, high: 55 });
  });

  it('has no interval for five values', () => {
    expect(medianInterval([1, 2, 3, 4, 5])).toBeNull();
  });

  it('encloses the median', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 6, maxLength: 300 }), (values) => {
        const sorted = values.toSorted(ascending);
        const median = quantile(sorted, 0.5);
        const interval = medianInterval(sorted);
        expect(interval?.low).toBeLessThanOrEqual(median ?? NaN);
        expect(interval?.high).toBeGreaterThanOrEqual(median ?? NaN);
      }),
    );
  });
});

describeWithReference('quantile against R type 7', (folder) => {
  interface Quantiles {
    p: number[];
    type7_excel_inc_duckdb_quantile_cont: number[];
  }
  const { quantiles } = readReferenceJson<{ quantiles: Record<string, Quantiles> }>(
    folder,
    'oracles/retention_km.json',
  );
  const { class_attendance: attendance } = readReferenceJson<{
    class_attendance: { per_person_rate: Quantiles };
  }>(folder, 'oracles/attendance.json');
  const addicts = readReferenceCsv(folder, 'retention/addicts.csv');
  const days = (rows: Record<string, string>[]): number[] => rows.map((row) => Number(row['days']));

  it.each([
    ['addicts_days_all', quantiles['addicts_days_all'], days(addicts)],
    [
      'addicts_days_clinic1',
      quantiles['addicts_days_clinic1'],
      days(addicts.filter((row) => row['clinic'] === '1')),
    ],
    [
      'addicts_days_clinic2',
      quantiles['addicts_days_clinic2'],
      days(addicts.filter((row) => row['clinic'] === '2')),
    ],
    [
      'addicts_days_departed_only',
      quantiles['addicts_days_departed_only'],
      days(addicts.filter((row) => row['departed'] === '1')),
    ],
    [
      'helprct_cesd',
      quantiles['helprct_cesd'],
      readReferenceCsv(folder, 'retention/helprct.csv').map((row) => Number(row['cesd'])),
    ],
    [
      'class attendance per person',
      attendance.per_person_rate,
      readReferenceCsv(folder, 'attendance/class_attendance.csv').map(
        (row) => Number(row['attend']) / 32,
      ),
    ],
  ])('agrees for %s', (_, oracle, values) => {
    const sorted = values.toSorted(ascending);
    expect(oracle?.p).toHaveLength(9);
    oracle?.p.forEach((p, index) => {
      const expected = oracle.type7_excel_inc_duckdb_quantile_cont[index];
      expectDigits(quantile(sorted, p), expected ?? NaN, 12);
    });
  });

  it.each(readTrajectories(folder))('agrees for the quartiles of $label', (trajectory) => {
    const { scores, oracle } = trajectory;
    expectDigits(quantile(scores, 0.25), Number(oracle['q1']), 12);
    expectDigits(quantile(scores, 0.5), Number(oracle['median']), 12);
    expectDigits(quantile(scores, 0.75), Number(oracle['q3']), 12);
  });
});
