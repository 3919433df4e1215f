/** The short hatched bar that stands for a hidden number: as long everywhere, so that it tells nothing. */
import type { Bar, BarsPlot } from './plot';

/** Part of the axis that a stub takes. */
const PART = 0.06;

/** Where a stub begins and ends, in values of the axis; it never stretches the axis. */
export function hiddenStub(plot: BarsPlot): [number, number] {
  const max = plot.axis.max ?? Math.max(0, ...known(plot));
  const min = plot.axis.min ?? 0;
  const room = max > min ? max - min : 1;
  const from = Math.max(0, min);
  return [from, from + room * PART];
}

/** Whether no number is known, so that the axis has no scale. */
export function isUnknown(plot: BarsPlot): boolean {
  const bars = plot.series.flatMap((series) => series.bars);
  return bars.some((bar) => bar.hidden) && known(plot).length === 0;
}

function known({ series }: BarsPlot): readonly number[] {
  const ends = ({ value, low, high, q1, q3 }: Bar): readonly (number | null | undefined)[] => [
    value,
    low,
    high,
    q1,
    q3,
  ];
  return series.flatMap(({ bars }) =>
    bars.flatMap(ends).filter((value): value is number => typeof value === 'number'),
  );
}
