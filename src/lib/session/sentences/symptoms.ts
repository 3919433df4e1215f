/** The findings of the group `symptoms` in words. */
import { formatCount, formatNumber } from '$lib/format/numbers';
import { listOf, plural, sentenceCase } from '$lib/format/words';
import { measureShortName } from '$lib/measures/short-names';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { RECOVERY_SENTENCES } from './recovery';
import { classRow, firstAndLater, hides, numberIn, worsenedRow } from './rows';
import { sensitivity } from './sensitivity';
import { stepChange } from './steps';
import { CHANGE_SENTENCES } from './symptoms-change';
import { type Build, interval, orNone, share, when } from './words';

/** The sentence of each figure of the group, by metric id. */
export const SYMPTOMS_SENTENCES: Readonly<Record<string, Build>> = {
  ...CHANGE_SENTENCES,
  ...RECOVERY_SENTENCES,
  'step-change': stepChange,
  sensitivity,
  'score-course': course,
  'reliable-change': (data) => {
    if (!data.about) return 'No pair of scores of an instrument with a known reliable change.';
    const name = measureShortName(data.about);
    if (!data.denominator) return `No pair of scores of the ${name}.`;
    return `${share(data, 'pair')} improved reliably on the ${name}${worsened(worsenedRow(data))}.`;
  },
  'clinically-significant-change': significantChange,
};

function course(data: FigureData): string {
  if (!data.n) return 'No stay with scores.';
  const ends = firstAndLater(data.rows.filter((row) => row['measure'] === data.about));
  if (!ends || !data.about) return `${plural(data.n, 'stay')} with scores.`;
  const [first, later] = ends.map((row) => {
    const limits = interval({ low: numberIn(row, 'low'), high: numberIn(row, 'high') });
    return `${formatNumber(numberIn(row, 'value'))} ${when(row, limits)}`;
  });
  const holds =
    typeof ends[0]['week'] === 'number'
      ? 'Each week holds only those still here and scored.'
      : 'Each visit holds only those scored then.';
  return `Mean ${measureShortName(data.about)}: ${first}, ${later}. ${holds}`;
}

/** Who got worse stands beside who got better, even where the number is hidden. */
function worsened(row: FigureRow | undefined): string {
  if (hides(row, 'numerator')) return '; how many got reliably worse is hidden';
  const worse = numberIn(row, 'numerator');
  return worse === null ? '' : `, ${orNone(worse)} got reliably worse`;
}

function significantChange(data: FigureData): string {
  if (!data.about) {
    return 'No pair of scores of an instrument with a known cut-off and reliable change.';
  }
  const name = measureShortName(data.about);
  if (!data.denominator) return `No pair of scores of the ${name}.`;
  const recovered = `${share(data, 'pair')} recovered on the ${name}: reliably better, and from the unwell to the well side.`;
  const [improved, deteriorated, harmed] = ['improved', 'deteriorated', 'harmed'].map((code) =>
    classRow(data, code),
  );
  const [better, worse, crossed] = [improved, deteriorated, harmed].map((row) =>
    numberIn(row, 'numerator'),
  ) as [number | null, number | null, number | null];
  const shown = [
    better === null
      ? ''
      : `${better === 0 ? 'no other' : plural(better, 'other')} improved reliably`,
    worse === null || crossed === null ? '' : worseWords(worse + crossed, crossed),
  ].filter(Boolean);
  const hidden = [
    hides(improved, 'numerator') ? 'how many others improved reliably' : '',
    hides(deteriorated, 'numerator') || hides(harmed, 'numerator')
      ? 'how many got reliably worse'
      : '',
  ].filter(Boolean);
  const said = shown.length > 0 ? ` ${sentenceCase(shown.join(', '))}.` : '';
  const kept = hidden.length > 0 ? ` Hidden: ${listOf(hidden)}.` : '';
  return `${recovered}${said}${kept}`;
}

function worseWords(worse: number, crossed: number): string {
  const all = `${orNone(worse)} got reliably worse`;
  return worse === 0
    ? all
    : `${all}, ${crossed === 0 ? 'none' : formatCount(crossed)} of them from the well to the unwell side`;
}
