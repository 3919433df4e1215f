// The exact interval of a proportion: for the reader who must never be told a coverage below 95 %.
// Wilson's is the one that figures show.

import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import type { Interval } from './interval';

/**
 * Returns the exact (Clopper-Pearson) 95 % interval of a proportion.
 *
 * @param numerator Whole count with the property, 0 to `denominator`.
 * @param denominator Whole count of all independent units (stays or persons).
 * @returns Shares within [0, 1]; null when the denominator is 0, so that there is no proportion.
 * @throws RangeError when a count is not whole, or the numerator not between 0 and the denominator.
 *
 * Source: Clopper CJ, Pearson ES (1934), Biometrika 26:404-413; limits as R `binom.test`.
 */
export function exactBinomial(numerator: number, denominator: number): Interval | null {
  const areCounts = Number.isInteger(numerator) && Number.isInteger(denominator);
  if (!areCounts || numerator < 0 || numerator > denominator) {
    throw new RangeError(`Not a proportion of counts: ${numerator} of ${denominator}`);
  }
  if (denominator === 0) return null;
  return {
    low: numerator === 0 ? 0 : shareWhere(numerator - 1, denominator, 0.975),
    high: numerator === denominator ? 1 : shareWhere(numerator, denominator, 0.025),
  };
}

/** The share at which at most `count` of n have probability `target`, which falls as it rises. */
function shareWhere(count: number, n: number, target: number): number {
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (binomialCdf(count, n, middle) > target) low = middle;
    else high = middle;
  }
}
