/** Dashed lines with their names: targets and cut-offs. */
import type { Chart, Plugin } from 'chart.js';
import { drawingOf } from '../drawing';
import { bestPlace, dotsOf, setNamed, type Box, type Dot } from './places';

/** Height of a name in px. */
const rowHeight = 13;

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
    const boxes: Box[] = [];
    for (const line of plot.references) {
      const at = scale.getPixelForValue(line.value);
      ctx.setLineDash([6, 4]);
      ctx.beginPath();
      ctx.moveTo(upright ? at : area.left, upright ? area.top - 4 : at);
      ctx.lineTo(upright ? at : area.right, upright ? area.bottom : at);
      ctx.stroke();
      ctx.setLineDash([]);
      const width = ctx.measureText(line.name).width;
      ctx.fillStyle = theme.color('ink-soft');
      ctx.textBaseline = 'middle';
      if (upright) {
        const left = Math.min(at - width / 2, chart.width - width - 2);
        ctx.fillText(line.name, Math.max(left, 2), area.top - 10);
        continue;
      }
      const place = besideLine(at, width, area, plot.kind === 'lines' ? dotsOf(chart, plot) : []);
      boxes.push(place);
      // An edge in the colour of the card instead of a box, which would cut holes into bands.
      ctx.strokeStyle = theme.color('card');
      ctx.lineWidth = 3;
      ctx.strokeText(line.name, place.left, place.top + rowHeight / 2);
      ctx.fillText(line.name, place.left, place.top + rowHeight / 2);
      ctx.strokeStyle = theme.color('ink-soft');
      ctx.lineWidth = 1.25;
    }
    setNamed(chart as Chart, boxes);
    ctx.restore();
  },
};

/** From the left, above the line before below it, at the first place that no line runs through. */
function besideLine(
  at: number,
  width: number,
  area: { readonly left: number; readonly right: number },
  dots: readonly Dot[],
): Box {
  const last = Math.max(area.left + 4, area.right - width - 4);
  const boxes: Box[] = [];
  for (let left = area.left + 4; left <= last; left += 12) {
    for (const top of [at - rowHeight - 2, at + 2]) {
      boxes.push({ left, top, width, height: rowHeight });
    }
  }
  return (
    bestPlace(boxes, [], dots) ?? {
      left: area.left + 4,
      top: at - rowHeight - 2,
      width,
      height: rowHeight,
    }
  );
}
