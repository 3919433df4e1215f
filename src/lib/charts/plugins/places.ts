/** Where words can stand in a line plot without hiding lines or each other. */
import type { Chart } from 'chart.js';
import { wrapWords } from '../drawing';
import type { LinesPlot } from '../plot';

/** A rectangle in px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A place in px. */
export interface Dot {
  readonly x: number;
  readonly y: number;
}

/** Characters on one line of a name beside a plot. */
const lineLimit = 17;

/** A name on one line or two; what is left after two is joined to the second. */
export function nameLines(name: string): string[] {
  const [first = '', ...rest] = wrapWords(name, lineLimit);
  return rest.length === 0 ? [first] : [first, rest.join(' ')];
}

/** Dots every few px along the drawn lines of a chart. */
export function dotsOf(chart: Chart, plot: LinesPlot): Dot[] {
  const { x, y } = chart.scales;
  if (!x || !y) return [];
  return plot.series.flatMap(({ points }) => {
    const corners = points.flatMap((point, at): (Dot | null)[] => {
      if (point.y === null) return [null];
      const here = { x: x.getPixelForValue(point.x), y: y.getPixelForValue(point.y) };
      const before = points[at - 1]?.y;
      if (!plot.stepped || typeof before !== 'number') return [here];
      return [{ x: here.x, y: y.getPixelForValue(before) }, here];
    });
    return corners.flatMap((corner, at) =>
      corner ? between(corners[at - 1] ?? corner, corner) : [],
    );
  });
}

function between(from: Dot, to: Dot): Dot[] {
  const count = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 3));
  return Array.from({ length: count }, (_, index) => ({
    x: from.x + ((to.x - from.x) * (index + 1)) / count,
    y: from.y + ((to.y - from.y) * (index + 1)) / count,
  }));
}

/** The box that hides least: no other words first, then few dots, then the order of the boxes. */
export function bestPlace(
  boxes: readonly Box[],
  taken: readonly Box[],
  dots: readonly Dot[],
): Box | undefined {
  let best: Box | undefined;
  let least = Infinity;
  boxes.forEach((box, order) => {
    const over = taken.filter((other) => overlaps(box, other)).length;
    const hidden = dots.filter((dot) => contains(box, dot)).length;
    const cost = over * 1000 + hidden * 2 + order;
    if (cost < least) [best, least] = [box, cost];
  });
  return best;
}

/** Boxes of a column moved apart, in their order and inside two limits. */
export function apart(boxes: readonly Box[], min: number, max: number): Box[] {
  const middle = (box: Box): number => box.top + box.height / 2;
  const order = boxes.map((_, index) => index);
  order.sort((a, b) => middle(boxes[a]!) - middle(boxes[b]!));
  const moved = [...boxes];
  let free = min;
  for (const index of order) {
    const box = moved[index]!;
    moved[index] = { ...box, top: Math.max(box.top, free) };
    free = moved[index].top + box.height;
  }
  let limit = max;
  for (const index of order.reverse()) {
    const box = moved[index]!;
    moved[index] = { ...box, top: Math.min(box.top, limit - box.height) };
    limit = moved[index].top;
  }
  return moved;
}

const named = new WeakMap<Chart, readonly Box[]>();

/** Remembers where the reference lines of a chart have their names. */
export function setNamed(chart: Chart, boxes: readonly Box[]): void {
  named.set(chart, boxes);
}

/** Where the reference lines of a chart have their names. */
export function namedIn(chart: Chart): readonly Box[] {
  return named.get(chart) ?? [];
}

function overlaps(a: Box, b: Box): boolean {
  return (
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + b.height &&
    b.top < a.top + a.height
  );
}

function contains({ left, top, width, height }: Box, { x, y }: Dot): boolean {
  return x > left && x < left + width && y > top && y < top + height;
}
