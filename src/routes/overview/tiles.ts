/** Which numbers stand on the Overview, and how each is read from its figure; pure. */
import {
  formatCount,
  formatInterval,
  formatNumber,
  formatShare,
  formatShort,
  HIDDEN_TEXT,
  NO_VALUE,
  type Unit,
} from '$lib/format/numbers';
import { formatDay, formatPeriod } from '$lib/format/days';
import { plural } from '$lib/format/words';
import { measureShortName } from '$lib/measures/short-names';
import type { ComputedFigure } from '$lib/metrics/compute';
import { type FigureData, type FigureRow, type Metric, SUPPRESSED } from '$lib/metrics/metric';
import { LEVELS } from '$lib/model/levels';
import { isSmall } from '$lib/session/sentences';
import { nounOf, periodOf } from '$lib/session/view';
import { wilson } from '$lib/stats/wilson';
import type { TileChange } from '$lib/ui/Tile.svelte';
import { hasPeriod } from '$lib/cohort/cohort';

/** A tile: its figure, the page where it stands, and what else its figure has to say. */
export interface TileSpec {
  readonly id: string;
  readonly href: '/measurement/' | '/length/' | '/symptoms/' | '/attendance/' | '/transitions/';
  readonly label?: string;
  /** The figure with the headline of this tile, where that is not the figure's own. */
  readonly read?: (figure: ComputedFigure) => ComputedFigure;
  readonly more?: (figure: ComputedFigure) => readonly string[];
}

/** The tiles in their order. */
export const TILES: readonly TileSpec[] = [
  { id: 'people-served', href: '/length/' },
  { id: 'admissions', href: '/length/' },
  { id: 'discharges', href: '/length/' },
  { id: 'census', href: '/length/' },
  { id: 'reliable-change', href: '/symptoms/', more: worsened },
  { id: 'paired-data', href: '/measurement/', label: 'Measured at least twice' },
  { id: 'attendance-rate', href: '/attendance/' },
  { id: 'hours-per-week', href: '/attendance/', label: 'Attended hours a week' },
  { id: 'length-of-stay', href: '/length/' },
  { id: 'planned-discharge', href: '/length/', more: namedReasons },
  {
    id: 'next-move',
    href: '/transitions/',
    label: 'Stepped down within 7 days, from PHP and above',
    read: fromHigherLevels,
    more: (figure) => byLevel(figure, (row) => row['window'] === 7 && row['class'] === 'step_down'),
  },
  {
    id: 'readmission-30',
    href: '/transitions/',
    label: 'Readmitted within 30 days',
    more: (figure) => byLevel(figure, () => true),
  },
];

/** What a tile is called. */
export function labelOf(
  { id, label }: TileSpec,
  metric: Metric,
  figure: ComputedFigure | null,
): string {
  const about = figure?.data.about;
  if (id === 'reliable-change' && about) return `Improved reliably, ${measureShortName(about)}`;
  if (id === 'length-of-stay') {
    return about === 'paths' ? 'Median time in care, all levels' : 'Median length of stay';
  }
  return label ?? metric.name;
}

/** The unit behind the number, where it is none that the number itself carries. */
export function unitOf({ unit }: Metric): string | undefined {
  if (unit === 'days') return 'days';
  return unit.startsWith('hours') ? 'h' : undefined;
}

/** The headline of a figure in its format; a release says where it is hidden. */
export function headlineText({ metric, data }: ComputedFigure): string {
  return data.value === null && data.suppressed ? HIDDEN_TEXT : valueOf(metric, data.value);
}

/** A value of a metric in its format. */
export function valueOf(metric: Metric, value: number | null): string {
  return metric.unit === 'proportion' ? formatShare(value) : formatShort(value);
}

/** Interval, counts, period and the mark of a small n, in one line. */
export function detailOf(figure: ComputedFigure): string {
  const { metric, context, data } = figure;
  const people = data.persons === null ? '' : ` of ${plural(data.persons, 'person', 'people')}`;
  if (metric.id === 'census' && data.suppressed) return `on ${formatDay(data.about)}`;
  if (metric.id === 'census') return `stays${people} on ${formatDay(data.about)}`;
  const period = periodOf(figure);
  if (metric.interval === null) return period;
  if (data.suppressed) return 'about few people, or would tell such a number';
  const isShare = metric.unit === 'proportion';
  const kind: Unit = isShare ? 'share' : metric.unit === 'days' ? 'days' : 'number';
  const interval =
    data.low === null ? '' : `95 % interval ${formatInterval(data.low, data.high, kind)}`;
  const unit = metric.id === 'attendance-rate' ? 'session' : nounOf(figure);
  const counted = isShare
    ? `${formatCount(data.numerator)} of ${plural(data.denominator, unit)}${people}`
    : `${plural(data.n, unit)}${people}`;
  // The filter bar says the period of the basis that most figures have.
  const isUsual = context.basis === (context.cohort.basis ?? 'discharged');
  const when = hasPeriod(context.cohort.period) && !isUsual ? period : '';
  return [interval, counted, when, isSmall(metric, data) ? 'small n' : '']
    .filter(Boolean)
    .join(' · ');
}

/** The change against the period before; undefined where there is nothing to compare. */
export function changeOf(
  figure: ComputedFigure,
  before: ComputedFigure | undefined,
): TileChange | undefined {
  const { metric, data } = figure;
  const was = before?.data.value ?? null;
  if (!before || was === null || data.value === null) return undefined;
  // Two measures or two units of counting are not compared.
  if (before.data.about !== data.about && metric.id !== 'census' && !isCount(metric))
    return undefined;
  const { from, to } = before.context.cohort.period;
  const difference = data.value - was;
  const isShare = metric.unit === 'proportion';
  const unit = unitOf(metric);
  const size = isShare
    ? `${formatNumber(Math.abs(difference) * 100)} points`
    : `${formatShort(Math.abs(difference))}${unit ? ` ${unit}` : ''}`;
  const period = formatPeriod(from, to);
  if (difference === 0) return { arrow: 'level', verdict: 'neither', text: `as in ${period}` };
  const isUp = difference > 0;
  // What chance alone can explain, and what few units say, is no verdict.
  const isWithin =
    metric.interval !== null &&
    (Math.abs(difference) <= margin(data, before.data) ||
      isSmall(metric, data) ||
      isSmall(metric, before.data));
  const verdict =
    metric.direction === 'neither' || isWithin
      ? 'neither'
      : isUp === (metric.direction === 'higher is better')
        ? 'better'
        : 'worse';
  const text = `${size} ${isUp ? 'above' : 'below'} ${period} (${valueOf(metric, was)})${isWithin && metric.interval !== null ? ', within the margin of error' : ''}`;
  return { arrow: isUp ? 'up' : 'down', verdict, text };
}

/** Half the width of the 95 % interval of the difference, from both intervals; 0 for counts. */
function margin(now: FigureData, before: FigureData): number {
  const half = ({ low, high }: FigureData): number =>
    low === null || high === null ? Infinity : (high - low) / 2;
  return Math.hypot(half(now), half(before));
}

function isCount({ interval }: Metric): boolean {
  return interval === null;
}

function worsened({ data }: ComputedFigure): readonly string[] {
  const row = data.rows.find(
    (candidate) =>
      isWhole(candidate) &&
      candidate['measure'] === data.about &&
      candidate['scope'] === 'all' &&
      candidate['class'] === 'deteriorated',
  );
  return row ? [`${share(row)} got reliably worse`] : [];
}

function namedReasons({ data }: ComputedFigure): readonly string[] {
  const head = data.rows.find(isWhole);
  const of = Number(head?.['denominator'] ?? 0);
  const part = (name: string): string | null => {
    const n = head?.[name];
    if (n === null && isHidden(head)) return HIDDEN_TEXT;
    return typeof n === 'number' && of > 0 ? formatShare(n / of) : null;
  };
  const against = part('against_advice');
  const coverage = part('coverage_ended');
  return [
    ...(against === null ? [] : [`${against} left against advice`]),
    ...(coverage === null ? [] : [`${coverage} coverage ended`]),
  ];
}

const HIGHER_LEVELS: readonly unknown[] = ['inpatient', 'residential', 'php'];

/** Where going home is often success, a step down is none: only discharges from the higher levels. */
function fromHigherLevels(figure: ComputedFigure): ComputedFigure {
  const rows = figure.data.rows.filter(
    (row) =>
      HIGHER_LEVELS.includes(row['level']) && row['window'] === 7 && row['class'] === 'step_down',
  );
  if (rows.some(isHidden)) {
    const hidden = { n: null, persons: null, numerator: null, denominator: null };
    const none = { value: null, low: null, high: null, suppressed: true } as const;
    return { ...figure, data: { ...figure.data, ...hidden, ...none } };
  }
  const sum = (key: string): number => rows.reduce((total, row) => total + Number(row[key]), 0);
  const [numerator, denominator] = [sum('numerator'), sum('denominator')];
  const { low, high } = wilson(numerator, denominator) ?? { low: null, high: null };
  const value = denominator > 0 ? numerator / denominator : null;
  const headline = { n: denominator, persons: null, numerator, denominator, value, low, high };
  return { ...figure, data: { ...figure.data, ...headline } };
}

/** Inpatient, residential and PHP apart: what holds for one level says little of another. */
function byLevel(
  { data }: ComputedFigure,
  isAsked: (row: FigureRow) => boolean,
): readonly string[] {
  return LEVELS.flatMap(({ code, short }) => {
    const row = data.rows.find((candidate) => candidate['level'] === code && isAsked(candidate));
    return row && HIGHER_LEVELS.includes(code) ? [`${short} ${share(row)}`] : [];
  });
}

function isWhole(row: FigureRow): boolean {
  return row['level'] === null && row['program'] === null;
}

function isHidden(row: FigureRow | undefined): boolean {
  return row?.[SUPPRESSED] === 1;
}

function share(row: FigureRow): string {
  const value = row['value'];
  if (typeof value === 'number') return formatShare(value);
  return isHidden(row) ? HIDDEN_TEXT : NO_VALUE;
}
