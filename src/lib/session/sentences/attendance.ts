/** The findings of the group `attendance` in words. */
import { formatCount, formatNumber, formatShare, formatShort } from '$lib/format/numbers';
import { listOf, plural, sentenceCase, spellOut } from '$lib/format/words';
import { measureShortName } from '$lib/measures/short-names';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { type Build, SMALL_N, firstAndLater, percent, when } from './words';

/** The sentence of each figure of the group, by metric id. */
export const ATTENDANCE_SENTENCES: Readonly<Record<string, Build>> = {
  'attendance-rate': (data) =>
    data.value === null
      ? 'No attendance rate: no session counts for it.'
      : `${formatCount(data.numerator)} of ${formatCount(data.denominator)} sessions were attended (${percent(data)}).`,
  'attended-of-scheduled': (data) =>
    data.value === null
      ? 'No share of scheduled sessions: no session counts for it.'
      : `${formatCount(data.numerator)} of ${formatCount(data.denominator)} scheduled sessions were attended (${percent(data)}), cancellations by clients included.`,
  'no-show-rate': (data) =>
    data.value === null
      ? 'No no-show rate: no session counts for it.'
      : `People did not show up for ${formatCount(data.numerator)} of ${formatCount(data.denominator)} sessions that were not cancelled (${percent(data)}).`,
  'attendance-course': (data) => {
    const ends = firstAndLater(data.rows);
    if (!ends) return `Attendance of ${plural(data.n ?? 0, 'stay')}.`;
    const [first, later] = ends.map((row) => `${formatShare(Number(row['value']))} ${when(row)}`);
    return `Sessions attended: ${first}, ${later}. Each week holds only those still here.`;
  },
  'attendance-weekday': weekdays,
  'hours-per-week': hours,
  'weeks-at-floor': floor,
  'service-mix': mix,
  'group-size': groups,
  'program-fidelity': fidelity,
  'hours-per-improved': perImproved,
  'improvement-by-dose': byDose,
};

function everybody(data: FigureData): readonly FigureRow[] {
  return data.rows.filter((row) => row['level'] === null && row['program'] === null);
}

function byValue(one: FigureRow, other: FigureRow): number {
  return Number(other['value']) - Number(one['value']);
}

function weekdays(data: FigureData): string {
  const known = everybody(data)
    .filter((row) => Number(row['denominator']) >= SMALL_N && row['value'] !== null)
    .sort(byValue);
  const [best, worst] = [known[0], known.at(-1)];
  if (!best || !worst || best === worst) return `Attendance of ${plural(data.n ?? 0, 'stay')}.`;
  const say = (row: FigureRow): string =>
    `${sentenceCase(String(row['class']))} (${formatShare(Number(row['value']))})`;
  return `Of the days with at least ${SMALL_N} sessions, attendance is highest on ${say(best)} and lowest on ${say(worst)}.`;
}

function hours(data: FigureData): string {
  if (data.value === null) return 'No hours per week: no stay with enrolled days counts for it.';
  const [row] = everybody(data);
  const [q1, q3] = [row?.['q1'], row?.['q3']];
  const spread =
    typeof q1 === 'number' && typeof q3 === 'number'
      ? ` Half of the stays of at least 7 days lie between ${formatNumber(q1)} and ${formatNumber(q3)}.`
      : '';
  return `${formatNumber(data.value)} hours were attended for each enrolled week${range(data)}.${spread}`;
}

function range({ low, high }: FigureData): string {
  if (low === null || high === null) return '';
  return ` (95 % interval ${formatNumber(low)} to ${formatNumber(high)})`;
}

function floor(data: FigureData): string {
  if (data.value === null) return 'No full week of a level with a floor of hours.';
  const scheduled = everybody(data).find((row) => row['scope'] === 'scheduled');
  const beside = scheduled
    ? `; by the schedule ${formatShare(Number(scheduled['value']))} would have`
    : '';
  return `${formatCount(data.numerator)} of ${plural(data.denominator ?? 0, 'full week')} reached the floor of attended hours (${percent(data)})${beside}.`;
}

function mix(data: FigureData): string {
  const types = [...everybody(data)].sort(byValue).slice(0, 3);
  if (types.length === 0) return 'No attended hours to divide by type of session.';
  const parts = types.map(
    (row) => `${formatShare(Number(row['share']))} ${spellOut(String(row['class']))}`,
  );
  return `Most of the attended hours: ${listOf(parts)}.`;
}

function groups(data: FigureData): string {
  const all = everybody(data).find((row) => row['class'] === 'all');
  if (!all) return 'No group meeting that somebody of these stays attended.';
  const meetings = Number(all['denominator']);
  const target =
    data.value === null
      ? ''
      : ` ${formatCount(data.numerator)} of ${formatCount(data.denominator)} with a target keep to it (${percent(data)}).`;
  return `${plural(meetings, 'group meeting')} with a median of ${formatShort(Number(all['median']))} people.${target}`;
}

const fidelityWords: Readonly<Record<string, string>> = {
  days_per_week: 'attended days of a week',
  hours_per_day: 'hours of a day',
  hours_per_week: 'hours of a week',
  length_days: 'length of stay',
  group_size: 'group size',
  individual_sessions_per_week: 'individual sessions of a week',
  sessions_per_week: 'sessions of a week',
};

function fidelity(data: FigureData): string {
  const rows = everybody(data).filter((row) => row['value'] !== null);
  if (rows.length === 0) return 'No target that these stays could be held against.';
  const parts = rows.map(
    (row) =>
      `${fidelityWords[String(row['class'])] ?? String(row['class'])} ${formatShare(Number(row['value']))}`,
  );
  return `Within the targets: ${listOf(parts, parts.length)}.`;
}

function perImproved(data: FigureData): string {
  if (data.n === null || data.n === 0) {
    return 'No pair of scores of an instrument with a known reliable change.';
  }
  const measure = measureShortName(data.about ?? '');
  if (data.value === null) return `Nobody improved reliably on the ${measure}.`;
  const days = everybody(data).find(
    (row) => row['statistic'] === 'days' && row['measure'] === data.about,
  );
  const beside =
    typeof days?.['value'] === 'number' ? `, on ${formatNumber(days['value'])} days` : '';
  return `${formatNumber(data.value)} hours were attended for each reliable improvement on the ${measure}${range(data)}${beside}: ${formatCount(data.denominator)} of ${plural(data.n, 'pair')} improved. Association only: no causal claim.`;
}

function byDose(data: FigureData): string {
  if (data.n === null || data.n === 0) return 'No pair of scores beside attended hours.';
  const measure = measureShortName(data.about ?? '');
  const rows = everybody(data).filter(
    (row) => row['measure'] === data.about && Number(row['n']) >= SMALL_N,
  );
  const own = rows.filter((row) => row['rater'] === rows[0]?.['rater']);
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last || first === last) {
    return `${plural(data.n, 'pair')} of the ${measure} beside attended hours; too few to compare.`;
  }
  const say = (row: FigureRow): string =>
    `${formatNumber(Number(row['value']))} points at ${String(row['class'])} hours a week (n ${formatCount(Number(row['n']))})`;
  return `Mean improvement on the ${measure}: ${say(first)}, ${say(last)}. Association only: no causal claim.`;
}
