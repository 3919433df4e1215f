import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusteredRatio, type ClusteredSums } from '$lib/stats/clustered-ratio';
import { Z95 } from '$lib/stats/interval';
import attendance from '../../oracles/attendance.json';
import {
  describeWithReference,
  readReferenceCsv,
  readReferenceJson,
} from '../../support/reference';
import { expectDigits } from './agree';

/** One person's own totals: sessions attended (y) of sessions due (x). */
interface Person {
  y: number;
  x: number;
}

function sumsOf(persons: readonly Person[]): ClusteredSums {
  const sum = (of: (person: Person) => number): number =>
    persons.reduce((total, person) => total + of(person), 0);
  return {
    n: persons.length,
    sumY: sum(({ y }) => y),
    sumX: sum(({ x }) => x),
    sumYY: sum(({ y }) => y * y),
    sumXY: sum(({ x, y }) => x * y),
    sumXX: sum(({ x }) => x * x),
  };
}

/** The half width straight from the persons, without the six sums. */
function naiveHalf(persons: readonly Person[], ratio: number): number {
  const n = persons.length;
  const x = persons.reduce((total, person) => total + person.x, 0);
  const squares = persons.reduce((total, person) => total + (person.y - ratio * person.x) ** 2, 0);
  return Z95 * Math.sqrt((n / (n - 1)) * (squares / (x * x)));
}

const persons = fc.array(
  fc
    .integer({ min: 1, max: 60 })
    .chain((x) => fc.record({ x: fc.constant(x), y: fc.integer({ min: 0, max: x }) })),
  { minLength: 2, maxLength: 60 },
);

describe('clusteredRatio', () => {
  it('equals a ratio worked out in fractions: 2/3 with variance 136/6075', () => {
    const four = [
      { y: 1, x: 2 },
      { y: 3, x: 4 },
      { y: 2, x: 5 },
      { y: 4, x: 4 },
    ];
    const ratio = clusteredRatio(sumsOf(four), 'share');
    expectDigits(ratio?.value, 2 / 3, 12);
    expectDigits(ratio?.low, 2 / 3 - Z95 * Math.sqrt(136 / 6075), 12);
    expectDigits(ratio?.high, 0.959920979214991, 12);
  });

  it('equals the naive version on random persons', () => {
    fc.assert(
      fc.property(persons, (sample) => {
        const ratio = clusteredRatio(sumsOf(sample), 'none');
        const value =
          sample.reduce((sum, { y }) => sum + y, 0) / sample.reduce((sum, { x }) => sum + x, 0);
        const half = naiveHalf(sample, value);
        expect(ratio?.value).toBeCloseTo(value, 12);
        // The square root of a rounding error: exact to 1e-6 when every person has the same ratio.
        expect(ratio?.low).toBeCloseTo(value - half, 6);
        expect(ratio?.high).toBeCloseTo(value + half, 6);
        if (half > 1e-3) expectDigits((ratio?.high ?? NaN) - value, half, 9);
      }),
    );
  });

  it('keeps a share within [0, 1] and leaves other ratios alone', () => {
    const two = sumsOf([
      { y: 0, x: 1 },
      { y: 9, x: 9 },
    ]);
    const hours = clusteredRatio(two, 'none');
    expect(hours?.high).toBeGreaterThan(1);
    expect(clusteredRatio(two, 'share')).toEqual({ ...hours, high: 1 });
    fc.assert(
      fc.property(persons, (sample) => {
        const share = clusteredRatio(sumsOf(sample), 'share');
        expect(share?.low).toBeGreaterThanOrEqual(0);
        expect(share?.high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('closes on the ratio when every person has the same one', () => {
    const same = [1, 2, 3, 10, 30].map((x) => ({ y: x / 3, x }));
    const ratio = clusteredRatio(sumsOf(same), 'none');
    expect(ratio?.low).toBeCloseTo(1 / 3, 6);
    expect(ratio?.high).toBeCloseTo(1 / 3, 6);
  });

  it('counts a person twice as one when both copies are merged, and never grows narrower by it', () => {
    const sample = [
      { y: 1, x: 8 },
      { y: 7, x: 8 },
      { y: 4, x: 8 },
    ];
    const asRows = clusteredRatio(
      sumsOf(sample.flatMap(({ y, x }) => Array(8).fill({ y: y / 8, x: x / 8 }) as Person[])),
      'none',
    );
    const asPersons = clusteredRatio(sumsOf(sample), 'none');
    expect(asPersons?.value).toBe(asRows?.value);
    expect(asPersons?.low).toBeLessThan(asRows?.low ?? NaN);
  });

  it('has a value but no interval for one person', () => {
    expect(clusteredRatio(sumsOf([{ y: 3, x: 4 }]), 'share')).toEqual({
      value: 0.75,
      low: null,
      high: null,
    });
  });

  it('has no ratio when nothing was due', () => {
    expect(clusteredRatio(sumsOf([]), 'share')).toBeNull();
    expect(clusteredRatio(sumsOf([{ y: 0, x: 0 }]), 'share')).toBeNull();
  });
});

describe('clusteredRatio of the sample data', () => {
  it.each([
    ...attendance.attendance_rate.map((oracle) => ({ bound: 'share' as const, ...oracle })),
    ...attendance.attendance_course.map((oracle) => ({ bound: 'share' as const, ...oracle })),
    ...attendance.hours_per_week.map((oracle) => ({ bound: 'none' as const, ...oracle })),
  ])('equals R for $figure, $level', ({ bound, sums, value, low, high }) => {
    const ratio = clusteredRatio(sums, bound);
    expectDigits(ratio?.value, value, 9);
    expectDigits(ratio?.low, low);
    expectDigits(ratio?.high, high);
  });
});

describeWithReference('clusteredRatio against R', (folder) => {
  it('is the mean of the personal rates with its standard error when all were due 32 sessions', () => {
    const { class_attendance: oracle } = readReferenceJson<{
      class_attendance: { per_person_rate: { n: number; mean: number; sd: number } };
    }>(folder, 'oracles/attendance.json');
    const { n, mean, sd } = oracle.per_person_rate;
    const sample = readReferenceCsv(folder, 'attendance/class_attendance.csv').map((row) => ({
      y: Number(row['attend']),
      x: 32,
    }));
    const ratio = clusteredRatio(sumsOf(sample), 'share');
    expectDigits(ratio?.value, mean, 9);
    expectDigits(ratio?.low, mean - (Z95 * sd) / Math.sqrt(n), 9);
    expectDigits(ratio?.high, mean + (Z95 * sd) / Math.sqrt(n), 9);
  });
});
