/** Where the arrow keys take the cursor on a scatter: to the next column, and up and down in it. */
import type { Bubble, CursorPoint, ScatterPlot } from './plot';

/** The bubble that a key leads to; null for a key that moves nothing. */
export function moveOnScatter(
  { bubbles, cursor }: ScatterPlot,
  current: CursorPoint | null,
  key: string,
): CursorPoint | null {
  const at = (index: number | undefined): CursorPoint | null =>
    cursor.find((point) => point.index === index) ?? null;
  if (key === 'Home') return at(0);
  if (key === 'End') return at(bubbles.length - 1);
  const paging = { PageUp: -10, PageDown: 10 }[key];
  const across = { ArrowLeft: -1, ArrowRight: 1 }[key];
  const along = { ArrowUp: 1, ArrowDown: -1 }[key];
  if (paging === undefined && across === undefined && along === undefined) return null;
  const here = current && bubbles[current.index];
  if (!current || !here) return at(0);
  if (paging !== undefined) {
    return at(Math.min(Math.max(current.index + paging, 0), bubbles.length - 1));
  }
  const next =
    across !== undefined ? inNextColumn(bubbles, here, across) : inColumn(bubbles, here, along!);
  return next === undefined ? current : at(bubbles.indexOf(next));
}

/** The bubble at the nearest height in the next column that has one. */
function inNextColumn(bubbles: readonly Bubble[], here: Bubble, by: number): Bubble | undefined {
  const ahead = bubbles.filter(({ x }) => (x - here.x) * by > 0);
  const column = Math.min(...ahead.map(({ x }) => Math.abs(x - here.x)));
  return nearest(
    ahead.filter(({ x }) => Math.abs(x - here.x) === column),
    here,
  );
}

function inColumn(bubbles: readonly Bubble[], here: Bubble, by: number): Bubble | undefined {
  return nearest(
    bubbles.filter(({ x, y }) => x === here.x && (y - here.y) * by > 0),
    here,
  );
}

function nearest(bubbles: readonly Bubble[], here: Bubble): Bubble | undefined {
  return [...bubbles].sort((a, b) => Math.abs(a.y - here.y) - Math.abs(b.y - here.y))[0];
}
