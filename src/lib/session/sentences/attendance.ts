/** The findings of the group `attendance` about sessions in words. */
import { formatNumber, formatShare } from '$lib/format/numbers';
import { plural, sentenceCase } from '$lib/format/words';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { DOSE_SENTENCES } from './dose';
import { SMALL_N, everybody, firstAndLater, hides, numberIn } from './rows';
import { SERVICE_SENTENCES } from './services';
import { type Build, counted, percent, verb, when } from './words';

/** The sentence of each figure of the group, by metric id. */
export const ATTENDANCE_SENTENCES: Readonly<Record<string, Build>> = {
  ...SERVICE_SENTENCES,
  ...DOSE_SENTENCES,
  'attendance-rate': (data) =>
    data.value === null
      ? 'No attendance rate: no session counts for it.'
      : `${counted(data, 'session')} ${were(data)} attended (${percent(data)}).`,
  'attended-of-scheduled': (data) =>
    data.value === null
      ? 'No share of scheduled sessions: no session counts for it.'
      : `${counted(data, 'scheduled session')} ${were(data)} attended (${percent(data)}), cancellations by clients included.`,
  'no-show-rate': (data) =>
    data.value === null
      ? 'No no-show rate: no session counts for it.'
      : `${counted(data, 'session')} that ${data.denominator === 1 ? 'was' : 'were'} not cancelled ${verb(data, 'was a no-show', 'were no-shows')} (${percent(data)}).`,
  'attendance-course': (data) => {
    const ends = firstAndLater(data.rows);
    if (!ends) return ofStays(data);
    const [first, later] = ends.map((row) => `${formatShare(numberIn(row, 'value'))} ${when(row)}`);
    return `Sessions attended: ${first}, ${later}. Each week holds only those still here.`;
  },
  'attendance-weekday': weekdays,
  'hours-per-week': hours,
  'weeks-at-floor': floor,
};

function were(data: FigureData): string {
  return verb(data, 'was', 'were');
}

/** Said where there is too little to compare. */
function ofStays({ n }: FigureData): string {
  return n ? `Attendance of ${plural(n, 'stay')}.` : 'No stay with sessions that count.';
}

function weekdays(data: FigureData): string {
  const rows = everybody(data);
  const known = rows
    .filter((row) => Number(row['denominator']) >= SMALL_N && numberIn(row, 'value') !== null)
    .sort((one, other) => Number(other['value']) - Number(one['value']));
  const [best, worst] = [known[0], known.at(-1)];
  if (!best || !worst || best === worst) return ofStays(data);
  const say = (row: FigureRow): string =>
    `${sentenceCase(String(row['class']))} (${formatShare(numberIn(row, 'value'))})`;
  const shown = rows.some((row) => hides(row, 'value')) ? ' shown' : '';
  return `Of the days${shown} with at least ${SMALL_N} sessions, attendance is highest on ${say(best)} and lowest on ${say(worst)}.`;
}

function hours(data: FigureData): string {
  if (data.value === null) return 'No hours per week: no stay with enrolled days counts for it.';
  const [row] = everybody(data);
  const [q1, q3] = [numberIn(row, 'q1'), numberIn(row, 'q3')];
  const spread =
    q1 === null || q3 === null
      ? ''
      : ` Half of the stays of at least 7 days lie between ${formatNumber(q1)} and ${formatNumber(q3)}.`;
  const stays = data.n ? `, from ${plural(data.n, 'stay')}` : '';
  return `${formatNumber(data.value)} hours were attended for each enrolled week${range(data)}${stays}.${spread}`;
}

function range({ low, high }: FigureData): string {
  if (low === null || high === null) return '';
  return ` (95 % interval ${formatNumber(low)} to ${formatNumber(high)})`;
}

function floor(data: FigureData): string {
  if (data.value === null) return 'No full week of a level with a floor of hours.';
  const scheduled = numberIn(
    everybody(data).find((row) => row['scope'] === 'scheduled'),
    'value',
  );
  const beside = scheduled === null ? '' : `; by the schedule ${formatShare(scheduled)} would have`;
  return `${counted(data, 'full week')} reached the floor of attended hours (${percent(data)})${beside}.`;
}
