/** Where the arrow keys take the cursor: along a series, and across to the next one. */
import type { ChartPlot, CursorPoint } from './plot';
import { moveOnScatter } from './scatter-moves';

/** Told to readers where rows can be looked at. */
export const ROWS_KEY_HINT = 'R shows the rows behind a value.';

/** Whether a key asks for the rows behind a value; with Ctrl or Cmd it belongs to the browser. */
export function isRowsKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'r' && !ctrlKey && !metaKey && !altKey;
}

/** The point that a key leads to; null for a key that moves nothing. */
export function moveCursor(
  plot: ChartPlot,
  current: CursorPoint | null,
  key: string,
): CursorPoint | null {
  const { cursor } = plot;
  if (cursor.length === 0) return null;
  if (plot.kind === 'scatter') return moveOnScatter(plot, current, key);
  const series = cursor.filter((point) => point.series === (current ?? cursor[0]!).series);
  if (key === 'Home') return series[0] ?? null;
  if (key === 'End') return series.at(-1) ?? null;
  const step = stepOf(plot, key);
  if (!step) return null;
  if (current === null) return cursor[0] ?? null;
  const several = new Set(cursor.map((point) => point.series)).size > 1;
  if (step.kind === 'along' || !several) {
    const at = series.findIndex((point) => point.index === current.index);
    return series[Math.min(Math.max(at + step.by, 0), series.length - 1)] ?? null;
  }
  return across(plot, current, step.by);
}

function stepOf(plot: ChartPlot, key: string): { kind: 'along' | 'across'; by: number } | null {
  const paging = { PageUp: -10, PageDown: 10 }[key];
  if (paging !== undefined) return { kind: 'along', by: paging };
  const upright = key === 'ArrowUp' || key === 'ArrowDown';
  // Layers are listed from the bottom up.
  const up = plot.kind === 'areas' ? 1 : -1;
  const by = { ArrowLeft: -1, ArrowUp: up, ArrowRight: 1, ArrowDown: -up }[key];
  if (by === undefined) return null;
  const down = plot.kind === 'bars' && plot.horizontal;
  return { kind: upright === down ? 'along' : 'across', by };
}

/** The nearest point of the next series that has one, by place on the axis. */
function across(plot: ChartPlot, current: CursorPoint, by: number): CursorPoint {
  const numbers = [...new Set(plot.cursor.map((point) => point.series))].sort((a, b) => a - b);
  const next = numbers[numbers.indexOf(current.series) + by];
  if (next === undefined) return current;
  const here = placeOf(plot, current);
  return plot.cursor
    .filter((point) => point.series === next)
    .reduce((best, point) =>
      Math.abs(placeOf(plot, point) - here) < Math.abs(placeOf(plot, best) - here) ? point : best,
    );
}

function placeOf(plot: ChartPlot, point: CursorPoint): number {
  if (plot.kind !== 'lines') return point.index;
  return plot.series[point.series]?.points[point.index]?.x ?? point.index;
}
