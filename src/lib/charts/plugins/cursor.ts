/** The mark of the keyboard's cursor: a ring on a point, a frame around a bar. */
import type { BarElement, Chart, Plugin } from 'chart.js';
import { boxOf, drawingOf } from '../drawing';

/** Draws the mark of the cursor. */
export const cursorMark: Plugin = {
  id: 'stepdown-cursor',
  afterDatasetsDraw(chart) {
    const drawing = drawingOf(chart as Chart);
    if (!drawing?.cursor) return;
    const { series, index } = drawing.cursor;
    const element = chart.getDatasetMeta(series)?.data[index];
    if (!element) return;
    const { ctx } = chart;
    ctx.save();
    ctx.strokeStyle = drawing.theme.color('ink');
    ctx.lineWidth = 2;
    ctx.beginPath();
    if (drawing.plot.kind !== 'bars') {
      const radius = drawing.plot.kind === 'scatter' ? Number(element.options['radius']) + 3 : 7;
      ctx.arc(element.x, element.y, radius, 0, Math.PI * 2);
    } else {
      const { x, y, base, width, height } = boxOf(element as unknown as BarElement);
      const across = drawing.plot.horizontal;
      const left = across ? Math.min(x, base) : x - width / 2;
      const top = across ? y - height / 2 : Math.min(y, base);
      const [w, h] = across ? [Math.abs(x - base), height] : [width, Math.abs(y - base)];
      ctx.rect(left - 2, top - 2, Math.max(w, 2) + 4, Math.max(h, 2) + 4);
    }
    ctx.stroke();
    ctx.restore();
  },
};
