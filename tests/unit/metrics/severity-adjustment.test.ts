/** The fit behind the severity-adjusted effect size, from the sums that a query gives. */
import { describe, expect, it } from 'vitest';
import type { FigureRow } from '$lib/metrics/metric';
import { adjustedEffect, severityFit } from '$lib/metrics/symptoms/severity-adjustment';
import { expectDigits } from '../stats/agree';

/** Baseline, days to the first score, improvement. */
type Pair = readonly [baseline: number, days: number, improvement: number];

function sumsOf(pairs: readonly Pair[]): FigureRow {
  const n = pairs.length;
  const sum = (of: (pair: Pair) => number): number =>
    pairs.reduce((total, pair) => total + of(pair), 0);
  const mean = (of: (pair: Pair) => number): number => sum(of) / n;
  const cov = (one: (pair: Pair) => number, other: (pair: Pair) => number): number | null =>
    n < 2 ? null : sum((p) => (one(p) - mean(one)) * (other(p) - mean(other))) / (n - 1);
  const b = (pair: Pair): number => pair[0];
  const d = (pair: Pair): number => pair[1];
  const y = (pair: Pair): number => pair[2];
  const varianceOfBaselines = cov(b, b);
  return {
    n,
    sd_pre: varianceOfBaselines === null ? null : Math.sqrt(varianceOfBaselines),
    b: sum(b),
    d: sum(d),
    y: sum(y),
    bb: sum((p) => b(p) ** 2),
    dd: sum((p) => d(p) ** 2),
    yy: sum((p) => y(p) ** 2),
    bd: sum((p) => b(p) * d(p)),
    by: sum((p) => b(p) * y(p)),
    dy: sum((p) => d(p) * y(p)),
    var_y: cov(y, y),
    var_b: varianceOfBaselines,
    var_d: cov(d, d),
    cov_by: cov(b, y),
    cov_dy: cov(d, y),
    cov_bd: cov(b, d),
  };
}

const PAIRS: readonly Pair[] = [
  [10, 0, 2],
  [14, 1, 5],
  [18, 0, 6],
  [22, 3, 4],
  [26, 2, 12],
];

describe('the fit', () => {
  it('finds the plane on which all improvements lie', () => {
    const plane = PAIRS.map(([b, d]): Pair => [b, d, 1 + 0.5 * b - 2 * d]);
    const fit = severityFit(sumsOf(plane))!;
    expectDigits(fit.intercept, 1, 9);
    expectDigits(fit.perPoint, 0.5, 9);
    expectDigits(fit.perDay, -2, 9);
    expectDigits(fit.sdPre, Math.sqrt(40), 12);
  });

  it('leaves out days that are all equal, or follow from the baseline', () => {
    // Improvements 2, 5, 6, 4, 12 on 10 to 26 in steps of 4: slope 76 / 160.
    for (const dayOf of [(): number => 3, (b: number): number => b / 2 - 5]) {
      const fit = severityFit(sumsOf(PAIRS.map(([b, , y]): Pair => [b, dayOf(b), y])))!;
      expect(fit.perDay).toBeNull();
      expectDigits(fit.perPoint, 76 / 160, 9);
      expectDigits(fit.intercept, 5.8 - (18 * 76) / 160, 9);
    }
  });

  it('is none with three pairs, or where all baselines are equal', () => {
    expect(severityFit(sumsOf(PAIRS.slice(0, 3)))).toBeNull();
    expect(severityFit(sumsOf(PAIRS.slice(0, 4)))).not.toBeNull();
    expect(severityFit(sumsOf(PAIRS.map(([, d, y]): Pair => [12, d, y])))).toBeNull();
  });
});

describe('the adjusted effect', () => {
  const fit = severityFit(sumsOf(PAIRS))!;

  it('of all pairs is the mean improvement in standard deviations', () => {
    const { value, low, high } = adjustedEffect(sumsOf(PAIRS), fit);
    expectDigits(value, 5.8 / Math.sqrt(40), 9);
    expect(low! < value && value < high!).toBe(true);
    expectDigits((low! + high!) / 2, value, 9);
  });

  it('of a part is the mean of its residuals and of all improvements', () => {
    const part = PAIRS.slice(0, 2);
    const each = part.map(
      ([b, d, y]) =>
        (y - (fit.intercept + fit.perPoint * b + fit.perDay! * d) + 5.8) / Math.sqrt(40),
    );
    const { value, low } = adjustedEffect(sumsOf(part), fit);
    expectDigits(value, (each[0]! + each[1]!) / 2, 9);
    // The t quantile of one degree of freedom times half the distance of two values.
    expectDigits(value - low!, 12.7062047362 * (Math.abs(each[0]! - each[1]!) / 2), 8);
  });

  it('has no limits for one pair, and limits without width where all residuals are equal', () => {
    expect(adjustedEffect(sumsOf(PAIRS.slice(0, 1)), fit)).toMatchObject({ low: null, high: null });
    const plane = PAIRS.map(([b, d]): Pair => [b, d, 1 + 0.5 * b - 2 * d]);
    const exact = adjustedEffect(sumsOf(plane), severityFit(sumsOf(plane))!);
    expect(exact.low).toBe(exact.value);
    expect(exact.high).toBe(exact.value);
  });
});
