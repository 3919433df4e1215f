/** How stays and paths end, on cases whose numbers are known by hand. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_STAYS } from '$lib/cohort/cohort';
import type { Engine } from '$lib/engine/port';
import { type ComputedFigure, computeFigure } from '$lib/metrics/compute';
import { metricOf } from '$lib/metrics/registry';
import { type Conventions, DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import { stayRow } from '../naive/rows';
import type { StayRow } from '../naive/types';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { startNodeEngine } from '../support/node-engine';

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

type Cells = readonly [person: string, level: StayRow['level_of_care'], from: string, to: string | null, reason: string | null, to?: StayRow['discharged_to']]; // prettier-ignore

/** Stays by person; IOP and PHP are programs of their own. */
function rows(cells: readonly Cells[], more: Partial<StayRow> = {}): StayRow[] {
  return cells.map(([person, level, from, to, reason, discharged_to], index) =>
    stayRow({
      person_id: person,
      stay_id: `s${index}`,
      level_of_care: level,
      admitted_on: `2024-${from}`,
      discharged_on: to === null ? null : `2024-${to}`,
      discharge_reason: reason,
      discharged_to: discharged_to ?? null,
      program: level.toUpperCase(),
      rowNo: index,
      ...more,
    }),
  );
}

let loaded: readonly StayRow[] | null = null;

async function figure(
  id: string,
  stays: readonly StayRow[],
  conventions: Partial<Conventions> = {},
  more: Partial<Settings> = {},
): Promise<ComputedFigure['data']> {
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    ...more,
    conventions: { ...DEFAULT_SETTINGS.conventions, ...conventions },
  };
  // Conventions change nothing that is derived.
  if (stays !== loaded) {
    await fillCanonicalTables(engine, { stays: [...stays], scores: [], sessions: [] });
    await derive(engine, settings, []);
    loaded = stays;
  }
  const cut = await engine.query('SELECT day FROM data_cut');
  const facts = { cohort: ALL_STAYS, settings, dataCut: cut.text('day', 0)! };
  return (await computeFigure(metricOf(id), facts, (query) => engine.query(query))).data;
}

/** Numerator and denominator by level, program and scope. */
function fractions(data: ComputedFigure['data']): Record<string, string> {
  return Object.fromEntries(
    data.rows.map((row) => [
      String(row['level'] ?? row['program'] ?? row['scope']),
      `${row['numerator']}/${row['denominator']}`,
    ]),
  );
}

describe('planned discharge', () => {
  const stays = rows([
    // One path that ends by a dropout after a transfer.
    ['p', 'php', '01-01', '01-20', 'transferred', 'iop'],
    ['p', 'iop', '01-20', '02-20', 'dropped_out'],
    ['q', 'iop', '01-05', '03-01', 'completed'],
    ['r', 'iop', '01-05', '02-01', 'transferred', 'php'],
    ['t', 'iop', '01-05', '02-01', 'deceased'],
    ['u', 'php', '01-05', '02-01', null],
    // Ended two days before the cut: the next stay may still come.
    ['v', 'php', '06-01', '06-28', 'completed'],
    ['w', 'iop', '06-01', null, null],
    ['x', 'iop', '06-02', '06-30', 'record_closed'],
  ]);

  it('counts a path by its last stay, and stays inside a level', async () => {
    const data = await figure('planned-discharge', stays);
    expect(fractions(data)).toEqual({
      paths: '2/3',
      'all stays': '4/5',
      php: '2/2',
      iop: '2/3',
      PHP: '2/2',
      IOP: '2/3',
    });
    expect(data.about).toBe('paths');
    expect(data.excluded).toEqual([
      { reason: 'too close to the cut', n: 2 },
      { reason: 'open', n: 1 },
      { reason: 'deceased', n: 1 },
      { reason: 'no reason recorded', n: 1 },
    ]);
    expect(data.focuses![0]!.excluded).toEqual([
      { reason: 'open', n: 1 },
      { reason: 'deceased', n: 1 },
      { reason: 'record closed', n: 1 },
      { reason: 'no reason recorded', n: 1 },
    ]);
  });

  it('does not count a transfer up as planned where the program says so', async () => {
    const data = await figure('planned-discharge', stays, { isTransferUpPlanned: false });
    expect(fractions(data)).toMatchObject({ paths: '1/3', 'all stays': '3/5', iop: '1/3' });
    expect(data.notes.join(' ')).toContain('a transfer to a higher level');
  });

  it('sees a transfer up in the next stay, unless that is too far to belong to it', async () => {
    const next = (day: string): StayRow[] =>
      rows([
        ['p', 'iop', '01-01', '01-20', 'transferred'],
        ['p', 'php', day, '03-20', 'completed'],
      ]);
    const setting = { isTransferUpPlanned: false };
    const near = await figure('planned-discharge', next('01-27'), setting);
    expect(fractions(near)).toMatchObject({ iop: '0/1', php: '1/1' });
    const far = await figure('planned-discharge', next('01-28'), setting);
    expect(fractions(far)).toMatchObject({ iop: '1/1', php: '1/1' });
  });
});

describe('early dropout', () => {
  const stays = rows([
    ['p', 'iop', '01-01', '01-15', 'dropped_out'],
    ['q', 'iop', '01-01', '01-16', 'dropped_out'],
    ['r', 'iop', '01-01', '01-03', 'coverage_ended'],
    ['s', 'iop', '01-01', '01-03', 'deceased'],
    ['t', 'iop', '01-01', '05-03', 'deceased'],
    ['u', 'iop', '06-16', null, null],
    ['v', 'iop', '06-17', '06-20', 'against_advice'],
    ['w', 'iop', '06-01', '06-30', null],
  ]);

  it('counts 14 days, and open stays that began as long before the cut', async () => {
    const data = await figure('early-dropout', stays);
    expect(fractions(data)).toEqual({ stays: '1/6', iop: '1/6', IOP: '1/6' });
    expect(data.excluded).toEqual([
      { reason: 'too close to the cut', n: 1 },
      { reason: 'deceased', n: 1 },
    ]);
  });

  it('counts any unplanned end beside it over the same stays', async () => {
    expect(fractions(await figure('early-unplanned', stays))).toMatchObject({ stays: '2/6' });
  });

  it('can look at the planned length, and needs one', async () => {
    const rule = { earlyDropout: 'planned length' } as const;
    const planned = stays.map((stay) => ({
      ...stay,
      // Half of 4.5 weeks is 15.75 days.
      prescribed_weeks: stay.person_id === 'r' ? null : 4.5,
    }));
    const data = await figure('early-dropout', planned, rule);
    expect(fractions(data)).toMatchObject({ stays: '2/4' });
    expect(data.excluded).toEqual([
      { reason: 'too close to the cut', n: 2 },
      { reason: 'deceased', n: 1 },
      { reason: 'no planned length', n: 1 },
    ]);
    expect((await figure('early-dropout', stays, rule)).emptyReason).toContain('prescribed_weeks');
  });

  it('judges nobody by sessions where none are loaded', async () => {
    const data = await figure('early-dropout', stays, { earlyDropout: 'sessions' });
    expect(data.rows).toEqual([]);
    expect(data.emptyReason).toContain('no sessions are loaded');
  });
});

describe('dropout incidence', () => {
  it('lets causes compete, with open stays censored', async () => {
    const stays = rows([
      ['p', 'iop', '01-01', '01-11', 'dropped_out'],
      ['q', 'iop', '01-01', '01-21', 'completed'],
      ['r', 'iop', '01-01', '01-21', null],
      ['s', 'iop', '01-06', null, null],
    ]);
    const data = await figure('dropout-incidence', stays);
    const everybody = data.rows.filter((row) => row['level'] === null && row['program'] === null);
    const course = (name: string): number[] =>
      everybody.filter((row) => row['class'] === name).map((row) => Number(row['value']));
    // Days 10, 15 (open) and 20: 1 of 4 drops out; of the other 3/4 the last two end on one day.
    expect(course('dropout')).toEqual([0.25, 0.25, 0.25]);
    expect(course('planned')).toEqual([0, 0, 0.375]);
    expect(course('other')).toEqual([0, 0, 0.375]);
    expect(data.value).toBe(0.25);
  });
});

describe('retention of unplanned ends', () => {
  it('censors planned ends, so that the curve falls less', async () => {
    const stays = rows([
      ['p', 'iop', '01-01', '01-11', 'dropped_out'],
      ['q', 'iop', '01-01', '01-11', 'completed'],
      ['r', 'iop', '01-01', '01-21', 'terminated'],
      ['s', 'iop', '01-01', '01-31', 'completed'],
    ]);
    const survival = async (retentionEvent: 'any' | 'unplanned'): Promise<unknown[]> => {
      const data = await figure('retention', stays, { retentionEvent });
      return data.rows
        .filter((row) => row['level'] === null && row['program'] === null)
        .filter((row) => row['statistic'] === 'survival')
        .map((row) => row['value']);
    };
    expect(await survival('any')).toEqual([0.5, 0.25, 0]);
    expect(await survival('unplanned')).toEqual([0.75, 0.375, 0.375]);
  });
});

describe('length of stay', () => {
  it('names the target of the level, or the one that the program has for itself', async () => {
    const stays = rows([
      ['p', 'iop', '01-01', '02-01', 'completed'],
      ['q', 'php', '01-01', '02-01', 'completed'],
    ]);
    const { targets } = DEFAULT_SETTINGS;
    const own = { PHP: { length_days: { low: null, high: 20 } } };
    const data = await figure(
      'length-of-stay',
      stays,
      {},
      { targets: { ...targets, programs: own } },
    );
    const meant = data.rows.map((row) => [
      row['level'] ?? row['program'] ?? row['scope'],
      row['target_low'],
      row['target_high'],
    ]);
    expect(meant).toEqual([
      ['paths', null, null],
      ['all stays', null, null],
      ['php', null, null],
      ['iop', 28, 84],
      ['IOP', 28, 84],
      ['PHP', null, 20],
    ]);
  });
});
