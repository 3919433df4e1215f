/** The names of the two columns that stand before the rows to fix; no file of others has them. */

/** Physical line of the row in the file that it was taken from; the header is line 1. */
export const LINE_COLUMN = 'stepdown_line';

/** Why the row was set aside, in words. */
export const REASON_COLUMN = 'stepdown_reason';

/** Whether a column of a file is one of the two; nothing is read from them. */
export function isOwnColumn(name: string): boolean {
  return [LINE_COLUMN, REASON_COLUMN].includes(name.trim().toLowerCase());
}
