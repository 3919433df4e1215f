/** How severe scores are at the start and at the end, in words: the ends of the scale of bands. */
import { formatShare } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import { findMeasure } from '$lib/measures/library';
import { measureShortName } from '$lib/measures/short-names';
import type { FigureData } from '$lib/metrics/metric';
import { everybody, numberIn, shareIn } from './rows';
import { interval } from './words';

const INTERVAL = '95 % interval ';

/** The shares in the most and the least severe band at both ends; null where all four are hidden. */
export function severityBands(data: FigureData): string | null {
  const bands = bandsOf(data);
  const [mildest, severest] = [bands[0], bands.at(-1)];
  if (data.about === null || !data.n || !mildest || !severest) {
    return 'No pair of scores of an instrument with published bands.';
  }
  const pairs = `${plural(data.n, 'pair of scores', 'pairs of scores')} of the ${measureShortName(data.about)}`;
  const parts = [severest, mildest].flatMap((band) => bandWords(data, band) ?? []);
  return parts.length > 0 ? `Of ${pairs}, ${namedOnce(parts.join('; '))}.` : null;
}

/** The first interval is named, the others stand in brackets alone. */
function namedOnce(text: string): string {
  const [before = '', ...after] = text.split(INTERVAL);
  return after.length === 0 ? text : `${before}${INTERVAL}${after.join('')}`;
}

/** The bands of the headline's measure, from the least severe on. */
function bandsOf(data: FigureData): string[] {
  const own = data.rows.filter((row) => row['measure'] === data.about);
  const bands = [...new Set(own.map((row) => String(row['class'])))];
  return findMeasure(data.about ?? '')?.direction === 'higher_better' ? bands.reverse() : bands;
}

/** `40 % at the start and 6 % at the end were in the band "severe"`; null where both are hidden. */
function bandWords(data: FigureData, band: string): string | null {
  const [first, last] = [bandShare(data, 'baseline', band), bandShare(data, 'last', band)];
  if (first === null && last === null) return null;
  const [start, end] = [first ?? 'a hidden share', last ?? 'a hidden share'];
  return `${start} at the start and ${end} at the end were in the band "${band}"`;
}

function bandShare(data: FigureData, scope: string, band: string): string | null {
  const row = everybody(data).find(
    (own) =>
      own['measure'] === data.about &&
      own['scope'] === scope &&
      own['class'] === band &&
      own['denominator'] === data.n,
  );
  const value = numberIn(row, 'value');
  if (!row || value === null) return null;
  const limits = interval(shareIn(row), (limit) => formatShare(limit, 0)).replace(', ', '');
  return `${formatShare(value, 0)}${limits && ` (${limits})`}`;
}
