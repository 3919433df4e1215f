/** The picture and the table of the choices behind a result. */
import { describe, expect, it } from 'vitest';
import { BUILDERS } from '$lib/charts/builders';
import { figureTable } from '$lib/charts/figure-table';
import type { BarsPlot, Plot } from '$lib/charts/plot';
import { waysToDivide } from '$lib/charts/view-rows';
import { NARROW_SPACE } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { sampleData, sampleView } from './sample-figure';

/** A row of 100 pairs. */
function row(
  choice: string,
  alternative: string,
  numerator: number,
  more: FigureRow = {},
): FigureRow {
  return {
    ...{ measure: 'gad7', rater: null, choice, alternative, basis: 'A paper', class: 'improved' },
    ...{ numerator, denominator: 100, persons: 90, value: numerator / 100, low: 0.1, high: 0.9 },
    difference: numerator / 100 - 0.4,
    ...more,
  };
}

const RECOVERED = { class: 'recovered' };

const ROWS: readonly FigureRow[] = [
  row('as shown', 'as shown', 40),
  row('as shown', 'as shown', 30, RECOVERED),
  row('reliable change', '4 points', 40, { basis: 'A manual; as shown', difference: 0 }),
  row('reliable change', '4 points', 30, RECOVERED),
  row('reliable change', '6 points', 25),
  row('cut-off', 'from 8', 30, RECOVERED),
  row('cut-off', 'from 10', 35, RECOVERED),
  row('unit', 'path', 55),
];

function plot(data: FigureData): Plot {
  return BUILDERS['sensitivity']!(data, { by: 'all', measure: null, window: null });
}

function bars(rows: readonly FigureRow[]): BarsPlot {
  const found = plot(sampleData(rows, { about: 'gad7' }));
  if (found.kind !== 'bars') throw new Error(`Not bars: ${found.kind}`);
  return found;
}

describe('the picture of the choices', () => {
  it('has the base first, then a bar for each alternative; those of the cut-off count recovery', () => {
    const { categories, series } = bars(ROWS);
    expect(categories.map(({ label }) => label)).toEqual([
      'As shown',
      'Reliable change: 4 points (as shown)',
      'Reliable change: 6 points',
      'Unit: path',
      'Recovered, as shown',
      'Recovered, cut-off: from 8',
      'Recovered, cut-off: from 10',
    ]);
    expect(series[0]!.bars.map(({ value }) => value)).toEqual([
      0.4, 0.4, 0.25, 0.55, 0.3, 0.3, 0.35,
    ]);
    expect(series[0]!.tokens?.filter((token) => token === 'accent')).toHaveLength(2);
  });

  it('leaves recovery to the table where there is one cut-off only', () => {
    const one = bars(ROWS.filter(({ alternative }) => alternative !== 'from 10'));
    expect(one.categories.map(({ label }) => label)).not.toContain('Recovered, as shown');
    expect(one.axis.title).toBe('Improved reliably, %');
  });

  it('says how far a bar is from the base, and where its value is published', () => {
    const texts = bars(ROWS).cursor.map(({ text }) => text.replaceAll(NARROW_SPACE, ' '));
    expect(texts[2]).toMatch(/25\.0 %.*25 of 100 pairs.*15\.0 points less than as shown; A paper$/);
    expect(texts[1]).toMatch(/no difference; A manual; as shown$/);
  });

  it('tells raters apart', () => {
    const labels = bars([
      ...ROWS,
      row('as shown', 'as shown', 10, { rater: 'clinician' }),
    ]).categories;
    expect(labels[0]!.label).toBe('GAD-7, no rater: As shown');
    expect(labels.at(-1)!.label).toBe('GAD-7, clinician: As shown');
  });

  it('is none where no reliable change is known', () => {
    const rows = [row('as shown', 'as shown', 30, { class: 'unwell at baseline' })];
    expect(plot(sampleData(rows)).kind).toBe('none');
  });
});

describe('the table of the choices', () => {
  it('has words for its keys, shares for values and differences, and sources last', () => {
    const view = sampleView(metricOf('sensitivity'), sampleData(ROWS, { about: 'gad7' }));
    const table = figureTable(view);
    expect(table.columns.map(({ label }) => label)).toEqual([
      'Choice',
      'Alternative',
      'Class',
      'Share',
      '95 % from',
      '95 % to',
      'Counted',
      'Out of',
      'People',
      'Difference from as shown',
      'Basis',
    ]);
    expect(table.columns.filter(({ numeric }) => !numeric).map(({ key }) => key)).toEqual([
      'choice',
      'alternative',
      'class',
      'basis',
    ]);
    const cells = table.rows[4]!;
    expect(cells['difference']).toMatchObject({ text: `−15.0${NARROW_SPACE}%` });
    expect(cells['basis']).toMatchObject({ text: 'A paper' });
    expect(waysToDivide(view)).toEqual(['all']);
  });
});
