/** Pictures of attendance and dose: bars, targets as lines or shading, and words at the cursor. */
import { describe, expect, it } from 'vitest';
import { BUILDERS } from '$lib/charts/builders';
import type { By } from '$lib/charts/figure-state';
import type { BarsPlot } from '$lib/charts/plot';
import type { FigureRow } from '$lib/metrics/metric';
import { sampleData } from './sample-figure';

function bars(id: string, rows: readonly FigureRow[], by: By, about = 'phq9'): BarsPlot {
  const data = sampleData(rows, { about });
  const plot = BUILDERS[id]!(data, { by, measure: null, window: null });
  if (plot.kind !== 'bars') throw new Error(`Not bars: ${plot.kind}`);
  return plot;
}

const all = { level: null, program: null };
const level = (code: string): FigureRow => ({ level: code, program: null });
const estimate = { value: 0.6, low: 0.5, high: 0.7, numerator: 60, denominator: 100, persons: 90 };

const labels = (plot: BarsPlot): string[] => plot.categories.map((category) => category.label);

describe('attendance-weekday', () => {
  const rows = [
    { ...all, class: 'friday', ...estimate },
    { ...all, class: 'monday', ...estimate },
    { ...level('iop'), class: 'sunday', ...estimate },
    { ...level('php'), class: 'monday', ...estimate },
  ];

  it('draws days from Monday on, those with a session only', () => {
    expect(labels(bars('attendance-weekday', rows, 'all'))).toEqual(['Mon', 'Fri']);
  });

  it('draws levels side by side, with a gap where a level has no session', () => {
    const plot = bars('attendance-weekday', rows, 'level');
    expect(labels(plot)).toEqual(['Mon', 'Sun']);
    expect(plot.series.map((series) => series.bars.map(({ value }) => value))).toEqual([
      [0.6, null],
      [null, 0.6],
    ]);
    expect(plot.cursor.map(({ label }) => label)).toEqual(['PHP, Monday', 'IOP, Sunday']);
  });
});

describe('hours-per-week', () => {
  const hours = {
    n: 80, persons: 70, value: 8.4, low: 8, high: 8.8, q1: 6, median: 8, q3: 11,
    stays_of_7_days: 75,
  }; // prettier-ignore
  const iop = { ...level('iop'), ...hours, target_low: 9, target_high: 15, floor: 9 };
  const php = { ...level('php'), ...hours, target_low: 20, target_high: 30, floor: 20 };

  it('draws one target for all as dashed lines that say where floor and target are the same', () => {
    const plot = bars('hours-per-week', [iop], 'level');
    expect(plot.references).toEqual([
      { value: 9, name: 'floor and target from 9 h' },
      { value: 15, name: 'target to 15 h' },
    ]);
    expect(plot.meant).toBeUndefined();
    expect(plot.axis.max).toBeGreaterThanOrEqual(15);
  });

  it('names a floor apart from the target', () => {
    const plot = bars('hours-per-week', [{ ...iop, floor: 6 }], 'level');
    expect(plot.references.map(({ name }) => name)).toEqual([
      'floor 6 h',
      'target from 9 h',
      'target to 15 h',
    ]);
  });

  it('shades different targets behind each level', () => {
    const plot = bars('hours-per-week', [iop, php], 'level');
    expect(plot.references).toEqual([]);
    expect(plot.meant).toEqual([
      { low: 20, high: 30 },
      { low: 9, high: 15 },
    ]);
  });

  it('says estimate, spread and target at the cursor', () => {
    const plot = bars('hours-per-week', [iop], 'level');
    expect(plot.cursor[0]!.text).toBe(
      '8.4 (95 % interval 8 to 8.8) h a week; stays of at least 7 days (75): median 8.0, middle half 6.0 to 11.0; target 9 to 15 h, floor 9 h; 80 stays, 70 people',
    );
  });
});

describe('weeks-at-floor', () => {
  it('draws attended beside scheduled hours', () => {
    const rows = ['attended', 'scheduled'].flatMap((scope) => [
      { ...all, scope, ...estimate, target_low: null, target_high: null },
      { ...level('iop'), scope, ...estimate, target_low: 9, target_high: null },
    ]);
    expect(labels(bars('weeks-at-floor', rows, 'all'))).toEqual([
      'Attended hours',
      'Scheduled hours',
    ]);
    const plot = bars('weeks-at-floor', rows, 'level');
    expect(labels(plot)).toEqual(['IOP, attended', 'IOP, scheduled']);
    expect(plot.cursor[0]!.text).toContain('floor: at least 9 h a week');
    expect(plot.cursor[0]!.text).toContain('60 of 100 full weeks');
  });
});

describe('program-fidelity', () => {
  it('names each share by its target, and what is counted', () => {
    const rows: FigureRow[] = [
      { ...level('iop'), class: 'days_per_week', ...estimate, target_low: 3, target_high: 5 },
      { ...level('iop'), class: 'group_size', ...estimate, target_low: null, target_high: 10 },
      { ...level('iop'), class: 'length_days', ...estimate, target_low: null, target_high: null },
    ];
    const plot = bars('program-fidelity', rows, 'level');
    expect(labels(plot)).toEqual([
      'IOP: 3 to 5 attended days a week',
      'IOP: at most 10 people in a group',
      'IOP: Length of a stay, own targets',
    ]);
    expect(plot.cursor.map(({ text }) => /60 of 100 ([a-z ]+),/.exec(text)?.[1])).toEqual([
      'full weeks',
      'group meetings',
      'finished stays',
    ]);
  });
});

describe('service-mix', () => {
  const type = (name: string, numerator: number, share: number): FigureRow => ({
    ...all,
    class: name,
    numerator,
    denominator: 500,
    value: numerator / 500,
    share,
  });

  it('stacks shares of the hours, in a fixed order', () => {
    const rows = [type('not recorded', 100, 0.1), type('group', 900, 0.9)];
    const plot = bars('service-mix', rows, 'all');
    expect(plot.form).toBe('stack');
    expect(plot.series.map(({ name }) => name)).toEqual(['Group', 'Not recorded']);
    expect(plot.series.map((series) => series.bars[0]!.value)).toEqual([0.9, 0.1]);
    expect(plot.cursor[0]!.text).toContain('900 of 1,000 attended hours');
  });
});

describe('group-size', () => {
  const size = (name: string, numerator: number): FigureRow => ({
    ...all,
    class: name,
    numerator,
    denominator: 10,
    value: numerator / 10,
    persons: 9,
  });
  const rows = [
    { ...all, class: 'all', numerator: null, denominator: 10, median: 2, persons: 12 },
    { ...all, class: 'within target', ...estimate, target_low: null, target_high: 3 },
    size('2', 7),
    size('4', 3),
  ];

  it('draws every size up to the largest, those outside the target apart', () => {
    const plot = bars('group-size', rows, 'all');
    expect(labels(plot)).toEqual(['1', '2', '3', '4']);
    expect(plot.series.map(({ name }) => name)).toEqual(['at most 3 people', 'outside the target']);
    expect(plot.series.map((series) => series.bars.map(({ value }) => value))).toEqual([
      [null, 7, null, null],
      [null, null, null, 3],
    ]);
    expect(plot.series[1]!.pattern).toBe('hatch');
    expect(plot.cursor.map((point) => [point.index, point.series])).toEqual([
      [1, 0],
      [3, 1],
    ]);
    expect(plot.remark).toContain('Median 2 in 10 meetings.');
  });

  it('draws the share within the target by level', () => {
    const plot = bars('group-size', [{ ...rows[1]!, ...level('iop') }], 'level');
    expect(labels(plot)).toEqual(['IOP']);
    expect(plot.series[0]!.bars[0]!.value).toBe(0.6);
  });
});

describe('figures of dose', () => {
  const pair = { measure: 'phq9', rater: null, persons: 30 };

  it('show hours per improvement of every measure, with the days at the cursor', () => {
    const row = { ...all, n: 40, numerator: 500, denominator: 20, low: 20, high: 30 };
    const rows = ['phq9', 'gad7'].flatMap((measure) => [
      { ...pair, ...row, measure, statistic: 'hours', value: 25 },
      { ...pair, ...row, measure, statistic: 'days', value: 9.5 },
    ]);
    const plot = bars('hours-per-improved', rows, 'all');
    expect(labels(plot)).toEqual(['PHQ-9', 'GAD-7']);
    expect(plot.cursor[0]!.text).toBe(
      '25 (95 % interval 20 to 30) h; 9.5 days attended; 20 of 40 pairs improved reliably',
    );
  });

  it('show improvement by band and claim nothing about causes', () => {
    const row = { ...pair, n: 30, value: 4, low: 2, high: 6, baseline_mean: 14 };
    const rows = [
      { ...all, ...row, class: 'under 3' },
      { ...level('php'), ...row, class: 'under 3' },
      { ...level('iop'), ...row, class: '9 to 12' },
    ];
    expect(labels(bars('improvement-by-dose', rows, 'all'))).toEqual(['under 3 h/wk']);
    const plot = bars('improvement-by-dose', rows, 'level');
    expect(labels(plot)).toEqual(['PHP, under 3 h/wk', 'IOP, 9 to 12 h/wk']);
    expect(plot.remark).toContain('no causal claim');
  });
});
