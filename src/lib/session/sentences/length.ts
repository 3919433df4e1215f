/** The findings of the group `length` in words. */
import { formatCount, formatShort } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import { formatDay } from '$lib/format/days';
import { UNPLANNED_MEDIAN } from '$lib/metrics/length/retention';
import type { FigureData } from '$lib/metrics/metric';
import { END_SENTENCES } from './ends';
import { wholeRow } from './rows';
import { type Build, days, halfOf } from './words';

/** The sentence of each figure of the group, by metric id. */
export const LENGTH_SENTENCES: Readonly<Record<string, Build>> = {
  ...END_SENTENCES,
  'length-of-stay': (data) =>
    data.value === null ? 'No stay that counts here has ended yet.' : lengthWords(data),
  retention,
  census: (data) =>
    data.value === null
      ? 'No day in the period.'
      : `${some(data.value, 'stay')}${ofPeople(data)} in care on ${formatDay(data.about ?? '')}.`,
  admissions: (data) => `${some(data.value, 'admission')}${ofPeople(data)}.`,
  discharges: (data) => `${some(data.value, 'discharge')}${ofPeople(data)}.`,
  'people-served': (data) =>
    data.value
      ? `${plural(data.value, 'person', 'people')} had a day in care.`
      : 'Nobody had a day in care.',
};

/** `no admission`, `1 admission`, `12 admissions`. */
function some(count: number | null, one: string): string {
  return count ? plural(count, one) : `no ${one}`;
}

function ofPeople({ persons }: FigureData): string {
  return persons ? ` of ${plural(persons, 'person', 'people')}` : '';
}

function retention(data: FigureData): string {
  if (!data.n) return 'No stay to follow here.';
  const stays = plural(data.n, 'stay');
  const { numerator, denominator } = data;
  const open =
    numerator === null || denominator === null
      ? ''
      : `${formatCount(denominator - numerator)} still open`;
  if (data.about === UNPLANNED_MEDIAN) {
    return data.value === null
      ? `Median time to an unplanned end not reached, from ${stays}; all other ends are censored.`
      : `Estimated median time to an unplanned end: ${formatShort(data.value)} days${days(data)}, from ${stays}; all other ends are censored.`;
  }
  if (data.value !== null) {
    return `Estimated median time in one stay: ${formatShort(data.value)} days${days(data)}, from ${stays}${open && `, ${open}`}.`;
  }
  const most = data.n === 1 ? `the ${stays} is` : `more than half of ${stays} are`;
  return `${most} still here at the end of the curve: the median is not reached${open && `; ${open}`}.`;
}

/** The paths come first wherever there are any, however the picture is divided. */
function lengthWords(data: FigureData): string {
  const half = (row: Pick<FigureData, 'n' | 'value' | 'low' | 'high'>, unit: string): string =>
    `${halfOf(row.n ?? 0, unit)} had ended by day ${formatShort(row.value)}${days(row)}`;
  const paths = wholeRow(data, 'paths');
  const stays = wholeRow(data, 'all stays');
  if (!paths?.n || !stays?.n) return `${half(data, data.about === 'paths' ? 'path' : 'stay')}.`;
  return `${half(paths, 'path')}; ${half(stays, 'single stay')}.`;
}
