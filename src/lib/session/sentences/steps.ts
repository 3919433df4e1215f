/** Change by the step of a path, in words. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { formatCount, formatNumber } from '$lib/format/numbers';
import { listOf } from '$lib/format/words';
import { measureShortName } from '$lib/measures/short-names';

/** Steps with their numbers in the sentence. */
const SAID_STEPS = 3;

/** Mean improvement in each step on the measure of the headline. */
export function stepChange(data: FigureData): string {
  if (!data.about) return 'No pair of scores of one stay.';
  const name = measureShortName(data.about);
  const own = data.rows.filter(
    (row) => row['level'] === null && row['program'] === null && row['measure'] === data.about,
  );
  const rows = own.filter((row) => row['rater'] === own[0]?.['rater']);
  if (rows.length === 0) return `No pair of scores of the ${name} in a stay of a path.`;
  const later = rows.length > SAID_STEPS ? ' Later steps stand in the table.' : '';
  const said = listOf(rows.slice(0, SAID_STEPS).map(stepWords));
  return `Mean improvement on the ${name}: ${said}.${later} Other people in each step; change during the program; no comparison group.`;
}

function stepWords(row: FigureRow): string {
  const { low, high } = row;
  const interval =
    typeof low === 'number' && typeof high === 'number'
      ? `, 95 % interval ${formatNumber(low)} to ${formatNumber(high)}`
      : '';
  return `${formatNumber(Number(row['value']))} points in ${row['class']} (n ${formatCount(Number(row['n']))}${interval})`;
}
