/** The row of a figure that its headline is made from. */
import type { FigureRow } from '$lib/metrics/metric';
import type { Kind } from '../../score-kinds';

/** The first row of everybody about a kind, in a scope where one is given. */
export function kindRow(
  rows: readonly FigureRow[],
  kind: Kind | undefined,
  scope?: string,
): FigureRow | undefined {
  return rows.find(
    (row) =>
      row['level'] === null &&
      row['program'] === null &&
      row['measure'] === kind?.measure &&
      row['rater'] === kind?.rater &&
      (scope === undefined || row['scope'] === scope),
  );
}
