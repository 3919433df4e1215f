// Ordinary least squares for a handful of columns. Takes rows, or only the sums over rows, so that
// SQL can do the counting. Solved on correlations: columns in days and in logarithms mix well there.

import { solveLinear } from './solve-linear';

/** A fitted line or plane. */
export interface LeastSquares {
  /** One per column, in units of y per unit of the column; the first is the intercept. */
  coefficients: number[];
  /** Rows. */
  n: number;
  /** Standard error of the residuals, with n less the number of coefficients, in units of y. */
  residualError: number;
  /** Share of the variance of y that the columns explain, 0 to 1; null when y has no variance. */
  rSquared: number | null;
}

/** Sums over the rows of a design whose first column is 1. */
export interface DesignSums {
  /** Sums of the products of each two columns; the first of the first row is the number of rows. */
  xx: readonly (readonly number[])[];
  /** Sums of each column times y; the first is the sum of y. */
  xy: readonly number[];
  /** Sum of the squares of y. */
  yy: number;
}

/** A column with less of its own than this share, squared, is a combination of the others. */
const NOTHING_OWN = 1e-10;

/** Squares around the mean of less than this share of the squares around 0 are rounding. */
const NO_VARIANCE = 1e-14;

/**
 * Returns the least-squares fit of y on the columns of a design.
 *
 * @param rows One row of the design per value of y; the first column must be 1.
 * @param y The values to explain.
 * @returns The fit; null when there are not more rows than columns, or when a column is a
 * combination of the others.
 * @throws RangeError when rows and y differ in length, or the first column is not 1.
 *
 * Source: Draper NR, Smith H (1998), Applied Regression Analysis, 3rd ed., chapter 5; as R `lm`.
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  y: readonly number[],
): LeastSquares | null {
  const n = rows.length;
  if (y.length !== n) throw new RangeError(`${n} rows for ${y.length} values`);
  if (rows.some((row) => row[0] !== 1)) throw new RangeError('The first column is not 1');
  const width = rows[0]?.length ?? 0;
  if (n <= width) return null;
  const meanOf = (value: (row: number) => number): number =>
    y.reduce((sum, _, row) => sum + value(row), 0) / n;
  const means = Array.from({ length: width }, (_, column) => meanOf((row) => rows[row]![column]!));
  const meanY = meanOf((row) => y[row]!);
  // The sums around the means, exact to the last digits where those of large values are not.
  const centered = rows.map((row) => row.map((value, column) => value - means[column]!).slice(1));
  const around = y.map((value) => value - meanY);
  const slopes = slopesOf(
    means
      .slice(1)
      .map((_, a) =>
        means.slice(1).map((__, b) => centered.reduce((sum, row) => sum + row[a]! * row[b]!, 0)),
      ),
    means.slice(1).map((_, a) => centered.reduce((sum, row, at) => sum + row[a]! * around[at]!, 0)),
    means.slice(1).map((_, a) => rows.reduce((sum, row) => sum + row[a + 1]! ** 2, 0)),
  );
  if (slopes === null) return null;
  const residuals = around.map((value, at) => value - dot(slopes, centered[at]!));
  return fitOf(slopes, means, meanY, n, squaresOf(residuals), squaresOf(around));
}

/**
 * Returns the least-squares fit from sums over the rows.
 *
 * @param sums Sums over the rows of a design whose first column is 1.
 * @returns As `leastSquares`, with fewer digits where the columns are far from 0 and close together.
 * @throws RangeError when the sums do not fit together or the number of rows is no count.
 *
 * Source: as `leastSquares`.
 */
export function leastSquaresFromSums(sums: DesignSums): LeastSquares | null {
  const { xx, xy, yy } = sums;
  const width = xy.length;
  if (width === 0 || xx.length !== width || xx.some((row) => row.length !== width)) {
    throw new RangeError(`Sums of ${xx.length} columns for ${width}`);
  }
  const n = xx[0]![0]!;
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`Not a number of rows: ${n}`);
  if (n <= width) return null;
  const means = xx[0]!.map((sum) => sum / n);
  const meanY = xy[0]! / n;
  const covariation = xx
    .slice(1)
    .map((row, a) => row.slice(1).map((sum, b) => sum - n * means[a + 1]! * means[b + 1]!));
  const withY = xy.slice(1).map((sum, a) => sum - n * means[a + 1]! * meanY);
  const slopes = slopesOf(
    covariation,
    withY,
    xx.slice(1).map((row, a) => row[a + 1]!),
  );
  if (slopes === null) return null;
  const total = Math.max(0, yy - n * meanY * meanY);
  return fitOf(slopes, means, meanY, n, Math.max(0, total - dot(slopes, withY)), total);
}

/** Solves for the slopes on the scale of correlations; null when a column says nothing new. */
function slopesOf(
  covariation: readonly (readonly number[])[],
  withY: readonly number[],
  squares: readonly number[],
): number[] | null {
  const scale = covariation.map((row, column) => Math.sqrt(row[column]!));
  const isConstant = scale.some((size, column) => !(size ** 2 > NOTHING_OWN * squares[column]!));
  if (isConstant) return null;
  const correlations = covariation.map((row, a) =>
    row.map((sum, b) => sum / scale[a]! / scale[b]!),
  );
  if (hasRepeatedColumn(correlations)) return null;
  const solved = solveLinear(
    correlations,
    withY.map((sum, column) => sum / scale[column]!),
  );
  return solved?.map((slope, column) => slope / scale[column]!) ?? null;
}

/** Whether a column's correlations leave less than `NOTHING_OWN` of its variance to itself. */
function hasRepeatedColumn(correlations: readonly (readonly number[])[]): boolean {
  const rows = correlations.map((row) => [...row]);
  // Cholesky: each pivot is the share of a column's variance that the ones before do not explain.
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows[k]![k]!;
    if (!(pivot > NOTHING_OWN)) return true;
    for (let i = k + 1; i < rows.length; i++) {
      const factor = rows[i]![k]! / pivot;
      for (let j = k; j < rows.length; j++) rows[i]![j] = rows[i]![j]! - factor * rows[k]![j]!;
    }
  }
  return false;
}

function fitOf(
  slopes: readonly number[],
  means: readonly number[],
  meanY: number,
  n: number,
  unexplained: number,
  total: number,
): LeastSquares {
  return {
    coefficients: [meanY - dot(slopes, means.slice(1)), ...slopes],
    n,
    residualError: Math.sqrt(unexplained / (n - slopes.length - 1)),
    rSquared: total > NO_VARIANCE * n * meanY * meanY ? Math.max(0, 1 - unexplained / total) : null,
  };
}

function squaresOf(values: readonly number[]): number {
  return dot(values, values);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}
