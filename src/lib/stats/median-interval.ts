// Quantiles and the interval of a median. The interval is read off the sorted values by rank, so it
// holds for skewed lengths of stay and always ends on values that were observed.

import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';
import type { Interval } from './interval';

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
 * Returns a quantile by linear interpolation (type 7, as DuckDB `quantile_cont` and R's default).
 *
 * @param sorted Values in ascending order.
 * @param p Share of values below the quantile, 0 to 1: 0.5 is the median.
 * @returns The quantile in the unit of the values; null when there are no values.
 * @throws RangeError when p is not between 0 and 1.
 *
 * Source: Hyndman RJ, Fan Y (1996), Am Stat 50:361-365, definition 7.
 */
export function quantile(sorted: readonly number[], p: number): number | null {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`Not a share of the values: ${p}`);
  const position = (sorted.length - 1) * p;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (position - Math.floor(position));
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
