/** The rows of a figure as a table that reads well; what a chart shows is never only in the chart. */
import { formatDay, formatMonth } from '$lib/format/days';
import {
  formatCount,
  formatNumber,
  formatP,
  formatShare,
  formatShort,
  formatValue,
  HIDDEN_TEXT,
  NO_VALUE,
  type Unit,
} from '$lib/format/numbers';
import { sentenceCase, spellOut } from '$lib/format/words';
import { type FigureRow, type Metric, SUPPRESSED } from '$lib/metrics/metric';
import { findLevel } from '$lib/model/levels';
import type { DataCell, DataColumn, DataRow } from '$lib/ui/DataTable.svelte';
import type { FigureView } from './figure-state';
import { hiddenNote, isHidden } from './hidden';
import { levelLabel, measureLabel, MOVES } from './labels';
import { textIn } from './rows';

/** Columns and rows for `DataTable`. */
export interface FigureTable {
  /** The title, and what all rows share. */
  readonly caption: string;
  readonly columns: readonly DataColumn[];
  readonly rows: readonly DataRow[];
  /** Says why cells are hidden; null = none is. */
  readonly note: string | null;
}

const headers: Readonly<Record<string, string>> = {
  n: 'Stays',
  persons: 'People',
  numerator: 'Counted',
  denominator: 'Out of',
  value: 'Value',
  low: '95 % from',
  high: '95 % to',
  sd: 'SD',
  q1: 'Lower quartile',
  q3: 'Upper quartile',
  p90: '90th percentile',
  mean: 'Mean',
  days_attended: 'Days attended (median)',
  scheduled: 'Scheduled',
  of_scheduled: 'Attended of scheduled',
  rater: 'Rated by',
  visit_label: 'Visit',
  from: 'Discharged from',
  to: 'Next stay',
  usable: 'Usable for change',
  usable_value: 'Usable, share',
  at_risk: 'At risk',
  df: 'df',
  p: 'p',
  incomplete: 'Part only',
  referred_outside: 'Referred outside',
  d: 'd (uncorrected)',
  sd_pre: 'SD of the baseline',
  correlation: 'Correlation of first and last',
  baseline_mean: 'Mean baseline',
  last_mean: 'Mean last score',
  unadjusted: 'Not adjusted',
  per_baseline_point: 'Per point of baseline',
  per_day: 'Per day to the first score',
  difference: 'Difference from as shown',
  unpaired: 'Without a last score',
  baseline_paired: 'Mean baseline, paired',
  baseline_unpaired: 'Mean baseline, not paired',
  target_low: 'Target from',
  target_high: 'Target to',
  stays_of_7_days: 'Stays of 7 days or more',
  floor: 'Floor, hours a week',
  median_low: 'Median, 95 % from',
  median_high: 'Median, 95 % to',
  against_advice: 'Against advice',
  coverage_ended: 'Coverage ended',
  within: 'Within 14 days',
  within_value: 'Within 14 days, share',
  within_low: 'Share, 95 % from',
  within_high: 'Share, 95 % to',
  response: 'Response rate',
  response_low: 'Response, 95 % from',
  response_high: 'Response, 95 % to',
};

/** Scopes and classes that need more words than their code has. */
const terms: Readonly<Record<string, string>> = {
  all: 'All pairs',
  clinical: 'Unwell at the start',
  'short interval': 'Closer than the recall period',
  'cannot improve': 'Too close to the best score (part of the above)',
  recovered: 'Recovered (reliably better, now well)',
  harmed: 'Worsened past the cut-off',
  baseline: 'At the start',
  last: 'At the last score',
  observed: 'Observed',
  worst: 'If every unpaired stay had not improved',
  best: 'If every unpaired stay had improved',
};

const words = new Set([
  'measure',
  'rater',
  'level',
  'program',
  'scope',
  'class',
  'from',
  'to',
  'statistic',
  'between',
  'month',
  'visit_label',
  'choice',
  'alternative',
  'basis',
]);

/** Where these columns hold scores and not levels. */
const scoreHeaders: Readonly<Record<string, string>> = { from: 'Baseline', to: 'Last score' };

/** Columns beside the value that hold shares. */
const shares = new Set([
  'of_scheduled',
  'usable_value',
  'share',
  'within_value',
  'within_low',
  'within_high',
  'response',
  'response_low',
  'response_high',
  'difference',
]);

/** How the value of a metric is written. */
export function unitOf(metric: Metric): Unit {
  if (/proportion|share|percent/.test(metric.unit)) return 'share';
  if (/day/.test(metric.unit)) return 'days';
  if (/point/.test(metric.unit)) return 'points';
  return metric.id === 'census' || /hour|deviation/.test(metric.unit) ? 'number' : 'count';
}

/** Keys that are said once in the caption where all rows agree, to leave room for the numbers. */
const said = new Set(['measure', 'rater', 'window', 'scope', 'statistic']);

/** Said by another column, the place of a visit by its word, or by the cells that are hidden. */
const told = new Set(['visit', SUPPRESSED]);

/** Where a row stands; never hidden, so that null has another meaning. */
const places = new Set(['week', 'day', 'visit', 'window']);

function isHiddenCell(row: FigureRow, key: string): boolean {
  // A class goes with its numbers where it would tell them; no row is of all classes.
  return (key === 'class' || !words.has(key)) && !places.has(key) && isHidden(row, key);
}

/**
 * A table of rows; columns without a single value are left out, unless all their values are hidden.
 *
 * @param smallest Up to how many people are few, for the note; null = not said.
 */
export function figureTable(
  { data, metric, title, onRow }: Pick<FigureView, 'data' | 'metric' | 'title' | 'onRow'>,
  rows: readonly FigureRow[] = data.rows,
  smallest: number | null = null,
): FigureTable {
  const unit = unitOf(metric);
  const same = (key: string): boolean => rows.every((row) => row[key] === rows[0]?.[key]);
  const isAllHidden = (column: string): boolean =>
    rows.length > 0 && rows.every((row) => isHiddenCell(row, column));
  const filled = data.columns.filter(
    (column) =>
      !told.has(column) &&
      (rows.some((row) => (row[column] ?? null) !== null) || isAllHidden(column)),
  );
  const once = filled.filter((key) => said.has(key) && same(key));
  const kept = estimateFirst(filled.filter((key) => !once.includes(key)));
  const about = once.map((key) => text(key, rows[0]?.[key] ?? null, rows[0] ?? {}, unit));
  const isAnyHidden = kept.some((key) => rows.some((row) => isHiddenCell(row, key)));
  return {
    note: isAnyHidden ? hiddenNote(smallest) : null,
    caption: about.length === 0 ? title : `${title} (${about.join(', ')})`,
    columns: kept.map((key) => ({
      key,
      label: key === 'value' ? valueHeader(unit, metric) : header(key, rows),
      numeric:
        isScore(key, rows) ||
        (!words.has(key) && !(key === 'day' && rows.some((row) => textIn(row, 'day')))),
    })),
    rows: rows.map((row) =>
      Object.fromEntries(
        kept.map((key) => {
          const plain = cell(key, row[key] ?? null, row, unit);
          return [key, onRow && key === asked(kept) ? { ...plain, act: () => onRow(row) } : plain];
        }),
      ),
    ),
  };
}

/** The column whose number can be looked behind: the one that says how many. */
function asked(keys: readonly string[]): string | undefined {
  return ['denominator', 'n', 'persons', 'value'].find((key) => keys.includes(key));
}

/**
 * Keys, then the estimate with its interval, then what it is made of: a narrow card shows the first.
 * Where something is published comes last, as it is long.
 */
function estimateFirst(keys: readonly string[]): readonly string[] {
  const rank = (key: string): number => {
    if (key === 'basis') return 3;
    if (words.has(key) || key === 'week' || key === 'day' || key === 'window') return 0;
    return key === 'value' || key === 'low' || key === 'high' ? 1 : 2;
  };
  return [...keys].sort((a, b) => rank(a) - rank(b));
}

function isScore(key: string, rows: readonly FigureRow[]): boolean {
  return key in scoreHeaders && rows.some((row) => typeof row[key] === 'number');
}

function header(key: string, rows: readonly FigureRow[]): string {
  const known = isScore(key, rows) ? scoreHeaders[key] : headers[key];
  return known ?? sentenceCase(key);
}

function valueHeader(unit: Unit, metric: Metric): string {
  if (metric.id === 'retention') return 'Value';
  if (unit === 'number') return metric.id === 'census' ? 'Stays' : sentenceCase(metric.unit);
  return { share: 'Share', days: 'Median days', points: 'Mean', count: 'Count' }[unit];
}

function cell(key: string, value: FigureRow[string], row: FigureRow, unit: Unit): DataCell {
  // Visits have an order that their words do not tell.
  const sort = key === 'visit_label' ? (row['visit'] ?? null) : value;
  return { text: text(key, value, row, unit), sort };
}

function text(key: string, value: FigureRow[string], row: FigureRow, unit: Unit): string {
  if (isHiddenCell(row, key)) return HIDDEN_TEXT;
  if (value === null) return words.has(key) && key !== 'visit_label' ? 'All' : NO_VALUE;
  if (typeof value === 'string') return word(key, value);
  switch (key) {
    case 'value':
    case 'low':
    case 'high':
      return estimate(value, row, unit);
    case 'mean':
    case 'sd':
    case 'baseline_mean':
    case 'last_mean':
    case 'baseline_paired':
    case 'baseline_unpaired':
      return formatNumber(value);
    case 'd':
    case 'sd_pre':
    case 'correlation':
    case 'unadjusted':
    case 'intercept':
    case 'per_baseline_point':
    case 'per_day':
      return formatNumber(value, 2);
    case 'p':
      return formatP(value);
    case 'window':
      return `${formatCount(value)} days`;
    case 'week':
      return formatCount(value + 1);
    case 'incomplete':
      return value === 1 ? 'yes' : 'no';
    default:
      return shares.has(key) ? formatShare(value) : formatShort(value);
  }
}

/** A curve holds shares, days and a chi-square in one column; `statistic` tells them apart. */
function estimate(value: number, row: FigureRow, unit: Unit): string {
  const statistic = textIn(row, 'statistic');
  if (statistic === 'median') return formatValue(value, 'days');
  if (statistic === 'log-rank') return formatNumber(value, 2);
  if (statistic === 'survival' || statistic === 'at risk') return formatShare(value);
  return unit === 'days' ? formatShort(value) : formatValue(value, unit);
}

function word(key: string, value: string): string {
  if (key === 'measure') return measureLabel(value);
  if (key === 'level' || key === 'from' || key === 'to') return levelLabel(value);
  if (key === 'day') return formatDay(value);
  if (key === 'month') return formatMonth(value);
  if (key === 'program' || key === 'visit_label' || key === 'basis') return value;
  if (key === 'scope' || key === 'class') {
    const known = terms[value];
    if (known !== undefined) return known;
    if (findLevel(value)) return levelLabel(value);
  }
  const move = MOVES.find((candidate) => candidate.code === value);
  return key === 'class' && move ? move.label : sentenceCase(spellOut(value));
}
