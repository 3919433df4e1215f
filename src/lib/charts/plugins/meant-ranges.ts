/** The range that is meant to be reached, shaded behind the bar of each place. */
import type { Chart, Plugin } from 'chart.js';
import { drawingOf } from '../drawing';

/** Share of a place's own room that the shade takes. */
const thickness = 0.86;

/** Draws the shades of a plot that has any, with dashed ends. */
export const meantRanges: Plugin<'bar'> = {
  id: 'stepdown-meant-ranges',
  beforeDatasetsDraw(chart) {
    const drawing = drawingOf(chart as Chart);
    if (drawing?.plot.kind !== 'bars' || !drawing.plot.meant) return;
    const { plot, theme } = drawing;
    const { ctx, chartArea: area } = chart;
    const values = chart.scales[plot.horizontal ? 'x' : 'y'];
    const places = chart.scales[plot.horizontal ? 'y' : 'x'];
    if (!values || !places) return;
    const room = (plot.horizontal ? area.height : area.width) / plot.categories.length;
    const at = (value: number | null, open: number): number =>
      values.getPixelForValue(
        value === null ? open : Math.min(Math.max(value, values.min), values.max),
      );
    ctx.save();
    ctx.fillStyle = theme.color('accent-soft');
    ctx.strokeStyle = theme.color('line-strong');
    ctx.lineWidth = 1;
    ctx.setLineDash([3, 3]);
    drawing.plot.meant.forEach((range, index) => {
      if (!range) return;
      const from = at(range.low, values.min);
      const to = at(range.high, values.max);
      const middle = places.getPixelForValue(index);
      const start = middle - (room * thickness) / 2;
      const size = room * thickness;
      if (plot.horizontal) ctx.fillRect(from, start, to - from, size);
      else ctx.fillRect(start, to, size, from - to);
      for (const [limit, pixel] of [
        [range.low, from],
        [range.high, to],
      ] as const) {
        // A limit beyond the axis has no end to draw.
        if (limit === null || limit < values.min || limit > values.max) continue;
        ctx.beginPath();
        ctx.moveTo(plot.horizontal ? pixel : start, plot.horizontal ? start : pixel);
        ctx.lineTo(plot.horizontal ? pixel : start + size, plot.horizontal ? start + size : pixel);
        ctx.stroke();
      }
    });
    ctx.restore();
  },
};
