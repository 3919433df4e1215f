// A small dense system of linear equations, for a handful of groups at most.

/** A pivot this small, relative to the largest coefficient, is rounding and not information. */
const SINGULAR = 1e-12;

/**
 * Solves `matrix · x = right` by Gaussian elimination with partial pivoting.
 *
 * @param matrix Square, row by row.
 * @param right One value per row.
 * @returns One value per column; null when the matrix is singular, so that there is no one answer.
 *
 * Source: Golub GH, Van Loan CF (2013), Matrix Computations, 4th ed., section 3.4.
 */
export function solveLinear(
  matrix: readonly (readonly number[])[],
  right: readonly number[],
): number[] | null {
  const smallest = SINGULAR * Math.max(0, ...matrix.flat().map(Math.abs));
  return eliminate(
    matrix.map((row, index) => [...row, right[index] ?? NaN]),
    smallest,
  );
}

/** Rows end with their right-hand side; each call clears one column and hands the rest down. */
function eliminate(rows: readonly (readonly number[])[], smallest: number): number[] | null {
  if (rows.length === 0) return [];
  const lead = (row: readonly number[]): number => row[0] ?? 0;
  const pivot = rows.reduce((a, b) => (Math.abs(lead(b)) > Math.abs(lead(a)) ? b : a));
  if (!(Math.abs(lead(pivot)) > smallest)) return null;
  const pivotRest = pivot.slice(1);
  const rest = rows
    .filter((row) => row !== pivot)
    .map((row) => {
      const factor = lead(row) / lead(pivot);
      return row.slice(1).map((value, index) => value - factor * (pivotRest[index] ?? 0));
    });
  const solved = eliminate(rest, smallest);
  if (solved === null) return null;
  const known = solved.reduce((sum, value, index) => sum + value * (pivotRest[index] ?? 0), 0);
  return [((pivotRest.at(-1) ?? 0) - known) / lead(pivot), ...solved];
}
