import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newcombe } from '$lib/stats/newcombe';
import proportions from '../../oracles/proportions.json';
import { describeWithReference, readReferenceJson } from '../../support/reference';
import { expectDigits } from './agree';
import { readHelp } from './persons';

const of = (
  numerator: number,
  denominator: number,
): { numerator: number; denominator: number } => ({
  numerator,
  denominator,
});

describe('newcombe', () => {
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [10, 10, 0, 20, 0.6791, 1],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
  ])('equals Newcombe 1998, table II, method 10 for %i/%i - %i/%i', (x, n, y, m, low, high) => {
    const difference = newcombe(of(x, n), of(y, m));
    expectDigits(difference?.value, x / n - y / m, 12);
    expect(difference?.low).toBeCloseTo(low, 4);
    expect(difference?.high).toBeCloseTo(high, 4);
  });

  it.each(proportions.planned_discharge_gaps)(
    'equals R for planned discharge of $dimension $group against all others',
    (gap) => {
      const difference = newcombe(
        of(gap.numerator, gap.denominator),
        of(gap.others_numerator, gap.others_denominator),
      );
      expectDigits(difference?.value, gap.value, 9);
      expectDigits(difference?.low, gap.low);
      expectDigits(difference?.high, gap.high);
    },
  );

  it('has no difference when a group has no units, and refuses what is no proportion', () => {
    expect(newcombe(of(0, 0), of(1, 2))).toBeNull();
    expect(newcombe(of(1, 2), of(0, 0))).toBeNull();
    expect(() => newcombe(of(3, 2), of(1, 2))).toThrow(RangeError);
  });

  it('turns its sign with the groups, encloses the difference, and stays within [-1, 1]', () => {
    const proportion = fc
      .integer({ min: 1, max: 500 })
      .chain((n) => fc.integer({ min: 0, max: n }).map((numerator) => of(numerator, n)));
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const forward = newcombe(a, b) ?? { value: NaN, low: NaN, high: NaN };
        const back = newcombe(b, a);
        expect(back?.low).toBeCloseTo(-forward.high, 12);
        expect(back?.value).toBeCloseTo(-forward.value, 12);
        expect(forward.low).toBeLessThan(forward.value + 1e-12);
        expect(forward.high).toBeGreaterThan(forward.value - 1e-12);
        expect(forward.low).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(forward.high).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

describeWithReference('newcombe against R', (folder) => {
  it('agrees for linkage with primary care of the two arms of HELP', () => {
    const { helprct_linked_yes_minus_no: oracle } = readReferenceJson<{
      helprct_linked_yes_minus_no: { diff: number; newcombe_ci95: [number, number] };
    }>(folder, 'oracles/retention_km.json');
    const arm = (name: string): { numerator: number; denominator: number } => {
      const own = readHelp(folder).filter(({ row }) => row['treat'] === name);
      return of(own.filter(({ hasEnded }) => hasEnded).length, own.length);
    };
    const difference = newcombe(arm('yes'), arm('no'));
    expectDigits(difference?.value, oracle.diff, 9);
    expectDigits(difference?.low, oracle.newcombe_ci95[0]);
    expectDigits(difference?.high, oracle.newcombe_ci95[1]);
  });
});
