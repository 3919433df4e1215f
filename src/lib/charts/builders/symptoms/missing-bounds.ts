/** Reliable improvement as observed, at worst and at best: what missing last scores could change. */
import { formatCount, formatNumber, formatShare } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../../figure-state';
import type { Plot } from '../../plot';
import { numberIn, textIn } from '../../rows';
import { saying, sayCount, sayEstimate } from '../../say';
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
    categories: shown.map(({ label, best }) => ({
      label,
      note: `n ${formatCount(numberIn(best, 'denominator'))}`,
    })),
    series: [
      {
        name: axisTitle,
        token: 'accent',
        pattern: 'none',
        bars: shown.map(({ observed, worst, best }) => ({
          value: numberIn(observed, 'value'),
          low: numberIn(observed, 'low'),
          high: numberIn(observed, 'high'),
          q1: numberIn(worst, 'value'),
          q3: numberIn(best, 'value'),
          label:
            numberIn(observed, 'value') === null
              ? null
              : formatShare(numberIn(observed, 'value'), 0),
        })),
      },
    ],
    axis: { title: axisTitle, unit: 'share', min: 0, max: 1 },
    references: [],
    remark:
      'Dot: as observed, with 95 % interval. Bar: from nobody without a last score improved to all of them.',
    cursor: shown.map(({ label, pick, observed, worst, best }, index) => ({
      label,
      text: saying(
        numberIn(observed, 'value') === null
          ? 'no last score'
          : `observed ${sayEstimate(observed, 'share')}, ${sayCount(observed, 'pair')}`,
        `worst case ${formatShare(numberIn(worst, 'value'))}, best case ${formatShare(numberIn(best, 'value'))}`,
        sayBaselines(best),
      ),
      series: 0,
      index,
      pick,
    })),
  };
}

function inScope(rows: readonly FigureRow[], scope: string): FigureRow | undefined {
  return rows.find((row) => textIn(row, 'scope') === scope);
}

/** `no last score 41, mean baseline 15.2; 14.1 of the others`. */
function sayBaselines(row: FigureRow): string | null {
  const unpaired = numberIn(row, 'unpaired') ?? 0;
  if (unpaired === 0) return 'nobody without a last score';
  const own = formatNumber(numberIn(row, 'baseline_unpaired'));
  const others = formatNumber(numberIn(row, 'baseline_paired'));
  return `${formatCount(unpaired)} without a last score, mean baseline ${own}, of the others ${others}`;
}
