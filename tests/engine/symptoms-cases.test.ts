/**
 * Figures that random rows seldom fill: recovery by the rules of the NHS on cases by hand, and figures
 * of recovery, use and tracks on rows in which most stays have what they ask for.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_STAYS, type Cohort } from '$lib/cohort/cohort';
import type { Engine } from '$lib/engine/port';
import { computeFigure } from '$lib/metrics/compute';
import type { FigureData } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { scoreTrackTable, trackModelTable } from '$lib/model/derive/off-track';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { addDays } from '../naive/days';
import { derive as naiveDerive } from '../naive/derive';
import { type FigureId, naiveFigure } from '../naive/figures/index';
import { canonicalRows } from '../naive/random';
import { cohortFor, settingsFor } from '../naive/random-cohort';
import { scoreRow, sessionRow, stayRow } from '../naive/rows';
import type { Canonical, ScoreRow, SessionRow, StayRow } from '../naive/types';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { startNodeEngine } from '../support/node-engine';
import { expectSameFigure } from '../support/same-figure';

const LEAST_PAIRS = 8;

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

const START = '2024-01-01';
const END = '2024-02-01';

interface Case {
  readonly phq: readonly [first: number, last: number];
  readonly gad: readonly [first: number, last: number];
  /** Days and types of attended sessions; two days of groups where it is left out. */
  readonly sessions?: readonly (readonly [day: string, type: string | null])[];
  readonly gadRater?: string;
  readonly program?: string;
}

function rowsOf(cases: readonly Case[]): Canonical {
  const stays = cases.map(({ program = 'North' }, at) =>
    stayRow({
      person_id: `p${at}`, stay_id: `s${at}`, level_of_care: 'iop', admitted_on: START,
      discharged_on: END, program, rowNo: at,
    }),
  ); // prettier-ignore
  const scores = cases.flatMap(({ phq, gad, gadRater = null }, at) =>
    [START, END].flatMap((day, end) => [
      scoreRow({ person_id: `p${at}`, taken_on: day, measure: 'phq9', score: phq[end]! }),
      scoreRow({
        person_id: `p${at}`, taken_on: day, measure: 'gad7', score: gad[end]!, rater: gadRater,
      }),
    ]),
  ); // prettier-ignore
  const sessions = cases.flatMap(({ sessions: own = TWO_GROUPS }, at) =>
    own.map(([day, type]) =>
      sessionRow({ person_id: `p${at}`, held_on: day, status: 'attended', session_type: type }),
    ),
  );
  const numbered = <Row>(rows: readonly Row[]): Row[] =>
    rows.map((row, rowNo) => ({ ...row, rowNo }));
  return { stays, scores: numbered(scores), sessions: numbered(sessions) };
}

const TWO_GROUPS = [
  ['2024-01-03', 'group'],
  ['2024-01-10', 'group'],
] as const;

async function compute(id: string, cohort: Cohort = ALL_STAYS): Promise<FigureData> {
  const facts = { cohort, settings: DEFAULT_SETTINGS, dataCut: '2024-06-30' };
  return (await computeFigure(metricOf(id), facts, (query) => engine.query(query))).data;
}

async function figureOf(id: string, ...cases: readonly Case[]): Promise<FigureData> {
  await fillCanonicalTables(engine, rowsOf(cases));
  await derive(engine);
  return compute(id);
}

/** Who is in a class of a program, out of how many; null where the program has no such row. */
function counted(data: FigureData, program: string, name: string): string | null {
  const row = data.rows.find((one) => one['program'] === program && one['class'] === name);
  return row ? `${row['numerator']} of ${row['denominator']}` : null;
}

const CHANGES = ['improved', 'unchanged', 'deteriorated'];

const NHS_CASES = [
  ['better on one, now at caseness on the other', [14, 8], [6, 9], false, 'improved'],
  ['better on one, reliably worse on the other', [14, 8], [6, 10], false, 'unchanged'],
  ['below on both', [14, 9], [12, 7], true, 'improved'],
  ['below on both without reliable change', [10, 9], [8, 7], true, 'unchanged'],
  ['below on one only', [20, 9], [15, 8], false, 'improved'],
  ['at caseness on the GAD-7 alone', [9, 9], [8, 4], true, 'improved'],
  ['a fall of five points', [14, 9], [7, 7], true, 'unchanged'],
  ['a fall of six points', [15, 9], [7, 7], true, 'improved'],
  ['a rise of six points', [10, 16], [7, 7], false, 'deteriorated'],
  ['a rise of four points of the GAD-7 only', [10, 10], [7, 11], false, 'deteriorated'],
  ['a rise and a fall', [16, 10], [7, 11], false, 'unchanged'],
] as const;

describe('recovery by the rules of the NHS', () => {
  describe('of one stay', () => {
    let moved: FigureData;
    let reliable: FigureData;
    beforeAll(async () => {
      const cases = NHS_CASES.map(([program, phq, gad]) => ({ phq, gad, program }));
      moved = await figureOf('recovery', ...cases);
      reliable = await compute('reliable-recovery');
    });

    it.each(NHS_CASES)('with %s', (program, _phq, _gad, isRecovered, change) => {
      expect(counted(moved, program, 'moved to recovery')).toBe(isRecovered ? '1 of 1' : '0 of 1');
      for (const name of CHANGES) {
        const expected = name === change ? '1 of 1' : '0 of 1';
        expect(counted(moved, program, name), name).toBe(expected);
        expect(counted(reliable, program, name), name).toBe(expected);
      }
      expect(counted(reliable, program, 'reliable recovery')).toBe(
        isRecovered && change === 'improved' ? '1 of 1' : '0 of 1',
      );
    });
  });

  it('counts change, but not recovery, of those who begin below on both', async () => {
    const data = await figureOf('recovery', { phq: [9, 3], gad: [7, 7] });
    expect([data.numerator, data.denominator]).toEqual([0, 0]);
    expect(counted(data, 'North', 'improved')).toBe('1 of 1');
    expect(data.excluded).toEqual([{ reason: 'below caseness on both at the start', n: 1 }]);
  });

  it('asks for two days with attendance of something other than an assessment', async () => {
    const few = 'attended on fewer than 2 days, assessments apart';
    const scores = { phq: [20, 5], gad: [15, 3] } as const;
    const data = await figureOf(
      'recovery',
      { ...scores, sessions: [] },
      { ...scores, sessions: [['2024-01-01', 'assessment'], ['2024-01-03', 'group']] },
      { ...scores, sessions: [['2024-01-03', 'group'], ['2024-01-03', 'individual']] },
      { ...scores, sessions: [['2024-01-03', null], ['2024-01-04', 'individual']] },
    ); // prettier-ignore
    expect([data.numerator, data.denominator]).toEqual([1, 1]);
    expect(data.excluded).toEqual([{ reason: few, n: 3 }]);
  });

  it('takes both scores from one rater', async () => {
    const data = await figureOf(
      'recovery',
      { phq: [20, 5], gad: [15, 3] },
      { phq: [20, 5], gad: [15, 3], gadRater: 'self' },
    );
    expect(data.denominator).toBe(1);
    expect(data.excluded).toEqual([
      { reason: 'no first and last score of both the PHQ-9 and the GAD-7', n: 1 },
    ]);
  });

  it('says why it is empty where one of the two was never given twice', async () => {
    const rows = rowsOf([{ phq: [20, 5], gad: [15, 3] }]);
    await fillCanonicalTables(engine, {
      ...rows,
      scores: rows.scores.filter(({ measure }) => measure === 'phq9'),
    });
    await derive(engine);
    const data = await compute('recovery');
    expect(data.rows).toEqual([]);
    expect(data.emptyReason).toMatch(/both the PHQ-9 and the GAD-7/);
  });
});

/** Scores of three instruments and sessions for every stay, near the limits that decide. */
function filled(rows: Canonical, seed: number): Canonical {
  let state = seed;
  const draw = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  const cells = (stay: StayRow): Pick<ScoreRow, 'person_id' | 'stay_id'> => ({
    person_id: stay.person_id,
    stay_id: stay.stay_id,
  });
  const own = rows.stays.flatMap((stay): ScoreRow[] => {
    const end = stay.discharged_on ?? addDays(stay.admitted_on, 20);
    const days = [stay.admitted_on, addDays(stay.admitted_on, 5), end];
    return ['phq9', 'gad7', 'bam_use'].flatMap((measure) =>
      days.map((day) =>
        scoreRow({
          ...cells(stay), taken_on: day, measure,
          score: measure === 'bam_use' ? draw(3) : (measure === 'phq9' ? 2 : 0) + draw(16),
        }),
      ),
    ); // prettier-ignore
  });
  const sessions = rows.stays.flatMap((stay): SessionRow[] =>
    Array.from({ length: draw(5) }, () =>
      sessionRow({
        ...cells(stay), held_on: addDays(stay.admitted_on, draw(5)), status: 'attended',
        session_type: ['assessment', 'group', null][draw(3)]!, scheduled_minutes: 60,
      }),
    ),
  ); // prettier-ignore
  const last = '2024-05-01';
  const placed = <Row>(added: readonly Row[]): Row[] =>
    added.map((row, rowNo) => ({ ...row, fileId: 12, rowNo }));
  return {
    ...rows,
    scores: [...rows.scores, ...placed(own.filter(({ taken_on }) => taken_on <= last))],
    sessions: [...rows.sessions, ...placed(sessions.filter(({ held_on }) => held_on <= last))],
  };
}

const world = fc.tuple(canonicalRows, fc.integer({ min: 1, max: 9_999 })).chain(([rows, seed]) =>
  fc.record({
    rows: fc.constant(filled(rows, seed)),
    cohort: cohortFor(rows),
    settings: settingsFor(rows),
  }),
);

const FILLED = ['pre-post', 'recovery', 'reliable-recovery', 'not-on-track', 'no-use-at-last'];

describe('figures of stays with enough scores', () => {
  it('equal their naive versions', { timeout: 300_000 }, async () => {
    const found: Record<string, number> = {};
    await fc.assert(
      fc.asyncProperty(world, async ({ rows, cohort, settings }) => {
        await fillCanonicalTables(engine, rows);
        await derive(engine, settings, ['x_county']);
        await engine.execute(trackModelTable(LEAST_PAIRS).text);
        await engine.execute(scoreTrackTable().text);
        const derived = naiveDerive(rows, settings, LEAST_PAIRS);
        for (const id of FILLED) {
          const facts = { cohort, settings, dataCut: derived.dataCut };
          const figure = await computeFigure(metricOf(id), facts, (query) => engine.query(query));
          const { basis } = figure.context;
          const expected = naiveFigure(id as FigureId, derived, cohort, settings, basis);
          expectSameFigure(id, figure.data, expected);
          found[id] = (found[id] ?? 0) + (expected.numerator ?? expected.n ?? 0);
        }
      }),
      { numRuns: Number(process.env['STEPDOWN_RUNS'] ?? 5), seed: 11 },
    );
    for (const id of FILLED) expect(found[id], id).toBeGreaterThan(0);
  });
});
