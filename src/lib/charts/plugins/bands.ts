/** Interval bands behind lines, and ticks where somebody was censored. */
import type { Chart, Plugin, Scale } from 'chart.js';
import { drawingOf } from '../drawing';
import type { LinePoint } from '../plot';

/** Draws bands before the lines and ticks after them. */
export const bands: Plugin<'line'> = {
  id: 'stepdown-bands',
  beforeDatasetsDraw(chart) {
    const drawing = drawingOf(chart as Chart);
    if (drawing?.plot.kind !== 'lines') return;
    const { x, y } = chart.scales;
    if (!x || !y) return;
    const { ctx, chartArea: area } = chart;
    ctx.save();
    ctx.beginPath();
    ctx.rect(area.left, area.top, area.width, area.height);
    ctx.clip();
    // Many bands over each other would turn to mud.
    ctx.globalAlpha = drawing.plot.series.length > 2 ? 0.07 : 0.16;
    for (const series of drawing.plot.series) {
      ctx.fillStyle = drawing.theme.color(series.token);
      for (const run of runsOf(series.points)) band(ctx, run, x, y, drawing.plot.stepped);
    }
    ctx.restore();
  },
  afterDatasetsDraw(chart) {
    const drawing = drawingOf(chart as Chart);
    if (drawing?.plot.kind !== 'lines') return;
    const { x, y } = chart.scales;
    if (!x || !y) return;
    const { ctx } = chart;
    ctx.save();
    ctx.lineWidth = 1;
    for (const series of drawing.plot.series) {
      ctx.strokeStyle = drawing.theme.color(series.token);
      ctx.beginPath();
      for (const tick of series.ticks ?? []) {
        const [px, py] = [x.getPixelForValue(tick.x), y.getPixelForValue(tick.y)];
        ctx.moveTo(px, py - 4);
        ctx.lineTo(px, py + 4);
      }
      ctx.stroke();
    }
    ctx.restore();
  },
};

interface Edge {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

/** Points next to each other that have both limits; a gap ends a band. */
function runsOf(points: readonly LinePoint[]): Edge[][] {
  const runs: Edge[][] = [[]];
  for (const { x, low, high } of points) {
    if (low === null || high === null) runs.push([]);
    else runs.at(-1)?.push({ x, low, high });
  }
  return runs.filter((run) => run.length > 0);
}

function band(
  ctx: CanvasRenderingContext2D,
  run: readonly Edge[],
  x: Scale,
  y: Scale,
  stepped: boolean,
): void {
  const corners = (key: 'low' | 'high'): [number, number][] =>
    run.flatMap((edge, at): [number, number][] => {
      const here: [number, number] = [x.getPixelForValue(edge.x), y.getPixelForValue(edge[key])];
      const before = run[at - 1];
      if (!stepped || !before) return [here];
      return [[here[0], y.getPixelForValue(before[key])], here];
    });
  ctx.beginPath();
  for (const [px, py] of [...corners('high'), ...corners('low').reverse()]) ctx.lineTo(px, py);
  ctx.closePath();
  ctx.fill();
}
