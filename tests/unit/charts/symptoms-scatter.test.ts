/** Pictures of recovery, tracks, use, and of first against last scores: shapes, words, cursor. */
import { describe, expect, it } from 'vitest';
import { BUILDERS } from '$lib/charts/builders';
import { moveCursor } from '$lib/charts/cursor-moves';
import type { By } from '$lib/charts/figure-state';
import { figureTable } from '$lib/charts/figure-table';
import { legendOf } from '$lib/charts/legend';
import type { BarsPlot, ScatterPlot } from '$lib/charts/plot';
import { bubbleRadii } from '$lib/charts/scatter-config';
import { heightOf, printHeightOf, toConfig } from '$lib/charts/to-config';
import type { Theme } from '$lib/charts/theme';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { sampleData, sampleView, scopes } from './sample-figure';

const theme: Theme = { color: (token) => `#${token}`, font: 'serif', fontSize: 12 };

function plotOf(id: string, data: FigureData, by: By = 'all'): ScatterPlot | BarsPlot {
  const plot = BUILDERS[id]!(data, { by, measure: null, window: null });
  if (plot.kind !== 'scatter' && plot.kind !== 'bars') throw new Error(plot.kind);
  return plot;
}

function scatter(data: FigureData, by: By = 'all'): ScatterPlot {
  const plot = plotOf('pre-post', data, by);
  if (plot.kind !== 'scatter') throw new Error(plot.kind);
  return plot;
}

const everyScope = (rows: readonly FigureRow[]): FigureRow[] =>
  scopes.flatMap((scope) => rows.map((row) => ({ ...row, ...scope })));

const pair = (from: number, to: number, n: number, name: string | null, more = {}): FigureRow => ({
  measure: 'phq9', rater: null, from, to, class: name, n, persons: n, ...more,
}); // prettier-ignore

const PAIRS = [
  pair(8, 20, 1, 'deteriorated'),
  pair(16, 4, 12, 'improved'),
  pair(16, 15, 3, 'unchanged'),
  pair(16, 16, 4, 'unchanged'),
  pair(20, 9, 2, 'improved'),
];

const data = sampleData(everyScope(PAIRS), {
  about: 'phq9',
  cutoffs: { phq9: 10 },
  reliableChanges: { phq9: 5 },
});

describe('the scatter of first and last scores', () => {
  const plot = scatter(data);

  it('spans the range of the instrument on both axes', () => {
    expect([plot.min, plot.max]).toEqual([0, 27]);
    expect(plot.yTitle).toBe('Last score, points (lower is better)');
  });

  it('draws no change, reliable change both ways, and the cut-off', () => {
    expect(plot.lines).toEqual([
      { shift: 5, name: '5 points worse' },
      { shift: 0, name: 'no change' },
      { shift: -5, name: '5 points better' },
    ]);
    expect(plot.references).toEqual([{ value: 10, name: 'cut-off 10' }]);
    expect(plot.regions.map(({ corner, name }) => `${name} ${corner}`)).toEqual([
      'Worse upper left',
      'Better lower right',
    ]);
  });

  it('turns over where a rising score is better', () => {
    const rows = PAIRS.map((row) => ({ ...row, measure: 'who5' }));
    const turned = scatter(sampleData(everyScope(rows), { reliableChanges: { who5: 10 } }));
    expect(turned.lines[0]!.name).toBe('10 points better');
    expect(turned.regions[0]).toMatchObject({ corner: 'upper left', name: 'Better' });
    expect(turned.cursor[0]!.text).toContain('12 points better');
  });

  it('colours by class, and says pair, count and change', () => {
    expect(plot.bubbles.map(({ token }) => token)).toEqual([
      'worse', 'better', 'neutral', 'neutral', 'better',
    ]); // prettier-ignore
    expect(plot.cursor[1]).toMatchObject({
      label: 'Baseline 16, last 4',
      text: '12 stays, 12 people (small n); 12 points better, reliably',
    });
    expect(plot.cursor[3]!.text).toContain('no change, no reliable change');
  });

  it('has only the diagonal where nothing is known of the instrument', () => {
    const rows = PAIRS.map((row) => ({ ...row, class: null }));
    const bare = scatter(sampleData(everyScope(rows)));
    expect(bare.lines).toEqual([{ shift: 0, name: 'no change' }]);
    expect(bare.references).toEqual([]);
    expect(bare.bubbles[0]!.token).toBe('accent');
    expect(bare.cursor[0]!.text).toBe('1 stay, 1 person (small n); 12 points worse');
  });

  it('shows everybody where the figure is divided, and one rater of several', () => {
    expect(scatter(data, 'level').bubbles).toEqual(plot.bubbles);
    expect(scatter(data, 'level').remark).toBe(
      'The area of a bubble is its number of stays. The picture shows everybody; the groups stand in the table.',
    );
    const rated = [...PAIRS, pair(5, 5, 1, 'unchanged', { rater: 'clinician' })];
    const some = scatter(sampleData(everyScope(rated)));
    expect(some.bubbles).toHaveLength(5);
    expect(some.remark).toMatch(/Scores without a rater; the other raters stand in the table[.]$/);
  });

  it('walks over columns and inside a column', () => {
    const at = (index: number): (typeof plot.cursor)[number] => plot.cursor[index]!;
    expect(moveCursor(plot, null, 'ArrowRight')).toBe(at(0));
    expect(moveCursor(plot, at(0), 'ArrowRight')).toBe(at(3));
    expect(moveCursor(plot, at(3), 'ArrowDown')).toBe(at(2));
    expect(moveCursor(plot, at(2), 'ArrowDown')).toBe(at(1));
    expect(moveCursor(plot, at(1), 'ArrowDown')).toBe(at(1));
    expect(moveCursor(plot, at(1), 'ArrowUp')).toBe(at(2));
    expect(moveCursor(plot, at(4), 'ArrowLeft')).toBe(at(1));
    expect(moveCursor(plot, at(2), 'PageDown')).toBe(at(4));
    expect(moveCursor(plot, at(2), 'Home')).toBe(at(0));
    expect(moveCursor(plot, at(2), 'End')).toBe(at(4));
    expect(moveCursor(plot, at(2), 'a')).toBeNull();
  });

  it('is drawn by Chart.js as one set of points in the colours of the theme', () => {
    const { type, data: drawn, options } = toConfig(plot, theme, 1000);
    expect(type).toBe('scatter');
    expect(drawn.datasets).toHaveLength(1);
    expect(drawn.datasets[0]).toMatchObject({
      pointBorderColor: ['#worse', '#better', '#neutral', '#neutral', '#better'],
    });
    expect(options?.animation).toBe(false);
    expect(options?.scales?.['x']).toMatchObject({ min: 0, max: 27 });
    expect(legendOf(plot)).toEqual([]);
    expect(printHeightOf(plot, 340)).toBeLessThan(heightOf(plot));
  });

  it('sizes bubbles by area', () => {
    const [one, four, sixteen] = bubbleRadii([4, 16, 64], 12);
    expect([four! / one!, sixteen! / four!]).toEqual([2, 2]);
    expect(sixteen).toBe(12);
    expect(bubbleRadii([1, 2], 12)[1]).toBeLessThan(12);
  });

  it('names the scores in the table, with their decimals', () => {
    const rows = [pair(16.5, 4, 12, 'improved')];
    const metric = metricOf('pre-post');
    const view = sampleView(metric, { ...sampleData(rows), columns: metric.columns });
    const table = figureTable(view);
    const labels = table.columns.map(({ key, label, numeric }) => [key, label, numeric]);
    expect(labels).toContainEqual(['from', 'Baseline', true]);
    expect(labels).toContainEqual(['to', 'Last score', true]);
    expect(table.rows[0]!['from']).toMatchObject({ text: '16.5' });
  });
});

const share = (more: FigureRow): FigureRow => ({
  rater: null, numerator: 6, denominator: 10, persons: 9, value: 0.6, low: 0.3, high: 0.8, ...more,
}); // prettier-ignore

function labelsOf(plot: ScatterPlot | BarsPlot): string[] {
  return plot.kind === 'bars' ? plot.categories.map(({ label }) => label) : [];
}

describe('bars of recovery, tracks and use', () => {
  const nhs = sampleData(
    everyScope([
      share({ scope: 'at caseness', class: 'moved to recovery' }),
      share({ scope: 'all', class: 'improved' }),
      share({ scope: 'all', class: 'unchanged' }),
      share({ scope: 'all', class: 'deteriorated' }),
    ]),
  );

  it('puts reliable change of all beside recovery of those at caseness', () => {
    expect(labelsOf(plotOf('recovery', nhs))).toEqual([
      'Moved to recovery, of those at caseness',
      'Reliably improved, of all',
      'Reliably worse, of all',
    ]);
  });

  it('shows recovery alone by level', () => {
    expect(labelsOf(plotOf('recovery', nhs, 'level'))).toEqual(['PHP', 'IOP']);
  });

  it('draws scores off track by instrument, and says in how many stays', () => {
    const rows = ['phq9', 'gad7'].flatMap((measure) => [
      share({ measure, scope: 'scores', class: 'off track' }),
      share({ measure, scope: 'stays', class: 'off track', value: 0.25 }),
    ]);
    const plot = plotOf('not-on-track', sampleData(everyScope(rows)));
    expect(labelsOf(plot)).toEqual(['PHQ-9', 'GAD-7']);
    expect(plot.cursor[0]!.text).toMatch(/at least one in 25\.0.% of the stays/);
    expect(labelsOf(plotOf('not-on-track', sampleData(everyScope(rows)), 'program'))).toEqual([
      'North',
    ]);
  });

  it('draws no use at the last score by level', () => {
    const rows = everyScope([share({ measure: 'bam_use', class: 'no use' })]);
    expect(labelsOf(plotOf('no-use-at-last', sampleData(rows), 'level'))).toEqual(['PHP', 'IOP']);
  });
});
