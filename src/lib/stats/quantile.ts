// Quantiles of sorted values; apart from intervals, so that a worker needs no distribution for them.

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
export function quantile(sorted: ArrayLike<number>, p: number): number | null {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`Not a share of the values: ${p}`);
  const position = (sorted.length - 1) * p;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (position - Math.floor(position));
}
