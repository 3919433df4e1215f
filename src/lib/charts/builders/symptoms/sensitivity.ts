/** The result as shown, and under each published alternative of what it rests on. */
import { formatNumber } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { AS_SHOWN, isMarkedAsShown } from '$lib/metrics/symptoms/sensitivity-choices';
import type { FigureChoices } from '../../figure-state';
import type { Plot } from '../../plot';
import { numberIn, textIn } from '../../rows';
import { type ShareEntry, shareBars } from '../share-bars';
import { pairEntries } from './entries';

const CHOICE_LABELS: Readonly<Record<string, string>> = {
  'reliable change': 'Reliable change',
  'cut-off': 'Cut-off',
  window: 'Window',
  unit: 'Unit',
};

const REMARK = 'The table holds every class, with where each value is published.';

/**
 * Describes one bar per alternative, the base first: of those who improved, and after them of those who
 * recovered where an instrument has several cut-offs, which change nobody's improvement.
 */
export function sensitivity(data: FigureData, view: FigureChoices): Plot {
  const entries = pairEntries(data, { ...view, by: 'all' }, false);
  const bars = entries.flatMap(({ label, rows }) => {
    const prefix = entries.length > 1 ? `${label}: ` : '';
    return [
      ...barsOf(rows, 'improved', prefix),
      ...(hasSeveralCutoffs(rows) ? barsOf(rows, 'recovered', `${prefix}Recovered, `) : []),
    ];
  });
  const plot = shareBars(bars, {
    axisTitle: axisTitle(bars),
    countOf: 'pair',
    references: [],
    missing: 'no pair',
  });
  return plot.kind === 'bars' ? { ...plot, remark: REMARK } : plot;
}

function axisTitle(bars: readonly ShareEntry[]): string {
  const classes = new Set(bars.map(({ row }) => textIn(row, 'class')));
  if (classes.size > 1) return 'Improved reliably, or recovered, %';
  return classes.has('recovered') ? 'Recovered, %' : 'Improved reliably, %';
}

function hasSeveralCutoffs(rows: readonly FigureRow[]): boolean {
  return (
    rows.filter(
      (row) => textIn(row, 'choice') === 'cut-off' && textIn(row, 'class') === 'recovered',
    ).length > 1
  );
}

/** Of those who recovered only what their cut-off changes. */
function barsOf(rows: readonly FigureRow[], name: string, prefix: string): readonly ShareEntry[] {
  return rows
    .filter((row) => textIn(row, 'class') === name)
    .filter((row) => name === 'improved' || isAbout(row, 'cut-off'))
    .map((row) => ({
      label: labelOf(row, prefix),
      token: textIn(row, 'choice') === AS_SHOWN ? 'accent' : 'neutral',
      row,
      pick: null,
      more: moreOf(row),
    }));
}

function isAbout(row: FigureRow, choice: string): boolean {
  return textIn(row, 'choice') === choice || textIn(row, 'choice') === AS_SHOWN;
}

/** `As shown`, `Reliable change: 5 points`, `Window: 7 days (as shown)`. */
function labelOf(row: FigureRow, prefix: string): string {
  const choice = textIn(row, 'choice') ?? '';
  const isBase = choice === AS_SHOWN;
  const words = isBase
    ? 'As shown'
    : `${CHOICE_LABELS[choice] ?? choice}: ${textIn(row, 'alternative') ?? ''}`;
  const mark = !isBase && isMarkedAsShown(textIn(row, 'basis') ?? '') ? ' (as shown)' : '';
  const isSentence = prefix.endsWith(', ');
  return `${prefix}${isSentence ? words.charAt(0).toLowerCase() + words.slice(1) : words}${mark}`;
}

/** `16.6 points less than as shown`, and where the value is published. */
function moreOf(row: FigureRow): string | null {
  const difference = numberIn(row, 'difference');
  const basis = textIn(row, 'basis');
  if (textIn(row, 'choice') === AS_SHOWN || difference === null) return basis;
  const points = formatNumber(Math.abs(difference) * 100);
  const words =
    difference === 0
      ? 'no difference'
      : `${points} points ${difference > 0 ? 'more' : 'less'} than as shown`;
  return `${words}; ${basis ?? ''}`;
}
