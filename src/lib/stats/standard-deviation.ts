// The standard deviation from sums, so that SQL can add up parts of a group in any order.

/** What rounding may leave of the sum of squares when all values are the same, as a share of it. */
const SMALLEST_REST = 1e-12;

/**
 * Returns the standard deviation with n - 1 from the sums of the values and of their squares; of whole
 * numbers it is exact but for the last rounding.
 *
 * @param n Number of values.
 * @param sum Their sum.
 * @param squares The sum of their squares.
 * @returns The unit of the values; null when n < 2.
 */
export function standardDeviation(n: number, sum: number, squares: number): number | null {
  if (n < 2) return null;
  const rest = n * squares - sum * sum;
  return rest > SMALLEST_REST * n * squares ? Math.sqrt(rest / (n * (n - 1))) : 0;
}
