/** Every picture and table of rows that hide numbers: they say so, and nothing is 0, a dash or no number. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILDERS } from '$lib/charts/builders';
import type { By } from '$lib/charts/figure-state';
import { figureTable } from '$lib/charts/figure-table';
import { layoutFlow } from '$lib/charts/flow-layout';
import type { FlowPlot, MatrixPlot, Plot } from '$lib/charts/plot';
import { viewRows } from '$lib/charts/view-rows';
import { FLOW_STEPS } from '$lib/metrics/measurement/measurement-flow';
import type { FigureRow } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { sampleData, sampleView, scopes } from './sample-figure';

/** The keys of the rows of a figure, each column with its values. */
type Keys = Readonly<Record<string, readonly (string | number | null)[]>>;

const MEASURE: Keys = { measure: ['phq9', 'gad7'], rater: [null] };
const BANDS = ['minimal', 'mild', 'moderate', 'severe'];
const FOLLOWED: Keys = { scope: ['all'] };

const KEYS: Readonly<Record<string, Keys>> = {
  'score-course': { ...MEASURE, week: [0, 1, 2, 3], visit: [null], visit_label: [null] },
  'severity-bands': { ...MEASURE, scope: ['baseline', 'last'], class: BANDS },
  'mean-change': MEASURE,
  'effect-size': MEASURE,
  'severity-adjusted-effect-size': MEASURE,
  response: { ...MEASURE, scope: ['clinical', 'all'] },
  remission: { ...MEASURE, scope: ['clinical', 'all'] },
  'reliable-change': {
    ...MEASURE,
    scope: ['all', 'clinical', 'short interval'],
    class: ['improved', 'unchanged', 'deteriorated', 'cannot improve'],
  },
  'clinically-significant-change': {
    ...MEASURE,
    class: ['recovered', 'improved', 'unchanged', 'deteriorated', 'harmed'],
  },
  'pre-post': { ...MEASURE, from: [21, 14], to: [9, 3], class: ['improved'] },
  recovery: { rater: [null], scope: ['at caseness'], class: ['moved to recovery', 'improved'] },
  'reliable-recovery': { rater: [null], scope: ['at caseness'], class: ['reliable recovery'] },
  'not-on-track': { ...MEASURE, scope: ['scores', 'stays'] },
  'no-use-at-last': { rater: [null] },
  'missing-bounds': { ...MEASURE, scope: ['worst', 'observed', 'best'] },
  sensitivity: {
    ...MEASURE,
    choice: ['as shown', 'reliable change', 'cut-off'],
    alternative: ['from 8', 'from 10'],
    basis: ['A paper'],
    class: ['improved', 'recovered'],
  },
  'step-change': { ...MEASURE, class: ['first', 'second'] },
  'attendance-course': { week: [0, 1, 2, 3] },
  'attendance-weekday': { class: ['monday', 'tuesday'] },
  'weeks-at-floor': { scope: ['attended', 'scheduled'] },
  'service-mix': { class: ['group', 'individual', 'family'] },
  'group-size': { class: ['1', '2', '3', 'all', 'within target'] },
  'program-fidelity': { class: ['days_per_week', 'group_size'] },
  'hours-per-improved': { ...MEASURE, statistic: ['hours', 'days'] },
  'improvement-by-dose': { ...MEASURE, class: ['under 5', '5 to 9'] },
  'length-of-stay': { scope: ['paths', 'all stays'] },
  'discharge-reasons': {
    scope: ['all stays'],
    class: ['completed', 'transferred', 'dropped_out', 'against_advice', 'other', 'deceased'],
  },
  'planned-discharge': { scope: ['paths', 'all stays'] },
  'early-dropout': { scope: [null] },
  'early-unplanned': { scope: [null] },
  retention: { statistic: ['survival', 'median'], between: [null], day: [3, 17, 41] },
  'dropout-incidence': { class: ['planned', 'dropout', 'other'], day: [3, 17, 41] },
  census: { statistic: ['week'], day: ['2026-03-02', '2026-03-09', '2026-03-16'] },
  admissions: { month: ['2026-03-01', '2026-04-01'] },
  discharges: { month: ['2026-03-01', '2026-04-01'] },
  'people-served': { month: ['2026-03-01', '2026-04-01'] },
  'next-move': { window: [7], class: ['step_down', 'lateral', 'step_up', 'none'] },
  'level-flow': { window: [7], from: ['php', 'iop'], to: ['iop', 'op', 'none'] },
  'transition-matrix': { window: [7], from: ['php', 'iop'], to: ['iop', 'op', 'none'] },
  'continuity-7': FOLLOWED,
  'continuity-30': FOLLOWED,
  'readmission-30': { scope: ['all', 'against advice'] },
  'readmission-90': { scope: ['all', 'against advice'] },
  'frequent-paths': { class: ['PHP, IOP', 'IOP', 'other'] },
  'state-occupancy': { day: [0, 30, 90], class: ['php', 'op', 'planned_end'] },
  'paired-data': { measure: [null, 'phq9'] },
  'measurement-flow': { class: FLOW_STEPS },
  'measure-adherence': { measure: [null], window: [null, 'admission', 'discharge'] },
  'off-track-review': { measure: [null, 'phq9'] },
  'risk-follow-through': { measure: [null, 'phq9'] },
  'experience-top-box': { measure: [null, 'survey_a'] },
};

/** Left to its own value, as the words of the figure would change with it. */
const FIXED: FigureRow = { incomplete: 0, target_low: 2, target_high: 40, floor: 2 };

function combined(keys: Keys): readonly FigureRow[] {
  return Object.entries(keys).reduce<readonly FigureRow[]>(
    (rows, [key, values]) =>
      rows.flatMap((row) => values.map((value) => ({ ...row, [key]: value }))),
    [{}],
  );
}

/** Rows with a number in every column. */
function rowsOf(id: string): readonly FigureRow[] {
  const keyed = combined(KEYS[id] ?? {});
  const classes = KEYS[id]?.['class']?.length ?? 3;
  const found = scopes.flatMap((scope) =>
    keyed.map((keys, at) => {
      const value = { value: 0.9 / classes, share: 0.9 / classes, low: 0.11, high: 0.93 };
      const counts = { numerator: 31 + at, denominator: 412, n: 412, persons: 307, at_risk: 307 };
      const all: FigureRow = { ...value, ...counts, ...FIXED, ...scope, ...keys };
      return Object.fromEntries(
        metricOf(id).columns.map((key) => [key, all[key] ?? fill(id, key)]),
      );
    }),
  );
  // Figures without levels have the same rows in several scopes.
  return [...new Map(found.map((row) => [JSON.stringify(row), row])).values()];
}

function fill(id: string, column: string): number | null {
  return column in (KEYS[id] ?? {}) || ['level', 'program', 'rater'].includes(column) ? null : 0.37;
}

type Hiding = 'nothing' | 'numerator' | 'whole';

function hide(id: string, row: FigureRow, hiding: Hiding): FigureRow {
  const names = [...Object.keys(KEYS[id] ?? {}), 'level', 'program'];
  const isNumerator = (key: string): boolean =>
    ['numerator', 'value', 'low', 'high', 'difference'].includes(key);
  const isGone = (key: string): boolean =>
    hiding !== 'nothing' && !names.includes(key) && (hiding === 'whole' || isNumerator(key));
  const cells = Object.entries(row).map(([key, value]) => [key, isGone(key) ? null : value]);
  return { ...Object.fromEntries(cells), suppressed: hiding === 'nothing' ? 0 : 1 };
}

function build(id: string, rows: readonly FigureRow[], by: By): Plot {
  const data = sampleData(rows, { about: id === 'experience-top-box' ? null : 'phq9' });
  return BUILDERS[id]!(data, { by, measure: null, window: null, smallest: 10 });
}

/** Every text and number of a picture, without the rows behind it. */
function leavesOf(plot: unknown): readonly unknown[] {
  if (typeof plot !== 'object' || plot === null) return [plot];
  return Object.entries(plot).flatMap(([key, value]) => (key === 'row' ? [] : leavesOf(value)));
}

/** What a picture is made of, whatever its numbers. */
function placesOf(plot: Plot): readonly string[] {
  switch (plot.kind) {
    case 'bars':
      return plot.categories.map(({ label }) => label).sort();
    case 'flow':
      return plot.links.map(({ from, to }) => `${from} ${to}`);
    case 'matrix':
      return plot.cells.map((cells) => String(cells.length));
    default:
      return [];
  }
}

function rowsBehind(plot: Plot): readonly (FigureRow | undefined)[] {
  if (plot.kind === 'none') return [];
  if (plot.kind === 'flow') return plot.links.map(({ row }) => row);
  if (plot.kind === 'matrix') return plot.cells.flat().map(({ row }) => row);
  return plot.cursor.map(({ row }) => row);
}

const ids = Object.keys(BUILDERS);
const bys: readonly By[] = ['all', 'level', 'program'];

describe.each(ids)('%s', (id) => {
  const rows = rowsOf(id);
  const hidings = fc.sample(
    fc.array(fc.constantFrom<Hiding>('nothing', 'numerator', 'whole'), {
      minLength: rows.length,
      maxLength: rows.length,
      size: 'max',
    }),
    { seed: 11, numRuns: 5 },
  );
  const all: readonly (readonly Hiding[])[] = [
    ...hidings,
    rows.map(() => 'whole'),
    rows.map(() => 'numerator'),
  ];

  it.each(bys)('by %s says what is hidden and keeps its place', (by) => {
    const full = build(id, rows, by);
    expect(full.kind).not.toBe('none');
    expect(rowsBehind(full)).not.toContain(undefined);
    for (const hiding of all) {
      const plot = build(
        id,
        rows.map((row, at) => hide(id, row, hiding[at]!)),
        by,
      );
      const leaves = leavesOf(plot);
      const numbers = leaves.filter((leaf) => typeof leaf === 'number');
      expect(numbers.every(Number.isFinite)).toBe(true);
      const texts = leaves.filter((leaf) => typeof leaf === 'string').join('\n');
      expect(texts).not.toMatch(/NaN|undefined|null|Infinity|–|hidden (people|person|stay)/);
      if (plot.kind === 'none') {
        expect(plot.reason).toContain('hidden');
        expect(['lines', 'areas', 'scatter']).toContain(full.kind);
        continue;
      }
      // Tested below: hidden steps of groups are left to the table.
      if (id === 'step-change' && by !== 'all') continue;
      // A target that is hidden with its row is told by its name.
      const names = id === 'program-fidelity' ? [] : placesOf(full);
      expect(placesOf(plot)).toHaveLength(placesOf(full).length);
      expect(placesOf(plot)).toEqual(expect.arrayContaining([...names]));
      if (plot.kind !== 'flow' && plot.kind !== 'matrix') {
        const unsaid = plot.cursor.filter(
          ({ row, text }) =>
            row?.['suppressed'] === 1 && row['value'] === null && !text.includes('hidden'),
        );
        expect(unsaid).toEqual([]);
      }
    }
  });

  it('has a table that says hidden and no dash', () => {
    const figure = sampleView(metricOf(id), sampleData(rows.map((row) => hide(id, row, 'whole'))));
    const view = { by: 'all', measure: null, window: null } as const;
    const table = figureTable(figure, viewRows(figure, view), 10);
    const names = [...Object.keys(KEYS[id] ?? {}), 'level', 'program'];
    expect(table.columns.map(({ key }) => key)).not.toContain('suppressed');
    expect(table.note).toContain('1 to 10 people');
    const cells = table.rows.flatMap((row) =>
      Object.entries(row).flatMap(([key, cell]) => (names.includes(key) ? [] : [cell])),
    );
    expect(cells.length).toBeGreaterThan(0);
    expect(cells.filter(({ text, sort }) => text !== 'hidden' || sort !== null)).toEqual([]);
  });
});

describe('a stack with hidden classes', () => {
  const of = (hiding: (row: FigureRow) => Hiding): Plot => {
    const rows = ['improved', 'unchanged', 'deteriorated'].map((name, at) => ({
      ...{ measure: 'phq9', rater: null, level: null, program: null, scope: 'all', class: name },
      ...{ numerator: [50, 45, 5][at]!, denominator: 100, persons: 90 },
      ...{ value: [0.5, 0.45, 0.05][at]!, low: 0.1, high: 0.9 },
    }));
    return build(
      'reliable-change',
      rows.map((row) => hide('reliable-change', row, hiding(row))),
      'all',
    );
  };
  const isImproved = (row: FigureRow): boolean => row['class'] === 'improved';

  it('leaves one gap as large as what the visible ones leave', () => {
    const plot = of((row) => (isImproved(row) ? 'nothing' : 'numerator'));
    if (plot.kind !== 'bars') throw new Error(plot.kind);
    expect(plot.series.map(({ bars }) => bars[0]!.value)).toEqual([0.5, null, null, 0.5]);
    expect(plot.series[3]).toMatchObject({ name: 'Hidden', pattern: 'hidden' });
    expect(plot.series[3]!.bars[0]).toMatchObject({ hidden: true, label: 'hidden' });
    expect(plot.cursor.at(-1)).toMatchObject({
      label: 'PHQ-9, no reliable change and deteriorated',
      text: 'hidden, about few people or would tell such a number; of 100 stays, 90 people',
    });
    expect(plot.remark).toBe(
      'Hatched grey: hidden, since they are about 1 to 10 people or would tell such a number.',
    );
  });

  it('is one hidden bar where nobody may know how many there are', () => {
    const plot = of(() => 'whole');
    if (plot.kind !== 'bars') throw new Error(plot.kind);
    expect(plot.categories).toEqual([{ label: 'PHQ-9', note: 'n hidden' }]);
    expect(plot.series.map(({ bars }) => bars[0]!.value)).toEqual([null, null, null, 1]);
  });
});

describe('kinds of ends', () => {
  it('are hidden as a whole where one of their reasons is, never summed without it', () => {
    const rows = rowsOf('discharge-reasons').map((row) =>
      hide(
        'discharge-reasons',
        row,
        row['class'] === 'completed' || row['class'] === 'other' ? 'numerator' : 'nothing',
      ),
    );
    const plot = build('discharge-reasons', rows, 'program');
    if (plot.kind !== 'bars') throw new Error(plot.kind);
    const byName = Object.fromEntries(plot.series.map(({ name, bars }) => [name, bars[0]!.value]));
    expect(byName['Planned']).toBeNull();
    expect(byName['Dropout, not planned']).toBeCloseTo((33 + 34) / 412);
  });
});

describe('steps of groups', () => {
  it('that are hidden are left to the table, and the picture says so', () => {
    const rows = rowsOf('step-change').map((row) =>
      hide('step-change', row, row['level'] === 'iop' ? 'whole' : 'nothing'),
    );
    const plot = build('step-change', rows, 'level');
    if (plot.kind !== 'bars') throw new Error(plot.kind);
    expect(plot.categories.map(({ label }) => label)).toEqual(['PHP: first', 'PHP: second']);
    expect(plot.remark).toContain(
      'Steps with fewer than 20 pairs or a hidden number stand in the table.',
    );
  });
});

describe('missing last scores', () => {
  it('are not said to be none where their number is hidden', () => {
    const rows = rowsOf('missing-bounds').map((row) => hide('missing-bounds', row, 'whole'));
    const plot = build('missing-bounds', rows, 'all');
    if (plot.kind !== 'bars') throw new Error(plot.kind);
    for (const { text } of plot.cursor) expect(text).not.toContain('nobody');
  });
});

describe('curves', () => {
  it('end where they are hidden, do not run to the edge, and have hidden numbers at risk', () => {
    const rows = rowsOf('retention').map((row) =>
      hide('retention', row, row['day'] === 41 ? 'whole' : 'nothing'),
    );
    const plot = build('retention', rows, 'all');
    if (plot.kind !== 'lines') throw new Error(plot.kind);
    expect(plot.series[0]!.points.map(({ x }) => x)).toEqual([0, 3, 17]);
    expect(plot.under.rows[0]!.cells.at(-1)!.text).toBe('hidden');
    expect(plot.remark).toContain('breaks or ends');
  });

  it('break inside and do not stretch the axis at their end', () => {
    const rows = rowsOf('attendance-course').map((row) =>
      hide('attendance-course', row, [1, 3].includes(Number(row['week'])) ? 'whole' : 'nothing'),
    );
    const plot = build('attendance-course', rows, 'all');
    if (plot.kind !== 'lines') throw new Error(plot.kind);
    expect(plot.series[0]!.points.map(({ x, y }) => [x, y === null])).toEqual([
      [0, false],
      [1, true],
      [2, false],
    ]);
    expect(plot.x.max).toBe(2);
  });

  it('of stacked states are cut on the first day that hides anything', () => {
    const rows = rowsOf('state-occupancy').map((row) =>
      hide(
        'state-occupancy',
        row,
        row['day'] === 90 && row['class'] === 'op' ? 'whole' : 'nothing',
      ),
    );
    const plot = build('state-occupancy', rows, 'all');
    if (plot.kind !== 'areas') throw new Error(plot.kind);
    expect(plot.places).toEqual([0, 30]);
    expect(plot.x.max).toBe(30);
  });
});

describe('bubbles', () => {
  it('of few people are left out, and the picture says so', () => {
    const rows = rowsOf('pre-post').map((row, at) =>
      hide('pre-post', row, at === 0 ? 'whole' : 'nothing'),
    );
    const plot = build('pre-post', rows, 'all');
    if (plot.kind !== 'scatter') throw new Error(plot.kind);
    expect(plot.bubbles).toHaveLength(3);
    expect(plot.remark).toContain('Pairs of few people are not drawn.');
  });
});

describe('moves between levels', () => {
  const hidden = (id: string): Plot =>
    build(
      id,
      rowsOf(id).map((row) =>
        hide(id, row, row['from'] === 'php' && row['to'] !== 'op' ? 'numerator' : 'nothing'),
      ),
      'all',
    );

  it('keep their ribbons, as thick as each other; a level says what is known', () => {
    const plot = hidden('level-flow') as FlowPlot;
    const [first, second, third] = layoutFlow(plot, 600).links;
    expect(plot.links.map(({ count }) => count === null)).toEqual(
      plot.links.map(({ from, to }) => from === 'php' && to !== 'op'),
    );
    expect(plot.from.map(({ id, count }) => [id, count])[0]).toEqual(['php', 412]);
    expect(plot.to.find(({ id }) => id === 'iop')!.count).toBeNull();
    expect(first!.size).toBe(third!.size);
    expect(second!.link.count).not.toBeNull();
    expect(plot.links[0]!.text).toContain('hidden, about few people');
  });

  it('are hidden cells of the matrix, not zeros', () => {
    const plot = hidden('transition-matrix') as MatrixPlot;
    const [php] = plot.cells;
    expect(php!.map(({ count }) => count === null)).toEqual([true, false, true]);
    expect(php![0]).toMatchObject({ emphasis: 0, detail: '' });
    expect(php![0]!.text).toContain('hidden, about few people');
    expect(plot.rows[0]!.note).toBe('n 412');
  });
});
