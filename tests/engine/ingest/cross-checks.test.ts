/** What only shows when files are looked at together: duplicates, unknown people, orphans, notices. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { accounting } from '$lib/ingest/accounting';
import { removeFile } from '$lib/ingest/remove-file';
import { setAsideCsv } from '$lib/ingest/set-aside';
import { startNodeEngine } from '../../support/node-engine';
import { aside, count, load, loadAll, settleAll } from './support';

let engine: Engine;

beforeEach(async () => {
  engine = await startNodeEngine();
});
afterEach(() => engine.terminate());

const csv = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;
const STAYS = 'person_id,stay_id,level_of_care,admitted_on,discharged_on';
const SESSIONS = 'person_id,held_on,status,stay_id,session_id';

async function noticed(): Promise<string[]> {
  const notices = await engine.query(
    'SELECT file_id, row_no, code FROM notice ORDER BY file_id, code, row_no',
  );
  return notices.rows().map((row) => `${row['file_id']}:${row['row_no']} ${row['code']}`);
}

describe('duplicates', () => {
  it('are rows equal in every cell, mapped or not, also across files and column orders', async () => {
    await loadAll(
      engine,
      csv(`${STAYS},note`, 'P1,S1,iop,2024-01-01,,a', 'P2,S2,iop,2024-01-01,,a'),
      csv(
        'note,stay_id,person_id,level_of_care,admitted_on,discharged_on',
        'a,S1,P1,iop,2024-01-01,',
        'b,S2,P2,iop,2024-01-01,',
      ),
    );
    expect(await aside(engine)).toEqual([
      '1:3 duplicate_stay stay_id=S2 see f2.csv:3',
      '2:2 duplicate_row see f1.csv:2',
    ]);
  });

  it('of a session_id leave the rows of the later file, and several of one file', async () => {
    const header = 'session_id,person_id,held_on,status,scheduled_minutes';
    await loadAll(
      engine,
      csv(STAYS, 'P1,S1,iop,2024-01-01,', 'P2,S2,iop,2024-01-01,'),
      csv(
        header,
        'V1,P1,2024-01-05,no_show,60',
        'V2,P1,2024-01-06,attended,60',
        'V2,P1,2024-01-06,attended,30',
        'V3,P1,2024-01-07,attended,60',
        'V1,P2,2024-01-05,attended,60',
      ),
      csv(header, 'V1,P1,2024-01-05,attended,60', 'V3,P1,2024-01-07,attended,60'),
    );
    expect(await aside(engine)).toEqual([
      '2:2 duplicate_session session_id=V1 see f3.csv:2',
      '3:3 duplicate_row see f2.csv:5',
    ]);
  });

  it('of a stay_id leave the discharged row, then that of the later file, then the later row', async () => {
    await loadAll(
      engine,
      csv(
        STAYS,
        'P1,S1,iop,2024-01-01,2024-02-01',
        'P2,S2,iop,2024-01-01,',
        'P3,S3,iop,2024-01-01,',
        'P3,S3,iop,2024-01-02,',
      ),
      csv(
        STAYS,
        'P1,S1,iop,2024-01-01,',
        'P2,S2,iop,2024-01-01,2024-03-01',
        'P3,S3,php,2024-01-01,',
      ),
    );
    expect(await aside(engine)).toEqual([
      '1:3 duplicate_stay stay_id=S2 see f2.csv:3',
      '1:4 duplicate_stay stay_id=S3 see f2.csv:4',
      '1:5 duplicate_stay stay_id=S3 see f2.csv:4',
      '2:2 duplicate_stay stay_id=S1 see f1.csv:2',
    ]);
    const stays = await engine.query('SELECT stay_id, file_id FROM stays ORDER BY stay_id');
    expect(stays.column('file_id')).toEqual([1, 2, 2]);
  });

  it('of stays without an id are found between extracts, not inside one', async () => {
    const header = 'person_id,level_of_care,admitted_on,discharged_on,program';
    await loadAll(
      engine,
      csv(header, 'P1,iop,2024-01-01,,A', 'P1,iop,2024-01-01,2024-01-01,B'),
      csv(header, 'P1,iop,2024-01-01,2024-02-01,A'),
    );
    expect(await aside(engine)).toEqual([
      '1:2 duplicate_stay stay_id=P1/2024-01-01/iop/1 see f2.csv:2',
    ]);
    expect(await count(engine, `stays WHERE stay_id = 'P1/2024-01-01/iop/2'`)).toBe(1);
  });

  it('of sessions without an id count only between files', async () => {
    const session = 'P1,2024-01-01,attended,,';
    const accounts = await loadAll(
      engine,
      csv(SESSIONS, session, session, 'P1,2024-01-01,attended,,X', 'P1,2024-01-01,attended,,X'),
      csv(SESSIONS, session, session, 'P1,2024-01-02,attended,,'),
    );
    expect(await aside(engine)).toEqual([
      '1:5 duplicate_row see f1.csv:4',
      '2:2 duplicate_row see f1.csv:2',
      '2:3 duplicate_row see f1.csv:2',
    ]);
    expect(accounts[0]?.notices).toEqual([{ code: 'identical_sessions', n: 1 }]);
  });
});

describe('people and stays', () => {
  it('that are not loaded set scores, sessions and surveys aside', async () => {
    await loadAll(
      engine,
      csv(
        STAYS,
        'P1,S1,iop,2024-01-10,2024-02-10',
        'P2,S2,iop,2024-01-10,',
        'P3,S3,iop,2024-13-10,',
      ),
      csv(
        'person_id,taken_on,measure,score,stay_id',
        'P1,2023-01-01,phq9,10,',
        'P1,2024-01-11,phq9,10,S1',
        'P1,2024-01-12,phq9,10,S2',
        'P1,2024-01-13,phq9,10,S9',
        'P3,2024-01-14,phq9,10,S3',
        'P9,2024-01-15,phq9,10,S1',
      ),
      csv(
        SESSIONS,
        'P1,2024-01-09,attended,,',
        'P1,2024-01-10,attended,,',
        'P1,2024-02-10,attended,,',
        'P1,2024-02-11,attended,,',
        'P1,2024-02-11,attended,S1,',
        'P2,2024-06-29,attended,,',
        'P2,2024-12-29,scheduled,,',
        'P2,2024-06-29,attended,S1,',
      ),
      csv(
        'taken_on,instrument,score,person_id,stay_id',
        '2024-01-01,CSQ,3,,',
        '2024-01-01,CSQ,3,P1,S2',
        '2024-01-01,CSQ,3,P8,S1',
        '2024-01-01,CSQ,4,,S1',
      ),
    );
    expect(await aside(engine)).toEqual([
      '1:4 impossible_date admitted_on=2024-13-10',
      '2:4 orphan stay_id=S2',
      '2:5 orphan stay_id=S9',
      '2:6 person_never_admitted person_id=P3 see f1.csv:4',
      '2:7 person_never_admitted person_id=P9',
      '3:2 orphan held_on=2024-01-09',
      '3:5 orphan held_on=2024-02-11',
      '3:9 orphan stay_id=S1',
      '4:4 person_never_admitted person_id=P8',
    ]);
    expect(await noticed()).toEqual(['3:5 outside_stay', '4:2 unknown_stay_of_survey']);
  });

  it('are not asked for while no stays file is loaded, and are once one is', async () => {
    const scores = csv('person_id,taken_on,measure,score', 'P1,2024-01-11,phq9,10');
    await loadAll(engine, scores);
    expect(await aside(engine)).toEqual([]);
    await load(engine, csv(STAYS, 'P2,S2,iop,2024-01-10,'), 2);
    await settleAll(engine, [1, 2]);
    expect(await aside(engine)).toEqual(['1:2 person_never_admitted person_id=P1']);
    await settleAll(engine, [1, 2]);
    expect(await aside(engine)).toHaveLength(1);
    await removeFile(engine, 2);
    await settleAll(engine, [1]);
    expect(await aside(engine)).toEqual([]);
    expect(await count(engine, 'scores')).toBe(1);
    expect(await count(engine, "stays WHERE level_of_care = 'not_given'")).toBe(1);
    expect(await count(engine, 'stays')).toBe(1);
    expect(await accounting(engine)).toHaveLength(1);
  });

  it('give notices without losing a row', async () => {
    await loadAll(
      engine,
      csv(
        `${STAYS},discharge_reason,referred_on`,
        'P1,S1,iop,2024-01-10,2024-02-10,deceased,2024-01-11',
        'P1,S2,iop,2024-02-10,2024-02-12,,',
        'P1,S3,iop,2024-03-01,2024-03-12,,',
        'P2,S4,iop,2024-01-10,,,',
        'P2,S5,op,2024-01-20,,,',
        'P3,S6,residential,2024-01-10,2024-02-10,,',
        'P3,S7,housing,2024-01-10,,,',
        'P3,S8,php,2024-02-09,,,',
      ),
    );
    expect(await noticed()).toEqual([
      '1:1 admitted_before_referral',
      '1:5 concurrent_stays',
      '1:3 stay_after_death',
      '1:4 two_open_stays',
      '1:5 two_open_stays',
    ]);
    expect(await count(engine, 'stays')).toBe(8);
  });
});

describe('sessions without a stay_id', () => {
  it('are orphans when no stay of the person contains the day, as in a naive reading', async () => {
    const stayOf = fc.record({ person: fc.nat(3), from: fc.nat(20), days: fc.option(fc.nat(9)) });
    const sessionOf = fc.record({ person: fc.nat(3), day: fc.nat(30) });
    const day = (n: number): string =>
      new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
    const files = fc.tuple(
      fc.array(stayOf, { minLength: 1, maxLength: 8 }),
      fc.uniqueArray(sessionOf, { maxLength: 20, selector: (s) => 100 * s.person + s.day }),
    );
    await fc.assert(
      fc.asyncProperty(files, async ([stays, sessions]) => {
        await loadAll(
          engine,
          csv(
            STAYS,
            ...stays.map(({ person, from, days }, at) => {
              const end = days === null ? '' : day(from + days);
              return `P${person},S${at},iop,${day(from)},${end}`;
            }),
          ),
          csv(SESSIONS, ...sessions.map((s) => `P${s.person},${day(s.day)},attended,,`)),
        );
        const kept = sessions.filter((session) =>
          stays.some(
            ({ person, from, days }) =>
              person === session.person &&
              from <= session.day &&
              (days === null || session.day <= from + days),
          ),
        );
        const loaded = await engine.query(
          'SELECT person_id, held_on FROM sessions ORDER BY row_no',
        );
        expect(loaded.rows()).toEqual(
          kept.map((s) => ({ person_id: `P${s.person}`, held_on: day(s.day) })),
        );
        await removeFile(engine, 1);
        await removeFile(engine, 2);
      }),
      { numRuns: Number(process.env['STEPDOWN_RUNS'] ?? 15) },
    );
  });
});

describe('extra columns of stays', () => {
  it('become filters when they are text with few values', async () => {
    const rows = Array.from(
      { length: 20 },
      (_, i) =>
        `P${i},S${i},iop,2024-01-01,,${i % 2 ? 'own' : 'NA'},${i % 3 ? 'a' : 'b'},${i},x,${i % 2}`,
    );
    await loadAll(
      engine,
      csv(`${STAYS},Housing status,Veteran?,Room,Same,Prior stays`, ...rows),
      csv(`${STAYS},Housing status`, 'Q1,T1,iop,2024-01-01,,rents'),
    );
    const kept = await engine.query('SELECT name, label FROM extra_column ORDER BY name');
    expect(kept.rows()).toEqual([
      { name: 'x_housing_status', label: 'Housing status' },
      { name: 'x_veteran', label: 'Veteran?' },
    ]);
    const stays = await engine.query(
      `SELECT x_veteran FROM stays WHERE stay_id IN ('S0', 'T1') ORDER BY stay_id`,
    );
    expect(stays.column('x_veteran')).toEqual(['b', null]);
  });
});

describe('the list of set-aside rows', () => {
  it('downloads as CSV with file, line, value and words', async () => {
    await loadAll(
      engine,
      csv(STAYS, 'P1,S1,iop,2024-01-10,"=1+1, ""soon"""', 'P2,S2,iop,2024-01-10,'),
    );
    const text = await setAsideCsv(engine);
    expect(text.split('\r\n')[0]).toBe('file,line,column,value,reason,what to do,see');
    expect(text).toContain('f1.csv,2,discharged_on,"=1+1, ""soon""",Not a date,');
    expect((await setAsideCsv(engine, { reason: 'orphan' })).split('\r\n')).toHaveLength(2);
  });
});
