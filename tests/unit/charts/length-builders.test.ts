/** Pictures of how stays end. */
import { describe, expect, it } from 'vitest';
import { BUILDERS } from '$lib/charts/builders';
import type { By } from '$lib/charts/figure-state';
import type { BarsPlot, LinesPlot, Plot } from '$lib/charts/plot';
import { NARROW_SPACE } from '$lib/format/numbers';
import { UNPLANNED_MEDIAN } from '$lib/metrics/length/retention';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { sampleData } from './sample-figure';

function build(id: string, data: FigureData, by: By): Plot {
  return BUILDERS[id]!(data, { by, measure: null, window: null });
}

function bars(plot: Plot): BarsPlot {
  if (plot.kind !== 'bars') throw new Error(`Not bars: ${plot.kind}`);
  return plot;
}

function lines(plot: Plot): LinesPlot {
  if (plot.kind !== 'lines') throw new Error(`Not lines: ${plot.kind}`);
  return plot;
}

/** What the cursor says at a stop, with plain spaces. */
function said(plot: BarsPlot | LinesPlot, stop = 0): string {
  return plot.cursor[stop]!.text.replaceAll(NARROW_SPACE, ' ');
}

const everybody = { level: null, program: null };
const iop = { level: 'iop', program: null };

function share(keys: FigureRow, numerator: number, denominator: number): FigureRow {
  const value = denominator > 0 ? numerator / denominator : null;
  return { ...keys, numerator, denominator, persons: denominator, value, low: null, high: null };
}

describe('discharge-reasons', () => {
  const rows = [
    share({ ...everybody, scope: 'paths', class: 'completed' }, 20, 100),
    share({ ...everybody, scope: 'paths', class: 'transferred' }, 30, 100),
    share({ ...everybody, scope: 'paths', class: 'dropped_out' }, 40, 100),
    share({ ...everybody, scope: 'paths', class: 'incarcerated' }, 0, 100),
    share({ ...everybody, scope: 'paths', class: 'not recorded' }, 10, 100),
    share({ ...everybody, scope: 'all stays', class: 'completed' }, 90, 150),
    share({ ...iop, scope: 'stays', class: 'completed' }, 5, 20),
    share({ ...iop, scope: 'stays', class: 'dropped_out' }, 6, 20),
    share({ ...iop, scope: 'stays', class: 'against_advice' }, 4, 20),
    share({ ...iop, scope: 'stays', class: 'other' }, 5, 20),
    share({ ...iop, scope: 'stays', class: 'deceased' }, 0, 20),
  ];

  it('has a bar per reason that somebody has, planned ones first and told apart by word and colour', () => {
    const plot = bars(build('discharge-reasons', sampleData(rows), 'all'));
    expect(plot.categories).toEqual([
      { label: 'Transferred', note: 'planned, n 30' },
      { label: 'Completed', note: 'planned, n 20' },
      { label: 'Dropped out', note: 'dropout, not planned, n 40' },
      { label: 'Not recorded', note: 'neither, n 10' },
    ]);
    expect(plot.series[0]!.tokens).toEqual(['better', 'better', 'worse', 'neutral']);
    expect(said(plot)).toBe('30.0 %; 30 of 100 paths, 100 people; planned');
  });

  it('stacks four kinds of end by level', () => {
    const plot = bars(build('discharge-reasons', sampleData(rows), 'level'));
    expect(plot.series.map(({ name, bars: [bar] }) => [name, bar!.value])).toEqual([
      ['Planned', 0.25],
      ['Dropout, not planned', 0.5],
      ['Other, not planned', 0.25],
      ['Neither', 0],
    ]);
    expect(plot.categories).toEqual([{ label: 'IOP', note: 'n 20' }]);
  });
});

describe('planned-discharge', () => {
  const beside = { against_advice: 1, coverage_ended: 3 };
  const data = sampleData([
    share({ ...everybody, scope: 'paths', ...beside }, 60, 100),
    share({ ...everybody, scope: 'all stays', ...beside }, 150, 200),
    share({ ...iop, scope: 'stays', ...beside }, 0, 0),
  ]);

  it('shows paths and all stays side by side, with what is named beside the share', () => {
    const plot = bars(build('planned-discharge', data, 'all'));
    expect(plot.categories.map(({ label, note }) => `${label}, ${note}`)).toEqual([
      'Paths, n 100',
      'All stays, n 200',
    ]);
    expect(said(plot)).toBe(
      '60.0 %; 60 of 100 discharges, 100 people; 1 discharge against advice; 3 discharges because coverage ended',
    );
  });

  it('says where nothing counts', () => {
    const plot = bars(build('planned-discharge', data, 'level'));
    expect(plot.series[0]!.bars[0]).toMatchObject({ value: null, label: 'none that counts' });
  });
});

describe('early-dropout', () => {
  it('has nothing beside the share', () => {
    const data = sampleData([share({ ...everybody, scope: 'stays' }, 3, 40)]);
    const plot = bars(build('early-dropout', data, 'all'));
    expect(plot.cursor[0]!.label).toBe('Stays');
    expect(said(plot)).toBe('7.5 %; 3 of 40 admissions, 40 people');
  });
});

describe('dropout-incidence', () => {
  const step = (keys: FigureRow, name: string, day: number, atRisk: number, value: number) => ({
    ...keys,
    ...{ class: name, day, at_risk: atRisk, events: 1, value, low: value / 2, high: value * 2 },
  });
  const data = sampleData([
    step(everybody, 'planned', 10, 100, 0.1),
    step(everybody, 'planned', 40, 50, 0.4),
    step(everybody, 'planned', 200, 4, 0.6),
    step(everybody, 'dropout', 10, 100, 0.05),
    step(everybody, 'dropout', 40, 50, 0.2),
    step(everybody, 'dropout', 200, 4, 0.3),
    step(everybody, 'other', 10, 100, 0),
    step(iop, 'planned', 12, 30, 0.3),
    step(iop, 'dropout', 12, 30, 0.1),
  ]);

  it('has a stepped line per cause from 0 on the day of admission, named for itself', () => {
    const plot = lines(build('dropout-incidence', data, 'all'));
    expect(plot.stepped).toBe(true);
    expect(plot.series.map(({ name, token }) => [name, token])).toEqual([
      ['Planned', 'better'],
      ['Dropout', 'worse'],
      ['Other', 'neutral'],
    ]);
    expect(plot.series[1]!.points.slice(0, 2)).toEqual([
      { x: 0, y: 0, low: null, high: null },
      { x: 10, y: 0.05, low: 0.025, high: 0.1 },
    ]);
  });

  it('ends where few are followed, runs to the edge, and says where the rest stands', () => {
    const plot = lines(build('dropout-incidence', data, 'all'));
    expect(plot.x.max).toBe(90);
    expect(plot.series[1]!.points.map(({ x }) => x)).toEqual([0, 10, 40, 90]);
    expect(plot.series[2]!.points.map(({ x }) => x)).toEqual([0, 10]);
    expect(plot.remark).toContain('Days after 90 stand in the table.');
    expect(plot.under.rows.map(({ cells }) => cells[1])).toEqual([{ x: 15, text: '50' }]);
  });

  it('shows dropout alone by level', () => {
    const plot = lines(build('dropout-incidence', data, 'level'));
    expect(plot.y.title).toBe('Dropped out by that day, %');
    expect(plot.series.map(({ name, points }) => [name, points.at(-1)!.y])).toEqual([['IOP', 0.1]]);
    expect(plot.cursor[0]).toMatchObject({ label: 'IOP, day 12', index: 1 });
    expect(said(plot)).toContain('dropped out: 10.0 % (95 % interval');
  });
});

describe('retention of unplanned ends', () => {
  it('does not say that those who left otherwise are still in care', () => {
    const rows = [
      {
        ...everybody,
        ...{ statistic: 'survival', day: 5, at_risk: 9, events: 2, censored: 3, value: 0.8 },
      },
    ];
    const plot = lines(build('retention', sampleData(rows, { about: UNPLANNED_MEDIAN }), 'all'));
    expect(plot.y.title).toBe('No unplanned end yet, %');
    expect(said(plot)).toBe(
      'no unplanned end yet: 80.0 %; 9 at risk, 2 left unplanned that day, 3 open or left otherwise',
    );
    expect(plot.remark).toContain('Only unplanned ends count');
  });
});

describe('length-of-stay', () => {
  const row = (keys: FigureRow, target: readonly [number | null, number | null]): FigureRow => ({
    ...keys,
    ...{
      scope: 'stays',
      n: 30,
      persons: 30,
      value: 30,
      low: 25,
      high: 35,
      q1: 20,
      q3: 40,
      mean: 31,
    },
    ...{ target_low: target[0], target_high: target[1] },
  });

  it('shades the target of a level, all of which can be seen', () => {
    const data = sampleData([
      row(iop, [28, 84]),
      row({ level: 'op', program: null }, [null, null]),
    ]);
    const plot = bars(build('length-of-stay', data, 'level'));
    expect(plot.meant).toEqual([{ low: 28, high: 84 }, null]);
    expect(plot.axis.max).toBe(90);
    expect(plot.remark).toContain('Shaded');
    expect(said(plot)).toContain('target: 28 to 84 days');
  });

  it('shades nothing without a target', () => {
    const plot = bars(build('length-of-stay', sampleData([row(iop, [null, null])]), 'level'));
    expect(plot.meant).toBeUndefined();
    expect(plot.axis.max).toBeUndefined();
    expect(plot.remark).not.toContain('Shaded');
  });
});
