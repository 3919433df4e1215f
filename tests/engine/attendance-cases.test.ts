/** Attendance and dose on a few rows, with every number worked out by hand. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_STAYS, type Cohort } from '$lib/cohort/cohort';
import type { Engine } from '$lib/engine/port';
import { computeFigure } from '$lib/metrics/compute';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import { addDays } from '../naive/days';
import { sessionRow, stayRow } from '../naive/rows';
import type { Canonical, SessionRow, StayRow } from '../naive/types';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { startNodeEngine } from '../support/node-engine';

const FIRST = '2024-01-01';

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

function stay(id: string, program: string, days: number, cells: Partial<StayRow> = {}): StayRow {
  return stayRow({
    person_id: id,
    stay_id: id,
    level_of_care: 'iop',
    program,
    admitted_on: FIRST,
    discharged_on: addDays(FIRST, days),
    ...cells,
  });
}

function session(person: string, day: number, cells: Partial<SessionRow> = {}): SessionRow {
  return sessionRow({
    person_id: person,
    held_on: addDays(FIRST, day),
    status: 'attended',
    scheduled_minutes: 180,
    ...cells,
  });
}

/** A number of equal sessions, one a day. */
function sessions(person: string, count: number, status: string): SessionRow[] {
  return Array.from({ length: count }, (_, day) => session(person, day, { status }));
}

async function figure(
  id: string,
  rows: Pick<Canonical, 'stays' | 'sessions'>,
  more: { cohort?: Partial<Cohort>; settings?: Settings } = {},
): Promise<FigureData> {
  const { cohort = {}, settings = DEFAULT_SETTINGS } = more;
  const numbered = rows.sessions.map((row, at) => ({ ...row, rowNo: at + 1 }));
  await fillCanonicalTables(engine, { ...rows, sessions: numbered, scores: [] });
  await derive(engine, settings);
  const facts = { cohort: { ...ALL_STAYS, ...cohort }, settings, dataCut: '2024-12-31' };
  const { data } = await computeFigure(metricOf(id), facts, (query) => engine.query(query));
  return data;
}

function ofProgram(data: FigureData, program: string): FigureRow[] {
  return data.rows.filter((row) => row['program'] === program);
}

describe('attended of scheduled', () => {
  const rows = {
    stays: [stay('a', 'Recoding', 250), stay('b', 'Silent', 250), stay('c', 'Plain', 250)],
    sessions: [
      ...sessions('a', 200, 'attended'),
      ...sessions('a', 20, 'client_cancel'),
      ...sessions('b', 200, 'attended'),
      ...sessions('c', 6, 'attended'),
      ...sessions('c', 2, 'no_show'),
      ...sessions('c', 9, 'provider_cancel'),
    ],
  };

  it('sees through a program that calls every absence a cancellation', async () => {
    const rate = await figure('attendance-rate', rows);
    expect(ofProgram(rate, 'Recoding')[0]).toMatchObject({ value: null });
    const share = await figure('attended-of-scheduled', rows);
    expect(ofProgram(share, 'Recoding')[0]).toMatchObject({ numerator: 200, denominator: 220 });
    expect(share).toMatchObject({ numerator: 206, denominator: 228 });
  });

  it('says of a program that misses nothing at all that its export has no absences', async () => {
    const share = await figure('attended-of-scheduled', rows);
    expect(ofProgram(share, 'Silent')[0]).toMatchObject({ denominator: 200, value: null });
    expect(share.notes).toEqual(['Silent: this export has no absences, so it has no rate.']);
    expect(share.excluded).toEqual([
      { reason: 'no absences recorded', n: 200 },
      { reason: 'provider_cancel', n: 9 },
    ]);
  });
});

describe('weeks and hours', () => {
  // Weeks of 9 h, 0 h and 6 h, then 2 days; a fourth session of week 2 was missed.
  const rows = {
    stays: [stay('a', 'North', 23), stay('b', 'Without sessions', 21)],
    sessions: [
      ...[0, 2, 4, 14, 16].map((day) => session('a', day)),
      session('a', 18, { status: 'no_show' }),
    ],
  };

  it('count empty weeks, and leave programs without sessions out', async () => {
    const weeks = await figure('weeks-at-floor', rows);
    expect(weeks).toMatchObject({ numerator: 1, denominator: 3, n: 1 });
    expect(weeks.rows[1]).toMatchObject({ scope: 'scheduled', numerator: 2, target_low: 9 });
    const hours = await figure('hours-per-week', rows);
    expect(hours).toMatchObject({ numerator: 15, n: 1 });
    expect(hours.value).toBeCloseTo(15 / (23 / 7), 12);
    const reason = 'stays of programs of which no session is loaded';
    expect(weeks.excluded).toEqual([{ reason, n: 1 }]);
    expect(hours.excluded).toEqual([{ reason, n: 1 }]);
  });

  it('hold a program against its own floor', async () => {
    const targets = {
      ...DEFAULT_SETTINGS.targets,
      programs: { North: { floor_hours_per_week: { low: 6, high: null } } },
    };
    const settings = { ...DEFAULT_SETTINGS, targets };
    const weeks = await figure('weeks-at-floor', rows, { settings });
    expect(weeks).toMatchObject({ numerator: 2, denominator: 3 });
    expect(weeks.rows[0]).toMatchObject({ target_low: 6 });
  });

  it('with the basis active, count what lies inside the period, and whole weeks only', async () => {
    const period = { from: addDays(FIRST, 2), to: addDays(FIRST, 20) };
    const cohort = { period, basis: 'active' } as const;
    const weeks = await figure('weeks-at-floor', rows, { cohort });
    expect(weeks).toMatchObject({ numerator: 0, denominator: 2 });
    const hours = await figure('hours-per-week', rows, { cohort });
    expect(hours.numerator).toBe(12);
    expect(hours.denominator).toBeCloseTo(19 / 7, 12);
  });
});

describe('program fidelity', () => {
  it('gives each target its own share, and no composite', async () => {
    const group = { session_type: 'group', group_id: 'g' };
    const rows = {
      stays: [
        stay('a', 'North', 28, { discharge_reason: 'completed' }),
        stay('d', 'North', 10, { level_of_care: 'residential' }),
      ],
      sessions: [
        // Week 1: three days of 3 h; week 2: one day of 3 h and one of 5 h, with a session alone.
        ...[0, 2, 4].map((day) => session('a', day, group)),
        session('a', 7, { session_type: 'individual' }),
        session('a', 8, { scheduled_minutes: 300 }),
        session('a', 21, { scheduled_minutes: null }),
      ],
    };
    const data = await figure('program-fidelity', rows);
    const shares = data.rows
      .filter((row) => row['level'] === 'iop')
      .map((row) => [row['class'], row['numerator'], row['denominator']]);
    expect(shares).toEqual([
      ['days_per_week', 1, 4],
      ['hours_per_day', 4, 5],
      ['hours_per_week', 1, 4],
      ['length_days', 1, 1],
      ['group_size', 3, 3],
      ['individual_sessions_per_week', 1, 4],
    ]);
    expect(data).toMatchObject({ n: 1, value: null });
    expect(data.excluded).toEqual([{ reason: 'stays at levels without a target', n: 1 }]);
  });
});

describe('group size', () => {
  it('counts everybody in the room for a meeting that one of the cohort attended', async () => {
    const group = { group_id: 'g' };
    const rows = {
      stays: [stay('a', 'North', 20), stay('b', 'South', 20), stay('c', 'South', 20)],
      sessions: [
        session('a', 3, group),
        session('b', 3, group),
        session('c', 3, { ...group, status: 'no_show' }),
        session('b', 4, group),
      ],
    };
    const cohort = { filters: { program: ['North'] } };
    const data = await figure('group-size', rows, { cohort });
    expect(data).toMatchObject({ n: 1, persons: 1, value: 1 });
    const sizes = data.rows.filter((row) => row['level'] === null && row['program'] === null);
    expect(sizes.map((row) => row['class'])).toEqual(['all', 'within target', '2']);
  });

  it('asks for the column with the group where none is given', async () => {
    const rows = { stays: [stay('a', 'North', 20)], sessions: [session('a', 3)] };
    const data = await figure('group-size', rows);
    expect(data.rows).toEqual([]);
    expect(data.emptyReason).toContain('group_id');
  });
});
