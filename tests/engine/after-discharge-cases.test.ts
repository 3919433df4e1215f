/**
 * What follows a discharge, on cases by hand at the limits of each window, and on real transfers
 * between wards against counts made in R.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_STAYS, type Cohort } from '$lib/cohort/cohort';
import type { Engine } from '$lib/engine/port';
import { computeFigure } from '$lib/metrics/compute';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import { CUT, stay } from '../naive/case';
import { addDays } from '../naive/days';
import { sessionRow, stayRow } from '../naive/rows';
import type { SessionRow, StayRow } from '../naive/types';
import { derive, fillCanonicalTables } from '../support/canonical-tables';
import { startNodeEngine } from '../support/node-engine';
import { describeWithReference, readReferenceCsv, readReferenceJson } from '../support/reference';

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());

const carrier = (day: string): StayRow =>
  stayRow({ person_id: 'zz', stay_id: 'zz', level_of_care: 'aftercare', admitted_on: day });

async function load(
  stays: readonly StayRow[],
  sessions: readonly SessionRow[] = [],
  settings: Settings = DEFAULT_SETTINGS,
): Promise<void> {
  await fillCanonicalTables(engine, { stays, scores: [], sessions });
  await derive(engine, settings);
}

async function figure(
  id: string,
  cohort: Cohort = ALL_STAYS,
  settings: Settings = DEFAULT_SETTINGS,
): Promise<FigureData> {
  const facts = { cohort, settings, dataCut: CUT };
  return (await computeFigure(metricOf(id), facts, (query) => engine.query(query))).data;
}

/** `numerator/denominator` of the row with these keys. */
function share(data: FigureData, keys: FigureRow): string {
  const row = data.rows.find((one) =>
    Object.entries({ level: null, program: null, ...keys }).every(([key, value]) =>
      key in one ? one[key] === value : value === null,
    ),
  );
  return row ? `${row['numerator']}/${row['denominator']}` : 'none';
}

const excluded = (data: FigureData, reason: string): number =>
  data.excluded.find((one) => one.reason === reason)?.n ?? 0;

/** A person with a PHP stay of January and another stay so many days after its end. */
function returning(
  program: string,
  days: number,
  level: StayRow['level_of_care'] = 'php',
  cells: Partial<StayRow> = {},
): StayRow[] {
  const person = `${program} ${level} ${days}`;
  const again = addDays('2024-01-31', days);
  const own = { person_id: person, program };
  return [
    stay(`${person} 1`, 'php', '2024-01-01', '2024-01-31', { ...own, ...cells }),
    stay(`${person} 2`, level, again, addDays(again, 1), own),
  ];
}

/** The stays of one person, by level, admission and discharge. */
function person(program: string, ...stays: readonly (readonly string[])[]): StayRow[] {
  return stays.map(([level, from, to, ownProgram = program], at) =>
    stay(`${program} ${at}`, level as StayRow['level_of_care'], `2024-${from}`, `2024-${to}`, {
      person_id: program,
      program: ownProgram,
    }),
  );
}

/** A PHP stay of January and one that follows on the day, with a session so many days after. */
function continuing(id: string, level: string, day: string, status = 'attended') {
  const [first, next] = person(id, ['php', '01-01', '01-31'], [level, '01-31', '03-31']);
  const session = { person_id: id, stay_id: next!.stay_id, held_on: `2024-${day}`, status };
  return {
    stays: [first!, next!].map((row) => ({ ...row, program: 'continuity' })),
    session: sessionRow(session),
  };
}

const CONTINUING = [
  continuing('c1', 'iop', '01-31'), // The day of discharge is no day after it.
  continuing('c2', 'iop', '02-07'),
  continuing('c3', 'iop', '02-08'),
  continuing('c4', 'iop', '02-01', 'no_show'),
  continuing('c5', 'php', '02-01'), // No lower level.
];

/** Each case is a program of its own, so that all of them are derived once. */
const STAYS: readonly StayRow[] = [
  ...[2, 3, 30, 31, 90, 91].flatMap((days) => returning('days', days)),
  ...returning('rise', 10, 'residential'),
  ...returning('rise', 10, 'iop'),
  ...person(
    'been higher',
    ['residential', '01-01', '01-10'],
    ['iop', '01-12', '02-01'],
    ['php', '02-10', '02-20'],
  ),
  ...person(
    'pooled',
    ['php', '01-01', '01-10'],
    ['iop', '01-11', '01-20'],
    ['php', '01-25', '02-05', 'pooled elsewhere'],
  ),
  ...person(
    'one level',
    ['php', '01-01', '01-10'],
    ['php', '01-15', '01-16'],
    ['php', '01-25', '01-30'],
  ),
  ...person('concurrent', ['php', '01-01', '01-10'], ['php', '01-02', '01-12']),
  ...returning('against advice', 10, 'php', { discharge_reason: 'against_advice' }),
  ...[0, 2, 30, 31].flatMap((days) => returning('acute', days, 'inpatient')),
  ...returning('acute', 1, 'residential'),
  ...CONTINUING.flatMap(({ stays }) => stays),
  ...[-1, 4, 30, 31].flatMap((days) => returning('gap', days, 'iop')),
  ...returning('gap', 5, 'php'),
  ...returning('matrix', 3, 'iop'),
  ...person('matrix', ['op', '01-01', '02-01']).map((row) => ({
    ...row,
    person_id: 'outside',
    stay_id: 'outside',
    discharged_to: 'op',
  })),
  carrier(CUT),
];

const SESSIONS = CONTINUING.map(({ session }) => session);

const of = (...program: readonly string[]): Cohort => ({ ...ALL_STAYS, filters: { program } });

const MAIN = { scope: 'index stays' };

describe('after a discharge', () => {
  beforeAll(() => load(STAYS, SESSIONS), 60_000);

  it('a readmission begins on days 3 to 30 or 90; what begins by day 2 is a transfer', async () => {
    const within30 = await figure('readmission-30', of('days'));
    const within90 = await figure('readmission-90', of('days'));
    // Six first stays less the transfer, and six second stays that nothing follows.
    expect(share(within30, { ...MAIN, level: 'php' })).toBe('2/11');
    expect(share(within90, { ...MAIN, level: 'php' })).toBe('4/9');
    expect([within30, within90].map((data) => excluded(data, 'transfer'))).toEqual([1, 1]);
    // The two second stays that end in May have not been followed for 90 days.
    expect(excluded(within90, 'too close to the cut')).toBe(2);
  });

  it('a return to any level up to the highest one that the person had been at counts', async () => {
    const data = await figure('readmission-30', of('been higher'));
    expect(share(data, { ...MAIN, level: 'iop' })).toBe('1/1');
    expect(share(data, { ...MAIN, level: 'residential' })).toBe('0/1');
  });

  it('a return counts once for the latest index stay where levels are pooled', async () => {
    const data = await figure('readmission-30', of('pooled', 'pooled elsewhere'));
    expect(share(data, { ...MAIN, level: 'php' })).toBe('1/2');
    expect(share(data, { ...MAIN, level: 'iop' })).toBe('1/1');
    expect(share(data, MAIN)).toBe('1/3');
    expect(share(data, { ...MAIN, program: 'pooled' })).toBe('1/2');
    expect(data.notes.join(' ')).toContain('not the sum of the levels');
  });

  it('returns inside one level count by themselves', async () => {
    const data = await figure('readmission-30', of('one level'));
    expect(share(data, MAIN)).toBe('2/3');
    expect(data.notes.join(' ')).not.toContain('not the sum of the levels');
  });

  it('a stay that began during the index stay is a transfer', async () => {
    const data = await figure('readmission-30', of('concurrent'));
    expect(excluded(data, 'transfer')).toBe(1);
    expect(share(data, MAIN)).toBe('0/1');
  });

  it('discharges against advice stand apart', async () => {
    const data = await figure('readmission-30', of('against advice'));
    expect(share(data, MAIN)).toBe('0/1');
    expect(share(data, { scope: 'against advice' })).toBe('1/1');
    expect(excluded(data, 'against advice')).toBe(1);
  });

  it('an inpatient admission on days 0 to 30 is acute and no transfer', async () => {
    const data = await figure('acute-admission-30', of('acute'));
    expect(share(data, { level: 'php' })).toBe('3/4');
    expect(excluded(data, 'transfer')).toBe(1);
    expect(excluded(data, 'not PHP, IOP or OP')).toBe(5);
  });

  it('continuity is an attended session at a lower level on days 1 to 7 or 30', async () => {
    const level = { level: 'php' };
    expect(share(await figure('continuity-7', of('continuity')), level)).toBe('1/6');
    expect(share(await figure('continuity-30', of('continuity')), level)).toBe('2/6');
  });

  it('the first session is that of the first day with one, whenever it is', async () => {
    const data = await figure('first-session-attended', of('continuity'));
    expect(share(data, { level: 'php' })).toBe('3/4');
  });

  it('gaps lead to another level within 30 days; a day of overlap is 0', async () => {
    const data = await figure('gap-days', of('gap'));
    expect(data).toMatchObject({ n: 3, value: 4 });
    expect(data.rows[0]!['p90']).toBeCloseTo(24.8, 9);
    expect(excluded(data, 'no next stay at another level within 30 days')).toBe(7);
  });

  it('the matrix shows zeros', async () => {
    const cells = (await figure('transition-matrix', of('matrix'))).rows.filter(
      (row) => row['program'] === null && row['window'] === 7,
    );
    expect(cells.map((row) => `${row['from']} ${row['to']} ${row['numerator']}`)).toEqual([
      'php php 0',
      'php iop 1',
      'php op 0',
      'php none 0',
      'iop php 0',
      'iop iop 0',
      'iop op 0',
      'iop none 1',
      'op php 0',
      'op iop 0',
      'op op 0',
      'op none 1',
    ]);
  });

  it('the next move tells who was referred outside', async () => {
    const none = (await figure('next-move', of('matrix'))).rows.filter(
      (row) => row['class'] === 'none' && row['window'] === 7 && row['program'] === null,
    );
    expect(none.map((row) => [row['level'], row['numerator'], row['referred_outside']])).toEqual([
      [null, 2, 1],
      ['php', 0, 0],
      ['iop', 1, 0],
      ['op', 1, 1],
    ]);
  });
});

describe('settings and files', () => {
  it('make a first rise a readmission, or leave it a step up', async () => {
    const rise = { ...MAIN, level: 'php' };
    expect(share(await figure('readmission-30', of('rise')), rise)).toBe('0/2');
    const conventions = { ...DEFAULT_SETTINGS.conventions, isFirstRiseReadmission: true };
    const settings = { ...DEFAULT_SETTINGS, conventions };
    await derive(engine, settings);
    const data = await figure('readmission-30', of('rise'), settings);
    expect(share(data, rise)).toBe('1/2');
    expect(data.notes.join(' ')).toContain('counts as a readmission (setting)');
  });

  it('make outpatient care a level with continuity only where they hold aftercare', async () => {
    const op = { level: 'op' };
    const data = await figure('continuity-7', of('matrix'));
    expect(share(data, op)).toBe('0/1');
    await load([...STAYS.filter((row) => row.program === 'matrix'), stay('x', 'iop', CUT, null)]);
    const without = await figure('continuity-7', of('matrix'));
    expect(share(without, op)).toBe('none');
    expect(excluded(without, 'no lower level in these files')).toBe(1);
  });
});

interface TransferCounts {
  readonly step_down_ICU_to_Ward: number;
  readonly step_up_Ward_to_ICU: number;
  readonly bounce_back: { readonly step_downs: number; readonly returned_any: number };
  readonly merged_state_transition_counts: readonly Record<string, number | string>[];
}

describeWithReference('transfers between intensive care and wards', (folder) => {
  const counts = readReferenceJson<TransferCounts>(folder, 'oracles/transitions_aj.json');
  const levels = { ICU: 'inpatient', Ward: 'residential' } as const;
  const inWords = { Died: 'deceased', Discharged: 'completed' } as const;

  beforeAll(async () => {
    const text = readReferenceCsv(folder, 'oracles/mimic3demo_merged_state_stays.csv');
    const stays = text.map((row) => {
      const [from, to] = [Number(row['t0']), Number(row['t1'])];
      const day = (time: number): string => addDays('2020-01-01', Math.floor(time));
      return {
        ...stayRow({
          person_id: row['id']!,
          stay_id: `${row['id']}-${row['seq']}`,
          level_of_care: levels[row['from'] as keyof typeof levels],
          admitted_on: day(from),
          discharged_on: day(to),
          discharge_reason: inWords[row['to'] as keyof typeof inWords] ?? 'transferred',
        }),
        admitted_second: Math.floor((from % 1) * 86_400),
      };
    });
    await load([...stays, carrier('2022-01-01')]);
  });

  it('go from level to level as often as in R', async () => {
    const data = await figure('transition-matrix');
    const cell = (from: string, to: string): unknown =>
      data.rows.find(
        (row) =>
          row['program'] === null &&
          row['window'] === 7 &&
          row['from'] === from &&
          row['to'] === to,
      )?.['numerator'];
    const [icu, ward] = counts.merged_state_transition_counts;
    expect(cell('inpatient', 'residential')).toBe(counts.step_down_ICU_to_Ward);
    expect(cell('residential', 'inpatient')).toBe(counts.step_up_Ward_to_ICU);
    expect(cell('inpatient', 'none')).toBe(icu!['Discharged']);
    expect(cell('residential', 'none')).toBe(ward!['Discharged']);
    expect(excluded(data, 'deceased')).toBe(Number(icu!['Died']) + Number(ward!['Died']));
  });

  it('bounce back as often as in R: by day 2 as transfers, later as readmissions', async () => {
    const data = await figure('readmission-90', {
      ...ALL_STAYS,
      filters: { level: ['inpatient'] },
    });
    const { returned_any: returned, step_downs: downs } = counts.bounce_back;
    const transfers = excluded(data, 'transfer');
    expect(transfers).toBeGreaterThan(0);
    expect(transfers + Number(data.numerator)).toBe(returned);
    const [icu] = counts.merged_state_transition_counts;
    expect(transfers + Number(data.denominator)).toBe(downs + Number(icu!['Discharged']));
  });
});
