/** Lines of equal change and cut-offs both ways on a scatter, behind the bubbles; their names outside. */
import type { Chart, Plugin } from 'chart.js';
import { drawingOf, fit } from '../drawing';
import type { ScatterPlot } from '../plot';
import type { Theme } from '../theme';
import { apart } from './places';

/** Room above the plot in px: two rows of names. */
export const TOP_ROOM = 36;

const rowHeight = 15;

/** Draws the diagonal, lines beside it, and cut-offs. */
export const scatterLines: Plugin<'scatter'> = {
  id: 'stepdown-scatter-lines',
  beforeDatasetsDraw(drawn) {
    const chart = drawn as Chart;
    const found = scatterOf(chart);
    const { x, y } = chart.scales;
    if (!found || !x || !y) return;
    const { plot, theme } = found;
    const { ctx, chartArea: area } = chart;
    const line = (from: [number, number], to: [number, number], dash: number[]): void => {
      ctx.setLineDash(dash);
      ctx.beginPath();
      ctx.moveTo(x.getPixelForValue(from[0]), y.getPixelForValue(from[1]));
      ctx.lineTo(x.getPixelForValue(to[0]), y.getPixelForValue(to[1]));
      ctx.stroke();
    };
    ctx.save();
    ctx.beginPath();
    ctx.rect(area.left, area.top, area.width, area.height);
    ctx.clip();
    ctx.strokeStyle = theme.color('ink-soft');
    ctx.lineWidth = 1.25;
    const { min, max } = plot;
    for (const { shift } of plot.lines) {
      line([min, min + shift], [max, max + shift], shift === 0 ? [] : [2, 3]);
    }
    for (const { value } of plot.references) {
      line([value, min], [value, max], [6, 4]);
      line([min, value], [max, value], [6, 4]);
    }
    ctx.restore();
  },
};

/** Names lines where they leave the plot, and writes the words of the corners. */
export const scatterNames: Plugin<'scatter'> = {
  id: 'stepdown-scatter-names',
  afterDatasetsDraw(drawn) {
    const chart = drawn as Chart;
    const found = scatterOf(chart);
    if (!found) return;
    const { plot, theme } = found;
    const { ctx } = chart;
    ctx.save();
    ctx.textBaseline = 'middle';
    ctx.font = `${theme.fontSize - 1}px ${theme.font}`;
    ctx.fillStyle = theme.color('ink-soft');
    namesAtRight(chart, plot);
    namesAbove(chart, plot);
    corners(chart, plot, theme);
    ctx.restore();
  },
};

function scatterOf(chart: Chart): { plot: ScatterPlot; theme: Theme } | null {
  const drawing = drawingOf(chart);
  if (drawing?.plot.kind !== 'scatter') return null;
  return { plot: drawing.plot, theme: drawing.theme };
}

/** The diagonal and lines below it leave at the right edge, as level cut-offs do. */
function namesAtRight(chart: Chart, plot: ScatterPlot): void {
  const { ctx, chartArea: area } = chart;
  const ends = [
    ...plot.lines
      .filter(({ shift }) => shift <= 0)
      .map(({ name, shift }) => ({ name, value: plot.max + shift })),
    ...plot.references,
  ].filter(({ value }) => value >= plot.min);
  const left = area.right + 8;
  const boxes = ends.map(({ value }) => {
    const at = chart.scales['y']!.getPixelForValue(value);
    return { left, top: at - rowHeight / 2, width: 0, height: rowHeight };
  });
  ctx.textAlign = 'left';
  apart(boxes, area.top - rowHeight / 2, area.bottom).forEach(({ top }, index) => {
    ctx.fillText(fit(ctx, ends[index]!.name, chart.width - left), left, top + rowHeight / 2);
  });
}

/** Lines above the diagonal leave at the top, as upright cut-offs do; the lower row is filled first. */
function namesAbove(chart: Chart, plot: ScatterPlot): void {
  const { ctx, chartArea: area } = chart;
  const ends = [
    ...plot.references,
    ...plot.lines
      .filter(({ shift }) => shift > 0)
      .map(({ name, shift }) => ({ name, value: plot.max - shift })),
  ].filter(({ value }) => value >= plot.min);
  const taken: { readonly left: number; readonly right: number }[] = [];
  ctx.textAlign = 'left';
  for (const { name, value } of ends) {
    const width = ctx.measureText(name).width;
    const middle = chart.scales['x']!.getPixelForValue(value);
    const left = Math.max(2, Math.min(middle - width / 2, chart.width - width - 2));
    const isOver = taken.some((other) => left < other.right + 8 && left + width + 8 > other.left);
    taken.push({ left, right: left + width });
    ctx.fillText(name, left, area.top - 10 - (isOver ? rowHeight : 0));
  }
}

function corners(chart: Chart, plot: ScatterPlot, theme: Theme): void {
  const { ctx, chartArea: area } = chart;
  ctx.font = `600 ${theme.fontSize + 1}px ${theme.font}`;
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4;
  ctx.strokeStyle = theme.color('card');
  for (const { corner, name, token } of plot.regions) {
    const isLeft = corner === 'upper left';
    ctx.textAlign = isLeft ? 'left' : 'right';
    const x = isLeft ? area.left + 10 : area.right - 10;
    const y = isLeft ? area.top + 14 : area.bottom - 14;
    ctx.strokeText(name, x, y);
    ctx.fillStyle = theme.color(token);
    ctx.fillText(name, x, y);
  }
}
