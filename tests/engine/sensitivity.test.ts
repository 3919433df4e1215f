/**
 * Every row of `sensitivity` is the number that the app gives when the choice itself is changed: other
 * thresholds entered, other windows derived, the other unit chosen.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_STAYS, type Cohort } from '$lib/cohort/cohort';
import type { Engine } from '$lib/engine/port';
import type { EnteredThresholds } from '$lib/measures/own';
import { computeFigure } from '$lib/metrics/compute';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { thresholdTable } from '$lib/model/derive/threshold';
import { LEVEL_NOT_GIVEN } from '$lib/model/levels';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import { addDays } from '../naive/days';
import { scoreRow, stayRow, visitRow } from '../naive/rows';
import type { Canonical, StayRow } from '../naive/types';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { startNodeEngine } from '../support/node-engine';

/** The first admission; the day of discharge lies 30 days later, that of the next stay 3 days after. */
const START = '2024-03-01';

/** Days of the first score: each limit of each window, and one day beyond it. */
const FIRST_DAYS = [-15, -14, -8, -7, -4, -3, 0, 3, 4, 7, 8, 14, 15];

/** First and last scores on both sides of every published threshold. */
const SCORES: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  phq9: [[12, 7], [12, 6], [15, 11], [9, 14], [9, 15], [20, 9], [10, 4]],
  gad7: [[9, 5], [12, 9], [12, 6], [8, 2], [10, 6], [7, 12], [9, 3]],
  pcl5: [[40, 30], [40, 25], [40, 22], [31, 21], [33, 33], [20, 38], [50, 31]],
  edeq: [[2.6, 1.2], [2.8, 1.6], [4.2, 2.9], [4, 2.4], [3.9, 2.4], [2, 3.4], [5, 2]],
  ors: [[20, 25], [20, 26], [24, 30], [25, 31], [26, 20], [30, 24], [18, 17]],
}; // prettier-ignore

/** One person per first day, with a stay, and for every second of them another one after it. */
function rowsOfCase(): Canonical {
  const stays: StayRow[] = [];
  const scores: Canonical['scores'][number][] = [];
  FIRST_DAYS.forEach((first, at) => {
    const person = `p${at}`;
    const end = addDays(START, 30);
    const common = { person_id: person, program: 'North' };
    stays.push(
      stayRow({ ...common, stay_id: `${person}a`, level_of_care: at % 3 ? 'iop' : 'php', admitted_on: START, discharged_on: end }),
    ); // prettier-ignore
    if (at % 2 === 0) {
      const from = addDays(end, 3);
      stays.push(
        stayRow({ ...common, stay_id: `${person}b`, level_of_care: 'op', admitted_on: from, discharged_on: addDays(from, 40) }),
      ); // prettier-ignore
    }
    for (const [measure, pairs] of Object.entries(SCORES)) {
      const [pre, post] = pairs[at % pairs.length]!;
      const taken = [
        [first, pre],
        [28, post],
        ...(at % 2 === 0
          ? [
              [36, post],
              [70, pre],
            ]
          : []),
      ];
      for (const [day, score] of taken) {
        scores.push(
          scoreRow({ person_id: person, taken_on: addDays(START, day!), measure, score: score!, rowNo: scores.length }),
        ); // prettier-ignore
      }
    }
  });
  // The cut lies long after the last path.
  stays.push(
    stayRow({
      person_id: 'late', stay_id: 'late', level_of_care: 'iop',
      admitted_on: '2024-09-01', discharged_on: null,
    }),
  ); // prettier-ignore
  return { stays: stays.map((stay, rowNo) => ({ ...stay, rowNo })), scores, sessions: [] };
}

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

async function figure(id: string, settings: Settings, cohort: Cohort): Promise<FigureData> {
  const facts = { cohort, settings, dataCut: '2024-09-01' };
  const { data } = await computeFigure(metricOf(id), facts, (query) => engine.query(query));
  return data;
}

const NUMBERS = ['numerator', 'denominator', 'persons', 'value', 'low', 'high'];

/** Numbers by measure and class of everybody, from figures under changed settings. */
async function numbersUnder(settings: Settings, cohort: Cohort): Promise<Map<string, unknown[]>> {
  const change = await figure('reliable-change', settings, cohort);
  const significant = await figure('clinically-significant-change', settings, cohort);
  const rows = [
    ...change.rows.filter(
      (row) =>
        row['scope'] === 'all' && ['improved', 'deteriorated'].includes(String(row['class'])),
    ),
    ...significant.rows.filter((row) => row['class'] === 'recovered'),
  ].filter((row) => row['level'] === null && row['program'] === null);
  return new Map(rows.map((row) => [keyOf(row), NUMBERS.map((name) => row[name])]));
}

/** Numbers by measure and class of one alternative. */
function numbersOf(data: FigureData, choice: string, alternative: string): Map<string, unknown[]> {
  const rows = data.rows.filter(
    (row) =>
      row['choice'] === choice &&
      row['alternative'] === alternative &&
      row['class'] !== 'unwell at baseline',
  );
  return new Map(rows.map((row) => [keyOf(row), NUMBERS.map((name) => row[name])]));
}

function keyOf(row: FigureRow): string {
  return `${row['measure']} ${row['class']}`;
}

const windowsOf = (days: number): Settings => ({
  ...DEFAULT_SETTINGS,
  scoreWindow: { ...DEFAULT_SETTINGS.scoreWindow, baselineBefore: days, baselineAfter: days },
});

/** Profile and unit beside those that are usual: strict thresholds, some by the SD of the loaded scores. */
const COHORTS: readonly Cohort[] = [
  ALL_STAYS,
  { ...ALL_STAYS, unit: 'path' },
  { ...ALL_STAYS, profile: 'jacobson-truax' },
];

describe('the choices behind a result', () => {
  /** By cohort: the figure as it is, and what others say under windows of so many days. */
  const figures: FigureData[] = [];
  const under: Record<number, Map<string, unknown[]>[]> = { 3: [], 7: [], 14: [] };
  let data: FigureData;

  beforeAll(async () => {
    await fillCanonicalTables(engine, rowsOfCase());
    for (const days of [3, 14, 7]) {
      await derive(engine, windowsOf(days));
      for (const cohort of COHORTS) under[days]!.push(await numbersUnder(windowsOf(days), cohort));
    }
    for (const cohort of COHORTS)
      figures.push(await figure('sensitivity', DEFAULT_SETTINGS, cohort));
    data = figures[0]!;
  }, 120_000);

  it('are one row per published value, window and unit, in their order', () => {
    const own = data.rows.filter((row) => row['measure'] === 'gad7');
    const alternatives = own.map((row) => `${row['choice']}: ${row['alternative']}`);
    expect([...new Set(alternatives)]).toEqual([
      'as shown: as shown',
      'reliable change: 4 points',
      'reliable change: 6 points',
      'cut-off: from 8',
      'cut-off: from 10',
      'window: 3 days',
      'window: 7 days',
      'window: 14 days',
      'unit: stay',
      'unit: path',
    ]);
    const marked = own.filter(
      (row) => row['class'] === 'recovered' && String(row['basis']).endsWith('; as shown'),
    );
    expect(marked.map((row) => row['alternative'])).toEqual([
      '4 points',
      'from 8',
      '7 days',
      'stay',
    ]);
  });

  it('use what is published, and nothing else', () => {
    const of = (measure: string, choice: string): unknown[] => [
      ...new Set(
        data.rows
          .filter((row) => row['measure'] === measure && row['choice'] === choice)
          .map((row) => row['alternative']),
      ),
    ];
    expect(of('pcl5', 'reliable change')).toEqual(['10 points', '15 points', '18 points']);
    expect(of('edeq', 'cut-off')).toEqual(['from 2.5', 'from 2.8', 'from 4']);
    expect(of('ors', 'cut-off')).toEqual(['up to 25']);
  });

  it('give the numbers of the other figures for what is in force', () => {
    const base = under[7]![0]!;
    expect(base.size).toBe(15);
    expect(numbersOf(data, 'as shown', 'as shown')).toEqual(base);
    expect(numbersOf(data, 'window', '7 days')).toEqual(base);
    expect(numbersOf(data, 'unit', 'stay')).toEqual(base);
  });

  it('give those of whole paths when the unit is a path', () => {
    expect(numbersOf(data, 'unit', 'path')).toEqual(under[7]![1]);
    expect(under[7]![1]).not.toEqual(under[7]![0]);
    expect(numbersOf(figures[1]!, 'unit', 'stay')).toEqual(under[7]![0]);
  });

  it.each([
    // prettier-ignore
    [
      { gad7: { reliableChange: 6 }, pcl5: { reliableChange: 15 }, phq9: { reliableChange: 5 }, ors: { reliableChange: 6 }, edeq: { cutoff: 2.5 } },
      { gad7: '6 points', pcl5: '15 points', phq9: '5 points', ors: '6 points', edeq: 'from 2.5' },
    ],
    [
      { gad7: { cutoff: 10 }, pcl5: { reliableChange: 18 }, edeq: { cutoff: 4 } },
      { gad7: 'from 10', pcl5: '18 points', edeq: 'from 4' },
    ],
  ])('give for a published value what entering it gives (%#)', async (direct, texts) => {
    const nothing = { reliableChange: null, cutoff: null, responseShare: null, remission: null };
    const thresholds = Object.fromEntries(
      Object.entries(direct).map(([measure, values]): [string, EnteredThresholds] => [
        measure,
        {
          sd: null,
          reliability: null,
          clinicalMean: null,
          norm: null,
          direct: { ...nothing, ...values },
        },
      ]),
    );
    const settings = { ...DEFAULT_SETTINGS, thresholds };
    await engine.execute(thresholdTable(settings).text);
    const entered = await numbersUnder(settings, ALL_STAYS);
    await engine.execute(thresholdTable(DEFAULT_SETTINGS).text);
    for (const [measure, text] of Object.entries(texts)) {
      const choice = text.startsWith('from') ? 'cut-off' : 'reliable change';
      const own = [...numbersOf(data, choice, text)].filter(([key]) => key.startsWith(measure));
      expect(own).toHaveLength(choice === 'cut-off' ? 1 : 3);
      for (const [key, numbers] of own) expect(numbers, key).toEqual(entered.get(key));
      const isOther = own.some(([key, numbers]) => `${numbers}` !== `${under[7]![0]!.get(key)}`);
      expect(isOther, `${measure} ${text} changes nothing`).toBe(true);
    }
  });

  it.each([3, 14])('give for a window of %i days what deriving with it gives', (days) => {
    COHORTS.forEach((_, at) => {
      const inside = numbersOf(figures[at]!, 'window', `${days} days`);
      expect(inside).toEqual(under[days]![at]);
      expect(inside).not.toEqual(under[7]![at]);
    });
  });

  it('replace the windows of levels that have their own, and then mark none', async () => {
    const narrow = { baselineBefore: 1, baselineAfter: 1, lastAfter: 3, dischargeAround: 7 };
    const settings = { ...DEFAULT_SETTINGS, scoreWindowByLevel: { php: narrow } };
    await derive(engine, settings);
    const own = await figure('sensitivity', settings, ALL_STAYS);
    await derive(engine);
    expect(numbersOf(own, 'window', '7 days')).toEqual(under[7]![0]);
    expect(numbersOf(own, 'as shown', 'as shown')).not.toEqual(under[7]![0]);
    const windows = own.rows.filter((row) => row['choice'] === 'window');
    expect(windows.filter((row) => String(row['basis']).includes('as shown'))).toEqual([]);
  });

  it('count the base as no difference, and others against it', () => {
    for (const row of data.rows) {
      const base = data.rows.find(
        (other) => other['choice'] === 'as shown' && keyOf(other) === keyOf(row),
      );
      expect(row['difference']).toBe(Number(row['value']) - Number(base?.['value']));
    }
  });
});

describe('where little is known', () => {
  it('an instrument without a threshold has no rows for it, and the figure says what is known', async () => {
    const scores = [['ybocs', 20, 12], ['phqa', 15, 5], ['pss10', 30, 20]] as const; // prettier-ignore
    await fillCanonicalTables(engine, {
      stays: [stayRow({ person_id: 'p', stay_id: 's', level_of_care: 'iop', admitted_on: START, discharged_on: addDays(START, 30) })],
      scores: scores.flatMap(([measure, pre, post]) =>
        [pre, post].map((score, at) =>
          scoreRow({ person_id: 'p', taken_on: addDays(START, 28 * at), measure, score }),
        ),
      ),
      sessions: [],
    }); // prettier-ignore
    await derive(engine);
    const data = await figure('sensitivity', DEFAULT_SETTINGS, ALL_STAYS);
    expect([...new Set(data.rows.map(keyOf))]).toEqual([
      'phqa unwell at baseline',
      'ybocs unwell at baseline',
    ]);
    expect(data.rows.some((row) => row['choice'] === 'reliable change')).toBe(false);
    expect(data.about).toBeNull();
  });

  it('keeps the rows of a window that leaves no pair, with zeros', async () => {
    await fillCanonicalTables(engine, {
      stays: [stayRow({ person_id: 'p', stay_id: 's', level_of_care: 'iop', admitted_on: START, discharged_on: addDays(START, 30) })],
      scores: [5, 28].map((day, at) =>
        scoreRow({ person_id: 'p', taken_on: addDays(START, day), measure: 'phq9', score: at ? 5 : 15 }),
      ),
      sessions: [],
    }); // prettier-ignore
    await derive(engine);
    const data = await figure('sensitivity', DEFAULT_SETTINGS, ALL_STAYS);
    const narrow = data.rows.filter((row) => row['alternative'] === '3 days');
    expect(narrow).toHaveLength(4);
    for (const row of narrow) {
      expect(row).toMatchObject({
        ...{ numerator: 0, denominator: 0, persons: 0 },
        ...{ value: null, low: null, high: null, difference: null },
      });
    }
  });

  it('scores in the order of visits have thresholds, and no windows; without stays no unit either', async () => {
    const scores = [15, 5].map((score, at) =>
      visitRow({ person_id: 'p', visit: at + 1, measure: 'phq9', score, rowNo: at }),
    );
    const files = (level: string): Canonical => ({
      stays: [
        stayRow({
          person_id: 'p', stay_id: 's', level_of_care: level as StayRow['level_of_care'],
          admitted_on: START, discharged_on: addDays(START, 30),
        }),
      ],
      scores: [],
      visits: scores,
      sessions: [],
    }); // prettier-ignore
    const choices = async (level: string): Promise<unknown[]> => {
      await fillCanonicalTables(engine, files(level));
      await derive(engine);
      const { rows } = await figure('sensitivity', DEFAULT_SETTINGS, ALL_STAYS);
      return [...new Set(rows.map((row) => row['choice']))];
    };
    expect(await choices('iop')).toEqual(['as shown', 'reliable change', 'cut-off', 'unit']);
    const withoutStays = ['as shown', 'reliable change', 'cut-off'];
    expect(await choices(LEVEL_NOT_GIVEN.code)).toEqual(withoutStays);
  });
});
