/** Changes as bars from a zero line with interval whiskers: to the right is better. */
import { formatNumber, HIDDEN_TEXT } from '$lib/format/numbers';
import type { FigureRow } from '$lib/metrics/metric';
import { isHidden } from '../../hidden';
import type { Bar, BarsPlot, NoPlot } from '../../plot';
import { numberIn } from '../../rows';
import { saying, sayCount, sayEstimate, sayN } from '../../say';
import type { PairEntry } from './entries';

/** Words around the bars. */
export interface ZeroWords {
  readonly axisTitle: string;
  /** Digits after the point. */
  readonly digits: 1 | 2;
  /** What to say when an entry has no value. */
  readonly missing: string;
  readonly remark: string;
  /** Further lines of the tooltip. */
  readonly more: (row: FigureRow) => string | null;
}

/** Describes one bar per entry, by its first row; `value` positive = better. */
export function zeroBars(entries: readonly PairEntry[], words: ZeroWords): BarsPlot | NoPlot {
  if (entries.length === 0) return { kind: 'none', reason: 'No pair of scores under this choice.' };
  const rows = entries.map((entry) => entry.rows[0]!);
  const unit = words.digits === 1 ? 'points' : 'number';
  return {
    kind: 'bars',
    form: 'bars',
    horizontal: true,
    categories: entries.map(({ label }, at) => ({ label, note: sayN(rows[at]!, 'n') })),
    series: [
      {
        name: words.axisTitle,
        token: 'neutral',
        pattern: 'none',
        tokens: rows.map(tokenOf),
        bars: rows.map((row) => barOf(row, words)),
      },
    ],
    axis: { title: words.axisTitle, unit, ...limitsOf(rows) },
    references: [{ value: 0, name: 'no change' }],
    remark: `${words.remark} Blue: better, orange: worse, grey: the interval holds no change.`,
    cursor: entries.map(({ label, pick }, index) => {
      const row = rows[index]!;
      const isKnown = numberIn(row, 'value') !== null;
      return {
        label,
        text: saying(
          isKnown || isHidden(row, 'value') ? sayEstimate(row, unit) : words.missing,
          sayCount(row, 'pair'),
          isKnown ? words.more(row) : null,
        ),
        series: 0,
        index,
        pick,
        row,
      };
    }),
  };
}

function barOf(row: FigureRow, { missing, digits }: ZeroWords): Bar {
  const value = numberIn(row, 'value');
  const [low, high] = [numberIn(row, 'low'), numberIn(row, 'high')];
  if (isHidden(row, 'value')) return { value, low, high, label: HIDDEN_TEXT, hidden: true };
  return { value, low, high, label: value === null ? missing : formatNumber(value, digits) };
}

/** Better or worse where the interval says so. */
function tokenOf(row: FigureRow): string {
  if ((numberIn(row, 'low') ?? 0) > 0) return 'better';
  return (numberIn(row, 'high') ?? 0) < 0 ? 'worse' : 'neutral';
}

/** Limits on round numbers that hold zero and every whisker. */
function limitsOf(rows: readonly FigureRow[]): { min: number; max: number } {
  const values = rows.flatMap((row) =>
    ['value', 'low', 'high'].map((name) => numberIn(row, name)).filter((value) => value !== null),
  );
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const sizes = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20];
  const step = sizes.find((size) => (high - low) / size <= 5) ?? sizes.at(-1)!;
  // In whole steps, which multiples of a tenth miss by rounding.
  const whole = (steps: number): number => Math.round(steps * step * 10) / 10;
  const [first, last] = [Math.floor(low / step), Math.ceil(high / step)];
  return { min: whole(first), max: whole(last === first ? last + 1 : last) };
}
