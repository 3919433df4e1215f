/** An axis of days since admission that ends where too few are followed for a curve to say something. */
import type { FigureRow } from '$lib/metrics/metric';
import { HIDDEN_TEXT } from '$lib/format/numbers';
import { isHidden } from '../../hidden';
import { numberIn } from '../../rows';

/** Lengths of the picture in days, with the steps of its ticks. */
const lengths = [
  { days: 30, step: 5 },
  { days: 90, step: 15 },
  { days: 180, step: 30 },
  { days: 365, step: 60 },
  { days: 730, step: 120 },
  { days: 1095, step: 180 },
] as const;

/** The picture ends where fewer than this share of those who began are followed; the rest is noise. */
const followedShare = 0.05;

/** An axis from day 0. */
export interface DayAxis {
  readonly max: number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

/** The steps of a curve that a release shows; it ends where few are at risk. */
export function shownSteps(rows: readonly FigureRow[]): readonly FigureRow[] {
  return rows.filter((row) => !isHidden(row, 'value'));
}

/** The axis for curves, each given by its rows with `day` and `at_risk`. */
export function dayAxis(curves: readonly (readonly FigureRow[])[]): DayAxis {
  const last = Math.max(0, ...curves.map((rows) => lastFollowed(shownSteps(rows))));
  const { days: max, step } = lengths.find(({ days }) => days >= last) ?? lengths.at(-1)!;
  const ticks = Array.from({ length: Math.floor(max / step) + 1 }, (_, index) => ({
    value: index * step,
    label: String(index * step),
  }));
  return { max, ticks };
}

/** Numbers at risk at the ticks of an axis; hidden from the end of a curve on that a release ends. */
export function atRiskAt(
  rows: readonly FigureRow[],
  { ticks }: DayAxis,
  write: (count: number) => string,
): { x: number; text: string }[] {
  const hasEnd = rows.some((row) => isHidden(row, 'at_risk'));
  return ticks.map(({ value }) => {
    const next = rows.find((row) => (numberIn(row, 'day') ?? 0) >= value);
    if (next ? isHidden(next, 'at_risk') : hasEnd) return { x: value, text: HIDDEN_TEXT };
    return { x: value, text: write(next ? (numberIn(next, 'at_risk') ?? 0) : 0) };
  });
}

/** The last day on which enough of a group are followed. */
function lastFollowed(rows: readonly FigureRow[]): number {
  const began = numberIn(rows[0] ?? {}, 'at_risk') ?? 0;
  const followed = rows.filter((row) => (numberIn(row, 'at_risk') ?? 0) >= followedShare * began);
  return numberIn(followed.at(-1) ?? {}, 'day') ?? 0;
}
