/** Pictures of where people are, of frequent paths and of change by step. */
import { describe, expect, it } from 'vitest';
import { BUILDERS } from '$lib/charts/builders';
import type { FigureChoices } from '$lib/charts/figure-state';
import { figureTable } from '$lib/charts/figure-table';
import type { AreasPlot, BarsPlot, Plot } from '$lib/charts/plot';
import { viewRows } from '$lib/charts/view-rows';
import type { FigureRow } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { sampleData, sampleView } from './sample-figure';

function build(id: string, rows: readonly FigureRow[], by: FigureChoices['by'] = 'all'): Plot {
  const data = sampleData(rows, id === 'step-change' ? { about: 'phq9' } : {});
  return BUILDERS[id]!(data, { by, measure: null, window: null });
}

function bars(plot: Plot): BarsPlot {
  if (plot.kind !== 'bars') throw new Error(plot.kind);
  return plot;
}

const STATES = ['php', 'op', 'planned_end', 'dropped_out', 'deceased', 'out_of_sight'];

function day(at: number, shares: readonly number[], keys: FigureRow = {}): FigureRow[] {
  return STATES.map((state, index) => ({
    level: null,
    program: null,
    day: at,
    class: state,
    persons: 40,
    at_risk: 40 - at / 10,
    value: shares[index]!,
    low: null,
    high: null,
    ...keys,
  }));
}

describe('state occupancy', () => {
  const php = { level: 'php' };
  const north = { program: 'North' };
  const rows = [
    ...day(0, [0.6, 0.4, 0, 0, 0, 0]),
    ...day(13, [0.5, 0.4, 0.1, 0, 0, 0], { low: 0.05, high: 0.6 }),
    ...day(30, [0.2, 0.3, 0.2, 0.1, 0.05, 0.15]),
    ...day(0, [1, 0, 0, 0, 0, 0], php),
    ...day(30, [0.3, 0.2, 0.2, 0.1, 0.05, 0.15], php),
    ...day(0, [0.5, 0.5, 0, 0, 0, 0], north),
  ];

  it('is a layer for each state from the most intensive level up, which sum to one', () => {
    const plot = build('state-occupancy', rows) as AreasPlot;
    expect(plot.kind).toBe('areas');
    expect(plot.series.map(({ name }) => name)).toEqual([
      'PHP',
      'OP',
      'Planned end',
      'Dropped out',
      'Deceased',
      'Out of sight',
    ]);
    expect(plot.series[0]).toMatchObject({ token: 'level-php', values: [0.6, 0.5, 0.2] });
    expect(plot.places).toEqual([0, 13, 30]);
    expect(plot.under.rows[0]?.cells).toEqual([
      { x: 0, text: '40' },
      { x: 30, text: '37' },
    ]);
  });

  it('tells ends apart by token and pattern', () => {
    const plot = build('state-occupancy', rows) as AreasPlot;
    const looks = plot.series.slice(2).map(({ token, pattern }) => `${token} ${pattern}`);
    expect(new Set(looks).size).toBe(looks.length);
  });

  it('says share, band and who is still observed at the cursor', () => {
    const { cursor } = build('state-occupancy', rows) as AreasPlot;
    const point = cursor.find(({ label }) => label === 'PHP, day 13');
    expect(point?.text).toMatch(/^50\.0\s% \(95 % interval .*\); 39 people still observed$/);
  });

  it('is a stack on one day for groups, without those who are not followed so far', () => {
    const plot = bars(build('state-occupancy', rows, 'level'));
    expect(plot.form).toBe('stack');
    expect(plot.categories).toEqual([{ label: 'PHP', note: 'n 40' }]);
    expect(plot.axis.title).toContain('day 30');
    expect(plot.cursor[0]?.text).toMatch(/40 people$/);
    expect(bars(build('state-occupancy', rows, 'program')).axis.title).toContain('day 0');
  });

  it('has no picture where nobody is followed beyond the first day', () => {
    expect(build('state-occupancy', day(0, [1, 0, 0, 0, 0, 0])).kind).toBe('none');
    expect(build('state-occupancy', []).kind).toBe('none');
  });

  it('has the fixed days in its table, with levels and ends in words', () => {
    const view = sampleView(metricOf('state-occupancy'), sampleData(rows));
    const shown = viewRows(view, { by: 'all', measure: null, window: null });
    expect([...new Set(shown.map((row) => row['day']))]).toEqual([0, 30]);
    const table = figureTable(view, shown);
    expect(table.rows.slice(0, 3).map((row) => row['class']?.text)).toEqual([
      'Partial hospitalization',
      'Outpatient',
      'Planned end',
    ]);
    expect(table.rows[0]?.['value']?.text).toMatch(/^60\.0\s%$/);
  });
});

describe('frequent paths', () => {
  const path = (label: string, numerator: number, keys: FigureRow = {}): FigureRow => ({
    level: null,
    program: null,
    class: label,
    numerator,
    denominator: 50,
    persons: 45,
    value: numerator / 50,
    low: numerator / 50 - 0.02,
    high: numerator / 50 + 0.02,
    ...keys,
  });
  const rows = [
    path('PHP > IOP', 12),
    path('OP', 8),
    path('other', 30),
    ...['IOP', 'IOP > OP', 'IOP > PHP', 'IOP > PHP > IOP'].map((label, at) =>
      path(label, 9 - at, { level: 'iop' }),
    ),
    path('OP', 4, { program: 'North' }),
  ];

  it('are bars from the most frequent on, with all others last', () => {
    const plot = bars(build('frequent-paths', rows));
    expect(plot.categories).toEqual([
      { label: 'PHP > IOP', note: '12 paths' },
      { label: 'OP', note: '8 paths' },
      { label: 'All other paths', note: '30 paths' },
    ]);
    expect(plot.axis).toMatchObject({ min: 0, max: 0.7 });
    expect(plot.remark).toMatch(/60\s% of paths are none of the ten/);
    expect(plot.cursor[0]?.text).toContain('12 of 50 paths, 45 people');
  });

  it('are three of each level, and named by their program', () => {
    const byLevel = bars(build('frequent-paths', rows, 'level'));
    expect(byLevel.categories.map(({ label }) => label)).toEqual(['IOP', 'IOP > OP', 'IOP > PHP']);
    expect(byLevel.cursor[0]?.pick).toEqual({ field: 'level', value: 'iop' });
    const byProgram = bars(build('frequent-paths', rows, 'program'));
    expect(byProgram.categories[0]?.label).toBe('North: OP');
  });
});

describe('change by step', () => {
  const step = (name: string, n: number, keys: FigureRow = {}): FigureRow => ({
    measure: 'phq9',
    rater: null,
    level: null,
    program: null,
    class: name,
    n,
    persons: n,
    value: 4,
    low: 3,
    high: 5,
    sd: 5,
    ...keys,
  });
  const rows = [
    step('step 1', 200),
    step('step 2', 12, { low: -2, high: 6 }),
    step('step 1', 90, { level: 'iop' }),
    step('step 2', 12, { level: 'iop' }),
    step('step 1', 30, { measure: 'gad7' }),
  ];

  it('is a bar for each step of one measure, small ones included', () => {
    const plot = bars(build('step-change', rows));
    expect(plot.categories).toEqual([
      { label: 'Step 1', note: 'n 200' },
      { label: 'Step 2', note: 'n 12' },
    ]);
    expect(plot.series[0]?.tokens).toEqual(['better', 'neutral']);
    expect(plot.cursor[0]?.text).toContain('SD 5.0');
  });

  it('leaves small steps of groups to the table, and says so', () => {
    const plot = bars(build('step-change', rows, 'level'));
    expect(plot.categories.map(({ label }) => label)).toEqual(['IOP: step 1']);
    expect(plot.remark).toContain('fewer than 20 pairs stand in the table');
  });
});
