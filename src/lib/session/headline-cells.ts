/** The headline of a figure in a cell of a table: value and, below it, what it was counted from. */
import { formatCount, formatShare, formatShort, HIDDEN_TEXT, NO_VALUE } from '$lib/format/numbers';
import { findMeasure } from '$lib/measures/library';
import { measureShortName } from '$lib/measures/short-names';
import type { ComputedFigure } from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';

/** A cell: what is shown, what it sorts by, and the counts behind it. */
export interface HeadlineCell {
  readonly text: string;
  readonly sort: number | null;
  readonly note?: string;
}

const LABELS: Readonly<Record<string, string>> = {
  'reliable-change': 'Improved reliably',
  'next-move': 'Stepped down within 7 days',
  'paired-data': 'Measured at least twice',
  'length-of-stay': 'Median length, days',
  retention: 'Median time, days',
  'hours-per-week': 'Hours a week',
  'mean-change': 'Mean improvement, points',
};

/** The name of a metric over a column. */
export function columnLabel(metric: Metric): string {
  return LABELS[metric.id] ?? metric.name;
}

/** Stands for a number about few people, or one that would tell it. */
export const HIDDEN_CELL: HeadlineCell = { text: HIDDEN_TEXT, sort: null };

/**
 * The cells of one figure for the values of a field. In a release a number that is hidden alone would be
 * what the others leave of all: the one about the fewest others goes too.
 */
export function cellsOf(
  figures: readonly (ComputedFigure | undefined)[],
): readonly (HeadlineCell | null)[] {
  const cells = figures.map((figure) => (figure ? cellOf(figure) : null));
  const isRelease = figures.some((figure) => figure?.context.cohort.mode === 'release');
  const hidden = figures.filter((figure) => figure?.data.suppressed).length;
  if (!isRelease || hidden === 0) return cells;
  const [next] = figures
    .map((figure, at) => ({ at, data: figure?.data }))
    .filter(({ data }) => data && !data.suppressed && data.value !== null)
    .sort((a, b) => Number(a.data!.persons) - Number(b.data!.persons) || a.at - b.at);
  return cells.map((cell, at) => (at === next?.at ? HIDDEN_CELL : cell));
}

/** The cell of a figure; a dash where there is no estimate. */
export function cellOf({ metric, data }: ComputedFigure): HeadlineCell {
  const { value, numerator, denominator, n, about } = data;
  if (value === null && data.suppressed) return HIDDEN_CELL;
  if (value === null) return { text: NO_VALUE, sort: null, note: 'none' };
  const isShare = metric.unit === 'proportion';
  const counted =
    isShare && numerator !== null && denominator !== null
      ? `${formatCount(numerator)} of ${formatCount(denominator)}`
      : `n ${formatCount(n ?? denominator)}`;
  const measure = about !== null && findMeasure(about) ? `${measureShortName(about)}, ` : '';
  return {
    text: isShare ? formatShare(value) : formatShort(value),
    sort: value,
    note: `${measure}${counted}`,
  };
}
