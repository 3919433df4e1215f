/** The findings about attended hours beside change in words. */
import { formatCount, formatNumber } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import { measureShortName } from '$lib/measures/short-names';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { SMALL_N, everybody, hides, numberIn } from './rows';
import { type Build, counted, interval } from './words';

const ASSOCIATION = 'Association only: no causal claim.';

/** The sentences of these figures, by metric id. */
export const DOSE_SENTENCES: Readonly<Record<string, Build>> = {
  'hours-per-improved': perImproved,
  'improvement-by-dose': byDose,
};

function perImproved(data: FigureData): string | null {
  if (!data.n) return 'No pair of scores of an instrument with a known reliable change.';
  const measure = measureShortName(data.about ?? '');
  if (data.denominator === null) return null;
  const improved = counted({ numerator: data.denominator, denominator: data.n }, 'pair');
  if (data.value === null) return `${improved} improved reliably on the ${measure}.`;
  const onDays = numberIn(
    everybody(data).find((row) => row['statistic'] === 'days' && row['measure'] === data.about),
    'value',
  );
  const limits = interval(data).replace(', ', '');
  const beside = onDays === null ? '' : `, on ${formatNumber(onDays)} days`;
  return `${formatNumber(data.value)} hours were attended for each reliable improvement on the ${measure}${limits && ` (${limits})`}${beside}: ${improved} improved. ${ASSOCIATION}`;
}

function byDose(data: FigureData): string {
  if (!data.n) return 'No pair of scores beside attended hours.';
  const measure = measureShortName(data.about ?? '');
  const ofMeasure = everybody(data).filter((row) => row['measure'] === data.about);
  const rows = ofMeasure.filter(
    (row) => Number(row['n']) >= SMALL_N && numberIn(row, 'value') !== null,
  );
  const own = rows.filter((row) => row['rater'] === rows[0]?.['rater']);
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last || first === last) {
    const few = ofMeasure.some((row) => hides(row, 'value'))
      ? 'too few bands are shown to compare'
      : 'too few to compare';
    return `${plural(data.n, 'pair')} of the ${measure} beside attended hours; ${few}.`;
  }
  return `Mean improvement on the ${measure}: ${say(first)}, ${say(last)}. ${ASSOCIATION}`;
}

function say(row: FigureRow): string {
  const limits = interval({ low: numberIn(row, 'low'), high: numberIn(row, 'high') });
  return `${formatNumber(numberIn(row, 'value'))} points at ${String(row['class'])} hours a week (n ${formatCount(numberIn(row, 'n'))}${limits})`;
}
