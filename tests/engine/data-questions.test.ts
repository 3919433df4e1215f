/** Questions that only loaded rows raise: when each is asked, what each answer does, and the way back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { METRICS } from '$lib/metrics/registry';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import { type DataQuestion, readDataQuestions } from '$lib/session/data-questions';
import { type DataFacts, readDataFacts } from '$lib/session/facts';
import { whyUnavailable } from '$lib/session/missing-file';
import { addDays } from '../naive/days';
import { scoreRow, sessionRow, stayRow } from '../naive/rows';
import type { Canonical, SessionRow, StayRow } from '../naive/types';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { startNodeEngine } from '../support/node-engine';

const DAY = '2026-03-01';

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

interface Loaded {
  readonly facts: DataFacts;
  readonly questions: readonly DataQuestion[];
}

/** What is asked of rows, as the session asks it after every load. */
async function load(
  rows: Partial<Canonical>,
  known: Partial<Pick<DataFacts, 'timeMode' | 'hasStays' | 'isShifted'>> = {},
  settings: Settings = DEFAULT_SETTINGS,
): Promise<Loaded> {
  await fillCanonicalTables(engine, { stays: [], scores: [], sessions: [], ...rows });
  await derive(engine, settings);
  const run = (text: string): ReturnType<Engine['query']> => engine.query(text);
  const read = await readDataFacts(run, settings);
  const facts: DataFacts = { ...read, timeMode: 'dates', hasStays: true, ...known };
  return { facts, questions: await readDataQuestions(run, facts) };
}

async function asked(
  rows: Partial<Canonical>,
  known: Partial<Pick<DataFacts, 'timeMode' | 'hasStays' | 'isShifted'>> = {},
): Promise<string[]> {
  return (await load(rows, known)).questions.map(({ id }) => id);
}

function ids(questions: readonly DataQuestion[]): string[] {
  return questions.map(({ id }) => id);
}

/** Stays of one month each, on after the other; the first of all is open where that is said. */
function stays(n: number, parts: { persons?: number; open?: number } = {}): StayRow[] {
  const { persons = n, open = 0 } = parts;
  return Array.from({ length: n }, (_, at) => {
    const from = addDays(DAY, -40 * Math.floor(at / persons));
    return stayRow({
      person_id: `p${at % persons}`,
      stay_id: `s${at}`,
      level_of_care: 'iop',
      admitted_on: addDays(from, -30),
      discharged_on: at < open ? null : from,
    });
  });
}

function sessions(n: number, status: string, person = 'p0'): SessionRow[] {
  return Array.from({ length: n }, (_, at) =>
    sessionRow({
      person_id: person,
      held_on: addDays(DAY, -(at % 28)),
      status,
      scheduled_minutes: 60,
      rowNo: at,
    }),
  );
}

/** Some stays that raise no question by themselves. */
const PLAIN = stays(24, { persons: 12, open: 1 });

describe('different days', () => {
  const scoresTo = (day: string): Partial<Canonical> => ({
    stays: PLAIN,
    scores: [scoreRow({ person_id: 'p0', taken_on: day, measure: 'phq9', score: 9 })],
  });

  it.each([
    [0, []],
    [7, []],
    [-7, []],
    [8, [`extraction-days ${DAY} ${addDays(DAY, 8)}`]],
    [-8, [`extraction-days ${addDays(DAY, -8)} ${DAY}`]],
  ])(
    'are asked about from more than a week apart: scores %i days after the stays',
    async (by, is) => {
      expect(await asked(scoresTo(addDays(DAY, by)))).toEqual(is);
    },
  );

  it('are those of sessions that were to be held, not of bookings', async () => {
    const late = (status: string): Partial<Canonical> => ({
      stays: PLAIN,
      sessions: [sessionRow({ person_id: 'p0', held_on: addDays(DAY, 20), status })],
    });
    expect(await asked(late('scheduled'))).toEqual([]);
    expect(await asked(late('no_show'))).toEqual([`extraction-days ${DAY} ${addDays(DAY, 20)}`]);
  });

  it('are the latest of admissions, discharges and contacts where it comes to stays', async () => {
    const [first, ...others] = PLAIN;
    const seen = { ...first!, last_contact_on: addDays(DAY, 20) };
    expect(await asked({ ...scoresTo(addDays(DAY, 20)), stays: [seen, ...others] })).toEqual([]);
  });

  it('are of no meaning without calendar dates, or without stays', async () => {
    const rows = scoresTo(addDays(DAY, 100));
    expect(await asked(rows, { timeMode: 'relative' })).toEqual([]);
    expect(await asked(rows, { timeMode: 'order' })).toEqual([]);
    expect(await asked(rows, { hasStays: false })).toEqual([]);
    // Days that were moved person by person have no common end.
    expect(await asked(rows, { isShifted: true })).toEqual([]);
  });

  it('name every kind of file with its latest day, and end the data at one of them', async () => {
    const rows: Partial<Canonical> = {
      ...scoresTo(addDays(DAY, 3)),
      sessions: sessions(1, 'no_show').map((row) => ({ ...row, held_on: addDays(DAY, 12) })),
    };
    const { facts, questions } = await load(rows);
    expect(facts.dataCut).toBe(addDays(DAY, 12));
    const [question] = questions;
    expect(question!.detail).toMatch(
      /^Latest days: stays to 1 Mar 2026, scores to 4 Mar 2026, sessions to 13 Mar 2026\. /,
    );
    expect(question!.answers.map(({ label }) => label)).toEqual([
      'Count up to 1 Mar 2026',
      'Count up to 13 Mar 2026',
    ]);
    const [early, late] = question!.answers;
    expect(early!.note).toContain('0 stays, 1 score and 1 session after it are ignored');
    const settings = early!.apply(DEFAULT_SETTINGS);
    const after = await load(rows, {}, settings);
    expect(after.facts.dataCut).toBe(DAY);
    // The rows are the same, and so is the question: it can be answered otherwise.
    expect(ids(after.questions)).toEqual([question!.id]);
    expect(late!.apply(settings)).toEqual(DEFAULT_SETTINGS);
    expect(question!.reset(settings)).toEqual(DEFAULT_SETTINGS);
  });
});

describe('stays of which none is open', () => {
  it('are asked about from twenty on', async () => {
    expect(await asked({ stays: stays(20, { persons: 10 }) })).toEqual(['discharges-only']);
    expect(await asked({ stays: stays(19, { persons: 10 }) })).toEqual([]);
    expect(await asked({ stays: stays(20, { persons: 10, open: 1 }) })).toEqual([]);
  });

  it('are not asked about where they are implied by scores', async () => {
    expect(await asked({ stays: stays(20, { persons: 10 }) }, { hasStays: false })).toEqual([]);
  });

  it('switch off what needs those who are still here, and on again', async () => {
    const { facts, questions } = await load({ stays: stays(20, { persons: 10 }) });
    const [question] = questions;
    const off = (settings: Settings): string[] =>
      METRICS.filter((metric) => whyUnavailable(metric, facts, ['stays'], settings))
        .filter(({ needs }) => needs.includes('open-stays'))
        .map(({ id }) => id);
    const [all, only] = question!.answers;
    const settings = only!.apply(DEFAULT_SETTINGS);
    expect(off(DEFAULT_SETTINGS)).toEqual([]);
    expect(off(all!.apply(DEFAULT_SETTINGS))).toEqual([]);
    expect(off(settings)).toEqual([
      'early-dropout',
      'early-unplanned',
      'retention',
      'dropout-incidence',
      'census',
      'admissions',
      'state-occupancy',
    ]);
    expect(off(all!.apply(settings))).toEqual([]);
    expect(question!.reset(settings)).toEqual(DEFAULT_SETTINGS);
  });
});

describe('people with one stay each', () => {
  it('are asked about from twenty on, and not where anybody came twice', async () => {
    expect(await asked({ stays: stays(20, { open: 1 }) })).toEqual(['ids-per-admission']);
    expect(await asked({ stays: stays(19, { open: 1 }) })).toEqual([]);
    expect(await asked({ stays: stays(20, { persons: 19, open: 1 }) })).toEqual([]);
    expect(await asked({ stays: stays(20, { open: 1 }) }, { hasStays: false })).toEqual([]);
  });

  it('can be said to have ids per admission, and back', async () => {
    const rows = { stays: stays(20, { open: 1 }) };
    const [question] = (await load(rows)).questions;
    const [person, admission] = question!.answers;
    const settings = admission!.apply(DEFAULT_SETTINGS);
    expect((await load(rows)).facts.idsPerAdmission).toBe(false);
    expect((await load(rows, {}, settings)).facts.idsPerAdmission).toBe(true);
    expect(person!.apply(settings)).toEqual(DEFAULT_SETTINGS);
    expect(question!.reset(settings)).toEqual(DEFAULT_SETTINGS);
  });
});

describe('sessions of which none was missed', () => {
  it('are asked about from two hundred on', async () => {
    const attended = (n: number): Partial<Canonical> => ({
      stays: PLAIN,
      sessions: sessions(n, 'attended'),
    });
    expect(await asked(attended(200))).toEqual(['no-absences']);
    expect(await asked(attended(199))).toEqual([]);
  });

  it.each(['no_show', 'late_cancel'])('are not where one was: %s', async (status) => {
    const held = [...sessions(200, 'attended'), ...sessions(1, status)];
    expect(await asked({ stays: PLAIN, sessions: held })).toEqual([]);
  });

  it.each(['client_cancel', 'provider_cancel', 'excused', 'scheduled'])(
    'are in spite of what is no absence: %s',
    async (status) => {
      const held = [...sessions(200, 'attended'), ...sessions(5, status)];
      expect(await asked({ stays: PLAIN, sessions: held })).toEqual(['no-absences']);
    },
  );

  it('change no setting: the rows say it by themselves', async () => {
    const { questions } = await load({ stays: PLAIN, sessions: sessions(200, 'attended') });
    const [question] = questions;
    expect(question!.answers.map(({ apply }) => apply(DEFAULT_SETTINGS))).toEqual([
      DEFAULT_SETTINGS,
    ]);
    const found = await engine.query(
      'SELECT DISTINCT has_absences::INTEGER AS has_absences FROM stay',
    );
    expect(found.column('has_absences')).toEqual([0]);
  });
});

it('no absences are told by program, as the rate of each is believed or not', async () => {
  const two = PLAIN.map((row) => ({ ...row, program: row.person_id === 'p0' ? 'North' : 'South' }));
  const few = [...sessions(100, 'attended'), ...sessions(100, 'attended', 'p1')];
  expect(ids((await load({ stays: two, sessions: few })).questions)).toEqual([]);
  const held = [
    ...sessions(200, 'attended'),
    ...sessions(100, 'attended', 'p1'),
    ...sessions(1, 'no_show', 'p1'),
  ];
  const { questions } = await load({ stays: two, sessions: held });
  expect(questions[0]!.text).toContain('in North.');
  const found = await engine.query(
    'SELECT program, has_absences::INTEGER AS n FROM stay GROUP BY ALL ORDER BY program',
  );
  expect(found.rows()).toEqual([
    { program: 'North', n: 0 },
    { program: 'South', n: 1 },
  ]);
});

it('nothing is asked about what is not loaded', async () => {
  expect(await asked({}, { hasStays: false })).toEqual([]);
});

it('several questions stand in their order, each with its own id and words', async () => {
  const { questions } = await load({
    stays: stays(30),
    scores: [scoreRow({ person_id: 'p0', taken_on: addDays(DAY, 30), measure: 'phq9', score: 9 })],
    sessions: sessions(200, 'attended'),
  });
  expect(ids(questions)).toEqual([
    `extraction-days ${DAY} ${addDays(DAY, 30)}`,
    'discharges-only',
    'ids-per-admission',
    'no-absences',
  ]);
  for (const { text, detail, answers } of questions) {
    for (const words of [text, detail, ...answers.map(({ note }) => note)]) {
      expect(words).toMatch(/[.?]$/);
    }
  }
});
