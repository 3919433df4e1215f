import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '$lib/stats/benjamini-hochberg';
import proportions from '../../oracles/proportions.json';
import { expectDigits } from './agree';

describe('benjaminiHochberg', () => {
  it('rejects four of the fifteen of Benjamini and Hochberg 1995 at 5 %', () => {
    const published = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
      0.6528, 0.759, 1,
    ];
    const adjusted = benjaminiHochberg(published);
    expect(adjusted.filter((p) => p <= 0.05)).toHaveLength(4);
    expectDigits(adjusted[0], 0.0015, 9);
    expectDigits(adjusted[3], 0.035625, 9);
    expectDigits(adjusted[4], 0.0603, 9);
  });

  it('equals R p.adjust for the gaps of planned discharge, in the order given', () => {
    const gaps = proportions.planned_discharge_gaps;
    const adjusted = benjaminiHochberg(gaps.map(({ p }) => p));
    expect(adjusted).toHaveLength(gaps.length);
    gaps.forEach(({ p_adjusted }, index) => expectDigits(adjusted[index], p_adjusted, 9));
  });

  it('leaves one alone, has none for none, and refuses what is no p value', () => {
    expect(benjaminiHochberg([0.03])).toEqual([0.03]);
    expect(benjaminiHochberg([])).toEqual([]);
    expect(() => benjaminiHochberg([0.5, 1.2])).toThrow(RangeError);
    expect(() => benjaminiHochberg([NaN])).toThrow(RangeError);
  });

  it('equals the definition: the least p·m/k over all at least as large', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 20 }), (tenths) => {
        const pValues = tenths.map((value) => value / 20);
        const naive = pValues.map((p) =>
          Math.min(
            1,
            ...pValues
              .filter((other) => other >= p)
              .map((q) => (q * pValues.length) / pValues.filter((r) => r <= q).length),
          ),
        );
        benjaminiHochberg(pValues).forEach((p, index) =>
          expect(p).toBeCloseTo(naive[index] ?? NaN, 12),
        );
      }),
    );
  });
});
