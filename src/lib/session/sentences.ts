/** Each figure's finding as one sentence made from its numbers; pure, so that wording can be tested. */
import { formatDay } from '$lib/format/days';
import { measureShortName } from '$lib/measures/short-names';
import type { FigureData, FigureRow, Metric } from '$lib/metrics/metric';
import { formatCount, formatNumber, formatShort, formatShare } from '$lib/format/numbers';
import { visitWords } from '$lib/format/visits';
import { plural } from '$lib/format/words';

/** Denominators below this are marked as small. */
const SMALL_N = 20;

/** The finding of a figure as a sentence; says why where there is none. */
export function sentenceOf(metric: Metric, data: FigureData): string {
  const build = SENTENCES[metric.id];
  const sentence = build ? build(data) : '';
  return isSmall(metric, data) ? `${sentence} Small n: read with care.` : sentence;
}

/** Whether an estimate rests on so few stays or persons that it says little. */
export function isSmall(metric: Metric, data: FigureData): boolean {
  const counts = [data.denominator, data.n, data.persons].filter((count) => count !== null);
  return metric.interval !== null && counts.some((count) => count > 0 && count < SMALL_N);
}

type Build = (data: FigureData) => string;

const SENTENCES: Readonly<Record<string, Build>> = {
  'score-course': (data) => {
    const ends = firstAndLater(data.rows.filter((row) => row['measure'] === data.about));
    if (!ends || !data.about) return `${plural(data.n ?? 0, 'stay')} with scores.`;
    const [first, later] = ends.map((row) => `${formatNumber(Number(row['value']))} ${when(row)}`);
    const holds =
      typeof ends[0]['week'] === 'number'
        ? 'Each week holds only those still here and scored.'
        : 'Each visit holds only those scored then.';
    return `Mean ${measureShortName(data.about)}: ${first}, ${later}. ${holds}`;
  },
  'reliable-change': (data) => {
    if (!data.about) return 'No pair of scores of an instrument with a known reliable change.';
    const worse = worsenedRow(data);
    if (data.denominator === 0) return `No pair of scores of the ${measureShortName(data.about)}.`;
    return `${share(data)} improved reliably on the ${measureShortName(data.about)}, ${formatCount(
      Number(worse?.['numerator'] ?? 0),
    )} got reliably worse. Change during the program; no comparison group.`;
  },
  'clinically-significant-change': (data) => {
    if (!data.about) {
      return 'No pair of scores of an instrument with a known cut-off and reliable change.';
    }
    const name = measureShortName(data.about);
    if (data.denominator === 0) return `No pair of scores of the ${name}.`;
    const count = (code: string): number => Number(classRow(data, code)?.['numerator'] ?? 0);
    const harmed = count('harmed');
    const worse = count('deteriorated') + harmed;
    return (
      `${share(data)} recovered on the ${name}: reliably better, and from the unwell to the well side. ` +
      `${formatCount(count('improved'))} others improved reliably, ${formatCount(worse)} got reliably worse, ` +
      `${formatCount(harmed)} of them from the well to the unwell side. Change during the program; no comparison group.`
    );
  },
  'attendance-rate': (data) =>
    data.value === null
      ? 'No attendance rate: no session counts for it.'
      : `${formatCount(data.numerator)} of ${formatCount(data.denominator)} sessions were attended (${percent(data)}).`,
  'attendance-course': (data) => {
    const ends = firstAndLater(data.rows);
    if (!ends) return `Attendance of ${plural(data.n ?? 0, 'stay')}.`;
    const [first, later] = ends.map((row) => `${formatShare(Number(row['value']))} ${when(row)}`);
    return `Sessions attended: ${first}, ${later}. Each week holds only those still here.`;
  },
  'length-of-stay': (data) =>
    data.value === null
      ? 'No stay that counts here has ended yet.'
      : `Half of ${plural(data.n ?? 0, data.about === 'paths' ? 'path' : 'stay')} had ended by day ${formatShort(data.value)}${days(data)}.`,
  retention: (data) => {
    const open = formatCount((data.denominator ?? 0) - (data.numerator ?? 0));
    const stays = plural(data.n ?? 0, 'stay');
    return data.value === null
      ? `More than half of ${stays} are still here at the end of the curve: the median is not reached; ${open} still open.`
      : `Estimated median time in one stay: ${formatShort(data.value)} days${days(data)}, from ${stays}, ${open} still open.`;
  },
  'next-move': (data) =>
    data.value === null
      ? 'No discharge is old enough to see what came next.'
      : `${share(data, 'discharge')} were followed by a step down within ${data.about}.`,
  'level-flow': (data) => {
    const within = data.rows.filter(
      (row) => row['program'] === null && data.about === `${row['window']} days`,
    );
    const followed = within
      .filter((row) => row['to'] !== 'none')
      .reduce((sum, row) => sum + Number(row['numerator']), 0);
    if (!data.denominator) return 'No discharge is old enough to see what came next.';
    const all = plural(data.denominator, 'discharge');
    const none = formatCount(data.denominator - followed);
    const were = followed === 1 ? 'was' : 'were';
    return `${formatCount(followed)} of ${all} ${were} followed by another stay within ${data.about ?? 'the window'}, ${none} by none.`;
  },
  'paired-data': (data) =>
    data.value === null
      ? 'No finished stay with attendance on at least 2 days.'
      : `${share(data)} were measured at least twice with one instrument.`,
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

/** The row of a reliable-change figure with those who got worse on the measure of its headline. */
export function worsenedRow(data: FigureData): FigureRow | undefined {
  return classRow(data, 'deteriorated', 'all');
}

/** The row of everybody with a class on the measure of the headline. */
function classRow(data: FigureData, code: string, scope?: string): FigureRow | undefined {
  return data.rows.find(
    (row) =>
      row['level'] === null &&
      row['program'] === null &&
      row['measure'] === data.about &&
      (row['scope'] ?? undefined) === scope &&
      row['class'] === code,
  );
}

/**
 * The first week, and the last that still holds a tenth of its stays; visits where nothing has a week.
 * Null with too few of either.
 */
function firstAndLater(rows: readonly FigureRow[]): readonly [FigureRow, FigureRow] | null {
  const everybody = rows.filter((row) => row['level'] === null && row['program'] === null);
  const weeks = everybody.filter((row) => typeof row['week'] === 'number');
  const places = (weeks.length > 0 ? weeks : everybody).filter(
    (row) => Number(row['n']) >= SMALL_N,
  );
  const [first] = places;
  const own = places.filter((row) => row['rater'] === first?.['rater']);
  const later = own.filter((row) => Number(row['n']) * 10 >= Number(first?.['n'])).at(-1);
  return first && later && later !== first ? [first, later] : null;
}

function when(row: FigureRow): string {
  const { week, visit_label: label, visit } = row;
  const place =
    typeof week === 'number' ? `in week ${week + 1}` : `at ${visitWords(String(label ?? visit))}`;
  return `${place} (n ${formatCount(Number(row['n']))})`;
}

function share(data: FigureData, unit = 'stay'): string {
  return `${formatCount(data.numerator)} of ${plural(data.denominator ?? 0, unit)} (${percent(data)})`;
}

function percent(data: FigureData): string {
  const interval =
    data.low !== null && data.high !== null
      ? `, 95 % interval ${formatShare(data.low)} to ${formatShare(data.high)}`
      : '';
  return `${formatShare(data.value)}${interval}`;
}

function days(data: FigureData): string {
  if (data.low === null) return '';
  return ` (95 % interval ${formatShort(data.low)} to ${data.high === null ? 'not reached' : formatShort(data.high)})`;
}
