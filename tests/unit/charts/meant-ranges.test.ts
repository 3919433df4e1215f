/** The shade of what is meant to be reached, in pixels on a canvas that only remembers. */
import type { Chart } from 'chart.js';
import { describe, expect, it } from 'vitest';
import { setDrawing } from '$lib/charts/drawing';
import type { BarsPlot, MeantRange } from '$lib/charts/plot';
import { meantRanges } from '$lib/charts/plugins/meant-ranges';

interface Drawn {
  readonly shades: number[][];
  readonly lines: number;
}

/** Draws over an axis from 0 to 100 on 200 px, two places on 100 px. */
function draw(meant: readonly (MeantRange | null)[]): Drawn {
  const shades: number[][] = [];
  let lines = 0;
  const nothing = (): undefined => undefined;
  const ctx = {
    ...{ save: nothing, restore: nothing, setLineDash: nothing },
    ...{ beginPath: nothing, moveTo: nothing, lineTo: nothing },
    fillRect: (...box: number[]) => shades.push(box),
    stroke: () => (lines += 1),
  };
  const canvas = {} as HTMLCanvasElement;
  const chart = {
    canvas,
    ctx,
    chartArea: { width: 200, height: 100, left: 0, right: 200, top: 0, bottom: 100 },
    scales: {
      x: { min: 0, max: 100, getPixelForValue: (value: number) => value * 2 },
      y: { getPixelForValue: (place: number) => 25 + place * 50 },
    },
  };
  const plot = { kind: 'bars', horizontal: true, categories: [{}, {}], meant } as unknown;
  setDrawing(canvas, {
    plot: plot as BarsPlot,
    theme: { color: () => '#fff' } as never,
    cursor: null,
  });
  const { beforeDatasetsDraw } = meantRanges;
  beforeDatasetsDraw!.call(meantRanges, chart as unknown as Chart<'bar'>, {} as never, {} as never);
  return { shades, lines };
}

describe('what is meant to be reached', () => {
  it('is shaded from limit to limit in the row of its place, with both ends', () => {
    const { shades, lines } = draw([null, { low: 28, high: 84 }]);
    expect(shades).toEqual([[56, 53.5, 112, 43]]);
    expect(lines).toBe(2);
  });

  it('runs to the edge where there is no limit or the limit lies beyond the axis', () => {
    expect(draw([{ low: 30, high: null }, null])).toEqual({
      shades: [[60, 3.5, 140, 43]],
      lines: 1,
    });
    expect(draw([{ low: null, high: 400 }, null])).toEqual({
      shades: [[0, 3.5, 200, 43]],
      lines: 0,
    });
  });
});
