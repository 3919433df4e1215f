/** Values as words: beyond the end of a bar, or inside a segment that is wide enough. */
import type { BarElement, Chart, Plugin } from 'chart.js';
import { boxOf, drawingOf } from '../drawing';
import type { Bar, BarsPlot } from '../plot';
import { textOn, type Theme } from '../theme';

/** Draws the labels of bars. */
export const barLabels: Plugin<'bar'> = {
  id: 'stepdown-bar-labels',
  afterDatasetsDraw(chart) {
    const drawing = drawingOf(chart as Chart);
    if (drawing?.plot.kind !== 'bars') return;
    const { plot, theme } = drawing;
    const { ctx } = chart;
    ctx.save();
    ctx.font = `500 ${theme.fontSize}px ${theme.font}`;
    ctx.textBaseline = 'middle';
    plot.series.forEach((series, at) => {
      const elements = chart.getDatasetMeta(at).data as unknown as BarElement[];
      series.bars.forEach((bar, index) => {
        const element = elements[index];
        if (!element || bar.label === null) return;
        if (plot.form === 'stack' && plot.horizontal) {
          inside(ctx, element, bar.label, theme, bar.hidden ? 'card' : series.token);
        } else if (!bar.hidden || hasRoom(ctx, chart as Chart, bar.label, plot))
          beyond(chart as Chart, element, bar, plot, theme);
      });
    });
    ctx.restore();
  },
};

/** Whether a word fits over an upright bar; where it does not, the hatching and the cursor say it. */
function hasRoom(
  ctx: CanvasRenderingContext2D,
  { chartArea }: Chart,
  label: string,
  { horizontal, categories, series, form }: BarsPlot,
): boolean {
  if (horizontal) return true;
  const bars = categories.length * (form === 'stack' ? 1 : series.length);
  return ctx.measureText(label).width + 4 < chartArea.width / bars;
}

function inside(
  ctx: CanvasRenderingContext2D,
  element: BarElement,
  label: string,
  theme: Theme,
  token: string,
): void {
  const { x, base, y } = boxOf(element);
  const width = ctx.measureText(label).width;
  if (Math.abs(x - base) < width + 12) return;
  const middle = (x + base) / 2;
  const color = theme.color(token);
  // A plate of plain colour keeps the words readable over a pattern.
  ctx.fillStyle = color;
  ctx.fillRect(middle - width / 2 - 4, y - theme.fontSize * 0.75, width + 8, theme.fontSize * 1.5);
  ctx.fillStyle = textOn(color);
  ctx.textAlign = 'center';
  ctx.fillText(label, middle, y + 0.5);
}

function beyond(chart: Chart, element: BarElement, bar: Bar, plot: BarsPlot, theme: Theme): void {
  const { ctx, chartArea } = chart;
  const scale = chart.scales[plot.horizontal ? 'x' : 'y'];
  if (!scale || bar.label === null) return;
  // A bar to the left of zero has its words to the right of zero, where nothing is drawn.
  const base = plot.form === 'bars' ? 0 : null;
  const ends = [base, bar.value, bar.high, bar.q3 ?? null].filter((end) => end !== null);
  const value = scale.getPixelForValue(
    ends.length > 0 ? Math.min(Math.max(...ends), scale.max) : 0,
  );
  const { x, y } = boxOf(element);
  const stub = plot.horizontal ? x : y;
  const isBeyond = plot.horizontal ? stub > value : stub < value;
  // A hidden bar has no value to stand at the end of, only its stub.
  const end = bar.hidden && Number.isFinite(stub) && isBeyond ? stub : value;
  ctx.fillStyle = theme.color(bar.value === null || bar.hidden ? 'ink-soft' : 'ink');
  if (plot.horizontal) {
    const width = ctx.measureText(bar.label).width;
    const room = chart.width - 4;
    ctx.textAlign = 'left';
    ctx.fillText(bar.label, Math.min(end + 8, room - width), element.y + 0.5);
  } else {
    ctx.textAlign = 'center';
    ctx.fillText(bar.label, element.x, Math.max(end - 9, chartArea.top - 6));
  }
}
