import { describe, expect, it } from 'vitest';
import { BUILDERS } from '$lib/charts/builders';
import type { By, FigureChoices } from '$lib/charts/figure-state';
import type { BarsPlot, FlowPlot, LinesPlot, Plot } from '$lib/charts/plot';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { sampleData, scopes } from './sample-figure';

function view(by: By, more: Partial<FigureChoices> = {}): FigureChoices {
  return { by, measure: null, window: null, ...more };
}

function build(id: string, data: FigureData, choices: FigureChoices): Plot {
  return BUILDERS[id]!(data, choices);
}

function bars(plot: Plot): BarsPlot {
  if (plot.kind !== 'bars') throw new Error(`Not bars: ${plot.kind}`);
  return plot;
}

function lines(plot: Plot): LinesPlot {
  if (plot.kind !== 'lines') throw new Error(`Not lines: ${plot.kind}`);
  return plot;
}

const inScopes = (rows: readonly FigureRow[]): FigureRow[] =>
  scopes.flatMap((scope) => rows.map((row) => ({ ...scope, ...row })));

const estimate = { value: 0.6, low: 0.5, high: 0.7, numerator: 60, denominator: 100, persons: 90 };

describe('every builder', () => {
  it.each(Object.keys(BUILDERS))('%s says that there is nothing to draw', (id) => {
    const plot = build(id, sampleData([]), view('all'));
    expect(plot.kind).toBe('none');
    expect(plot.kind === 'none' && plot.reason).toMatch(/\.$/);
  });
});

describe('score-course', () => {
  const week = (measure: string, number: number, n: number): FigureRow => ({
    measure,
    week: number,
    n,
    persons: n,
    value: 15 - number,
    low: 14 - number,
    high: 16 - number,
  });
  const data = sampleData(
    inScopes([week('phq9', 0, 40), week('phq9', 1, 30), week('phq9', 2, 3), week('gad7', 0, 9)]),
    { about: 'phq9', cutoffs: { phq9: 10 } },
  );

  it('draws the measure of the headline with its cut-off', () => {
    const plot = lines(build('score-course', data, view('all')));
    expect(plot.y.title).toBe('Mean PHQ-9, points (lower is better)');
    expect(plot.references).toEqual([{ value: 10, name: 'clinical cut-off 10' }]);
  });

  it('leaves weeks with fewer than 20 stays to the table, and says so', () => {
    const plot = lines(build('score-course', data, view('all')));
    expect(plot.series[0]!.points.map((point) => point.x)).toEqual([0, 1]);
    expect(plot.remark).toContain('fewer than 20');
    expect(plot.under.rows[0]!.cells.map((cell) => cell.text)).toEqual(['40', '30']);
  });

  it('draws everything where no week has many', () => {
    const plot = lines(build('score-course', data, view('all', { measure: 'gad7' })));
    expect(plot.series[0]!.points).toHaveLength(1);
    expect(plot.remark).toBeNull();
  });

  it('draws levels from the most to the least intensive, told apart by dash', () => {
    const plot = lines(build('score-course', data, view('level')));
    expect(plot.series.map((series) => series.name)).toEqual(['PHP', 'IOP']);
    expect(plot.series.map((series) => series.token)).toEqual(['level-php', 'level-iop']);
    expect(plot.series[0]!.dash).not.toEqual(plot.series[1]!.dash);
  });

  it('says value, interval and n at the cursor', () => {
    const plot = lines(build('score-course', data, view('level')));
    expect(plot.cursor[1]).toMatchObject({
      label: 'PHP, week 2',
      text: '14.0 (95 % interval 13.0 to 15.0); 30 stays, 30 people',
      pick: { field: 'level', value: 'php' },
    });
  });
});

describe('score-course by visit', () => {
  const visit = (position: number | null, label: string, n: number, value = 10): FigureRow => ({
    measure: 'phq9',
    week: null,
    visit: position,
    visit_label: label,
    n,
    persons: n,
    value,
    low: value - 1,
    high: value + 1,
  });
  const rows = [visit(1, 'Pre', 40), visit(1, 'pre', 25), visit(5, '5', 30), visit(9, 'D180', 3)];
  const data = sampleData(inScopes(rows), { about: 'phq9' });

  it('stands at equal distances, labelled by the words of the file', () => {
    const plot = lines(build('score-course', data, view('all')));
    expect(plot.x).toEqual({
      title: 'Visit',
      min: 0,
      max: 2,
      ticks: [
        { value: 0, label: 'Pre' },
        { value: 1, label: 'pre' },
        { value: 2, label: '5' },
      ],
    });
    expect(plot.series[0]!.points.map((point) => point.x)).toEqual([0, 1, 2]);
    expect(plot.under.rows[0]!.cells.map((cell) => cell.text)).toEqual(['40', '25', '30']);
  });

  it('leaves visits with fewer than 20 stays to the table, and says so', () => {
    const plot = lines(build('score-course', data, view('all')));
    expect(plot.remark).toBe('Visits with fewer than 20 stays stand in the table only.');
  });

  it('says the visit at the cursor', () => {
    const plot = lines(build('score-course', data, view('all')));
    expect(plot.cursor.map(({ label }) => label)).toEqual([
      'PHQ-9, Pre',
      'PHQ-9, pre',
      'PHQ-9, visit 5',
    ]);
  });

  it('lets groups that were scored at other visits share one axis', () => {
    const php = { level: 'php', program: null };
    const iop = { level: 'iop', program: null };
    const mixed = sampleData(
      [
        { ...iop, ...visit(2, 'two', 30) },
        { ...php, ...visit(1, 'one', 30) },
        { ...php, ...visit(2, 'two', 30) },
        { ...php, ...visit(null, 'no place', 30) },
      ],
      { about: 'phq9' },
    );
    const plot = lines(build('score-course', mixed, view('level')));
    expect(plot.x.ticks.map(({ label }) => label)).toEqual(['one', 'two', 'no place']);
    expect(plot.series.map(({ points }) => points.map(({ x }) => x))).toEqual([[0, 1, 2], [1]]);
  });

  it('shows weeks where some scores have days', () => {
    const week = { ...visit(null, '', 40), week: 3, visit_label: null };
    const both = sampleData(inScopes([week, ...rows]), { about: 'phq9' });
    const plot = lines(build('score-course', both, view('all')));
    expect(plot.x.title).toBe('Week of stay');
    expect(plot.series[0]!.points.map((point) => point.x)).toEqual([3]);
  });

  it('shows one rater, and says so', () => {
    const rated = (rater: string | null): FigureRow[] => rows.map((row) => ({ ...row, rater }));
    const data = sampleData(inScopes([...rated('parent'), ...rated('self')]), { about: 'phq9' });
    const plot = lines(build('score-course', data, view('all')));
    expect(plot.series[0]!.points).toHaveLength(3);
    expect(plot.remark).toContain('Rated by: parent; the other raters stand in the table.');
  });

  it('draws the cut-off that the program entered', () => {
    const own = { ...data, cutoffs: { phq9: 11.5 } };
    expect(lines(build('score-course', own, view('all'))).references).toEqual([
      { value: 11.5, name: 'clinical cut-off 11.5' },
    ]);
  });
});

describe('clinically-significant-change', () => {
  const names = ['recovered', 'improved', 'unchanged', 'deteriorated', 'harmed'];
  const classes = (measure: string): FigureRow[] =>
    names.map((name, index) => ({
      measure,
      class: name,
      ...estimate,
      value: [0.4, 0.2, 0.3, 0.07, 0.03][index]!,
    }));
  const data = sampleData(inScopes([...classes('phq9'), ...classes('gad7')]));

  it('stacks blue, grey and orange, told apart by words and patterns, one bar per measure', () => {
    const plot = bars(build('clinically-significant-change', data, view('all')));
    expect(plot.categories.map((category) => category.label)).toEqual(['PHQ-9', 'GAD-7']);
    expect(plot.series.map(({ name, token, pattern }) => [name, token, pattern])).toEqual([
      ['Recovered', 'better', 'none'],
      ['Improved', 'better', 'hatch'],
      ['No reliable change', 'neutral', 'dots'],
      ['Deteriorated', 'worse', 'hatch'],
      ['Worsened past the cut-off', 'worse', 'none'],
    ]);
    expect(plot.remark).toContain('Recovered: reliably better and now on the well side');
  });

  it('shows one measure by program', () => {
    const plot = bars(
      build('clinically-significant-change', data, view('program', { measure: 'gad7' })),
    );
    expect(plot.categories.map((category) => category.label)).toEqual(['North']);
    expect(plot.cursor[0]).toMatchObject({ label: 'North, recovered', pick: { value: 'North' } });
  });
});

describe('reliable-change', () => {
  const classes = (measure: string): FigureRow[] =>
    ['improved', 'unchanged', 'deteriorated', 'cannot improve'].map((name, index) => ({
      measure,
      scope: 'all',
      class: name,
      ...estimate,
      value: [0.6, 0.3, 0.1, 0.05][index]!,
      numerator: [60, 30, 10, 5][index]!,
    }));
  const improved = (measure: string, scope: string, denominator: number): FigureRow => ({
    ...classes(measure)[0]!,
    scope,
    value: 0.9,
    denominator,
  });
  const data = sampleData(
    inScopes([
      ...classes('phq9'),
      ...classes('gad7'),
      improved('phq9', 'clinical', 2310),
      improved('gad7', 'clinical', 80),
      improved('phq9', 'short interval', 12),
    ]),
  );

  it('stacks blue, grey and orange with words and patterns, one bar per measure', () => {
    const plot = bars(build('reliable-change', data, view('all')));
    expect(plot.categories.map((category) => category.label)).toEqual(['PHQ-9', 'GAD-7']);
    expect(plot.series.map(({ name, token, pattern }) => [name, token, pattern])).toEqual([
      ['Improved', 'better', 'none'],
      ['No reliable change', 'neutral', 'dots'],
      ['Deteriorated', 'worse', 'hatch'],
    ]);
    expect(plot.series[0]!.bars[0]!.value).toBe(0.6);
  });

  it('names who could not improve, which is no fourth class', () => {
    const plot = bars(build('reliable-change', data, view('all')));
    expect(plot.remark).toContain(
      'Began too close to the best score to improve reliably: PHQ-9 5, GAD-7 5.',
    );
  });

  it('names the unwell alone and pairs too close in time, of the measures shown', () => {
    const all = bars(build('reliable-change', data, view('all'))).remark;
    expect(all).toContain(
      'Of those on the unwell side at the start: PHQ-9 90\u202f% of 2,310 improved, GAD-7 90\u202f% of 80.',
    );
    expect(all).toContain('Scores closer together than the instrument looks back: PHQ-9 12.');
    const one = bars(build('reliable-change', data, view('level', { measure: 'gad7' }))).remark;
    expect(one).toBe(
      'Of those on the unwell side at the start: GAD-7 90\u202f% of 80 improved. Began too close to the best score to improve reliably: GAD-7 5.',
    );
  });

  it('shows one measure by level', () => {
    const plot = bars(build('reliable-change', data, view('level', { measure: 'gad7' })));
    expect(plot.categories.map((category) => category.label)).toEqual(['PHP', 'IOP']);
    expect(plot.cursor[0]).toMatchObject({ label: 'PHP, improved', pick: { value: 'php' } });
  });
});

describe('bars of shares', () => {
  it('says that an export has no absences instead of drawing a bar', () => {
    const rows = [{ level: null, program: 'North', value: null, low: null, high: null, n: 7 }];
    const plot = bars(build('attendance-rate', sampleData(rows), view('program')));
    expect(plot.series[0]!.bars[0]).toMatchObject({
      value: null,
      label: 'this export has no absences',
    });
    expect(plot.cursor[0]!.text).toBe('this export has no absences');
  });

  it('starts at zero and names the target', () => {
    const target = { value: 0.9, name: 'target 90 %' };
    const data = sampleData([
      { measure: null, ...scopes[0], ...estimate, usable_value: 0.55 },
      { measure: 'phq9', ...scopes[0], ...estimate, usable_value: 0.5 },
      { measure: 'audit', ...scopes[0], ...estimate, usable_value: null },
    ]);
    const plot = bars(build('paired-data', data, view('all', { target })));
    expect(plot.axis).toMatchObject({ min: 0, max: 1 });
    expect(plot.references).toEqual([target]);
    expect(plot.categories.map((category) => category.label)).toEqual(['Any measure', 'PHQ-9']);
    expect(plot.cursor[0]!.text).toContain('55.0\u202f% with a baseline and a last score');
  });

  it('shows any measure by level until one is chosen', () => {
    const rows = inScopes([
      { measure: null, ...estimate },
      { measure: 'phq9', ...estimate, value: 0.4 },
    ]);
    const value = (measure: string | null): unknown =>
      bars(build('paired-data', sampleData(rows), view('level', { measure }))).series[0]!.bars[0]!
        .value;
    expect([value(null), value('any'), value('phq9')]).toEqual([0.6, 0.6, 0.4]);
  });

  it('marks few as few', () => {
    const rows = [{ ...scopes[0], ...estimate, numerator: 3, denominator: 5 }];
    const plot = bars(build('attendance-rate', sampleData(rows), view('all')));
    expect(plot.cursor[0]!.text).toContain('(small n)');
  });
});

describe('length-of-stay', () => {
  const row = { n: 40, persons: 38, value: 41, low: 36, high: 47, q1: 26, q3: 63, mean: 45.5 };
  const data = sampleData([
    { ...scopes[0], scope: 'paths', ...row, days_attended: 20 },
    { ...scopes[0], scope: 'all stays', ...row, days_attended: null },
    { ...scopes[1], scope: 'stays', ...row, days_attended: 20 },
  ]);

  it('shows paths beside all stays for everybody', () => {
    const plot = bars(build('length-of-stay', data, view('all')));
    expect(plot.form).toBe('range');
    expect(plot.categories.map((category) => category.label)).toEqual(['Paths', 'All stays']);
    expect(plot.cursor[0]!.text).toBe(
      'median 41 days (95 % interval 36 to 47 days); middle half 26 to 63 days, mean 45.5; attended on 20 days (median); 40 stays, 38 people',
    );
  });
});

describe('retention', () => {
  const step = (day: number, value: number, censored = 0): FigureRow => ({
    statistic: 'survival',
    day,
    at_risk: 10,
    events: 1,
    censored,
    value,
    low: value - 0.1,
    high: value + 0.1,
  });
  const median = { statistic: 'median', value: 41, low: 38, high: null };
  const risk = { statistic: 'at risk', day: 30, at_risk: 7 };
  const rank = {
    level: null,
    program: null,
    statistic: 'log-rank',
    between: 'level',
    value: 8.2,
    df: 1,
    p: 0.0042,
  };
  const data = sampleData([
    ...inScopes([step(3, 0.9), step(40, 0.5, 2), step(1200, 0.2), median, risk]),
    rank,
  ]);

  it('starts every curve at everybody on day 0 and ends it at the edge of the picture', () => {
    const { series } = lines(build('retention', data, view('all')));
    expect(series[0]!.points.map((point) => [point.x, point.y])).toEqual([
      [0, 1],
      [3, 0.9],
      [40, 0.5],
      [1095, 0.5],
    ]);
    expect(series[0]!.ticks).toEqual([{ x: 40, y: 0.5 }]);
  });

  it('names medians and the test that belongs to the view', () => {
    expect(lines(build('retention', data, view('all'))).remark).toBe(
      'Median with 95 % interval: 41 days (38 to not reached). Days after 1,095 stand in the table.',
    );
    expect(lines(build('retention', data, view('level'))).remark).toContain(
      'Do the curves differ at all? Log-rank between levels χ² 8.2, 1 df, p = 0.004; stays of one person treated as independent, not adjusted.',
    );
  });

  it('points of the cursor match points of the line', () => {
    const plot = lines(build('retention', data, view('all')));
    for (const point of plot.cursor) {
      const { x } = plot.series[point.series]!.points[point.index]!;
      expect(point.label).toBe(`Overall, day ${x}`);
    }
  });
});

describe('moves', () => {
  const move = (window: number): FigureRow[] =>
    ['step_down', 'step_up', 'lateral', 'none'].map((name) => ({
      window,
      class: name,
      ...estimate,
      value: 0.25,
    }));
  const data = sampleData(inScopes([...move(7), ...move(30)]));

  it('stacks the four moves of one window', () => {
    const plot = bars(build('next-move', data, view('level', { window: 30 })));
    expect(plot.axis.title).toContain('within 30 days');
    expect(plot.series.map((series) => series.name)).toEqual([
      'Step down',
      'Same level',
      'Step up',
      'No next stay',
    ]);
  });

  it('orders the flow by intensity and keeps its sums', () => {
    const link = (from: string, to: string, value: number): FigureRow => ({
      program: null,
      window: 7,
      from,
      to,
      value,
      denominator: 10,
    });
    const rows = [link('iop', 'none', 4), link('iop', 'op', 6), link('php', 'iop', 10)];
    const plot = build('level-flow', sampleData(rows), view('all')) as FlowPlot;
    expect(plot.from.map(({ id, count }) => [id, count])).toEqual([
      ['php', 10],
      ['iop', 10],
    ]);
    expect(plot.to.map(({ id, count }) => [id, count])).toEqual([
      ['iop', 10],
      ['op', 6],
      ['none', 4],
    ]);
    expect(plot.links[1]!.text).toBe(
      'Intensive outpatient, to Outpatient within 7 days: 6 of 10 discharges (60.0\u202f%)',
    );
  });
});

describe('counts over time', () => {
  it('hatches and names a month that is cut off', () => {
    const month = (name: string | null, incomplete: number): FigureRow => ({
      ...scopes[0],
      month: name,
      value: 12,
      persons: 11,
      incomplete,
    });
    const data = sampleData([month(null, 0), month('2025-12', 0), month('2026-01', 1)]);
    const plot = bars(build('admissions', data, view('all')));
    expect(plot.categories).toEqual([
      { label: 'Dec', note: '2025' },
      { label: 'Jan', note: '2026' },
    ]);
    expect(plot.series[0]!.bars.map((bar) => bar.incomplete)).toEqual([false, true]);
    expect(plot.remark).toBe('Hatched: Jan 2026 lies only partly inside the period.');
    expect(plot.cursor[1]).toMatchObject({
      label: 'Jan 2026',
      text: '12 admissions; 11 people; part of a month',
    });
  });

  it('draws a line for each level, since bars beside each other could not be told apart', () => {
    const month = (name: string, value: number): FigureRow[] =>
      inScopes([{ month: name, value, persons: value, incomplete: 0 }]);
    const data = sampleData([...month('2025-12', 4), ...month('2026-01', 6)]);
    const plot = lines(build('admissions', data, view('level')));
    expect(plot.series.map((series) => series.points.map((point) => point.y))).toEqual(
      plot.series.map(() => [4, 6]),
    );
    expect(plot.x.ticks.map((tick) => tick.label)).toEqual(['Dec 2025', 'Jan 2026']);
  });

  it('draws the census by week with months on the axis', () => {
    const week = (day: string, incomplete: number): FigureRow => ({
      ...scopes[0],
      statistic: 'week',
      day,
      value: 40.5,
      incomplete,
    });
    const data = sampleData([week('2026-01-26', 0), week('2026-02-02', 1)]);
    const plot = lines(build('census', data, view('all')));
    expect(plot.x.ticks.map((tick) => tick.label)).toEqual(['Feb 2026']);
    expect(plot.series[0]!.points[1]!.incomplete).toBe(true);
    expect(plot.cursor[0]!.label).toBe('week of 26 Jan 2026');
  });
});
