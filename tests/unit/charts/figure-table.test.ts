import { describe, expect, it } from 'vitest';
import { figureTable } from '$lib/charts/figure-table';
import { measuresToChoose, viewRows, waysToDivide } from '$lib/charts/view-rows';
import type { FigureRow } from '$lib/metrics/metric';
import { sampleData, sampleMetric, sampleView, scopes } from './sample-figure';

const rows: FigureRow[] = scopes.flatMap((scope) =>
  ['phq9', 'gad7'].map((measure) => ({
    measure,
    ...scope,
    window: 7,
    numerator: 2,
    denominator: 3,
    value: 2 / 3,
    low: null,
    high: 0.94,
  })),
);
const figure = sampleView(sampleMetric('reliable-change'), sampleData(rows));
const view = { by: 'level', measure: 'gad7', window: null } as const;

describe('the table of a figure', () => {
  it('holds the rows of the view, formatted with their unit', () => {
    const table = figureTable(figure, viewRows(figure, view));
    expect(table.rows.map((row) => row['level']?.text)).toEqual([
      'Intensive outpatient',
      'Partial hospitalization',
    ]);
    expect(table.rows[0]!['value']).toEqual({ text: '66.7\u202f%', sort: 2 / 3 });
  });

  it('says what all rows share once, and leaves out what no row has', () => {
    const table = figureTable(figure, viewRows(figure, view));
    expect(table.caption).toBe('Two of three improved (GAD-7, 7 days)');
    expect(table.columns.map((column) => column.label)).toEqual([
      'Level',
      'Share',
      '95 % to',
      'Counted',
      'Out of',
    ]);
  });

  it('says scopes and classes in words', () => {
    const pairs = ['all', 'clinical', 'short interval'].map((scope) => ({
      scope,
      class: 'improved',
    }));
    const table = figureTable({
      ...figure,
      data: sampleData([...pairs, { scope: 'all', class: 'cannot improve' }]),
    });
    expect(table.rows.map((row) => row['scope']?.text)).toEqual([
      'All pairs',
      'Unwell at the start',
      'Closer than the recall period',
      'All pairs',
    ]);
    expect(table.rows[3]!['class']?.text).toBe('Too close to the best score (part of the above)');
  });

  it('says visits by their words, in the order of their place', () => {
    const course: FigureRow[] = [
      { week: 0, visit: null, visit_label: null, value: 15 },
      { week: null, visit: 1, visit_label: 'first_visit', value: 14 },
    ];
    const table = figureTable(sampleView(sampleMetric('x', 'points'), sampleData(course)));
    expect(table.columns.map((column) => column.label)).toEqual(['Week', 'Visit', 'Mean']);
    expect(table.rows[1]!['visit_label']).toEqual({ text: 'first_visit', sort: 1 });
    expect(table.rows[1]!['week']!.text).toBe('–');
    expect(table.rows[0]!['visit_label']!.text).toBe('–');
  });

  it('tells shares, days and a test apart in the rows of a curve', () => {
    const curve: FigureRow[] = [
      { statistic: 'survival', day: 3, value: 0.9, p: null },
      { statistic: 'median', day: null, value: 41, p: null },
      { statistic: 'log-rank', day: null, value: 8.2, p: 0.0001 },
    ];
    const table = figureTable(sampleView(sampleMetric('retention'), sampleData(curve)));
    expect(table.rows.map((row) => row['value']?.text)).toEqual(['90.0\u202f%', '41 days', '8.20']);
    expect(table.rows[2]!['p']?.text).toBe('<\u202f0.001');
  });
});

describe('the choices of a figure', () => {
  it('offers only ways to divide that have rows', () => {
    expect(waysToDivide(figure)).toEqual(['all', 'level', 'program']);
    const overall = sampleView(figure.metric, sampleData(rows.slice(0, 2)));
    expect(waysToDivide(overall)).toEqual(['all']);
  });

  it('does not divide by a level that no file gives', () => {
    const given = rows.map((row) => (row['level'] ? { ...row, level: 'not_given' } : row));
    const implied = sampleView(figure.metric, sampleData(given));
    expect(waysToDivide(implied)).toEqual(['all', 'program']);
  });

  it('offers measures where the picture shows one at a time', () => {
    expect(measuresToChoose(figure, 'all')).toEqual([]);
    expect(measuresToChoose(figure, 'level')).toEqual(['phq9', 'gad7']);
  });
});
