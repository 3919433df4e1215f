import { describe, expect, it } from 'vitest';
import { meanInterval } from '$lib/stats/mean-interval';
import { describeWithReference, readReferenceJson } from '../../support/reference';
import { expectDigits } from './agree';
import { readTrajectories } from './symptom-scores';

function summaryOf(values: readonly number[]): [n: number, mean: number, sd: number] {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [n, mean, Math.sqrt(squares / (n - 1))];
}

describe('meanInterval', () => {
  it("equals R t.test for Student's sleep data of 1908", () => {
    const extraHours = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];
    const interval = meanInterval(...summaryOf(extraHours));
    expectDigits(interval?.low, 0.7001142);
    expectDigits(interval?.high, 2.4598858);
  });

  it.each([
    [2, 12.70620474],
    [3, 4.30265273],
    [10, 2.26215716],
    [101, 1.98397152],
  ])('uses the t quantile of a table for n = %i', (n, t) => {
    expectDigits(meanInterval(n, 0, Math.sqrt(n))?.high, t, 8);
  });

  it('closes on the mean when all values are equal', () => {
    expect(meanInterval(5, 3, 0)).toEqual({ low: 3, high: 3 });
  });

  it('has no interval for one value or none', () => {
    expect(meanInterval(1, 3, NaN)).toBeNull();
    expect(meanInterval(0, NaN, NaN)).toBeNull();
  });
});

describeWithReference('meanInterval against R', (folder) => {
  it.each(readTrajectories(folder))('agrees for $label from the raw scores', (trajectory) => {
    const { scores, oracle } = trajectory;
    const [n, mean, sd] = summaryOf(scores);
    expect(n).toBe(Number(oracle['n']));
    expectDigits(mean, Number(oracle['mean']));
    expectDigits(sd, Number(oracle['sd']));
    const interval = meanInterval(n, mean, sd);
    expectDigits(interval?.low, Number(oracle['ci_lo']));
    expectDigits(interval?.high, Number(oracle['ci_hi']));
  });

  it('agrees for the mean change of every pre-post comparison', () => {
    interface Change {
      n: number;
      mean_change: number;
      sd_change: number;
      change_ci95_t?: [number, number];
    }
    const oracle = readReferenceJson<Record<string, Change>>(folder, 'oracles/effect_sizes.json');
    let compared = 0;
    for (const { n, mean_change, sd_change, change_ci95_t } of Object.values(oracle)) {
      if (change_ci95_t === undefined) continue;
      const interval = meanInterval(n, mean_change, sd_change);
      expectDigits(interval?.low, change_ci95_t[0]);
      expectDigits(interval?.high, change_ci95_t[1]);
      compared++;
    }
    expect(compared).toBeGreaterThanOrEqual(9);
  });
});
