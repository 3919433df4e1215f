/** Dashed lines with their names: targets and cut-offs. */
import type { Chart, Plugin } from 'chart.js';
import { drawingOf } from '../drawing';

/** Draws the reference lines of a plot. */
export const referenceLines: Plugin = {
  id: 'stepdown-reference-lines',
  afterDatasetsDraw(chart) {
    const drawing = drawingOf(chart as Chart);
    if (!drawing || drawing.plot.references.length === 0) return;
    const { plot, theme } = drawing;
    const upright = plot.kind === 'bars' && plot.horizontal;
    const scale = chart.scales[upright ? 'x' : 'y'];
    if (!scale) return;
    const { ctx, chartArea: area } = chart;
    ctx.save();
    ctx.font = `${theme.fontSize - 1}px ${theme.font}`;
    ctx.strokeStyle = theme.color('ink-soft');
    ctx.lineWidth = 1.25;
    for (const line of plot.references) {
      const at = scale.getPixelForValue(line.value);
      ctx.setLineDash([6, 4]);
      ctx.beginPath();
      ctx.moveTo(upright ? at : area.left, upright ? area.top - 4 : at);
      ctx.lineTo(upright ? at : area.right, upright ? area.bottom : at);
      ctx.stroke();
      ctx.setLineDash([]);
      const width = ctx.measureText(line.name).width;
      const x = upright
        ? Math.min(at - width / 2, chart.width - width - 2)
        : area.right - width - 2;
      const y = upright ? area.top - 10 : at - 7;
      ctx.textBaseline = 'middle';
      ctx.fillStyle = theme.color('card');
      if (!upright) ctx.fillRect(x - 3, y - 6, width + 6, 12);
      ctx.fillStyle = theme.color('ink-soft');
      ctx.fillText(line.name, Math.max(x, 2), y);
    }
    ctx.restore();
  },
};
