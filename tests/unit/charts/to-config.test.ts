import { describe, expect, it } from 'vitest';
import { BUILDERS } from '$lib/charts/builders';
import type { ChartPlot } from '$lib/charts/plot';
import { heightOf, printHeightOf, toConfig } from '$lib/charts/to-config';
import type { Theme } from '$lib/charts/theme';
import { sampleData, scopes } from './sample-figure';

const theme: Theme = { color: (token) => `#${token}`, font: 'serif', fontSize: 12 };
const row = { n: 40, persons: 38, value: 41, low: 36, high: 47, q1: 26, q3: 63, mean: 45.5 };
const view = { by: 'level', measure: null, window: null } as const;

function plotOf(id: string, rows: Parameters<typeof sampleData>[0]): ChartPlot {
  const plot = BUILDERS[id]!(sampleData(rows), view);
  if (plot.kind === 'flow' || plot.kind === 'matrix' || plot.kind === 'none')
    throw new Error(plot.kind);
  return plot;
}

describe('the configuration of a chart', () => {
  const lengths = plotOf(
    'length-of-stay',
    scopes.map((scope) => ({ ...scope, scope: 'stays', ...row })),
  );

  it('draws quartiles as bars in the colour of their level', () => {
    const { data, type } = toConfig(lengths, theme, 600);
    expect(type).toBe('bar');
    expect(data.datasets[0]!.data).toEqual([
      [26, 63],
      [26, 63],
    ]);
    expect(data.datasets[0]!.backgroundColor).toEqual(['#level-php59', '#level-iop59']);
  });

  it('never moves', () => {
    expect(toConfig(lengths, theme, 600).options?.animation).toBe(false);
  });

  it('shows a lone point in the middle, on its own', () => {
    const weeks = scopes.map((scope) => ({ ...scope, measure: 'phq9', week: 2, ...row }));
    const { data, options } = toConfig(plotOf('score-course', weeks), theme, 600);
    expect(options?.scales?.['x']).toMatchObject({ min: 1, max: 3 });
    expect(data.datasets[0]).toMatchObject({ pointRadius: [3.5] });
  });

  it('makes room for what stands under the axis and for more bars', () => {
    const weeks = scopes.map((scope) => ({ ...scope, measure: 'phq9', week: 0, ...row }));
    const course = plotOf('score-course', weeks);
    expect(heightOf(course)).toBeGreaterThan(290);
    expect(toConfig(course, theme, 600).data.datasets).toHaveLength(2);
    expect(printHeightOf(course, 340)).toBeLessThan(heightOf(course));
    expect(heightOf(lengths)).toBe(58 + 2 * 46);
  });
});
