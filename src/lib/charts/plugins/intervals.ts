/** Interval whiskers on bars, and the dot of a median. */
import type { Chart, Plugin } from 'chart.js';
import { drawingOf } from '../drawing';

const cap = 4;

/** Draws whiskers over bars that have limits. */
export const intervals: Plugin<'bar'> = {
  id: 'stepdown-intervals',
  afterDatasetsDraw(chart) {
    const drawing = drawingOf(chart as Chart);
    if (drawing?.plot.kind !== 'bars' || drawing.plot.form === 'stack') return;
    const { plot, theme } = drawing;
    const { ctx } = chart;
    const scale = chart.scales[plot.horizontal ? 'x' : 'y'];
    if (!scale) return;
    ctx.save();
    plot.series.forEach((series, at) => {
      const elements = chart.getDatasetMeta(at).data;
      series.bars.forEach((bar, index) => {
        const element = elements[index];
        if (!element || bar.value === null) return;
        const across = plot.horizontal ? element.y : element.x;
        if (bar.low !== null && bar.high !== null) {
          const from = scale.getPixelForValue(Math.max(bar.low, scale.min));
          const to = scale.getPixelForValue(Math.min(bar.high, scale.max));
          // A light edge keeps the whisker visible inside a dark bar.
          ctx.strokeStyle = theme.color('card');
          ctx.lineWidth = plot.form === 'range' ? 1.25 : 4;
          whisker(ctx, plot.horizontal, across, from, to);
          ctx.strokeStyle = theme.color('ink');
          ctx.lineWidth = 1.25;
          whisker(ctx, plot.horizontal, across, from, to);
        }
        if (plot.form !== 'range') return;
        const middle = scale.getPixelForValue(bar.value);
        ctx.beginPath();
        if (plot.horizontal) ctx.arc(middle, across, 4.5, 0, Math.PI * 2);
        else ctx.arc(across, middle, 4.5, 0, Math.PI * 2);
        ctx.fillStyle = theme.color(series.tokens?.[index] ?? series.token);
        ctx.strokeStyle = theme.color('card');
        ctx.lineWidth = 1.5;
        ctx.fill();
        ctx.stroke();
      });
    });
    ctx.restore();
  },
};

function whisker(
  ctx: CanvasRenderingContext2D,
  horizontal: boolean,
  across: number,
  from: number,
  to: number,
): void {
  ctx.beginPath();
  for (const [x1, y1, x2, y2] of [
    [from, across, to, across],
    [from, across - cap, from, across + cap],
    [to, across - cap, to, across + cap],
  ] as const) {
    ctx.moveTo(horizontal ? x1 : y1, horizontal ? y1 : x1);
    ctx.lineTo(horizontal ? x2 : y2, horizontal ? y2 : x2);
  }
  ctx.stroke();
}
