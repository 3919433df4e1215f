// The interval of a mean from n, mean and SD, so that SQL can do the sums.

import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import type { Interval } from './interval';

/**
 * Returns the t interval of a mean of independent values.
 *
 * @param n Number of values.
 * @param mean Their mean.
 * @param sd Their standard deviation with n - 1, in the unit of the mean.
 * @returns Limits in the unit of the mean; null when n < 2, because one value has no spread.
 *
 * Source: Student (1908), Biometrika 6:1-25; limits as R `t.test`.
 */
export function meanInterval(n: number, mean: number, sd: number): Interval | null {
  if (n < 2) return null;
  const half = (tQuantile(0.975, n - 1) * sd) / Math.sqrt(n);
  return { low: mean - half, high: mean + half };
}
