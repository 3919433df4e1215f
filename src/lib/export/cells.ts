/** The cells of a figure as files hold them. */
import { type FigureRow, SUPPRESSED } from '$lib/metrics/metric';

/** The value in a column; whether a row hides numbers is true or false, and what is hidden is null. */
export function exportedCell(row: FigureRow, column: string): number | string | boolean | null {
  return column === SUPPRESSED ? row[column] === 1 : (row[column] ?? null);
}
