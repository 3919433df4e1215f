/** A row of a release of which all numbers are hidden. */
import { type FigureRow, SUPPRESSED } from '../metric';

/** The row with nothing but its names. */
export function emptied(row: FigureRow, names: ReadonlySet<string>): FigureRow {
  return {
    ...Object.fromEntries(
      Object.entries(row).map(([column, value]) => [column, names.has(column) ? value : null]),
    ),
    [SUPPRESSED]: 1,
  };
}
