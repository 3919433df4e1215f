import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactBinomial } from '$lib/stats/exact-binomial';
import { wilson } from '$lib/stats/wilson';
import proportions from '../../oracles/proportions.json';
import { describeWithReference, readReferenceJson } from '../../support/reference';
import { expectDigits } from './agree';

describe('exactBinomial', () => {
  it.each([
    [81, 263, 0.2527, 0.3676],
    [15, 148, 0.0578, 0.1617],
    [0, 20, 0, 0.1684],
    [1, 29, 0.0009, 0.1776],
  ])('equals Newcombe 1998, table I, method 5 for %i of %i', (numerator, n, low, high) => {
    const interval = exactBinomial(numerator, n);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it.each([...proportions.small, ...proportions.planned_discharge])(
    'equals R binom.test for $numerator of $denominator',
    ({ numerator, denominator, exact }) => {
      const interval = exactBinomial(numerator, denominator);
      expectDigits(interval?.low, exact.low, 9);
      expectDigits(interval?.high, exact.high, 9);
    },
  );

  it('has no interval without units, and refuses what is not a proportion of counts', () => {
    expect(exactBinomial(0, 0)).toBeNull();
    for (const [numerator, denominator] of [
      [3, 2],
      [-1, 2],
      [1, 0],
      [0.5, 2],
      [1, NaN],
    ] as const) {
      expect(() => exactBinomial(numerator, denominator)).toThrow(RangeError);
    }
  });

  it('leaves 2.5 % beyond each limit, and mirrors when the property is turned round', () => {
    const counts = fc
      .integer({ min: 1, max: 3000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(counts, ([numerator, n]) => {
        const { low, high } = exactBinomial(numerator, n) ?? { low: NaN, high: NaN };
        if (numerator > 0) expect(binomialCdf(numerator - 1, n, low)).toBeCloseTo(0.975, 9);
        if (numerator < n) expect(binomialCdf(numerator, n, high)).toBeCloseTo(0.025, 9);
        expect(exactBinomial(n - numerator, n)?.low).toBeCloseTo(1 - high, 12);
        expect(low).toBeLessThanOrEqual(numerator / n);
        expect(high).toBeGreaterThanOrEqual(numerator / n);
      }),
    );
  });
});

describe('wilson', () => {
  it.each([...proportions.small, ...proportions.planned_discharge])(
    'equals R prop.test for $numerator of $denominator',
    ({ numerator, denominator, wilson: expected }) => {
      const interval = wilson(numerator, denominator);
      expectDigits(interval?.low, expected.low);
      expectDigits(interval?.high, expected.high);
    },
  );
});

describeWithReference('exactBinomial against R', (folder) => {
  interface Vector {
    x: number;
    n: number;
    exact_cp_lo: number;
    exact_cp_hi: number;
  }
  const { wilson_vectors: vectors } = readReferenceJson<{ wilson_vectors: Vector[] }>(
    folder,
    'oracles/funnel_wilson_nhs.json',
  );

  it.each(vectors)('agrees for $x of $n', ({ x, n, exact_cp_lo, exact_cp_hi }) => {
    const interval = exactBinomial(x, n);
    expectDigits(interval?.low, exact_cp_lo, 9);
    expectDigits(interval?.high, exact_cp_hi, 9);
  });
});
