/** Shares of classes that sum to one, as stacked bars with words and patterns. */
import { formatCount, formatShare } from '$lib/format/numbers';
import type { FigureRow } from '$lib/metrics/metric';
import type { BarsPlot, NoPlot, Pattern, Pick } from '../plot';
import { numberIn } from '../rows';
import { saying, sayCount, sayEstimate } from '../say';

/** One class of the stack. */
export interface StackClass {
  readonly code: string;
  readonly label: string;
  readonly token: string;
  readonly pattern: Pattern;
}

/** One stacked bar: its rows by class. */
export interface StackEntry {
  readonly label: string;
  readonly rowOf: (code: string) => FigureRow | undefined;
  readonly pick: Pick | null;
}

/** Describes horizontal stacks from 0 to 100 %; entries without a denominator are left out. */
export function shareStack(
  entries: readonly StackEntry[],
  classes: readonly StackClass[],
  axisTitle: string,
  remark: string | null,
  countOf: readonly [one: string, many: string] = ['stay', 'stays'],
): BarsPlot | NoPlot {
  const shown = entries.filter((entry) => totalOf(entry, classes) > 0);
  if (shown.length === 0) return { kind: 'none', reason: 'Nobody to count under this choice.' };
  return {
    kind: 'bars',
    form: 'stack',
    horizontal: true,
    categories: shown.map((entry) => ({
      label: entry.label,
      note: `n ${formatCount(totalOf(entry, classes))}`,
    })),
    series: classes.map(({ code, label, token, pattern }) => ({
      name: label,
      token,
      pattern,
      bars: shown.map((entry) => {
        const value = numberIn(entry.rowOf(code) ?? {}, 'value');
        return { value, low: null, high: null, label: value ? formatShare(value, 0) : null };
      }),
    })),
    axis: { title: axisTitle, unit: 'share', min: 0, max: 1 },
    references: [],
    remark,
    cursor: shown.flatMap((entry, index) =>
      classes.flatMap(({ code, label }, series) => {
        const row = entry.rowOf(code);
        if (!row) return [];
        const text = saying(sayEstimate(row, 'share'), sayCount(row, ...countOf));
        return [
          {
            label: `${entry.label}, ${label.toLowerCase()}`,
            text,
            series,
            index,
            pick: entry.pick,
          },
        ];
      }),
    ),
  };
}

function totalOf(entry: StackEntry, classes: readonly StackClass[]): number {
  for (const { code } of classes) {
    const total = numberIn(entry.rowOf(code) ?? {}, 'denominator');
    if (total !== null) return total;
  }
  return 0;
}
