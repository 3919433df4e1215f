import { describe, expect, it } from 'vitest';
import { layerAt, layersOf, roomFor } from '$lib/charts/area-layers';
import { legendOf } from '$lib/charts/legend';
import { moveCursor } from '$lib/charts/cursor-moves';
import type { AreasPlot } from '$lib/charts/plot';
import { sideNames } from '$lib/charts/plugins/areas';
import type { Theme } from '$lib/charts/theme';
import { heightOf, toConfig } from '$lib/charts/to-config';

const layer = (name: string, values: readonly number[]): AreasPlot['series'][number] => ({
  name,
  token: `level-${name}`,
  pattern: 'none',
  values,
});

const series = [
  layer('php', [0.5, 0.25, 0]),
  layer('op', [0.45, 0.7, 0.98]),
  layer('wm', [0.05, 0.05, 0.02]),
];
const places = [0, 10, 30];
const plot: AreasPlot = {
  kind: 'areas',
  x: { title: 'Days', min: 0, max: 30, ticks: [{ value: 0, label: '0' }] },
  y: { title: 'People, %', unit: 'share', min: 0, max: 1 },
  places,
  series,
  under: { title: 'Observed', rows: [] },
  references: [],
  remark: null,
  cursor: series.flatMap(({ name }, at) =>
    places.map((day, index) => ({
      label: `${name} ${day}`,
      text: name,
      series: at,
      index,
      pick: null,
    })),
  ),
};

describe('the layers of stacked areas', () => {
  it('stand on each other and end at the whole', () => {
    const [php, op, wm] = layersOf(plot);
    expect(php).toEqual({ low: [0, 0, 0], high: [0.5, 0.25, 0] });
    expect(op?.low).toEqual(php?.high);
    wm?.high.forEach((end) => expect(end).toBeCloseTo(1, 12));
  });

  it.each([
    [0, 0.2, 'php', 0],
    [9.9, 0.4, 'php', 0],
    [10, 0.4, 'op', 1],
    [29, 0.97, 'wm', 1],
    [30, 0.01, 'op', 2],
    [30, 1, 'wm', 2],
  ])('are hit by what lies in them, since a value holds until the next: day %d at %d', (...hit) => {
    const [x, y, name, index] = hit;
    const found = layerAt(plot, x, y);
    expect(found && series[found.series]?.name).toBe(name);
    expect(found?.index).toBe(index);
  });

  it('are not hit from above or below', () => {
    expect(layerAt(plot, 5, 1.2)).toBeNull();
    expect(layerAt(plot, 5, -0.1)).toBeNull();
  });
});

describe('the name of a layer', () => {
  const x = [0, 20, 40, 60, 80, 100];

  it('stands where the layer is thickest over the width of the name', () => {
    const edges = { x, top: [50, 50, 10, 10, 10, 50], bottom: [60, 60, 60, 60, 60, 60] };
    expect(roomFor(edges, 30, 16)).toEqual({ x: 55, y: 35 });
  });

  it('has no place where the layer is thin or the plot too narrow', () => {
    const thin = { x, top: x.map(() => 50), bottom: x.map(() => 60) };
    expect(roomFor(thin, 30, 16)).toBeNull();
    const thick = { x, top: x.map(() => 0), bottom: x.map(() => 60) };
    expect(roomFor(thick, 120, 16)).toBeNull();
    expect(roomFor(thick, 90, 16)).not.toBeNull();
  });

  it('stands beside the plot where the layer never gets thick, and never in a legend', () => {
    expect(sideNames(plot)).toEqual(['wm']);
    expect(legendOf(plot)).toEqual([]);
  });
});

describe('the configuration of stacked areas', () => {
  const theme: Theme = { color: (token) => `#${token}`, font: 'serif', fontSize: 12 };

  it('has a point in the middle of each layer at each place', () => {
    const { data, options } = toConfig(plot, theme, 600);
    expect(data.datasets[0]!.data).toEqual([
      { x: 0, y: 0.25 },
      { x: 10, y: 0.125 },
      { x: 30, y: 0 },
    ]);
    expect(options?.animation).toBe(false);
    expect(options?.interaction?.mode).toBe('layer');
  });

  it('makes room for what stands under the axis', () => {
    const rows = [{ name: 'Observed', token: null, cells: [{ x: 0, text: '12' }] }];
    expect(heightOf({ ...plot, under: { title: 'Observed', rows } })).toBeGreaterThan(
      heightOf(plot),
    );
  });
});

describe('the cursor on stacked areas', () => {
  const at = (label: string): AreasPlot['cursor'][number] =>
    plot.cursor.find((point) => point.label === label)!;

  it.each([
    ['php 0', 'ArrowRight', 'php 10'],
    ['php 10', 'ArrowUp', 'op 10'],
    ['op 10', 'ArrowDown', 'php 10'],
    ['wm 30', 'ArrowUp', 'wm 30'],
    ['op 10', 'End', 'op 30'],
  ])('goes from %s by %s to %s', (from, key, to) => {
    expect(moveCursor(plot, at(from), key)?.label).toBe(to);
  });
});
