/** Means of weeks beside the days that they are the mean of: six days and the mean tell the seventh. */
import { dayNumber } from '$lib/format/days';
import { type FigureRow, SUPPRESSED } from '../metric';
import { emptied } from './emptied';

/** The rows without the week of any hidden day of the same view; other figures have no such rows. */
export function hideWeeks(
  rows: readonly FigureRow[],
  names: ReadonlySet<string>,
): readonly FigureRow[] {
  const days = rows.filter((row) => row['statistic'] === 'day' && row[SUPPRESSED] === 1);
  if (days.length === 0) return rows;
  const isHidden = (row: FigureRow): boolean => {
    const monday = dayNumber(String(row['day']));
    return days.some((day) => {
      const after = dayNumber(String(day['day'])) - monday;
      const isSameView = day['level'] === row['level'] && day['program'] === row['program'];
      return isSameView && after >= 0 && after < 7;
    });
  };
  return rows.map((row) =>
    row['statistic'] === 'week' && isHidden(row) ? emptied(row, names) : row,
  );
}
