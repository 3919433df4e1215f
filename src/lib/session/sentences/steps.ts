/** Change by the step of a path, in words. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { formatCount, formatNumber } from '$lib/format/numbers';
import { listOf } from '$lib/format/words';
import { measureShortName } from '$lib/measures/short-names';
import { everybody, numberIn } from './rows';
import { interval } from './words';

/** Steps with their numbers in the sentence. */
const SAID_STEPS = 3;

/** Mean improvement in each step on the measure of the headline. */
export function stepChange(data: FigureData): string | null {
  if (!data.about) return 'No pair of scores of one stay.';
  const name = measureShortName(data.about);
  const own = everybody(data).filter((row) => row['measure'] === data.about);
  const rows = own.filter((row) => row['rater'] === own[0]?.['rater']);
  if (rows.length === 0) return `No pair of scores of the ${name} in a stay of a path.`;
  const shown = rows.filter((row) => numberIn(row, 'value') !== null);
  if (shown.length === 0) return null;
  const said = listOf(shown.slice(0, SAID_STEPS).map(stepWords));
  const later = shown.length > SAID_STEPS ? ' Later steps stand in the table.' : '';
  const hidden = shown.length < rows.length ? ' Other steps are hidden.' : '';
  return `Mean improvement on the ${name}: ${said}.${later}${hidden} Other people are in each step.`;
}

function stepWords(row: FigureRow): string {
  const limits = interval({ low: numberIn(row, 'low'), high: numberIn(row, 'high') });
  return `${formatNumber(numberIn(row, 'value'))} points in ${row['class']} (n ${formatCount(numberIn(row, 'n'))}${limits || ', no interval'})`;
}
