/** Pictures of mean change, effect size, severity, response and missing scores. */
import { describe, expect, it } from 'vitest';
import { BUILDERS } from '$lib/charts/builders';
import type { By, FigureChoices } from '$lib/charts/figure-state';
import type { BarsPlot } from '$lib/charts/plot';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { NARROW_SPACE } from '$lib/format/numbers';
import { sampleData, scopes } from './sample-figure';

function bars(id: string, data: FigureData, by: By, more: Partial<FigureChoices> = {}): BarsPlot {
  const plot = BUILDERS[id]!(data, { by, measure: null, window: null, ...more });
  if (plot.kind !== 'bars') throw new Error(`Not bars: ${plot.kind}`);
  return plot;
}

const inScopes = (rows: readonly FigureRow[]): FigureRow[] =>
  scopes.flatMap((scope) => rows.map((row) => ({ ...scope, ...row })));

const plain = (text: string): string => text.replaceAll(NARROW_SPACE, ' ');

describe('bars around zero', () => {
  const row = (measure: string, rater: string | null, cells: FigureRow): FigureRow => ({
    measure,
    rater,
    n: 40,
    persons: 38,
    baseline_mean: 14,
    last_mean: 10,
    ...cells,
  });
  const data = sampleData(
    inScopes([
      row('gad7', null, { value: -1.5, low: -2.4, high: -0.6 }),
      row('phq9', null, { value: 4, low: 3, high: 5 }),
      row('phq9', 'clinician', { value: 0.2, low: -0.3, high: 0.7 }),
      row('ors', null, { value: null, low: null, high: null }),
    ]),
    { about: 'phq9' },
  );

  it('stand side by side per measure and rater, coloured by what the interval says', () => {
    const plot = bars('mean-change', data, 'all');
    expect(plot.categories.map(({ label }) => label)).toEqual([
      'GAD-7',
      'PHQ-9, no rater',
      'PHQ-9, clinician',
      'ORS',
    ]);
    expect(plot.series[0]!.tokens).toEqual(['worse', 'better', 'neutral', 'neutral']);
    expect(plot.series[0]!.bars.map((bar) => bar.label)).toEqual(['−1.5', '4.0', '0.2', 'none']);
    expect(plot.references).toEqual([{ value: 0, name: 'no change' }]);
  });

  it('have limits on round numbers that hold zero and every whisker', () => {
    expect(bars('mean-change', data, 'all').axis).toMatchObject({ min: -4, max: 6 });
    const small = sampleData(inScopes([row('phq9', null, { value: 0.62, low: 0.55, high: 0.69 })]));
    expect(bars('effect-size', small, 'all').axis).toMatchObject({ min: 0, max: 0.8 });
    const none = sampleData(inScopes([row('phq9', null, { value: null, low: null, high: null })]));
    expect(bars('effect-size', none, 'all').axis).toMatchObject({ min: 0, max: 0.1 });
  });

  it('stand per level of one measure, from the most intensive on', () => {
    const plot = bars('mean-change', data, 'level', { measure: 'gad7' });
    expect(plot.categories.map(({ label }) => label)).toEqual(['PHP', 'IOP']);
    expect(plot.cursor[0]).toEqual({
      label: 'PHP',
      text: '−1.5 (95 % interval −2.4 to −0.6); 40 pairs, 38 people; from 14.0 to 10.0',
      row: expect.objectContaining({ measure: 'gad7', level: 'php', value: -1.5 }),
      series: 0,
      index: 0,
      pick: { field: 'level', value: 'php' },
    });
  });

  it('say why there is no effect size', () => {
    const plot = bars('effect-size', data, 'all');
    expect(plot.series[0]!.bars[3]!.label).toBe('fewer than 3 pairs, or no spread');
    expect(plot.cursor[3]!.text).toBe('fewer than 3 pairs, or no spread; 40 pairs, 38 people');
  });
});

describe('response', () => {
  const row = (scope: string, numerator: number, denominator: number): FigureRow => ({
    measure: 'phq9',
    rater: null,
    scope,
    numerator,
    denominator,
    persons: denominator,
    value: numerator / denominator,
    low: 0.1,
    high: 0.9,
  });
  const data = sampleData(inScopes([row('clinical', 30, 60), row('all', 40, 100)]));

  it('draws those who began on the unwell side, and tells of all in the tooltip', () => {
    const plot = bars('response', data, 'all');
    expect(plot.series[0]!.bars.map((bar) => bar.value)).toEqual([0.5]);
    expect(plain(plot.cursor[0]!.text)).toContain(
      'with any baseline above 0: 40.0 %, 40 of 100 pairs',
    );
  });
});

describe('severity-bands', () => {
  const rows = (measure: string, names: readonly string[]): FigureRow[] =>
    ['baseline', 'last'].flatMap((scope) =>
      names.map((name, at) => ({
        measure,
        rater: null,
        scope,
        class: name,
        numerator: at + 1,
        denominator: 10,
        persons: 10,
        value: (at + 1) / 10,
        low: 0,
        high: 1,
      })),
    );
  const data = sampleData(
    inScopes([
      ...rows('gad7', ['minimal', 'mild', 'moderate', 'severe']),
      ...rows('who5', ['poor', 'adequate']),
    ]),
  );

  it('stacks start above end, from the least severe band on', () => {
    const plot = bars('severity-bands', data, 'all');
    expect(plot.categories.map(({ label }) => label)).toEqual(['Start', 'End']);
    expect(plot.series.map(({ name, token, pattern }) => [name, token, pattern])).toEqual([
      ['Minimal', 'better', 'none'],
      ['Mild', 'better', 'hatch'],
      ['Moderate', 'worse', 'hatch'],
      ['Severe', 'worse', 'none'],
    ]);
  });

  it('turns round where high scores are good', () => {
    const plot = bars('severity-bands', data, 'level', { measure: 'who5' });
    expect(plot.series.map(({ name }) => name)).toEqual(['Adequate', 'Poor']);
    expect(plot.categories.map(({ label }) => label)).toEqual([
      'PHP, start', 'PHP, end', 'IOP, start', 'IOP, end',
    ]); // prettier-ignore
  });
});

describe('missing-bounds', () => {
  const row = (scope: string, numerator: number, denominator: number): FigureRow => ({
    measure: 'phq9',
    rater: null,
    scope,
    numerator,
    denominator,
    persons: denominator,
    value: numerator / denominator,
    low: 0.2,
    high: 0.8,
    unpaired: 20,
    baseline_paired: 14,
    baseline_unpaired: 16.2,
  });
  const data = sampleData(
    inScopes([row('observed', 40, 80), row('worst', 40, 100), row('best', 60, 100)]),
  );

  it('draws three bars with the observed one in the middle', () => {
    const plot = bars('missing-bounds', data, 'all');
    expect(plot.categories.map(({ label }) => label)).toEqual([
      'Worst case',
      'Observed',
      'Best case',
    ]);
    expect(plot.series[0]!.bars.map((bar) => bar.value)).toEqual([0.4, 0.5, 0.6]);
    expect(plot.cursor[0]!.text).toContain(
      '20 without a last score, mean baseline 16.2, of the others 14.0',
    );
  });

  it('spans worst to best per level, with a dot for what was observed', () => {
    const plot = bars('missing-bounds', data, 'level');
    expect(plot.form).toBe('range');
    expect(plot.series[0]!.bars[0]).toMatchObject({ value: 0.5, q1: 0.4, q3: 0.6 });
    expect(plain(plot.cursor[0]!.text)).toContain('worst case 40.0 %, best case 60.0 %');
  });
});
