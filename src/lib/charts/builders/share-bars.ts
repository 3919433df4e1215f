/** Shares as bars from zero with interval whiskers: one bar per entry. */
import { formatShare, HIDDEN_TEXT } from '$lib/format/numbers';
import type { FigureRow } from '$lib/metrics/metric';
import { isHidden } from '../hidden';
import type { Bar, BarsPlot, NoPlot, Pick, ReferenceLine } from '../plot';
import { numberIn } from '../rows';
import { saying, sayCount, sayEstimate, sayN } from '../say';

/** One bar. */
export interface ShareEntry {
  readonly label: string;
  readonly token: string;
  readonly row: FigureRow;
  readonly pick: Pick | null;
  /** Further lines of the tooltip. */
  readonly more?: string | null;
}

/** Words and lines around the bars. */
export interface ShareWords {
  readonly axisTitle: string;
  readonly countOf: string;
  readonly references: readonly ReferenceLine[];
  /** What to say when an entry has no value. */
  readonly missing: string;
}

/** Describes horizontal bars of shares from 0 to 100 %. */
export function shareBars(entries: readonly ShareEntry[], words: ShareWords): BarsPlot | NoPlot {
  if (entries.length === 0) return { kind: 'none', reason: 'No value under this choice.' };
  return {
    kind: 'bars',
    form: 'bars',
    horizontal: true,
    categories: entries.map(({ label, row }) => ({ label, note: sayN(row) })),
    series: [
      {
        name: words.axisTitle,
        token: 'accent',
        pattern: 'none',
        tokens: entries.map((entry) => entry.token),
        bars: entries.map(({ row }) => barOf(row, words.missing)),
      },
    ],
    axis: { title: words.axisTitle, unit: 'share', min: 0, max: 1 },
    references: words.references,
    remark: null,
    cursor: entries.map(({ label, row, pick, more }, index) => ({
      label,
      text:
        numberIn(row, 'value') === null && !isHidden(row, 'value')
          ? words.missing
          : saying(sayEstimate(row, 'share'), sayCount(row, words.countOf), more ?? null),
      series: 0,
      index,
      pick,
      row,
    })),
  };
}

function barOf(row: FigureRow, missing: string): Bar {
  const value = numberIn(row, 'value');
  const [low, high] = [numberIn(row, 'low'), numberIn(row, 'high')];
  if (isHidden(row, 'value')) return { value, low, high, label: HIDDEN_TEXT, hidden: true };
  return { value, low, high, label: value === null ? missing : formatShare(value) };
}
