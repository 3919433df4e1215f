/** The name of a line at its own last point, in its colour; a lone point is labelled with its value. */
import type { Chart, Plugin } from 'chart.js';
import { formatValue } from '$lib/format/numbers';
import { drawingOf, fit } from '../drawing';
import type { LineSeries, LinesPlot } from '../plot';
import { bestPlace, dotsOf, nameLines, type Box, type Dot } from './places';

/** Draws names at the ends of lines. */
export const directLabels: Plugin<'line'> = {
  id: 'stepdown-direct-labels',
  afterDatasetsDraw(drawn) {
    const chart = drawn as Chart;
    const drawing = drawingOf(chart);
    const { x, y } = chart.scales;
    if (drawing?.plot.kind !== 'lines' || !x || !y) return;
    const { plot, theme } = drawing;
    const { ctx, chartArea: area } = chart;
    const height = theme.fontSize + 2;
    ctx.save();
    ctx.font = `600 ${theme.fontSize}px ${theme.font}`;
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'left';
    ctx.lineJoin = 'round';
    ctx.lineWidth = 3;
    ctx.strokeStyle = theme.color('card');
    const limits = { left: area.left, top: area.top - 6, right: chart.width, bottom: area.bottom };
    const dots = dotsOf(chart, plot);
    const taken: Box[] = [];
    for (const series of plot.series) {
      const end = series.points.filter((point) => point.y !== null).at(-1);
      const lines = textOf(plot, series);
      if (!end || lines.length === 0) continue;
      const at = { x: x.getPixelForValue(end.x), y: y.getPixelForValue(end.y ?? 0) };
      const shown = lines.map((line) => fit(ctx, line, chart.width - area.right + 60));
      const width = Math.max(...shown.map((line) => ctx.measureText(line).width));
      const size = { width, height: height * shown.length };
      const box = bestPlace(placesAt(at, size, limits), taken, dots);
      if (!box) continue;
      taken.push(box);
      ctx.fillStyle = theme.color(series.token);
      shown.forEach((line, index) => {
        const middle = box.top + height * (index + 0.5);
        ctx.strokeText(line, box.left, middle);
        ctx.fillText(line, box.left, middle);
      });
    }
    ctx.restore();
  },
};

function textOf(plot: LinesPlot, series: LineSeries): readonly string[] {
  if (plot.series.length > 1) return nameLines(series.name);
  const [only, ...more] = series.points.filter((point) => point.y !== null);
  return only && more.length === 0 ? [formatValue(only.y, plot.y.unit)] : [];
}

interface Limits {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Places around a point, best first: to its right, then above and below, each shifted a little. */
export function placesAt(
  { x, y }: Dot,
  { width, height }: Pick<Box, 'width' | 'height'>,
  limits: Limits,
): Box[] {
  const middle = y - height / 2;
  const shifts = [0, -4, 4, -8, 8, -12, 12, -18, 18, -24, 24, -32, 32, -40, 40];
  const right = shifts.map((shift) => ({ left: x + 8, top: middle + shift }));
  const near = [-6, 6, -14, 14].flatMap((shift) => {
    const top = shift < 0 ? y - height + shift : y + shift;
    return [
      { left: x - width / 2, top },
      { left: x - width, top },
    ];
  });
  const inside = [...right.slice(0, 11), ...near, ...right.slice(11)]
    .map(({ left, top }) => ({
      left,
      top: Math.min(Math.max(top, limits.top), limits.bottom - height),
      width,
      height,
    }))
    .filter((box) => box.left >= limits.left && box.left + width <= limits.right);
  if (inside.length > 0) return inside;
  const left = Math.max(limits.left, limits.right - width);
  return [{ left, top: Math.max(limits.top, middle), width, height }];
}
