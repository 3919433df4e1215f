/** Reliable improvement as observed, at worst and at best: what missing last scores could change. */
import { formatCount, formatNumber, formatShare, HIDDEN_TEXT } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import { HIDDEN_STORY, isHidden, written } from '../../hidden';
import type { Bar, Plot } from '../../plot';
import { numberIn, textIn } from '../../rows';
import { saying, sayCount, sayEstimate, sayN } from '../../say';
import { shareBars } from '../share-bars';
import { pairEntries, type PairEntry } from './entries';

const scopes: readonly { readonly code: string; readonly label: string; readonly token: string }[] =
  [
    { code: 'worst', label: 'Worst case', token: 'neutral' },
    { code: 'observed', label: 'Observed', token: 'accent' },
    { code: 'best', label: 'Best case', token: 'neutral' },
  ];

const axisTitle = 'Improved reliably, %';

/** Describes three bars of one measure, or the range from worst to best by group. */
export function missingBounds(data: FigureData, view: FigureChoices): Plot {
  const entries = pairEntries(data, view, false);
  if (entries.length === 0) return { kind: 'none', reason: 'No baseline under this choice.' };
  if (view.by !== 'all') return ranges(entries);
  const bars = entries.flatMap(({ label, rows, pick }) =>
    scopes.flatMap((scope) => {
      const row = inScope(rows, scope.code);
      if (!row) return [];
      const name = entries.length > 1 ? `${label}: ${scope.label.toLowerCase()}` : scope.label;
      return [{ label: name, token: scope.token, row, pick, more: sayBaselines(row) }];
    }),
  );
  const plot = shareBars(bars, { axisTitle, countOf: 'baseline', references: [], missing: 'none' });
  const remark = 'Worst case: nobody without a last score improved. Best case: all of them did.';
  return plot.kind === 'bars' ? { ...plot, remark } : plot;
}

/** The bar spans worst to best; the dot is what was observed. */
function ranges(entries: readonly PairEntry[]): Plot {
  const shown = entries.map(({ label, rows, pick }) => ({
    label,
    pick,
    observed: inScope(rows, 'observed') ?? {},
    worst: inScope(rows, 'worst') ?? {},
    best: inScope(rows, 'best') ?? {},
  }));
  return {
    kind: 'bars',
    form: 'range',
    horizontal: true,
    categories: shown.map(({ label, best }) => ({ label, note: sayN(best, 'denominator') })),
    series: [
      {
        name: axisTitle,
        token: 'accent',
        pattern: 'none',
        bars: shown.map(rangeOf),
      },
    ],
    axis: { title: axisTitle, unit: 'share', min: 0, max: 1 },
    references: [],
    remark:
      'Dot: as observed, with 95 % interval. Bar: from nobody without a last score improved to all of them.',
    cursor: shown.map(({ label, pick, observed, worst, best }, index) => ({
      label,
      text: saying(sayObserved(observed), sayLimits(worst, best), sayBaselines(best)),
      series: 0,
      index,
      pick,
      row: observed,
    })),
  };
}

interface Scopes {
  readonly observed: FigureRow;
  readonly worst: FigureRow;
  readonly best: FigureRow;
}

function rangeOf({ observed, worst, best }: Scopes): Bar {
  const value = numberIn(observed, 'value');
  const isAnyHidden = [observed, worst, best].some((row) => isHidden(row, 'value'));
  return {
    value,
    low: numberIn(observed, 'low'),
    high: numberIn(observed, 'high'),
    q1: numberIn(worst, 'value'),
    q3: numberIn(best, 'value'),
    label: isAnyHidden ? HIDDEN_TEXT : value === null ? null : formatShare(value, 0),
    ...(isAnyHidden ? { hidden: true } : {}),
  };
}

function sayObserved(row: FigureRow): string {
  if (isHidden(row, 'value')) return `observed: ${HIDDEN_STORY}`;
  if (numberIn(row, 'value') === null) return 'no last score';
  return `observed ${sayEstimate(row, 'share')}, ${sayCount(row, 'pair')}`;
}

function sayLimits(worst: FigureRow, best: FigureRow): string {
  const [low, high] = [worst, best].map((row) => written(row, 'value', formatShare));
  return `worst case ${low}, best case ${high}`;
}

function inScope(rows: readonly FigureRow[], scope: string): FigureRow | undefined {
  return rows.find((row) => textIn(row, 'scope') === scope);
}

/** `41 without a last score, mean baseline 15.2, of the others 14.1`; null = not known, or hidden. */
function sayBaselines(row: FigureRow): string | null {
  if (isHidden(row, 'unpaired')) return null;
  const unpaired = numberIn(row, 'unpaired');
  if (unpaired === null) return null;
  if (unpaired === 0) return 'nobody without a last score';
  const own = written(row, 'baseline_unpaired', formatNumber);
  const others = written(row, 'baseline_paired', formatNumber);
  return `${formatCount(unpaired)} without a last score, mean baseline ${own}, of the others ${others}`;
}
