/**
 * Shares of classes that sum to one, as stacked bars with words and patterns. Hidden classes stand as
 * one gap at the end, which is what the visible ones leave.
 */
import { formatShare, HIDDEN_TEXT } from '$lib/format/numbers';
import { listOf } from '$lib/format/words';
import type { FigureRow } from '$lib/metrics/metric';
import { HIDDEN_STORY, isHidden } from '../hidden';
import type { Bar, BarSeries, BarsPlot, CursorPoint, NoPlot, Pattern, Pick } from '../plot';
import { numberIn } from '../rows';
import { saying, sayCount, sayEstimate, sayN } from '../say';

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

type CountOf = readonly [one: string, many: string];

/**
 * Describes horizontal stacks from 0 to 100 %; entries without a denominator are left out, those with a
 * hidden one are hidden as a whole.
 */
export function shareStack(
  entries: readonly StackEntry[],
  classes: readonly StackClass[],
  axisTitle: string,
  remark: string | null,
  countOf: CountOf = ['stay', 'stays'],
): BarsPlot | NoPlot {
  const shown = entries.filter((entry) => {
    const row = totalRow(entry, classes);
    return (numberIn(row, 'denominator') ?? 0) > 0 || isHidden(row, 'denominator');
  });
  if (shown.length === 0) return { kind: 'none', reason: 'Nobody to count under this choice.' };
  const gaps = gapsOf(shown, classes);
  return {
    kind: 'bars',
    form: 'stack',
    horizontal: true,
    categories: shown.map((entry) => ({
      label: entry.label,
      note: sayN(totalRow(entry, classes), 'denominator'),
    })),
    series: [
      ...classes.map(({ code, label, token, pattern }) => ({
        name: label,
        token,
        pattern,
        bars: shown.map((entry) => {
          const value = numberIn(entry.rowOf(code) ?? {}, 'value');
          return { value, low: null, high: null, label: value ? formatShare(value, 0) : null };
        }),
      })),
      ...gaps,
    ],
    axis: { title: axisTitle, unit: 'share', min: 0, max: 1 },
    references: [],
    remark,
    cursor: shown.flatMap((entry, index) => [
      ...classes.flatMap(({ code, label }, series): CursorPoint[] => {
        const row = entry.rowOf(code);
        if (!row || isHidden(row, 'value')) return [];
        return [
          {
            label: `${entry.label}, ${label.toLowerCase()}`,
            text: saying(sayEstimate(row, 'share'), sayCount(row, ...countOf)),
            series,
            index,
            pick: entry.pick,
            row,
          },
        ];
      }),
      ...hiddenPoint(entry, classes, index, countOf),
    ]),
  };
}

function totalRow(entry: StackEntry, classes: readonly StackClass[]): FigureRow {
  const rows = classes.map(({ code }) => entry.rowOf(code)).filter((row) => row !== undefined);
  return (
    rows.find((row) => numberIn(row, 'denominator') !== null) ??
    rows.find((row) => isHidden(row, 'denominator')) ??
    {}
  );
}

function hiddenIn(entry: StackEntry, classes: readonly StackClass[]): readonly StackClass[] {
  return classes.filter(({ code }) => isHidden(entry.rowOf(code) ?? {}, 'value'));
}

/** One more series of gaps, where any entry has one. */
function gapsOf(
  entries: readonly StackEntry[],
  classes: readonly StackClass[],
): readonly BarSeries[] {
  const bars = entries.map((entry): Bar => {
    const none = { value: null, low: null, high: null, label: null };
    if (hiddenIn(entry, classes).length === 0) return none;
    const visible = classes.reduce(
      (sum, { code }) => sum + (numberIn(entry.rowOf(code) ?? {}, 'value') ?? 0),
      0,
    );
    return { ...none, value: Math.max(0, 1 - visible), label: HIDDEN_TEXT, hidden: true };
  });
  if (!bars.some((bar) => bar.hidden)) return [];
  return [{ name: 'Hidden', token: 'neutral', pattern: 'hidden', bars }];
}

function hiddenPoint(
  entry: StackEntry,
  classes: readonly StackClass[],
  index: number,
  countOf: CountOf,
): readonly CursorPoint[] {
  const hidden = hiddenIn(entry, classes);
  const [first] = hidden;
  if (!first) return [];
  const names = listOf(
    hidden.map(({ label }) => label.toLowerCase()),
    classes.length + 1,
  );
  const total = { ...totalRow(entry, classes), numerator: null, suppressed: 1 };
  const row = hidden.length === 1 ? entry.rowOf(first.code) : undefined;
  return [
    {
      label: `${entry.label}, ${names}`,
      text: saying(HIDDEN_STORY, sayCount(total, ...countOf)),
      series: classes.length,
      index,
      pick: entry.pick,
      ...(row ? { row } : {}),
    },
  ];
}
