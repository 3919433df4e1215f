/**
 * Figures of measurement that short random courses never reach: follow-ups long after discharge and
 * scores off track, on random rows of a longer time with a fit from few pairs; and cases by hand.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_STAYS } from '$lib/cohort/cohort';
import type { Engine } from '$lib/engine/port';
import { computeFigure } from '$lib/metrics/compute';
import type { FigureData } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { scoreTrackTable, trackModelTable } from '$lib/model/derive/off-track';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import { addDays, daysBetween } from '../naive/days';
import { derive as naiveDerive } from '../naive/derive';
import { naiveFigure } from '../naive/figures/index';
import { canonicalRows } from '../naive/random';
import { cohortFor } from '../naive/random-cohort';
import { scoreRow, sessionRow, stayRow, surveyRow } from '../naive/rows';
import type { Canonical, ScoreRow, SessionRow, StayRow } from '../naive/types';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { startNodeEngine } from '../support/node-engine';
import { expectSameFigure } from '../support/same-figure';

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

const LEAST_PAIRS = 8;
const START = '2023-12-11';

/** The day so many times as far from a common start; a follow-up of a year then fits. */
const stretched = (day: string, factor: number): string =>
  addDays(START, daysBetween(START, day) * factor);

function longer(rows: Canonical, factor: number): Canonical {
  const later = (day: string | null): string | null => day && stretched(day, factor);
  return {
    ...rows,
    stays: rows.stays.map((stay) => ({
      ...stay,
      admitted_on: stretched(stay.admitted_on, factor),
      discharged_on: later(stay.discharged_on),
      last_contact_on: later(stay.last_contact_on),
    })),
    scores: rows.scores.map((score) => ({
      ...score,
      taken_on: stretched(score.taken_on, factor),
    })),
    sessions: [],
    surveys: [],
  };
}

/** Three attended days at the start of each stay, so that later scores are looked at. */
function firstDays(stays: readonly StayRow[]): SessionRow[] {
  return stays.flatMap(({ person_id, stay_id, admitted_on }) =>
    [0, 1, 2].map((day) =>
      sessionRow({
        person_id,
        stay_id,
        held_on: addDays(admitted_on, day),
        status: 'attended',
      }),
    ),
  );
}

const FOLLOW_UPS = ['follow-up-score-90', 'follow-up-score-180', 'follow-up-score-365'] as const;

const world = canonicalRows.chain((rows) =>
  fc.record({
    rows: fc.constant(rows),
    factor: fc.constantFrom(5, 6, 10),
    cohort: cohortFor(rows),
  }),
);

async function compute(id: string, dataCut: string, settings: Settings = DEFAULT_SETTINGS) {
  return computeFigure(metricOf(id), { cohort: ALL_STAYS, settings, dataCut }, (query) =>
    engine.query(query),
  );
}

describe('on random rows', () => {
  it('follow-ups equal their plain versions', { timeout: 300_000 }, async () => {
    const counted = new Set<string>();
    for (const { rows, factor, cohort } of fc.sample(world, { numRuns: 8, seed: 11 })) {
      const long = longer(rows, factor);
      await fillCanonicalTables(engine, long);
      await derive(engine, DEFAULT_SETTINGS, ['x_county']);
      const derived = naiveDerive(long, DEFAULT_SETTINGS);
      for (const id of FOLLOW_UPS) {
        const facts = { cohort, settings: DEFAULT_SETTINGS, dataCut: derived.dataCut };
        const { data, context } = await computeFigure(metricOf(id), facts, (query) =>
          engine.query(query),
        );
        const expected = naiveFigure(id, derived, cohort, DEFAULT_SETTINGS, context.basis);
        expectSameFigure(id, data, expected);
        if (Number(data.numerator) > 0) counted.add(id);
      }
    }
    expect([...counted].sort()).toEqual([...FOLLOW_UPS].sort());
  });

  it('reviews of scores off track equal their plain version', { timeout: 300_000 }, async () => {
    let reviewed = 0;
    for (const { rows, cohort } of fc.sample(world, { numRuns: 10, seed: 12 })) {
      const attended = { ...rows, sessions: firstDays(rows.stays) };
      await fillCanonicalTables(engine, attended);
      await derive(engine, DEFAULT_SETTINGS, ['x_county']);
      await engine.execute(trackModelTable(LEAST_PAIRS).text);
      await engine.execute(scoreTrackTable().text);
      const derived = naiveDerive(attended, DEFAULT_SETTINGS, LEAST_PAIRS);
      const facts = { cohort, settings: DEFAULT_SETTINGS, dataCut: derived.dataCut };
      const { data, context } = await computeFigure(metricOf('off-track-review'), facts, (query) =>
        engine.query(query),
      );
      const id = 'off-track-review';
      const expected = naiveFigure(id, derived, cohort, DEFAULT_SETTINGS, context.basis);
      expectSameFigure(id, data, expected);
      reviewed += Number(data.numerator);
    }
    expect(reviewed).toBeGreaterThan(0);
  });
});

const stay = (cells: Partial<StayRow>): StayRow =>
  stayRow({
    person_id: 'p',
    stay_id: 'a',
    level_of_care: 'iop',
    admitted_on: '2024-01-01',
    discharged_on: '2024-02-01',
    discharge_reason: 'completed',
    program: 'North',
    ...cells,
  });

const score = (cells: Partial<ScoreRow>): ScoreRow =>
  scoreRow({ person_id: 'p', taken_on: '2024-01-01', measure: 'phq9', score: 12, ...cells });

/** Somebody who stays to a day far later, so that the cut is there. */
const seenUntil = (day: string): ScoreRow => score({ person_id: 'z', taken_on: day, stay_id: 'z' });

const other = stay({ person_id: 'z', stay_id: 'z', discharged_on: null, discharge_reason: null });

async function figureOf(id: string, rows: Partial<Canonical>): Promise<FigureData> {
  const whole = { stays: [], scores: [], sessions: [], ...rows };
  await fillCanonicalTables(engine, whole);
  await derive(engine);
  return (await compute(id, '2024-12-31')).data;
}

const counts = ({ numerator, denominator, excluded }: FigureData): unknown => ({
  numerator,
  denominator,
  excluded: excluded.map(({ reason, n }) => `${n} ${reason}`),
});

describe('a follow-up score after 90 days', () => {
  const after = (days: number): string => addDays('2024-02-01', days);
  const at = (days: number, cells: Partial<ScoreRow> = {}): ScoreRow =>
    score({ taken_on: after(days), ...cells });
  const until = seenUntil('2024-12-31');
  const none = { numerator: 0, denominator: 1, excluded: ['1 open'] };
  const one = { ...none, numerator: 1 };
  const returned = (from: number, to: number | null): StayRow =>
    stay({
      stay_id: 'b',
      admitted_on: after(from),
      discharged_on: to === null ? null : after(to),
    });

  it.each([
    ['the first day of the window', [at(60)], one],
    ['the last day of the window', [at(120)], one],
    ['the day before the window', [at(59)], none],
    ['the day after the window', [at(121)], none],
    ['a score that names the stay', [at(90, { stay_id: 'a' })], one],
  ])('counts %s as it should', async (_what, scores, expected) => {
    const rows = { stays: [stay({}), other], scores: [...scores, until] };
    expect(counts(await figureOf('follow-up-score-90', rows))).toEqual(expected);
  });

  it('leaves out people in another stay during the window, not those before it', async () => {
    const id = 'follow-up-score-90';
    const during = await figureOf(id, {
      stays: [stay({}), returned(100, null), other],
      scores: [at(90), until],
    });
    expect(counts(during)).toEqual({
      numerator: 0,
      denominator: 0,
      excluded: ['2 open', '1 in another stay at that time'],
    });
    const before = await figureOf(id, {
      stays: [stay({}), returned(10, 20), other],
      scores: [at(90), until],
    });
    expect(counts(before)).toEqual({ numerator: 2, denominator: 2, excluded: ['1 open'] });
  });

  it('does not take the score of another stay', async () => {
    const found = await figureOf('follow-up-score-90', {
      stays: [stay({}), returned(10, 20), other],
      scores: [at(90, { stay_id: 'b' }), until],
    });
    expect(counts(found)).toEqual({ numerator: 1, denominator: 2, excluded: ['1 open'] });
  });
});

describe('what a file must hold', () => {
  const stays = [stay({})];
  it.each([
    ['risk-screened', { stays, scores: [score({})] }, 'C-SSRS'],
    ['risk-follow-through', { stays, scores: [score({ risk_item: 1 })] }, 'risk_assessed_on'],
    ['days-to-admission', { stays }, 'referred_on'],
    ['off-track-review', { stays, scores: [score({})] }, '100 finished pairs'],
    [
      'experience-top-box',
      {
        stays,
        surveys: [
          surveyRow({
            taken_on: '2024-01-20',
            instrument: 'day',
            score: 4,
            person_id: 'p',
            stay_id: 'a',
            top_box: null,
          }),
        ],
      },
      'top_box',
    ],
  ])('%s says what to map', async (id, rows, word) => {
    const data = await figureOf(id, rows);
    expect(data.rows).toEqual([]);
    expect(data.emptyReason).toContain(word);
  });
});

describe('screens for risk', () => {
  it('count moderate and high, and an item answered with 1 or more', async () => {
    const screens = ([0, 1, 2, 3] as const).map((risk, index) =>
      score({
        measure: 'cssrs',
        score: risk,
        taken_on: addDays('2024-01-02', index),
        risk_assessed_on: risk === 3 ? addDays('2024-01-02', index + 1) : null,
      }),
    );
    const items = [0, 1].map((risk_item) =>
      score({ risk_item, taken_on: addDays('2024-01-10', risk_item) }),
    );
    const found = await figureOf('risk-follow-through', {
      stays: [stay({})],
      scores: [...screens, ...items],
    });
    expect(counts(found)).toEqual({ numerator: 1, denominator: 3, excluded: [] });
  });
});

describe('measurements due', () => {
  it('at admission, every 14 days but not by the discharge, and at discharge', async () => {
    // Due in IOP on days 0, 14 and 31; day 28 lies 3 days before the discharge.
    const days = [3, 18, 28];
    const found = await figureOf('measure-adherence', {
      stays: [stay({})],
      scores: days.map((day) => score({ taken_on: addDays('2024-01-01', day) })),
    });
    const rows = found.rows.filter(
      (row) => row['measure'] === null && row['level'] === null && row['program'] === null,
    );
    expect(rows.map((row) => [row['window'], row['numerator'], row['denominator']])).toEqual([
      [null, 1, 2],
      ['admission', 1, 1],
      ['periodic', 0, 1],
    ]);
    expect(counts(found)).toMatchObject({ excluded: ['1 too close to the cut'] });
  });
});
