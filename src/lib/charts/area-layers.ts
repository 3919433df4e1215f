/** Where the layers of stacked areas lie: pure, so that drawing, pointer and words agree. */
import type { AreasPlot } from './plot';

/** The lower and upper edge of each layer at each place, in values of the axis. */
export interface Layer {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** The layers of a plot, from the bottom up. */
export function layersOf({ series, places }: AreasPlot): readonly Layer[] {
  let below: readonly number[] = places.map(() => 0);
  return series.map(({ values }) => {
    const low = below;
    const high = low.map((value, index) => value + (values[index] ?? 0));
    below = high;
    return { low, high };
  });
}

/** The layer and place under a point of the axes; null above all layers. */
export function layerAt(
  plot: AreasPlot,
  x: number,
  y: number,
): { readonly series: number; readonly index: number } | null {
  const index = Math.max(
    0,
    plot.places.findLastIndex((place) => place <= x),
  );
  const series = layersOf(plot).findIndex(({ high }) => y <= (high[index] ?? 0) + 1e-9);
  return series < 0 || y < 0 ? null : { series, index };
}

/** A layer in px: its edges at each place. */
export interface Edges {
  readonly x: readonly number[];
  readonly top: readonly number[];
  readonly bottom: readonly number[];
}

/**
 * The middle of the thickest place where words of a size fit into a layer, in px; null where they fit
 * nowhere.
 */
export function roomFor(
  { x, top, bottom }: Edges,
  width: number,
  height: number,
): { readonly x: number; readonly y: number } | null {
  let best: { x: number; y: number } | null = null;
  let thickest = height;
  const last = x.at(-1) ?? 0;
  for (let from = 0; from < x.length && x[from]! + width <= last; from += 1) {
    let [highest, lowest] = [-Infinity, Infinity];
    // A value holds until the next place.
    for (let at = from; at < x.length && x[at]! <= x[from]! + width; at += 1) {
      highest = Math.max(highest, top[at]!);
      lowest = Math.min(lowest, bottom[at]!);
      if (lowest - highest <= thickest) break;
    }
    if (lowest - highest <= thickest) continue;
    thickest = lowest - highest;
    best = { x: x[from]! + width / 2, y: (highest + lowest) / 2 };
  }
  return best;
}
