/** The findings of the group `transitions` in words. */
import type { FigureData } from '$lib/metrics/metric';
import { formatCount } from '$lib/format/numbers';
import { AFTER_DISCHARGE_SENTENCES } from './after-discharge';
import { hides, numberIn } from './rows';
import { WHOLE_PATH_SENTENCES } from './whole-paths';
import { type Build, counted, share, verb } from './words';

/** The sentence of each figure of the group, by metric id. */
export const TRANSITIONS_SENTENCES: Readonly<Record<string, Build>> = {
  ...AFTER_DISCHARGE_SENTENCES,
  ...WHOLE_PATH_SENTENCES,
  'next-move': (data) =>
    data.value === null
      ? 'No discharge is old enough to see what came next.'
      : `${share(data, 'discharge')} ${verb(data, 'was', 'were')} followed by a step down within ${data.about}.`,
  'level-flow': flow,
};

function flow(data: FigureData): string | null {
  const { denominator } = data;
  if (!denominator) return 'No discharge is old enough to see what came next.';
  const moves = data.rows.filter(
    (row) =>
      row['program'] === null && data.about === `${row['window']} days` && row['to'] !== 'none',
  );
  // The sum of the others would tell what is hidden, and is not the number followed.
  if (moves.some((row) => hides(row, 'numerator'))) return null;
  const numerator = moves.reduce((sum, row) => sum + (numberIn(row, 'numerator') ?? 0), 0);
  const counts = { numerator, denominator };
  const isDivided = numerator > 0 && numerator < denominator;
  const none = isDivided ? `, ${formatCount(denominator - numerator)} by none` : '';
  return `${counted(counts, 'discharge')} ${verb(counts, 'was', 'were')} followed by another stay within ${data.about ?? 'the window'}${none}.`;
}
