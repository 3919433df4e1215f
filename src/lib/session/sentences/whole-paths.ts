/** Where people are over time, and which paths they take, in words. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { findLevel } from '$lib/model/levels';
import { formatCount, formatShare } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import { everybody, numberIn } from './rows';
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
  const other = numberIn(
    everybody(data).find((row) => row['class'] === 'other'),
    'value',
  );
  const rest = other === null ? '' : ` ${formatShare(other)} are none of the ten shown.`;
  return `The most frequent path is ${data.about}: ${share(data, 'path')}.${rest}`;
}

function stateOccupancy(data: FigureData): string | null {
  const rows = everybody(data);
  if (rows.length === 0) return 'Nobody was admitted whose way could be followed.';
  const [day, own] = lastWholeDay(rows) ?? [];
  if (day === undefined || !own) return null;
  const shareOf = (code: string): string =>
    formatShare(
      numberIn(
        own.find((row) => row['class'] === code),
        'value',
      ) ?? 0,
    );
  const inCare = own
    .filter((row) => findLevel(String(row['class'])) !== undefined)
    .reduce((sum, row) => sum + (numberIn(row, 'value') ?? 0), 0);
  const when = day === 0 ? 'On the day of the first admission' : `On day ${formatCount(day)}`;
  const people = plural(data.persons, 'person', 'people');
  const are = data.persons === 1 ? 'is' : 'are';
  return (
    `${when} an estimated ${formatShare(inCare)} of ${people} ${are} in care, ` +
    `${shareOf('planned_end')} have a planned end behind them, ${shareOf('dropped_out')} dropped out, ` +
    `${shareOf('deceased')} died, ${shareOf('out_of_sight')} are out of sight.`
  );
}

/** The rows of the last day of the sentence on which every state is shown. */
function lastWholeDay(rows: readonly FigureRow[]): [number, readonly FigureRow[]] | null {
  const isShown = (row: FigureRow): boolean => numberIn(row, 'value') !== null;
  const within = rows.filter((row) => Number(row['day']) <= SAID_DAY);
  const partly = new Set(within.filter((row) => !isShown(row)).map((row) => row['day']));
  const whole = within.filter((row) => !partly.has(row['day'] ?? null));
  if (whole.length === 0) return null;
  const day = Math.max(...whole.map((row) => Number(row['day'])));
  return [day, whole.filter((row) => row['day'] === day)];
}
