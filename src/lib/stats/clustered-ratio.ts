// A ratio of two sums over persons: sessions attended of sessions due, hours per week. Sessions of
// one person are alike, so the person is the sampling unit. SQL delivers six sums; no rows come here.

import { Z95 } from './interval';

/** Below this part of Σy² a sum of squared residuals is what rounding leaves. */
const SMALLEST_REST = 1e-13;

/** The six sums over persons that a clustered ratio needs; y and x are one person's own totals. */
export interface ClusteredSums {
  /** Persons with a row. */
  n: number;
  sumY: number;
  sumX: number;
  sumYY: number;
  sumXY: number;
  sumXX: number;
}

/** A ratio with its interval, in units of y per unit of x. */
export interface ClusteredRatio {
  value: number;
  /** Null when fewer than two persons have a row. */
  low: number | null;
  /** Null when fewer than two persons have a row. */
  high: number | null;
}

/**
 * Returns the ratio Σy / Σx with a 95 % interval that treats persons, not rows, as independent.
 *
 * Var = n/(n-1) · Σ(y - r·x)² / (Σx)², where Σ(y - r·x)² = Σy² - 2r·Σxy + r²·Σx².
 *
 * @param sums Sums over persons.
 * @param bound 'share' when y is part of x, so that the limits stay within [0, 1]; 'none' else.
 * @returns Units of y per unit of x; null when Σx is 0, so that there is no ratio. The limits are
 * null when n < 2.
 *
 * Source: Cochran WG (1977), Sampling Techniques, 3rd ed., section 6.4 (no finite population
 * correction); as `svyratio` in R survey.
 */
export function clusteredRatio(
  sums: ClusteredSums,
  bound: 'share' | 'none',
): ClusteredRatio | null {
  const { n, sumY, sumX, sumYY, sumXY, sumXX } = sums;
  if (sumX === 0) return null;
  const value = sumY / sumX;
  if (n < 2) return { value, low: null, high: null };
  // When every person has the same ratio the sum of squares is 0; rounding leaves a remainder.
  const rest = sumYY - 2 * value * sumXY + value * value * sumXX;
  const squares = rest > SMALLEST_REST * sumYY ? rest : 0;
  const half = (Z95 * Math.sqrt((n / (n - 1)) * squares)) / Math.abs(sumX);
  const low = value - half;
  const high = value + half;
  return bound === 'share'
    ? { value, low: Math.max(0, low), high: Math.min(1, high) }
    : { value, low, high };
}
