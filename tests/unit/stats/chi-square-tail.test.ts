import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareTail } from '$lib/stats/chi-square-tail';

describe('chiSquareTail', () => {
  // scipy 1.17: chi2.sf; the statistics with a 0.05 are the critical values of every table.
  it.each([
    [3.841459, 1, 0.05],
    [5.991465, 2, 0.05],
    [23.9, 1, 1.0147176145441741e-6],
    [24, 1, 9.63357008643095e-7],
    [27.8926790646827, 1, 1.282340402507851e-7],
    [45, 10, 2.1747272576671776e-6],
    [50, 3, 7.989179244951495e-11],
    [84.7878284142823, 1, 3.321628644260081e-20],
    [120, 7, 7.661246463353007e-23],
    [300, 2, 7.175095973164448e-66],
    [1400, 5, 1.3765875143943142e-300],
  ])('equals scipy for %d on %i degrees of freedom', (statistic, degreesOfFreedom, p) => {
    const digits = p === 0.05 ? 6 : 9;
    expect(chiSquareTail(statistic, degreesOfFreedom) / p).toBeCloseTo(1, digits);
  });

  it('is 1 at 0', () => {
    expect(chiSquareTail(0, 1)).toBe(1);
  });

  it('is e^(-x/2) for two degrees of freedom, near and far', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1400, noNaN: true }), (x) => {
        expect(chiSquareTail(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 8);
      }),
    );
  });

  it('falls as the statistic grows, also where the formula changes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0, max: 200, noNaN: true }),
        (degreesOfFreedom, x) => {
          const p = chiSquareTail(x, degreesOfFreedom);
          expect(chiSquareTail(x + 0.01, degreesOfFreedom)).toBeLessThanOrEqual(p);
        },
      ),
    );
  });
});
