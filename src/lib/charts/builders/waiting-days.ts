/** Days that people wait: the median with its interval, on a bar as long as the 90th percentile. */
import { formatShort } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { FigureChoices } from '../figure-state';
import { isHidden, written } from '../hidden';
import type { Plot } from '../plot';
import { groupsBy, numberIn } from '../rows';
import { saying, sayCount, sayEstimate, sayN } from '../say';
import type { Builder } from './builder';

/** Words of one figure. */
interface WaitingWords {
  readonly name: string;
  /** What everybody together is called. */
  readonly whole: string;
  readonly axis: string;
  readonly remark: string;
  /** Why there is nothing to draw. */
  readonly none: string;
  readonly countOf?: string;
  /** What stands behind n, and the same with its count at the cursor. */
  readonly beside?: (row: FigureRow) => { readonly note: string; readonly count: string };
}

/** Describes one range for each level or program. */
export function waitingDays(words: WaitingWords): Builder {
  return (data: FigureData, view: FigureChoices): Plot => {
    const entries = groupsBy(data.rows, view.by).flatMap((group) =>
      group.rows.slice(0, 1).map((row) => ({ ...group, row, beside: words.beside?.(row) })),
    );
    if (entries.length === 0) return { kind: 'none', reason: words.none };
    return {
      kind: 'bars',
      form: 'range',
      horizontal: true,
      categories: entries.map(({ label, row, beside }) => ({
        label: view.by === 'all' ? words.whole : label,
        note: [sayN(row, 'n'), beside?.note].filter(Boolean).join(', '),
      })),
      series: [
        {
          name: words.name,
          token: 'accent',
          pattern: 'none',
          tokens: entries.map((entry) => entry.token),
          bars: entries.map(({ row }) => ({
            value: numberIn(row, 'value'),
            low: numberIn(row, 'low'),
            high: numberIn(row, 'high'),
            q1: 0,
            q3: numberIn(row, 'p90'),
            label: written(row, 'value', formatShort),
            ...(isHidden(row, 'value') ? { hidden: true } : {}),
          })),
        },
      ],
      axis: { title: words.axis, unit: 'number', min: 0 },
      references: view.target ? [view.target] : [],
      remark: words.remark,
      cursor: entries.map(({ label, row, pick, beside }, index) => ({
        label,
        text: saying(
          `median ${sayEstimate(row, 'days')}`,
          isHidden(row, 'p90') ? null : `90th percentile ${formatShort(numberIn(row, 'p90'))} days`,
          beside?.count ?? null,
          sayCount(row, words.countOf),
        ),
        series: 0,
        index,
        pick,
        row,
      })),
    };
  };
}
