/** The name of a line at its own last point, in its colour; a lone point is labelled with its value. */
import type { Chart, Plugin } from 'chart.js';
import { formatValue } from '$lib/format/numbers';
import { drawingOf, fit } from '../drawing';
import type { LineSeries, LinesPlot } from '../plot';
import { apart, bestPlace, dotsOf, namedIn, nameLines, type Box, type Dot } from './places';

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
    // Half a line below the axis still belongs to a line that ends on it.
    const limits = {
      left: area.left,
      top: area.top - 6,
      right: chart.width,
      bottom: area.bottom + height / 2,
    };
    const labels = plot.series.flatMap((series) => {
      const end = series.points.filter((point) => point.y !== null).at(-1);
      const text = textOf(plot, series);
      if (!end || text.length === 0) return [];
      const at = { x: x.getPixelForValue(end.x), y: y.getPixelForValue(end.y ?? 0) };
      const lines = text.map((line) => fit(ctx, line, chart.width - area.right + 60));
      const width = Math.max(...lines.map((line) => ctx.measureText(line).width));
      const box = { left: at.x + 8, top: at.y - (height * lines.length) / 2, width };
      return [{ series, lines, at, box: { ...box, height: height * lines.length } }];
    });
    const isLast = ({ at }: { at: Dot }): boolean => at.x > area.right - 12;
    const fits = ({ box }: { box: Box }): boolean => box.left + box.width <= chart.width;
    const column = labels.filter((label) => isLast(label) && fits(label));
    const inColumn = apart(
      column.map(({ box }) => box),
      limits.top,
      limits.bottom,
    );
    const places = new Map(column.map((label, index) => [label, inColumn[index]!]));
    const dots = dotsOf(chart, plot);
    for (const label of labels) {
      if (places.has(label)) continue;
      const taken = [...places.values(), ...namedIn(chart)];
      const place = bestPlace(placesAt(label.at, label.box, limits), taken, dots);
      if (place) places.set(label, place);
    }
    for (const [{ series, lines }, place] of places) {
      ctx.fillStyle = theme.color(series.token);
      lines.forEach((line, index) => {
        const middle = place.top + height * (index + 0.5);
        ctx.strokeText(line, place.left, middle);
        ctx.fillText(line, place.left, middle);
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

/** Places around a point, nearest first: to its right, then above and below, shifted step by step. */
export function placesAt(
  { x, y }: Dot,
  { width, height }: Pick<Box, 'width' | 'height'>,
  limits: Limits,
): Box[] {
  const shifts = Array.from({ length: 15 }, (_, index) => index * 5);
  const boxes = shifts.flatMap((shift) => {
    const right = [-shift, shift].map((by) => ({ left: x + 8, top: y - height / 2 + by }));
    const above = [0.5, 1].map((part) => ({ left: x - width * part, top: y - height - 6 - shift }));
    const below = { left: x - width / 2, top: y + 6 + shift };
    return [...right, ...above, below];
  });
  const inside = boxes
    .map((box) => ({ ...box, width, height }))
    .filter(
      ({ left, top }) =>
        left >= limits.left &&
        left + width <= limits.right &&
        top >= limits.top &&
        top + height <= limits.bottom,
    );
  if (inside.length > 0) return inside;
  const left = Math.max(limits.left, limits.right - width);
  return [{ left, top: Math.max(limits.top, y - height / 2), width, height }];
}
