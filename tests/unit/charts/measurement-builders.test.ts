/** The pictures of how completely people are measured, of the wait and of experience. */
import { describe, expect, it } from 'vitest';
import { BUILDERS } from '$lib/charts/builders';
import type { By, FigureChoices } from '$lib/charts/figure-state';
import type { BarsPlot } from '$lib/charts/plot';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { sampleData, scopes } from './sample-figure';

const SPACE = /\u202f/g;

function bars(id: string, data: FigureData, by: By, more: Partial<FigureChoices> = {}): BarsPlot {
  const plot = BUILDERS[id]!(data, { by, measure: null, window: null, ...more });
  if (plot.kind !== 'bars') throw new Error(`Not bars: ${plot.kind}`);
  return plot;
}

const share = (numerator: number, denominator: number): FigureRow => ({
  numerator,
  denominator,
  persons: denominator,
  value: denominator > 0 ? numerator / denominator : null,
  low: null,
  high: null,
});

const everywhere = (rows: readonly FigureRow[]): FigureData =>
  sampleData(scopes.flatMap((scope) => rows.map((row) => ({ ...scope, ...row }))));

const labels = (plot: BarsPlot): string[] => plot.categories.map(({ label }) => label);
const values = (plot: BarsPlot): (number | null)[] =>
  plot.series[0]!.bars.map(({ value }) => value);

describe('shares of stays that were measured', () => {
  it.each([
    'baseline-completion',
    'follow-up-score-90',
    'follow-up-score-180',
    'follow-up-score-365',
    'risk-screened',
  ])('%s has a bar for each level, from none to all', (id) => {
    const plot = bars(id, everywhere([share(3, 4)]), 'level');
    expect(labels(plot)).toEqual(['PHP', 'IOP']);
    expect(values(plot)).toEqual([0.75, 0.75]);
    expect([plot.axis.min, plot.axis.max]).toEqual([0, 1]);
  });

  it('draws the target line', () => {
    const target = { value: 0.95, name: 'target 95 %' };
    const plot = bars('baseline-completion', everywhere([share(3, 4)]), 'all', { target });
    expect(plot.references).toEqual([target]);
  });

  it('says that there is nothing to draw', () => {
    const choices = { by: 'all', measure: null, window: null } as const;
    expect(BUILDERS['risk-screened']!(sampleData([]), choices).kind).toBe('none');
  });
});

describe('shares of scores that somebody answered', () => {
  const data = everywhere([
    { measure: null, ...share(5, 8) },
    { measure: 'phq9', ...share(1, 4) },
    { measure: 'gad7', ...share(4, 4) },
  ]);

  it.each(['off-track-review', 'risk-follow-through'])('%s shows every instrument', (id) => {
    const plot = bars(id, data, 'all');
    expect(labels(plot)).toEqual(['Any measure', 'PHQ-9', 'GAD-7']);
    expect(values(plot)).toEqual([0.625, 0.25, 1]);
  });

  it('shows the chosen instrument by level, else all of them', () => {
    expect(values(bars('off-track-review', data, 'level'))).toEqual([0.625, 0.625]);
    const chosen = bars('off-track-review', data, 'level', { measure: 'phq9' });
    expect(values(chosen)).toEqual([0.25, 0.25]);
  });
});

describe('measure-adherence', () => {
  const parts = (measure: string | null, done: number): FigureRow[] =>
    [null, 'admission', 'periodic', 'discharge'].map((window, index) => ({
      measure,
      window,
      ...share(done - index, 10),
    }));
  const data = everywhere([...parts(null, 9), ...parts('phq9', 5)]);

  it('shows all that was due, then its parts', () => {
    const plot = bars('measure-adherence', data, 'all');
    expect(labels(plot)).toEqual(['All due', 'at admission', 'during the stay', 'at discharge']);
    expect(values(plot)).toEqual([0.9, 0.8, 0.7, 0.6]);
  });

  it('shows the parts of each level, of the chosen instrument', () => {
    const plot = bars('measure-adherence', data, 'level', { measure: 'phq9' });
    expect(labels(plot).slice(0, 4)).toEqual([
      'PHP, at admission',
      'PHP, during the stay',
      'PHP, at discharge',
      'IOP, at admission',
    ]);
    expect(values(plot).slice(0, 3)).toEqual([0.4, 0.3, 0.2]);
  });

  it('tells the parts of a program beside its bar', () => {
    const plot = bars('measure-adherence', data, 'program');
    expect(labels(plot)).toEqual(['North']);
    expect(plot.cursor[0]!.text.replace(SPACE, ' ')).toContain(
      'at admission 80.0 %; during the stay 70.0 %; at discharge 60.0 %',
    );
  });
});

describe('days-to-admission', () => {
  const row: FigureRow = {
    n: 40,
    persons: 38,
    value: 6,
    low: 5,
    high: 8,
    p90: 21,
    within: 30,
    within_value: 0.75,
  };

  it('has a bar to the 90th percentile and says who waited at most 14 days', () => {
    const plot = bars('days-to-admission', everywhere([row]), 'level');
    expect(plot.form).toBe('range');
    expect(plot.series[0]!.bars[0]).toMatchObject({ value: 6, low: 5, high: 8, q1: 0, q3: 21 });
    expect(plot.categories[0]!.note?.replace(SPACE, ' ')).toBe('n 40, 75.0 % within 14 days');
  });

  it('says that nobody was referred', () => {
    const choices = { by: 'all', measure: null, window: null } as const;
    expect(BUILDERS['days-to-admission']!(sampleData([]), choices).kind).toBe('none');
  });
});

describe('experience-top-box', () => {
  const data = everywhere([
    { measure: null, ...share(6, 8), answered: 8, finished: 20, response: 0.4 },
    { measure: 'day-care', ...share(6, 8), answered: null, finished: null, response: null },
  ]);

  it('has a bar for each survey, with the response rate beside all of them', () => {
    const plot = bars('experience-top-box', data, 'all');
    expect(labels(plot)).toEqual(['All surveys', 'Day care']);
    expect(plot.cursor[0]!.text.replace(SPACE, ' ')).toContain(
      '40.0 % response: 8 of 20 finished stays',
    );
    expect(plot.cursor[1]!.text).not.toContain('response');
  });

  it('says so where nobody answered', () => {
    const none = everywhere([{ measure: null, ...share(0, 0), response: 0 }]);
    expect(bars('experience-top-box', none, 'level').cursor[0]!.text).toBe('no survey');
  });
});
