/** The name of a line at its end, in its colour, moved apart where ends are close. */
import type { Chart, Plugin } from 'chart.js';
import { drawingOf, fit } from '../drawing';

/** Draws names at the ends of lines. */
export const directLabels: Plugin<'line'> = {
  id: 'stepdown-direct-labels',
  afterDatasetsDraw(chart) {
    const drawing = drawingOf(chart as Chart);
    const { x, y } = chart.scales;
    if (drawing?.plot.kind !== 'lines' || drawing.plot.series.length < 2 || !x || !y) return;
    const { theme } = drawing;
    const { ctx, chartArea: area } = chart;
    ctx.save();
    ctx.font = `600 ${theme.fontSize}px ${theme.font}`;
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'left';
    const height = theme.fontSize + 3;
    const ends = drawing.plot.series.flatMap((series) => {
      const end = series.points.filter((point) => point.y !== null).at(-1);
      return end
        ? [{ series, x: x.getPixelForValue(end.x), y: y.getPixelForValue(end.y ?? 0) }]
        : [];
    });
    const tops = spread(
      ends.map((end) => end.y),
      height,
      area.top + height / 2,
      area.bottom - height / 2,
    );
    ends.forEach((end, index) => {
      const top = tops[index] ?? end.y;
      const left = area.right + 8;
      // Dotted and grey: a leader must not look like the line going on.
      ctx.strokeStyle = theme.color('ink-soft');
      ctx.lineWidth = 0.75;
      ctx.globalAlpha = 0.7;
      ctx.setLineDash([1, 3]);
      ctx.beginPath();
      ctx.moveTo(Math.min(end.x + 3, area.right), end.y);
      ctx.lineTo(left - 3, top);
      ctx.stroke();
      ctx.globalAlpha = 1;
      ctx.setLineDash([]);
      ctx.fillStyle = theme.color(end.series.token);
      ctx.fillText(fit(ctx, end.series.name, chart.width - left), left, top);
    });
    ctx.restore();
  },
};

/** Moves places apart to at least a distance, in their order and inside two limits. */
export function spread(
  places: readonly number[],
  distance: number,
  min: number,
  max: number,
): number[] {
  const order = places.map((_, index) => index).sort((a, b) => places[a]! - places[b]!);
  const moved = [...places];
  let free = min;
  for (const index of order) {
    moved[index] = Math.max(moved[index]!, free);
    free = moved[index]! + distance;
  }
  let limit = max;
  for (const index of order.reverse()) {
    moved[index] = Math.min(moved[index]!, limit);
    limit = moved[index]! - distance;
  }
  return moved;
}
