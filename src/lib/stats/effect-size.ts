// How large a change is, in standard deviations. Two effect sizes that are often confused stand apart
// here: over the spread of baselines (shown as "effect size") and over the spread of the differences.

import { Z95 } from './interval';

/** What a pre-post effect is computed from; all in points of one instrument. */
export interface PrePost {
  /** Pairs. */
  n: number;
  /** Mean improvement; positive when persons got better. */
  meanImprovement: number;
  /** Standard deviation of the baselines with n - 1. */
  sdPre: number;
  /** Pearson correlation of baseline and last score, -1 to 1; null when one of them has no spread. */
  correlation: number | null;
}

/** A pre-post effect in standard deviations of the baseline; positive when persons got better. */
export interface PrePostEffect {
  /** Mean improvement over the standard deviation of the baselines. */
  d: number;
  /** `d` with the small-sample correction of Hedges. */
  g: number;
  /** Sampling variance that the interval is made of; null without a correlation. */
  variance: number | null;
  /** Lower limit of `g`; null without a correlation. */
  low: number | null;
  /** Upper limit of `g`; null without a correlation. */
  high: number | null;
}

/** Below this many pairs an effect size is not given. */
const FEWEST_PAIRS = 3;

/**
 * Returns the standardized mean change of pairs, with its 95 % interval.
 *
 * d = mean improvement / SD of the baselines; g = d·J, J = 1 - 3/(4(n-1) - 1);
 * variance = 2(1-r)/n + d²/(2n); limits g ± z·√variance.
 *
 * @returns Standard deviations; null when n < 3 or all baselines are equal.
 * @throws RangeError when n is no count, the SD is negative or the correlation not within [-1, 1].
 *
 * Source: Becker BJ (1988), Br J Math Stat Psychol 41:257-278; Morris SB, DeShon RP (2002), Psychol
 * Methods 7:105-125; the approximation of J: Hedges LV (1981), J Educ Stat 6:107-128. The measure
 * SMCR of R metafor, which takes J from the gamma function and puts g² where we put d².
 */
export function prePostEffect(pairs: PrePost): PrePostEffect | null {
  const { n, meanImprovement, sdPre, correlation } = pairs;
  if (!hasSpread(n, sdPre)) return null;
  const d = meanImprovement / sdPre;
  const g = d * (1 - 3 / (4 * (n - 1) - 1));
  if (correlation === null) return { d, g, variance: null, low: null, high: null };
  if (!(Math.abs(correlation) <= 1)) throw new RangeError(`Not a correlation: ${correlation}`);
  const variance = (2 * (1 - correlation)) / n + (d * d) / (2 * n);
  const half = Z95 * Math.sqrt(variance);
  return { d, g, variance, low: g - half, high: g + half };
}

/**
 * Returns d_z, the mean of the differences over their own standard deviation. It answers how
 * regular a change is, not how large, and is never shown as "effect size".
 *
 * @param n Pairs.
 * @param meanImprovement Mean of the differences, in points.
 * @param sdDifference Standard deviation of the differences with n - 1, in points.
 * @returns Standard deviations of the differences; null when n < 3 or all differences are equal.
 * @throws RangeError when n is no count or the SD is negative.
 *
 * Source: Cohen J (1988), Statistical Power Analysis, 2nd ed., section 2.3.5; Morris SB, DeShon RP
 * (2002), Psychol Methods 7:105-125.
 */
export function differenceEffect(
  n: number,
  meanImprovement: number,
  sdDifference: number,
): number | null {
  return hasSpread(n, sdDifference) ? meanImprovement / sdDifference : null;
}

function hasSpread(n: number, sd: number): boolean {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`Not a number of pairs: ${n}`);
  if (n < FEWEST_PAIRS) return false;
  if (!(sd >= 0)) throw new RangeError(`Not a standard deviation: ${sd}`);
  return sd > 0;
}
