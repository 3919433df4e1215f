/**
 * Figures of the sample data equal those that R computed from the same files (`tests/oracles`), to six
 * significant digits. One entry per section of the oracles says which figure and which rows it is.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_STAYS, type Cohort } from '$lib/cohort/cohort';
import type { Engine } from '$lib/engine/port';
import { computeFigure } from '$lib/metrics/compute';
import type { FigureRow } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import attendance from '../oracles/attendance.json';
import change from '../oracles/change.json';
import length from '../oracles/length.json';
import occupancy from '../oracles/occupancy.json';
import proportions from '../oracles/proportions.json';
import { derive } from '../support/canonical-tables';
import { extraColumns, importFiles } from '../support/import-files';
import { startNodeEngine } from '../support/node-engine';
import { expectDigits } from '../unit/stats/agree';

/** One row that R computed: where it stands in the figure, and the cells that must agree. */
interface Expected {
  readonly keys: FigureRow;
  /** Of a curve: the last row up to this day. */
  readonly asOf?: number;
  readonly cells: Readonly<Record<string, number | null>>;
}

/** One section of the oracles. */
interface Oracle {
  readonly section: string;
  readonly id: string;
  readonly cohort?: Partial<Cohort>;
  readonly expected: readonly Expected[];
}

const keysOf = (level: string): FigureRow => ({
  level: level === 'all' ? null : level,
  program: null,
});

const ofMeasure = (row: { measure: string; level: string }): FigureRow => ({
  ...keysOf(row.level),
  measure: row.measure,
});

const byClass = (
  keys: FigureRow,
  counts: Readonly<Record<string, number>>,
  denominator: number,
): Expected[] =>
  Object.entries(counts).map(([name, numerator]) => ({
    keys: { ...keys, class: name },
    cells: { numerator, denominator },
  }));

const CHANGE: readonly Oracle[] = [
  {
    section: 'change.json, mean_change',
    id: 'mean-change',
    expected: change.mean_change.map((row, at) => {
      const { mean_pre, mean_post, sd_change } = change.pairs[at]!;
      const { n, persons, value, low, high } = row;
      const means = { sd: sd_change, baseline_mean: mean_pre, last_mean: mean_post };
      return { keys: ofMeasure(row), cells: { n, persons, value, low, high, ...means } };
    }),
  },
  {
    section: 'change.json, effect_size',
    id: 'effect-size',
    expected: change.effect_size.map((row, at) => {
      const { sd_pre, correlation } = change.pairs[at]!;
      const { n, persons, d, value, low, high } = row;
      return {
        keys: ofMeasure(row),
        cells: { n, persons, d, value, low, high, sd_pre, correlation },
      };
    }),
  },
  {
    section: 'change.json, reliable_change',
    id: 'reliable-change',
    expected: change.reliable_change.flatMap((row) => {
      const { n, improved, deteriorated, unchanged, unwell_at_baseline: unwell } = row;
      const ofUnwell = { improved: row.unwell_improved, deteriorated: row.unwell_deteriorated };
      const all = { improved, deteriorated, unchanged };
      return [
        ...byClass({ ...ofMeasure(row), scope: 'all' }, all, n),
        ...byClass({ ...ofMeasure(row), scope: 'clinical' }, ofUnwell, unwell),
      ];
    }),
  },
  {
    section: 'change.json, clinically_significant_change',
    id: 'clinically-significant-change',
    expected: change.clinically_significant_change.flatMap((row) => {
      const { n, recovered, harmed, improved, deteriorated, unchanged } = row;
      const counts = { recovered, harmed, improved, deteriorated, unchanged };
      return byClass(ofMeasure(row), counts, n);
    }),
  },
  {
    // R takes the SD of the row, and criterion a with the mean of the loaded baselines; the app takes
    // the SD of all loaded baselines, criterion a only with a mean that the program entered, and no
    // reliability of the GAD-7. So the reliable classes of all PHQ-9 pairs are what can be compared.
    section: 'change.json, jacobson_truax',
    id: 'reliable-change',
    cohort: { profile: 'jacobson-truax' },
    expected: change.jacobson_truax
      .filter(({ measure, level }) => measure === 'phq9' && level === 'all')
      .flatMap((row) => {
        const counts = {
          improved: row.recovered + row.improved,
          deteriorated: row.harmed + row.deteriorated,
          unchanged: row.unchanged,
        };
        return byClass({ ...ofMeasure(row), scope: 'all' }, counts, row.n);
      }),
  },
];

const ATTENDANCE: readonly Oracle[] = [
  {
    section: 'attendance.json, attendance_rate',
    id: 'attendance-rate',
    expected: attendance.attendance_rate.map(({ level, sums, value, low, high }) => ({
      keys: keysOf(level),
      cells: { persons: sums.n, numerator: sums.sumY, denominator: sums.sumX, value, low, high },
    })),
  },
  {
    section: 'attendance.json, attendance_course',
    id: 'attendance-course',
    expected: attendance.attendance_course.map(({ level, week, sums, value, low, high }) => ({
      keys: { ...keysOf(level), week },
      cells: { persons: sums.n, numerator: sums.sumY, denominator: sums.sumX, value, low, high },
    })),
  },
  {
    section: 'attendance.json, hours_per_week',
    id: 'hours-per-week',
    expected: attendance.hours_per_week.map(({ level, stays, sums, value, low, high }) => ({
      keys: keysOf(level),
      cells: { n: stays, persons: sums.n, numerator: sums.sumY, denominator: sums.sumX, value, low, high },
    })),
  },
]; // prettier-ignore

const LENGTH: readonly Oracle[] = [
  {
    // R counts stays in every row; the app counts paths for everybody, with the stays beside them.
    section: 'length.json, length_of_stay',
    id: 'length-of-stay',
    expected: length.length_of_stay.map(({ figure: _, level, ...cells }) => ({
      keys: { ...keysOf(level), scope: level === 'all' ? 'all stays' : 'stays' },
      cells,
    })),
  },
  {
    section: 'length.json, retention',
    id: 'retention',
    expected: length.retention.flatMap(({ level, median, restricted_mean_180, at }) => [
      { keys: { ...keysOf(level), statistic: 'median' }, cells: median },
      {
        keys: { ...keysOf(level), statistic: 'restricted mean', day: 180 },
        cells: { value: restricted_mean_180.value },
      },
      ...at.map(({ day, ...cells }) => ({
        keys: { ...keysOf(level), statistic: 'at risk', day },
        cells,
      })),
    ]),
  },
  {
    section: 'length.json, log_rank_by_level',
    id: 'retention',
    expected: [length.log_rank_by_level].map(({ chi_square, degrees_of_freedom, p }) => ({
      keys: { ...keysOf('all'), statistic: 'log-rank', between: 'level' },
      cells: { value: chi_square, df: degrees_of_freedom, p },
    })),
  },
  {
    section: 'length.json, dropout_incidence',
    id: 'dropout-incidence',
    expected: length.dropout_incidence.flatMap(({ level, at }) =>
      at.map(({ day, class: name, value }) => ({
        keys: { ...keysOf(level), class: name },
        asOf: day,
        cells: { value },
      })),
    ),
  },
  {
    section: 'proportions.json, planned_discharge',
    id: 'planned-discharge',
    expected: proportions.planned_discharge.map(({ level, wilson, ...row }) => ({
      keys: { ...keysOf(level), scope: 'stays' },
      cells: {
        numerator: row.numerator,
        denominator: row.denominator,
        value: row.value,
        ...wilson,
      },
    })),
  },
];

const TRANSITIONS: readonly Oracle[] = [
  {
    section: 'occupancy.json, state_occupancy',
    id: 'state-occupancy',
    expected: occupancy.state_occupancy.flatMap(({ day, n, value }) =>
      Object.entries(value).map(([state, share]) => ({
        keys: { ...keysOf('all'), class: state },
        asOf: day,
        cells: { persons: n, value: share },
      })),
    ),
  },
];

let engine: Engine;
let dataCut: string;

beforeAll(async () => {
  engine = await startNodeEngine();
  const files = ['stays', 'scores', 'sessions'].map((kind) => ({
    name: `${kind}.csv`,
    content: new Blob([readFileSync(`sample-data/${kind}.csv`)]),
  }));
  await importFiles(engine, files, '2026-11-15');
  await derive(engine, DEFAULT_SETTINGS, await extraColumns(engine));
  const cut = await engine.query('SELECT day::VARCHAR AS day FROM data_cut');
  dataCut = cut.text('day', 0)!;
}, 300_000);
afterAll(() => engine.terminate());

/** The one row with these keys, or of a curve the last one up to a day. */
function rowOf(rows: readonly FigureRow[], { keys, asOf }: Expected): FigureRow {
  const own = rows.filter((row) =>
    Object.entries(keys).every(([name, value]) => row[name] === value),
  );
  if (asOf === undefined) {
    expect(own, JSON.stringify(keys)).toHaveLength(1);
    return own[0]!;
  }
  const found = own.findLast((row) => Number(row['day']) <= asOf);
  expect(found, `${JSON.stringify(keys)} on day ${asOf}`).toBeDefined();
  return found!;
}

describe('figures of the sample data equal R', () => {
  it('end on the same day', () => {
    for (const { data_cut } of [attendance, change, length, occupancy, proportions]) {
      expect(data_cut).toBe(dataCut);
    }
  });

  it.each(
    [...CHANGE, ...ATTENDANCE, ...LENGTH, ...TRANSITIONS].map(
      (oracle): [string, string, Oracle] => [oracle.section, oracle.id, oracle],
    ),
  )('%s: %s', { timeout: 120_000 }, async (_section, id, { cohort, expected }) => {
    const facts = { cohort: { ...ALL_STAYS, ...cohort }, settings: DEFAULT_SETTINGS, dataCut };
    const { data } = await computeFigure(metricOf(id), facts, (query) => engine.query(query));
    expect(expected.length).toBeGreaterThan(0);
    for (const one of expected) {
      const row = rowOf(data.rows, one);
      for (const [name, value] of Object.entries(one.cells)) {
        expect(row, `${JSON.stringify(one.keys)} has ${name}`).toHaveProperty(name);
        expectDigits(row[name] as number | null, value);
      }
    }
  });
});
