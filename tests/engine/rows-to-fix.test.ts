/** Rows that were set aside, downloaded, repaired in their text, and loaded beside their file. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { accounting } from '$lib/ingest/accounting';
import { loadFile } from '$lib/ingest/load';
import { planOfRows } from '$lib/ingest/own-columns';
import { removeFile } from '$lib/ingest/remove-file';
import { PLAIN_READING } from '$lib/ingest/reading';
import { rowsToFix } from '$lib/ingest/rows-to-fix';
import { settle } from '$lib/ingest/settle';
import { type FilePlan, PLAIN_FILE, PLAIN_LAYOUT } from '$lib/ingest/types';
import { lookAt } from '$lib/session/look';
import { NO_MEMORY, type SavedMapping } from '$lib/session/mapping-memory';
import { withRepairedRows } from '$lib/session/repaired-rows';
import { startNodeEngine } from '../support/node-engine';
import { TODAY } from './ingest/support';

let engine: Engine;
beforeAll(async () => {
  engine = await startNodeEngine();
});
afterEach(async () => {
  for (const fileId of [1, 2, 3]) await removeFile(engine, fileId);
});
afterAll(() => engine.terminate());

const UTF8 = { encoding: 'utf-8', delimiter: ',', quote: '"', escape: 'doubled' } as const;

function planFor(header: readonly string[], changes: Partial<FilePlan>): FilePlan {
  const base = { ...PLAIN_FILE, kind: 'stays', dialect: UTF8, columns: {}, extras: [] } as const;
  return { ...base, reading: PLAIN_READING, header, ...changes };
}

async function settled(...names: readonly string[]): Promise<Record<string, string>> {
  await settle(
    engine,
    names.map((name, at) => ({ fileId: at + 1, name, order: at + 1 })),
  );
  return Object.fromEntries(
    (await accounting(engine)).map(({ name, rowsRead, rowsLoaded, rowsSetAside }) => {
      expect(rowsLoaded + rowsSetAside).toBe(rowsRead);
      return [name, `${rowsRead} = ${rowsLoaded} + ${rowsSetAside}`];
    }),
  );
}

/** Loads dropped rows by the mapping that a look at them finds. */
async function dropAgain(text: string, plan: FilePlan, fileId: number): Promise<FilePlan> {
  const loaded: SavedMapping = { name: 'first.csv', savedOn: TODAY, plan, answered: {} };
  const memory = withRepairedRows(NO_MEMORY, [loaded]);
  const look = await lookAt(new File([text], 'first.to-fix.csv'), memory, TODAY);
  if (look.state !== 'ready') throw new Error(`The rows are ${look.state}`);
  await loadFile(engine, new Blob([text]), fileId, look.plan, { today: TODAY });
  return look.plan;
}

// Notes above the table, semicolons, Windows-1252, a column that is dropped, a cell of two lines.
const STAYS = `Exported 2024-06-30
Unit;Shift;Client;LOC;In;Out;Housing
A;n1;P1;iop;2024-01-01;2024-02-30;"caf\u00e9; ""new""
second line"
A;n2;P2;iop;2024-01-01;2024-02-01;=1+1
B;n3;P3;php;;2024-02-01;-
B;n4;P4;php;2024-01-01;2024-02-01
B;n5;P5;iop;2024-03-01;2024-02-01;=1+1
Total;;;;;;
`;
const HEADER = ['Unit', 'Shift', 'Client', 'LOC', 'In', 'Out', 'Housing'];
const PLAN = planFor(HEADER, {
  dialect: { ...UTF8, encoding: 'windows-1252', delimiter: ';' },
  layout: { ...PLAIN_LAYOUT, startLine: 2 },
  columns: { person_id: 2, level_of_care: 3, admitted_on: 4, discharged_on: 5, program: 0 },
  extras: [{ name: 'x_housing', header: 'Housing' }],
});
const DROPPED: FilePlan = {
  ...PLAN,
  identity: {
    columns: [{ at: 1, kind: 'free_text', action: 'drop', reason: null }],
    personId: 'keep',
  },
};

function windows1252(text: string): Blob {
  return new Blob([Uint8Array.from(text, (letter) => letter.charCodeAt(0))]);
}

describe('rows to fix', () => {
  it('are the original cells under the original header, behind line and reason', async () => {
    const file = windows1252(STAYS);
    await loadFile(engine, file, 1, PLAN, { today: TODAY });
    expect(await settled('first.csv')).toEqual({ 'first.csv': '6 = 1 + 5' });
    const found = await rowsToFix(engine, {
      ...{ fileId: 1, file, plan: PLAN },
      encoding: 'windows-1252',
    });
    expect(new Uint8Array(await found.csv.slice(0, 3).arrayBuffer())).toEqual(
      new Uint8Array([0xef, 0xbb, 0xbf]),
    );
    expect(await found.csv.text()).toBe(
      [
        'stepdown_line,stepdown_reason,Unit,Shift,Client,LOC,In,Out,Housing',
        '3,Impossible date (discharged_on),A,n1,P1,iop,2024-01-01,2024-02-30,"caf\u00e9; ""new""\nsecond line"',
        '6,Missing required value (admitted_on),B,n3,P3,php,,2024-02-01,-',
        '7,Unreadable,B,n4,P4,php,2024-01-01,2024-02-01,',
        '8,Discharge before admission (discharged_on),B,n5,P5,iop,2024-03-01,2024-02-01,=1+1',
        '',
      ].join('\r\n'),
    );
    expect(found).toMatchObject({ rows: 4, leftOut: 1 });
  });

  it('leave out dropped columns, and rows that cannot be told from what was dropped', async () => {
    const file = windows1252(STAYS);
    await loadFile(engine, file, 1, DROPPED, { today: TODAY });
    await settled('first.csv');
    const found = await rowsToFix(engine, {
      ...{ fileId: 1, file, plan: DROPPED },
      encoding: 'windows-1252',
    });
    const text = await found.csv.text();
    expect(text.split('\r\n')[0]).toBe(
      'stepdown_line,stepdown_reason,Unit,Client,LOC,In,Out,Housing',
    );
    expect(text).not.toMatch(/n[1-5]/);
    expect(found).toMatchObject({ rows: 3, leftOut: 2 });
  });

  it.each([
    ['with every column', PLAN],
    ['without the dropped column', DROPPED],
  ])('come back %s by the same mapping, and every row counts once', async (_, plan) => {
    const file = windows1252(STAYS);
    await loadFile(engine, file, 1, plan, { today: TODAY });
    await settled('first.csv');
    const { csv, rows } = await rowsToFix(engine, {
      ...{ fileId: 1, file, plan },
      encoding: 'windows-1252',
    });
    const repaired = (await csv.text())
      .replace('2024-02-30', '2024-02-28')
      .replace('php,,2024-02-01', 'php,2024-01-05,2024-02-01')
      .replace('P5,iop,2024-03-01', 'P5,iop,2024-01-03');
    const found = await dropAgain(repaired, plan, 2);
    expect(found.reading).toEqual(plan.reading);
    expect(found.layout).toEqual(PLAIN_LAYOUT);
    const isWhole = plan === PLAN;
    // The short row of the whole file has its last cell now.
    expect(await settled('first.csv', 'first.to-fix.csv')).toEqual({
      'first.csv': '6 = 1 + 5',
      'first.to-fix.csv': isWhole ? '4 = 4 + 0' : '3 = 3 + 0',
    });
    expect(rows).toBe(isWhole ? 4 : 3);
    const stays = await engine.query('SELECT person_id, program FROM stays ORDER BY person_id');
    expect(stays.column('person_id')).toEqual(
      isWhole ? ['P1', 'P2', 'P3', 'P4', 'P5'] : ['P1', 'P2', 'P3', 'P5'],
    );
    expect(stays.column('program').slice(0, 2)).toEqual(['A', 'A']);
    const extras = await engine.query('SELECT DISTINCT name FROM loaded_extra');
    expect(extras.column('name')).toEqual(['x_housing']);
  });

  it('are known again when another file lets the row of the first one in as well', async () => {
    const header = 'person_id,taken_on,measure,score';
    const scores = new Blob([`${header}\nP1,2024-01-05,phq9,12\nP1,2024-01-06,phq9,99\n`]);
    const stays = new Blob(['person_id,stay_id,level_of_care,admitted_on\nP2,S2,iop,2024-01-01\n']);
    const plan = planFor(header.split(','), {
      kind: 'scores',
      columns: { person_id: 0, taken_on: 1, measure: 2, score: 3 },
    });
    const staysPlan = planFor(['person_id', 'stay_id', 'level_of_care', 'admitted_on'], {
      columns: { person_id: 0, stay_id: 1, level_of_care: 2, admitted_on: 3 },
    });
    await loadFile(engine, scores, 1, plan, { today: TODAY });
    await loadFile(engine, stays, 2, staysPlan, { today: TODAY });
    expect(await settled('first.csv', 'stays.csv')).toMatchObject({ 'first.csv': '2 = 0 + 2' });
    const { csv } = await rowsToFix(engine, {
      ...{ fileId: 1, file: scores, plan },
      encoding: 'utf-8',
    });
    await dropAgain((await csv.text()).replace(',99', ',9'), plan, 3);
    await removeFile(engine, 2);
    const all = new Blob([await stays.text(), 'P1,S1,iop,2024-01-01\n']);
    await loadFile(engine, all, 2, staysPlan, { today: TODAY });
    expect(await settled('first.csv', 'stays.csv', 'first.to-fix.csv')).toEqual({
      'first.csv': '2 = 1 + 1',
      'stays.csv': '2 = 2 + 0',
      'first.to-fix.csv': '2 = 1 + 1',
    });
    const loaded = await engine.query('SELECT score FROM scores ORDER BY taken_on');
    expect(loaded.column('score')).toEqual([12, 9]);
  });
});

describe('the mapping of rows to fix', () => {
  const full = planFor(['A', 'B', 'C', 'D'], {
    kind: 'scores',
    columns: { person_id: 3 },
    identity: {
      columns: [
        { at: 0, kind: 'name', action: 'drop', reason: null },
        { at: 1, kind: 'zip5', action: 'coarsen', reason: null },
      ],
      personId: 'pseudonym',
    },
    reading: {
      ...PLAIN_READING,
      shape: { kind: 'scores', parts: [{ measure: 'phq9', at: [1, 2], phase: null }] },
      leaveOut: [{ at: 2, words: ['x'] }],
      billing: { at: 3, programDayMinutes: 60 },
      history: { episodeAt: null },
      duration: { daysAt: 1, endedAt: 2, endedWords: [] },
      minutesBetween: { startAt: 3, endAt: 1 },
    },
  });

  it('moves every place of a column', () => {
    const moved = planOfRows(full, ['stepdown_line', 'Stepdown_Reason', 'b', 'C', 'D '])!;
    expect(moved.columns).toEqual({ person_id: 4 });
    expect(moved.identity).toEqual({
      columns: [{ at: 2, kind: 'zip5', action: 'coarsen', reason: null }],
      personId: 'pseudonym',
    });
    expect(moved.reading).toMatchObject({
      shape: { parts: [{ at: [2, 3] }] },
      leaveOut: [{ at: 3 }],
      billing: { at: 4 },
      history: { episodeAt: null },
      duration: { daysAt: 2, endedAt: 3 },
      minutesBetween: { startAt: 4, endAt: 2 },
    });
  });

  it.each([
    [['B', 'C', 'D'], 'without our columns'],
    [['stepdown_line', 'B', 'C'], 'with a column less'],
    [['stepdown_line', 'A', 'B', 'C', 'D'], 'with the dropped column'],
    [['stepdown_line', 'C', 'B', 'D'], 'in another order'],
  ])('is not that of %j: %s', (header) => {
    expect(planOfRows(full, header)).toBeNull();
  });
});
