/**
 * The fit behind the severity-adjusted effect size, from sums over pairs: improvement on the baseline
 * and on the days to the first score.
 */
import type { FigureRow } from '../metric';
import { leastSquaresFromSums } from '$lib/stats/least-squares';
import { meanInterval } from '$lib/stats/mean-interval';

/** What improvement is expected from a baseline and its day. */
export interface SeverityFit {
  /** Points. */
  readonly intercept: number;
  /** Points of improvement per point of baseline. */
  readonly perPoint: number;
  /** Points of improvement per day; null where the days say nothing, so that they were left out. */
  readonly perDay: number | null;
  /** Standard deviation of the baselines that the fit is made of, in points. */
  readonly sdPre: number;
  /** Their mean improvement, in points. */
  readonly meanImprovement: number;
}

/** Coefficients of the largest fit: more pairs than these are needed. */
const WIDTH = 3;

/** Variance of residuals below this share of the variance of their parts is rounding. */
const ROUNDING = 1e-10;

/**
 * The fit over the pairs of a row of sums; null with 3 pairs or fewer, or where all baselines are
 * equal. Days that are all equal, or follow from the baseline, are left out.
 */
export function severityFit(sums: FigureRow): SeverityFit | null {
  const of = (name: string): number => Number(sums[name] ?? 0);
  if (of('n') <= WIDTH || !(of('sd_pre') > 0)) return null;
  const full = leastSquaresFromSums({
    xx: [
      [of('n'), of('b'), of('d')],
      [of('b'), of('bb'), of('bd')],
      [of('d'), of('bd'), of('dd')],
    ],
    xy: [of('y'), of('by'), of('dy')],
    yy: of('yy'),
  });
  const fit =
    full ??
    leastSquaresFromSums({
      xx: [
        [of('n'), of('b')],
        [of('b'), of('bb')],
      ],
      xy: [of('y'), of('by')],
      yy: of('yy'),
    });
  if (!fit) return null;
  const [intercept, perPoint, perDay] = fit.coefficients;
  return {
    intercept: intercept!,
    perPoint: perPoint!,
    perDay: perDay ?? null,
    sdPre: of('sd_pre'),
    meanImprovement: of('y') / of('n'),
  };
}

/**
 * The mean of (residual + mean improvement of the fit) / SD over the pairs of a row of sums, with its
 * t interval, in standard deviations; fit and SD are taken as known. No limits below 2 pairs.
 */
export function adjustedEffect(
  sums: FigureRow,
  fit: SeverityFit,
): { value: number; low: number | null; high: number | null } {
  const of = (name: string): number => Number(sums[name] ?? 0);
  const n = of('n');
  const perDay = fit.perDay ?? 0;
  const expected = fit.intercept + (fit.perPoint * of('b') + perDay * of('d')) / n;
  const value = (of('y') / n - expected + fit.meanImprovement) / fit.sdPre;
  const parts =
    of('var_y') + fit.perPoint * fit.perPoint * of('var_b') + perDay * perDay * of('var_d');
  const variance =
    parts -
    2 * fit.perPoint * of('cov_by') -
    2 * perDay * of('cov_dy') +
    2 * fit.perPoint * perDay * of('cov_bd');
  const sd = variance > ROUNDING * parts ? Math.sqrt(variance) / fit.sdPre : 0;
  const interval = meanInterval(n, value, sd);
  return { value, low: interval?.low ?? null, high: interval?.high ?? null };
}
