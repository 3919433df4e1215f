/** Numbers under the axis in line with its values: n per week, numbers at risk. */
import type { Chart, Plugin, Scale } from 'chart.js';
import { drawingOf, fit } from '../drawing';
import type { AreasPlot, LinesPlot, UnderRow } from '../plot';
import { nameLines } from './places';

/** Height of one row in px. */
export const UNDER_ROW = 17;

/** Height in px of all that stands under the axis; a long name takes two lines. */
export function underHeight(plot: LinesPlot | AreasPlot): number {
  const { rows } = plot.under;
  if (rows.length === 0) return 0;
  if (isAlone(plot)) return UNDER_ROW;
  return UNDER_ROW + rows.reduce((sum, row) => sum + rowHeight(row), 0);
}

/** One row about all that is drawn: its title is its name. */
function isAlone({ kind, under, series }: LinesPlot | AreasPlot): boolean {
  return under.rows.length === 1 && (kind === 'areas' || series.length === 1);
}

function rowHeight(row: UnderRow): number {
  return nameLines(row.name).length * (UNDER_ROW - 3) + 3;
}

/** Draws the rows; where numbers would touch, only every second or third place is written. */
export const underRows: Plugin<'line'> = {
  id: 'stepdown-under-rows',
  afterDraw(chart) {
    const drawing = drawingOf(chart as Chart);
    const scale = chart.scales['x'];
    if (!drawing || !scale) return;
    if (drawing.plot.kind !== 'lines' && drawing.plot.kind !== 'areas') return;
    const { under } = drawing.plot;
    if (under.rows.length === 0) return;
    const { theme } = drawing;
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.textBaseline = 'middle';
    ctx.font = `${theme.fontSize - 1}px ${theme.font}`;
    const alone = isAlone(drawing.plot);
    let y = scale.bottom + 12;
    if (!alone) {
      ctx.fillStyle = theme.color('ink-soft');
      ctx.textAlign = 'left';
      ctx.fillText(under.title, 2, y);
      y += UNDER_ROW;
    }
    const shown = thin(under.rows, scale, (text) => ctx.measureText(text).width);
    for (const row of under.rows) {
      ctx.textAlign = 'left';
      ctx.fillStyle = theme.color(row.token ?? 'ink-soft');
      (alone ? [under.title] : nameLines(row.name)).forEach((line, index) => {
        ctx.fillText(fit(ctx, line, chartArea.left - 14), 2, y + index * (UNDER_ROW - 3));
      });
      ctx.textAlign = 'center';
      ctx.fillStyle = theme.color('ink-soft');
      for (const { x, text } of row.cells) {
        if (shown.has(x)) ctx.fillText(text, scale.getPixelForValue(x), y);
      }
      y += rowHeight(row);
    }
    ctx.restore();
  },
};

/** The places that are written: the same in all rows, evenly, as many as fit. */
function thin(
  rows: readonly UnderRow[],
  scale: Scale,
  widthOf: (text: string) => number,
): ReadonlySet<number> {
  const widths = new Map<number, number>();
  for (const { x, text } of rows.flatMap((row) => row.cells)) {
    if (x < scale.min || x > scale.max) continue;
    widths.set(x, Math.max(widths.get(x) ?? 0, widthOf(text)));
  }
  const places = [...widths.keys()].sort((a, b) => a - b);
  const fits = (kept: readonly number[]): boolean =>
    kept.every((x, at) => {
      const next = kept[at + 1];
      if (next === undefined) return true;
      const room = scale.getPixelForValue(next) - scale.getPixelForValue(x);
      return room > ((widths.get(x) ?? 0) + (widths.get(next) ?? 0)) / 2 + 4;
    });
  const gap = (places[1] ?? 0) - (places[0] ?? 0);
  const even = places.every((x, at) => at === 0 || x - places[at - 1]! === gap);
  if (!even) {
    return places.reduce((kept, x) => (fits([...kept, x]) ? kept.add(x) : kept), new Set<number>());
  }
  for (let every = 1; every < places.length; every += 1) {
    const kept = places.filter((_, at) => at % every === 0);
    if (fits(kept)) return new Set(kept);
  }
  return new Set(places.slice(0, 1));
}
