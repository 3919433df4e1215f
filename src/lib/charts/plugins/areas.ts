/** Stacked areas with their names: inside a layer where it is thick enough, else beside its end. */
import type { Chart, Plugin } from 'chart.js';
import { type Edges, layersOf, roomFor } from '../area-layers';
import { drawingOf, fit } from '../drawing';
import type { AreasPlot } from '../plot';
import { textOn, type Theme } from '../theme';
import { patternFill } from './pattern';
import { apart } from './places';

/** Layers that never reach this share of the axis have their names beside the plot. */
const THIN = 0.085;

/** Size of the swatch of a name beside the plot in px. */
const swatch = 9;

/** The names for which the plot needs room on its right. */
export function sideNames({ series, y }: AreasPlot): readonly string[] {
  const whole = y.max ?? Math.max(...series.flatMap(({ values }) => values));
  return series.filter(({ values }) => Math.max(...values) < THIN * whole).map(({ name }) => name);
}

/** Draws the layers before everything else and their names after it. */
export const areas: Plugin<'line'> = {
  id: 'stepdown-areas',
  beforeDatasetsDraw(drawn) {
    const chart = drawn as Chart;
    const drawing = drawingOf(chart);
    if (drawing?.plot.kind !== 'areas') return;
    const { plot, theme } = drawing;
    const { ctx } = chart;
    const card = theme.color('card');
    ctx.save();
    edgesOf(chart, plot).forEach((edges, at) => {
      const { token, pattern } = plot.series[at]!;
      ctx.fillStyle = patternFill(theme.color(token), pattern, card);
      ctx.strokeStyle = card;
      ctx.lineWidth = 1;
      outline(ctx, edges);
      ctx.fill();
      ctx.stroke();
    });
    ctx.restore();
  },
  afterDatasetsDraw(drawn) {
    const chart = drawn as Chart;
    const drawing = drawingOf(chart);
    if (drawing?.plot.kind !== 'areas') return;
    const { plot, theme } = drawing;
    const { ctx } = chart;
    ctx.save();
    ctx.font = `600 ${theme.fontSize}px ${theme.font}`;
    ctx.textBaseline = 'middle';
    const height = theme.fontSize + 4;
    const beside: SideName[] = [];
    edgesOf(chart, plot).forEach((edges, at) => {
      const { name, token } = plot.series[at]!;
      const width = ctx.measureText(name).width + 8;
      const room = roomFor(edges, width, height);
      if (room) inside(ctx, name, room, { width, height }, theme.color(token));
      else
        beside.push({ name, token, y: ((edges.top.at(-1) ?? 0) + (edges.bottom.at(-1) ?? 0)) / 2 });
    });
    besideEnds(chart, beside, height - 2, theme);
    ctx.restore();
  },
};

function edgesOf(chart: Chart, plot: AreasPlot): readonly Edges[] {
  const { x: across, y: up } = chart.scales;
  if (!across || !up) return [];
  const x = plot.places.map((place) => across.getPixelForValue(place));
  const px = (values: readonly number[]): number[] =>
    values.map((value) => up.getPixelForValue(value));
  return layersOf(plot).map(({ low, high }) => ({ x, top: px(high), bottom: px(low) }));
}

/** Steps to the right along the top and back along the bottom. */
function outline(ctx: CanvasRenderingContext2D, { x, top, bottom }: Edges): void {
  const last = x.length - 1;
  ctx.beginPath();
  x.forEach((left, at) => {
    ctx.lineTo(left, top[at]!);
    ctx.lineTo(x[Math.min(at + 1, last)]!, top[at]!);
  });
  for (let at = last; at >= 0; at -= 1) {
    ctx.lineTo(x[Math.min(at + 1, last)]!, bottom[at]!);
    ctx.lineTo(x[at]!, bottom[at]!);
  }
  ctx.closePath();
}

function inside(
  ctx: CanvasRenderingContext2D,
  name: string,
  { x, y }: { readonly x: number; readonly y: number },
  { width, height }: { readonly width: number; readonly height: number },
  color: string,
): void {
  // A plate of plain colour keeps the words readable over a pattern.
  ctx.fillStyle = color;
  ctx.fillRect(x - width / 2, y - height / 2, width, height);
  ctx.fillStyle = textOn(color);
  ctx.textAlign = 'center';
  ctx.fillText(name, x, y + 0.5);
}

interface SideName {
  readonly name: string;
  readonly token: string;
  /** Where the layer ends, in px. */
  readonly y: number;
}

/** Names with a swatch each, since a thin layer may have ended long before the edge. */
function besideEnds(chart: Chart, names: readonly SideName[], height: number, theme: Theme): void {
  const { ctx, chartArea: area } = chart;
  const left = area.right + 8;
  const boxes = names.map(({ y }) => ({ left, top: y - height / 2, width: 0, height }));
  ctx.textAlign = 'left';
  apart(boxes, area.top - 6, area.bottom + 6).forEach((box, at) => {
    const { name, token } = names[at]!;
    const middle = box.top + height / 2;
    ctx.fillStyle = theme.color(token);
    ctx.fillRect(left, middle - swatch / 2, swatch, swatch);
    ctx.fillStyle = theme.color('ink-soft');
    const text = left + swatch + 5;
    ctx.fillText(fit(ctx, name, chart.width - text), text, middle);
  });
}
