// The interval of a median. It is read off the sorted values by rank, so it holds for skewed lengths
// of stay and always ends on values that were observed.

import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import type { Interval } from './interval';

export { quantile } from './quantile';

/**
 * Returns the ranks whose values enclose the median with exact binomial coverage of at least 95 %.
 *
 * @param n Number of independent values.
 * @returns 1-based ranks, symmetric (`low + high = n + 1`) and as narrow as the coverage allows;
 * null when n < 6, because even the smallest and largest value cover the median less often.
 *
 * Source: Conover WJ (1999), Practical Nonparametric Statistics, 3rd ed., section 3.2; Thompson WR
 * (1936), Ann Math Stat 7:122-128.
 */
export function medianRanks(n: number): { low: number; high: number } | null {
  // Coverage of ranks k and n + 1 - k is 1 - 2 P(B < k), B ~ binomial(n, 1/2): find the largest k.
  let enough = 0;
  let tooNarrow = Math.floor(n / 2) + 1;
  while (tooNarrow - enough > 1) {
    const rank = Math.floor((enough + tooNarrow) / 2);
    if (binomialCdf(rank - 1, n, 0.5) <= 0.025) enough = rank;
    else tooNarrow = rank;
  }
  return enough === 0 ? null : { low: enough, high: n + 1 - enough };
}

/**
 * Returns the order-statistics interval of the median.
 *
 * @param sorted Independent values in ascending order.
 * @returns Two of the values; null when there are fewer than six.
 *
 * Source: as `medianRanks`.
 */
export function medianInterval(sorted: readonly number[]): Interval | null {
  const ranks = medianRanks(sorted.length);
  if (ranks === null) return null;
  const low = sorted[ranks.low - 1];
  const high = sorted[ranks.high - 1];
  return low === undefined || high === undefined ? null : { low, high };
}
