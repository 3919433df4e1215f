/** The findings of the group `length` in words. */
import { formatCount, formatShort } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import { formatDay } from '$lib/format/days';
import { UNPLANNED_MEDIAN } from '$lib/metrics/length/retention';
import { END_SENTENCES } from './ends';
import { type Build, days, wholeRow } from './words';
import type { FigureData } from '$lib/metrics/metric';

/** The sentence of each figure of the group, by metric id. */
export const LENGTH_SENTENCES: Readonly<Record<string, Build>> = {
  ...END_SENTENCES,
  'length-of-stay': (data) =>
    data.value === null ? 'No stay that counts here has ended yet.' : lengthWords(data),
  retention: (data) => {
    const open = formatCount((data.denominator ?? 0) - (data.numerator ?? 0));
    const stays = plural(data.n ?? 0, 'stay');
    if (data.about === UNPLANNED_MEDIAN) {
      return data.value === null
        ? `Median time to an unplanned end not reached, from ${stays}; all other ends are censored.`
        : `Estimated median time to an unplanned end: ${formatShort(data.value)} days${days(data)}, from ${stays}; all other ends are censored.`;
    }
    return data.value === null
      ? `More than half of ${stays} are still here at the end of the curve: the median is not reached; ${open} still open.`
      : `Estimated median time in one stay: ${formatShort(data.value)} days${days(data)}, from ${stays}, ${open} still open.`;
  },
  census: (data) =>
    data.value === null
      ? 'No day in the period.'
      : `${plural(data.value, 'stay')} of ${plural(data.persons ?? 0, 'person', 'people')} in care on ${formatDay(data.about ?? '')}.`,
  admissions: (data) =>
    `${plural(data.value ?? 0, 'admission')} of ${plural(data.persons ?? 0, 'person', 'people')}.`,
  discharges: (data) =>
    `${plural(data.value ?? 0, 'discharge')} of ${plural(data.persons ?? 0, 'person', 'people')}.`,
  'people-served': (data) => `${plural(data.value ?? 0, 'person', 'people')} had a day in care.`,
};

/** The paths come first wherever there are any, however the picture is divided. */
function lengthWords(data: FigureData): string {
  const half = (row: Pick<FigureData, 'n' | 'value' | 'low' | 'high'>, unit: string): string =>
    `${plural(row.n ?? 0, unit)} had ended by day ${formatShort(row.value)}${days(row)}`;
  const paths = wholeRow(data, 'paths');
  const stays = wholeRow(data, 'all stays');
  if (!paths?.n || !stays?.n)
    return `Half of ${half(data, data.about === 'paths' ? 'path' : 'stay')}.`;
  return `Half of ${half(paths, 'path')}; of ${half(stays, 'single stay')}.`;
}
