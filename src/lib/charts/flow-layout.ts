/**
 * Where the nodes and ribbons of a flow stand. Levels keep their order, so nothing overlaps that a
 * general layout would have to untangle; the same places serve the SVG and the image.
 */
import type { FlowLink, FlowNode, FlowPlot } from './plot';

/** A node as a rectangle. */
export interface PlacedNode {
  readonly node: FlowNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Middle of the label, which is moved where thin nodes would write over each other. */
  readonly labelY: number;
}

/** A ribbon as an SVG path. */
export interface PlacedLink {
  readonly link: FlowLink;
  readonly token: string;
  readonly path: string;
  /** Thickness at both ends. */
  readonly size: number;
  /** Where the count stands, near the left end. */
  readonly countX: number;
  readonly countY: number;
}

/** A whole flow in px. */
export interface FlowLayout {
  readonly width: number;
  readonly height: number;
  readonly left: readonly PlacedNode[];
  readonly right: readonly PlacedNode[];
  readonly links: readonly PlacedLink[];
}

const nodeWidth = 10;
const top = 44;
const labelHeight = 34;

/** Thickness in px of a ribbon whose count is hidden: the same for all, so that it tells nothing. */
const hiddenSize = 14;

/** Places a flow on a width; the height follows from the number of nodes. */
export function layoutFlow(plot: FlowPlot, width: number): FlowLayout {
  const most = Math.max(plot.from.length, plot.to.length);
  const hidden = plot.links.filter((link) => link.count === null).length;
  const height = top + most * 64 + 8 + hidden * hiddenSize;
  const side = Math.min(132, width * 0.27);
  const gap = 24;
  const known = knownSum(plot.links);
  const total = Math.max(known, knownSum(plot.from), knownSum(plot.to));
  const scale = (most * 64 - gap * (most - 1)) / Math.max(total, 1);
  const sizeOf = (node: FlowNode, end: 'from' | 'to'): number => {
    const own = plot.links.filter((link) => link[end] === node.id);
    const ribbons = own.reduce((sum, { count }) => sum + thickness(count, scale), 0);
    return Math.max((node.count ?? 0) * scale, ribbons, 1.5);
  };
  const left = place(plot.from, side, (node) => sizeOf(node, 'from'), gap, height);
  const right = place(plot.to, width - side - nodeWidth, (node) => sizeOf(node, 'to'), gap, height);
  return { width, height, left, right, links: ribbons(plot, left, right, scale) };
}

function knownSum(counted: readonly { readonly count: number | null }[]): number {
  return counted.reduce((sum, { count }) => sum + (count ?? 0), 0);
}

function thickness(count: number | null, scale: number): number {
  return count === null ? hiddenSize : count * scale;
}

function place(
  nodes: readonly FlowNode[],
  x: number,
  sizeOf: (node: FlowNode) => number,
  gap: number,
  height: number,
): PlacedNode[] {
  const sizes = nodes.map(sizeOf);
  const used = sizes.reduce((sum, size) => sum + size, 0);
  const room = height - top - 8;
  const space = nodes.length > 1 ? Math.max(gap, (room - used) / (nodes.length - 1)) : 0;
  let y = top;
  let free = -Infinity;
  return nodes.map((node, index) => {
    const size = sizes[index]!;
    const labelY = Math.max(y + size / 2, free + labelHeight);
    free = labelY;
    const placed = { node, x, y, width: nodeWidth, height: size, labelY };
    y += size + space;
    return placed;
  });
}

function ribbons(
  plot: FlowPlot,
  left: readonly PlacedNode[],
  right: readonly PlacedNode[],
  scale: number,
): PlacedLink[] {
  const leaving = new Map(left.map((placed) => [placed.node.id, placed.y]));
  const arriving = new Map(right.map((placed) => [placed.node.id, placed.y]));
  return plot.links.flatMap((link) => {
    const source = left.find((placed) => placed.node.id === link.from);
    const target = right.find((placed) => placed.node.id === link.to);
    if (!source || !target) return [];
    const room = thickness(link.count, scale);
    const size = Math.max(room, 1);
    const y1 = leaving.get(link.from) ?? 0;
    const y2 = arriving.get(link.to) ?? 0;
    leaving.set(link.from, y1 + room);
    arriving.set(link.to, y2 + room);
    const x1 = source.x + source.width;
    const path = ribbon(x1, y1, target.x, y2, size);
    const countX = x1 + 6;
    return [{ link, token: source.node.token, path, size, countX, countY: y1 + size / 2 }];
  });
}

function ribbon(x1: number, y1: number, x2: number, y2: number, size: number): string {
  const middle = (x1 + x2) / 2;
  const at = (value: number): string => value.toFixed(1);
  const there = `C${at(middle)} ${at(y1)} ${at(middle)} ${at(y2)} ${at(x2)} ${at(y2)}`;
  const back = `C${at(middle)} ${at(y2 + size)} ${at(middle)} ${at(y1 + size)} ${at(x1)} ${at(y1 + size)}`;
  return `M${at(x1)} ${at(y1)}${there}L${at(x2)} ${at(y2 + size)}${back}Z`;
}
