/**
 * What belongs to a canvas beside its chart: the description, the theme, the cursor. Plugins find it
 * by canvas, because Chart.js wraps whatever stands in its options in proxies.
 */
import type { BarElement, Chart } from 'chart.js';
import type { ChartPlot, CursorPoint } from './plot';
import type { Theme } from './theme';

/** Everything that a plugin may draw from. */
export interface Drawing {
  readonly plot: ChartPlot;
  readonly theme: Theme;
  /** The point under the keyboard's cursor. */
  cursor: CursorPoint | null;
}

const drawings = new WeakMap<HTMLCanvasElement, Drawing>();

/** Remembers what is drawn on a canvas; called before the chart is made or updated. */
export function setDrawing(canvas: HTMLCanvasElement, drawing: Drawing): void {
  drawings.set(canvas, drawing);
}

/** What is drawn on the canvas of a chart; undefined for a chart that is not ours. */
export function drawingOf(chart: Chart): Drawing | undefined {
  return drawings.get(chart.canvas);
}

/** Shortens text to a width in the current font of a context. */
export function fit(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > width) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** Breaks words into lines of about a number of characters. */
export function wrapWords(text: string, characters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < characters)
      lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Where a bar stands in px: its end, its base, its middle across, its size. */
export function boxOf(bar: BarElement): Record<'x' | 'y' | 'base' | 'width' | 'height', number> {
  const { x, y, base, width, height } = bar.getProps(['x', 'y', 'base', 'width', 'height'], true);
  return { x: x ?? 0, y: y ?? 0, base: base ?? 0, width: width ?? 0, height: height ?? 0 };
}
