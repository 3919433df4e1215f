/**
 * What every metric of the registry keeps to: its entry, its documented rows, an answer for any cohort,
 * and a plain one where nothing is counted.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_STAYS, BASES, type Cohort } from '$lib/cohort/cohort';
import { FILTER_FIELDS } from '$lib/cohort/fields';
import type { Engine } from '$lib/engine/port';
import { type ComputedFigure, computeFigure, resolveBasis } from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';
import { METRICS, metricOf } from '$lib/metrics/registry';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { scoreRow, sessionRow, stayRow, surveyRow } from '../naive/rows';
import type { Canonical } from '../naive/types';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { startNodeEngine } from '../support/node-engine';

const DATA_CUT = '2024-06-30';

const ROWS: Canonical = {
  stays: [
    stayRow({
      person_id: 'p', stay_id: 'a', level_of_care: 'php', admitted_on: '2024-01-01',
      discharged_on: '2024-02-01', discharge_reason: 'completed', program: 'North',
      referred_on: '2023-12-20',
      site: 'East', primary_dx: 'F32.1', rowNo: 1, x_county: 'Kent',
    }),
    stayRow({
      person_id: 'p', stay_id: 'b', level_of_care: 'iop', admitted_on: '2024-02-01',
      discharged_on: '2024-03-01', program: 'South', rowNo: 2, x_county: null,
    }),
    stayRow({
      person_id: 'q', stay_id: 'c', level_of_care: 'iop', admitted_on: '2024-02-10',
      rowNo: 3, x_county: null,
    }),
  ],
  scores: [
    ['2024-01-01', 'phq9', 20, 1], ['2024-01-30', 'phq9', 9, 0],
    ['2024-01-01', 'gad7', 15, null], ['2024-01-30', 'gad7', 5, null],
    ['2024-01-01', 'bam_use', 6, null], ['2024-01-30', 'bam_use', 0, null],
  ].map(([day, measure, score, item], index) =>
    scoreRow({
      person_id: 'p', taken_on: String(day), measure: String(measure), score: Number(score),
      rowNo: index, risk_item: item === null ? null : Number(item), risk_assessed_on: String(day),
    }),
  ),
  sessions: ['2024-01-03', '2024-01-10', '2024-02-20', DATA_CUT].map((day, index) =>
    sessionRow({
      person_id: day === DATA_CUT ? 'q' : 'p', held_on: day, status: 'attended',
      scheduled_minutes: 60, group_id: 'g', rowNo: index,
    }),
  ),
  surveys: [
    surveyRow({
      person_id: 'p', taken_on: '2024-02-02', instrument: 'day care', score: 5, stay_id: 'a',
      top_box: true,
    }),
  ],
}; // prettier-ignore

const NO_ROWS: Canonical = { stays: [], scores: [], sessions: [] };

const PERIODS: readonly (readonly [string, Cohort['period']])[] = [
  ['no period', ALL_STAYS.period],
  ['a period', { from: '2024-01-15', to: '2024-02-15' }],
  ['a start only', { from: '2024-01-15', to: null }],
  ['an end only', { from: null, to: '2024-02-15' }],
  ['a period after the data', { from: '2031-01-01', to: '2031-12-31' }],
  ['a period before the data', { from: '1999-01-01', to: '1999-12-31' }],
];

const everyField = [...FILTER_FIELDS.map(({ key }) => key), 'x_county'];

const COHORTS: readonly (readonly [string, Cohort])[] = [
  ...PERIODS.flatMap(([name, period], at) =>
    // The bases differ in which day lies in a period, not in how long the period is.
    (at === 1 ? [null, ...BASES] : [null]).map((basis): [string, Cohort] => [
      `${name} by ${basis ?? 'its own basis'}`,
      { ...ALL_STAYS, period, basis },
    ]),
  ),
  ...everyField.map((field): [string, Cohort] => [
    `a filter on ${field}`,
    { ...ALL_STAYS, filters: { [field]: ["O'Hara", ''] } },
  ]),
  [
    'filters on everything and a period',
    {
      period: { from: '2024-01-15', to: '2024-02-15' },
      basis: 'active',
      filters: Object.fromEntries(everyField.map((field) => [field, ['x', '']])),
      unit: 'path',
      profile: 'jacobson-truax',
      mode: 'off',
    },
  ],
  ['filters that nobody passes', { ...ALL_STAYS, filters: { program: ['nowhere'] } }],
  ['a filter without values', { ...ALL_STAYS, filters: { level: [] } }],
];

/** Every metric with its id, so that tests are named by it. */
const EACH = METRICS.map((metric): [string, Metric] => [metric.id, metric]);

let engine: Engine;

function compute(metric: Metric, cohort: Cohort, dataCut = DATA_CUT): Promise<ComputedFigure> {
  const facts = { cohort, settings: DEFAULT_SETTINGS, dataCut };
  return computeFigure(metric, facts, (query) => engine.query(query));
}

describe('the registry', () => {
  it('has ids in kebab-case, each of them once', () => {
    const ids = METRICS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
  });

  it('finds a metric by its id and says so when there is none', () => {
    for (const metric of METRICS) expect(metricOf(metric.id)).toBe(metric);
    expect(() => metricOf('no-such')).toThrow('no-such');
  });

  it.each(EACH)('says of %s in words what is counted', (_id, metric) => {
    const { question, name, numerator, denominator, exclusions, unitOfAnalysis, source } = metric;
    for (const words of [name, numerator, denominator, exclusions, unitOfAnalysis, source]) {
      expect(words.trim()).not.toBe('');
    }
    expect(question).toMatch(/\?$/);
  });

  it.each(EACH)('gives %s a default basis among its bases', (_id, metric) => {
    expect(metric.bases).toContain(metric.defaultBasis);
    for (const basis of BASES) {
      const resolved = resolveBasis(metric, basis);
      expect(resolved).toBe(metric.bases.includes(basis) ? basis : metric.defaultBasis);
    }
    expect(resolveBasis(metric, null)).toBe(metric.defaultBasis);
  });
});

/** Figures that a few stays cannot fill; the sample data shows their rows. */
const NEED_MANY = [
  'off-track-review',
  'not-on-track',
  'follow-up-score-180',
  'follow-up-score-365',
];

describe('the rows of figures', () => {
  it.each(EACH)('have the columns that the entry of %s lists', async (_id, metric) => {
    await load(ROWS);
    const { data } = await compute(metric, ALL_STAYS);
    expect(data.columns).toEqual(metric.columns);
    if (!NEED_MANY.includes(metric.id)) expect(data.rows.length).toBeGreaterThan(0);
    for (const row of data.rows) {
      expect(Object.keys(row)).toEqual(expect.arrayContaining([...data.columns]));
    }
  });
});

let loaded: Canonical | null = null;

/** Derives rows, unless they are those that are derived already. */
async function load(rows: Canonical): Promise<void> {
  if (rows === loaded) return;
  await fillCanonicalTables(engine, rows);
  await derive(engine, DEFAULT_SETTINGS, rows.stays.length > 0 ? ['x_county'] : []);
  loaded = rows;
}

beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

/** All numbers of a figure, of its headline and of its rows. */
function numbersOf({ data }: ComputedFigure): number[] {
  const { n, persons, numerator, denominator, value, low, high, excluded, rows } = data;
  return [
    ...[n, persons, numerator, denominator, value, low, high],
    ...excluded.map((exclusion) => exclusion.n),
    ...rows.flatMap((row) => Object.values(row)),
  ].filter((cell) => typeof cell === 'number');
}

describe('a figure of a few stays', () => {
  beforeAll(() => load(ROWS));

  it.each(EACH)('%s answers every cohort with finite numbers', async (_id, metric) => {
    for (const [name, cohort] of COHORTS) {
      const numbers = numbersOf(await compute(metric, cohort));
      expect(numbers.every(Number.isFinite), name).toBe(true);
    }
  });

  it.each(EACH)('%s excludes nobody without a reason', async (_id, metric) => {
    const { data } = await compute(metric, ALL_STAYS);
    for (const { reason, n } of data.excluded) {
      expect(reason).not.toBe('');
      expect(n).toBeGreaterThan(0);
    }
  });
});

describe('a figure of nobody', () => {
  const nobody: Cohort = { ...ALL_STAYS, filters: { program: ['nowhere'] } };
  const noPeriod = ALL_STAYS.period;

  it.each(
    EACH.flatMap(([id, metric]) =>
      [noPeriod, { from: '2024-01-15', to: null }].map(
        (period) => [id, period.from ?? 'any day', metric, period] as const,
      ),
    ),
  )(
    '%s from %s has no rows, counts none and estimates nothing',
    async (_id, _from, metric, period) => {
      await load(ROWS);
      const { data } = await compute(metric, { ...nobody, period });
      expect(data.rows).toEqual([]);
      expect(data.n).toBe(0);
      expect(data.persons).toBe(0);
      expect(data.excluded).toEqual([]);
      expect([data.value, data.low, data.high]).toEqual([null, null, null]);
      expect([0, null]).toContain(data.numerator);
      expect([0, null]).toContain(data.denominator);
    },
  );

  it.each(EACH)('%s is the same without any loaded row', async (_id, metric) => {
    await load(NO_ROWS);
    const { data } = await compute(metric, ALL_STAYS);
    expect(data.rows).toEqual([]);
    expect(data.n).toBe(0);
    expect([data.value, data.low, data.high]).toEqual([null, null, null]);
  });
});
