/** Where people are over time, and which paths they take, in words. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { findLevel } from '$lib/model/levels';
import { formatCount, formatShare } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import { type Build, share } from './words';

/** The day of the sentence, as far as people are followed. */
const SAID_DAY = 90;

/** The sentences of these figures, by metric id. */
export const WHOLE_PATH_SENTENCES: Readonly<Record<string, Build>> = {
  'frequent-paths': frequentPaths,
  'state-occupancy': stateOccupancy,
};

function frequentPaths(data: FigureData): string {
  if (data.value === null) return 'No path ended long enough before the data cut.';
  const other = everybody(data).find((row) => row['class'] === 'other');
  const rest = other ? ` ${formatShare(Number(other['value']))} are none of the ten shown.` : '';
  return `The most frequent path is ${data.about}: ${share(data, 'path')}.${rest}`;
}

function stateOccupancy(data: FigureData): string {
  const rows = everybody(data);
  const days = rows.map((row) => Number(row['day'])).filter((day) => day <= SAID_DAY);
  if (days.length === 0) return 'Nobody was admitted whose way could be followed.';
  const day = Math.max(...days);
  const own = rows.filter((row) => row['day'] === day);
  const shareOf = (code: string): string =>
    formatShare(Number(own.find((row) => row['class'] === code)?.['value'] ?? 0));
  const inCare = own
    .filter((row) => findLevel(String(row['class'])) !== undefined)
    .reduce((sum, row) => sum + Number(row['value']), 0);
  const when = day === 0 ? 'On the day of the first admission' : `On day ${formatCount(day)}`;
  return (
    `${when} an estimated ${formatShare(inCare)} of ${plural(data.persons, 'person', 'people')} are in care, ` +
    `${shareOf('planned_end')} have a planned end behind them, ${shareOf('dropped_out')} dropped out, ` +
    `${shareOf('deceased')} died, ${shareOf('out_of_sight')} are out of sight.`
  );
}

function everybody({ rows }: FigureData): readonly FigureRow[] {
  return rows.filter((row) => row['level'] === null && row['program'] === null);
}
