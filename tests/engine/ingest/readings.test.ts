// Files that are not written like our templates, by the plan that a person would confirm.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { accounting } from '$lib/ingest/accounting';
import { loadFile } from '$lib/ingest/load';
import { previewFile } from '$lib/ingest/preview';
import { LEAVE_OUT, PLAIN_READING, type Reading } from '$lib/ingest/reading';
import { type FilePlan, PLAIN_FILE } from '$lib/ingest/types';
import type { Kind } from '$lib/model/canonical';
import { startNodeEngine } from '../../support/node-engine';
import { aside, emptied, everything, lostCells, settleAll, TODAY } from './support';

let engine: Engine;

beforeAll(async () => {
  engine = await startNodeEngine();
});
afterAll(() => engine.terminate());
beforeEach(() => emptied(engine));

/** A plan for the header in the first line; columns by the name in the file. */
function planOf(
  kind: Kind,
  text: string,
  columns: Record<string, string>,
  reading: Partial<Reading> = {},
): FilePlan {
  const header = text.split('\n')[0]!.split(',');
  return {
    kind,
    dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', escape: 'doubled' },
    header,
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, column]) => [name, header.indexOf(column)]),
    ),
    extras: [],
    ...PLAIN_FILE,
    reading: { ...PLAIN_READING, ...reading },
  };
}

async function take(plan: FilePlan, text: string, fileId = 1): Promise<void> {
  await loadFile(engine, new Blob([text]), fileId, plan, { today: TODAY });
}

async function rows(query: string): Promise<string[]> {
  const found = await engine.query(query);
  return found.rows().map((row) => Object.values(row).map(String).join(' '));
}

describe('days', () => {
  it.each([
    ['mdy', '3/9/2024', '2024-03-09'],
    ['mdy', '03-09-2024 9:05 PM', '2024-03-09'],
    ['mdy', '2/30/2024', 'impossible_date'],
    ['mdy', '13/1/2024', 'impossible_date'],
    ['mdy', '2024-03-09', 'not_a_date'],
    ['dmy', '9/3/2024', '2024-03-09'],
    ['dmy', '9.3.2024 14:00', '2024-03-09'],
    ['mdy2', '3/9/24', '2024-03-09'],
    ['dmy2', '9/3/99', '1999-03-09'],
    ['d-mon-y', '09-Mar-2024', '2024-03-09'],
    ['d-mon-y', '9 March 2024', '2024-03-09'],
    ['d-mon-y', '9 Foo 2024', 'impossible_date'],
    ['d-mon-y', '31-Jun-2024', 'impossible_date'],
    ['d-mon-y2', '9-Dec-23', '2023-12-09'],
    ['mon-d-y', 'Mar 9, 2024', '2024-03-09'],
    ['mon-d-y', 'March 9 2024 08:15', '2024-03-09'],
    ['excel', '45360', '2024-03-09'],
    ['excel', '45360.75', '2024-03-09'],
    ['ymd', '2024/3/9', '2024-03-09'],
    ['ymd', '20240309', '2024-03-09'],
    ['ymd', '2024-03-09T23:30:00Z', '2024-03-09'],
  ] as const)('written as %s: %s', async (format, written, expected) => {
    const text = `who,when\nP1,"${written}"\n`;
    const plan = planOf(
      'stays',
      text,
      { person_id: 'who', admitted_on: 'when' },
      { values: { level_of_care: 'iop' }, dayFormats: { admitted_on: format } },
    );
    await take(plan, text);
    await settleAll(engine, [1]);
    const loaded = await rows('SELECT admitted_on FROM stays');
    const refused = (await aside(engine)).map((line) => line.split(' ')[1]);
    expect([...loaded, ...refused]).toEqual([expected]);
  });

  it('keep their time for the order of stays, also in twelve hours', async () => {
    const text = 'who,when\nP1,3/9/2024 12:10 AM\nP1,3/9/2024 1:05 PM\nP1,3/9/2024\n';
    const reading = {
      values: { level_of_care: 'iop' },
      dayFormats: { admitted_on: 'mdy' as const },
    };
    await take(planOf('stays', text, { person_id: 'who', admitted_on: 'when' }, reading), text);
    await settleAll(engine, [1]);
    expect(await rows('SELECT admitted_second FROM stays')).toEqual(['600', '47100', 'null']);
  });

  it('may be days since admission, and then none is too late', async () => {
    const text = 'who,from,to\nP1,0,40\nP2,0,\nP3,x,3\nP4,-3,2.0\n';
    const columns = { person_id: 'who', admitted_on: 'from', discharged_on: 'to' };
    const reading = { time: 'relative' as const, values: { level_of_care: 'iop' } };
    await take(planOf('stays', text, columns, reading), text);
    await settleAll(engine, [1]);
    expect(
      await rows(`SELECT person_id, (admitted_on - DATE '2000-01-01')::INTEGER AS a,
        (discharged_on - DATE '2000-01-01')::INTEGER AS d FROM stays ORDER BY person_id`),
    ).toEqual(['P1 0 40', 'P2 0 null', 'P4 -3 2']);
    expect(await aside(engine)).toEqual(['1:4 not_a_date admitted_on=x']);
  });

  it('that were shifted may lie in the future', async () => {
    const text = 'who,when\nP1,2164-10-23 21:10:15\n';
    const plan = (isShifted: boolean): FilePlan =>
      planOf(
        'stays',
        text,
        { person_id: 'who', admitted_on: 'when' },
        { isShifted, values: { level_of_care: 'iop' } },
      );
    await take(plan(true), text, 1);
    await take(plan(false), text, 2);
    await settleAll(engine, [1, 2]);
    expect(await rows('SELECT admitted_on FROM stays')).toEqual(['2164-10-23']);
    expect(await aside(engine)).toEqual(['2:2 future_day admitted_on=2164-10-23 21:10:15']);
  });

  it('are a length and a flag where the file has nothing else', async () => {
    const text = 'id,clinic,departed,days\n1,1,1,428\n2,2,0,275\n3,2,1,\n4,1,0,\n';
    const plan = planOf(
      'stays',
      text,
      { person_id: 'id', program: 'clinic' },
      {
        time: 'relative',
        values: { level_of_care: 'op' },
        duration: { daysAt: 3, endedAt: 2, endedWords: ['1'] },
      },
    );
    await take(plan, text);
    await settleAll(engine, [1]);
    const day = (name: string): string => `(${name} - DATE '2000-01-01')::INTEGER`;
    expect(
      await rows(`SELECT person_id, program, ${day('admitted_on')}, ${day('discharged_on')},
        ${day('observed_until')} FROM stays ORDER BY person_id`),
    ).toEqual(['1 1 0 428 null', '2 2 0 null 275', '4 1 0 null null']);
    expect(await aside(engine)).toEqual(['1:4 not_a_date discharged_on=?']);
  });
});

describe('words', () => {
  const text =
    'Client,LOC,Admit,End,Why\nA,IOP 2.1,2024-01-02,2024-02-01,Graduated\nB,,2024-01-02,n/a,AMA\n' +
    'C,Detox,2024-01-02,2024-01-09,See notes\nD,Coach,2024-01-02,,\nE,IOP 2.1,2024-01-02,,did not admit\n';
  const columns = {
    person_id: 'Client',
    level_of_care: 'LOC',
    admitted_on: 'Admit',
    discharged_on: 'End',
    discharge_reason: 'Why',
  };
  const codes = {
    level_of_care: { 'iop 2.1': 'iop', '': 'inpatient', detox: 'withdrawal_management' },
    discharge_reason: { graduated: 'completed', ama: 'against_advice', 'did not admit': LEAVE_OUT },
    discharged_on: { 'n/a': '' },
  };

  it('become codes, an empty cell too; unknown ones are set aside, others left out by rule', async () => {
    await take(planOf('stays', text, columns, { codes }), text);
    await settleAll(engine, [1]);
    expect(
      await rows('SELECT person_id, level_of_care, discharged_on, discharge_reason FROM stays'),
    ).toEqual([
      'A iop 2024-02-01 completed',
      'B inpatient null null',
      'C withdrawal_management 2024-01-09 null',
    ]);
    expect(await aside(engine)).toEqual([
      '1:5 unknown_code level_of_care=Coach',
      '1:6 left_out discharge_reason=did not admit',
    ]);
    expect(await lostCells(engine)).toEqual([
      '1:2 no_discharge_day discharge_reason=AMA',
      '1:3 unknown_code discharge_reason=See notes',
    ]);
  });

  it('of any column can leave rows out', async () => {
    const leaveOut = [{ at: 4, words: ['graduated', ''] }];
    await take(planOf('stays', text, columns, { codes, leaveOut }), text);
    await settleAll(engine, [1]);
    expect((await aside(engine)).filter((line) => line.includes('left_out'))).toEqual([
      '1:2 left_out Why=Graduated',
      '1:5 left_out Why=null',
      '1:6 left_out discharge_reason=did not admit',
    ]);
  });
});

describe('a wide file of scores', () => {
  const text =
    'id,day,PHQ-9 Total,GAD,WHO,seen\nA,2024-01-02,12,7,13,2024-01-05\nB,2024-01-03,31,,5,soon\n' +
    'C,2024-01-04,,,,\n,2024-01-05,1,1,1,\nA,2024-01-02,12,7,13,2024-01-05\n';
  const plan = planOf(
    'scores',
    text,
    { person_id: 'id', taken_on: 'day', reviewed_on: 'seen' },
    {
      shape: {
        kind: 'scores',
        parts: [
          { measure: 'phq9', at: [2], phase: null },
          { measure: 'gad7', at: [3], phase: null },
          { measure: 'who5', at: [4], phase: null },
        ],
      },
      factors: { who5: 4 },
    },
  );

  it('gives one score per instrument; an empty cell is none, a bad one loses that score only', async () => {
    await take(plan, text);
    await settleAll(engine, [1]);
    expect(
      await rows('SELECT person_id, measure, score::INTEGER, reviewed_on FROM scores ORDER BY ALL'),
    ).toEqual([
      'A gad7 7 2024-01-05',
      'A phq9 12 2024-01-05',
      'A who5 52 2024-01-05',
      'B who5 20 null',
    ]);
    expect(await aside(engine)).toEqual([
      '1:5 missing_required person_id=null',
      '1:6 duplicate_row see f1.csv:2',
    ]);
    expect(await lostCells(engine)).toEqual([
      '1:2 invalid_score PHQ-9 Total=31',
      '1:2 not_a_date reviewed_on=soon',
    ]);
    const [account] = await accounting(engine);
    expect(account).toMatchObject({ rowsRead: 5, rowsLoaded: 3, rowsSetAside: 2 });
  });

  it('sets a row aside once for people who were never admitted', async () => {
    await take(plan, text);
    const stays = 'who,when\nB,2024-01-01\n';
    const other = planOf(
      'stays',
      stays,
      { person_id: 'who', admitted_on: 'when' },
      { values: { level_of_care: 'iop' } },
    );
    await take(other, stays, 2);
    await settleAll(engine, [1, 2]);
    expect(await aside(engine)).toEqual([
      '1:2 person_never_admitted person_id=A',
      '1:5 missing_required person_id=null',
      '1:6 duplicate_row see f1.csv:2',
    ]);
  });

  it('is previewed without a trace', async () => {
    await engine.execute('CREATE TABLE before (a INTEGER)');
    const shown = await previewFile(engine, new Blob([text]), plan, TODAY);
    expect(shown).toMatchObject({
      rowsRead: 5,
      rowsTyped: 4,
      rowsSetAside: 1,
      made: 7,
      isWhole: true,
    });
    expect(shown.rows).toEqual([
      {
        reason: 'missing_required',
        column: 'person_id',
        n: 1,
        examples: [{ line: 5, value: null }],
      },
    ]);
    expect(shown.cells).toHaveLength(2);
    expect(shown.columns).toEqual(['person_id', 'taken_on', 'measure', 'score', 'reviewed_on']);
    expect(shown.sample[0]).toEqual({
      line: 2,
      values: ['A', '2024-01-02', 'phq9', '12', '2024-01-05'],
    });
    expect(await rows('SELECT * FROM set_aside')).toEqual([]);
    expect(await everything(engine)).not.toContain('typed_scores_0');
  });
});

describe('items', () => {
  const text =
    'id,day,q1,q2,q3\nA,2024-01-02,1,2,Several days (1)\nB,2024-01-03,1,,2\nC,2024-01-04,,,\n';
  it('are added up when all are there', async () => {
    const plan = planOf(
      'scores',
      text,
      { person_id: 'id', taken_on: 'day' },
      { shape: { kind: 'scores', parts: [{ measure: 'auditc', at: [2, 3, 4], phase: null }] } },
    );
    await take(plan, text);
    await settleAll(engine, [1]);
    expect(await rows('SELECT person_id, measure, score::INTEGER FROM scores')).toEqual([
      'A auditc 4',
    ]);
    expect(await lostCells(engine)).toEqual(['1:2 incomplete_form q1 to q3=items: 1, ?, 2']);
  });
});

describe('visits and phases', () => {
  it('stand in the place of days, by number or by word', async () => {
    const text = 'id,time,bdi\nA,1,20\nA,2,12\nB,,9\nB,late,8\n';
    const plan = planOf(
      'scores',
      text,
      { person_id: 'id', visit: 'time' },
      {
        time: 'order',
        shape: { kind: 'scores', parts: [{ measure: 'bdi2', at: [2], phase: null }] },
      },
    );
    await take(plan, text);
    await settleAll(engine, [1]);
    expect(await rows('SELECT person_id, visit::INTEGER, score::INTEGER FROM scores')).toEqual([
      'A 1 20',
      'A 2 12',
    ]);
    expect(await aside(engine)).toEqual([
      '1:4 missing_required visit=null',
      '1:5 unknown_visit visit=late',
    ]);
  });

  it('may be columns, and a word without a place is unknown', async () => {
    const text = 'id,when,score\nA,Pre,20\nA,post,12\nA,sometime,8\n';
    const plan = planOf(
      'scores',
      text,
      { person_id: 'id', phase: 'when', score: 'score' },
      {
        time: 'order',
        values: { measure: 'phq9' },
        phases: { pre: { position: 0, role: 'baseline' }, post: { position: 1, role: 'later' } },
      },
    );
    await take(plan, text);
    await settleAll(engine, [1]);
    expect(await rows('SELECT phase, score::INTEGER FROM scores')).toEqual(['Pre 20', 'post 12']);
    expect(await aside(engine)).toEqual(['1:4 unknown_visit phase=sometime']);
    expect(await rows('SELECT level_of_care, person_id FROM stays')).toEqual(['not_given A']);
  });
});

describe('stays in other shapes', () => {
  it('stand side by side in a wide row', async () => {
    const text =
      'id,res_start,res_end,php_start,php_end\nA,2024-01-02,2024-02-01,2024-02-01,2024-02-20\n' +
      'B,,,2024-03-01,\nC,2024-01-05,2024-01-01,2024-02-01,\nD,,,,\n';
    const plan = planOf(
      'stays',
      text,
      { person_id: 'id' },
      {
        shape: {
          kind: 'stays',
          parts: [
            { level: 'residential', startAt: 1, endAt: 2 },
            { level: 'php', startAt: 3, endAt: 4 },
          ],
        },
      },
    );
    await take(plan, text);
    await settleAll(engine, [1]);
    expect(
      await rows('SELECT person_id, level_of_care, admitted_on, discharged_on FROM stays'),
    ).toEqual([
      'A residential 2024-01-02 2024-02-01',
      'A php 2024-02-01 2024-02-20',
      'B php 2024-03-01 null',
      'C php 2024-02-01 null',
    ]);
    expect(await lostCells(engine)).toEqual([
      '1:3 discharge_before_admission res_start=2024-01-01',
    ]);
    const [account] = await accounting(engine);
    expect(account).toMatchObject({ rowsRead: 4, rowsLoaded: 4, rowsSetAside: 0 });
  });

  it('end where the next of the episode starts when only starts are given', async () => {
    const text =
      'id,ep,level,start,out,why\nA,1,php,2024-01-02,2024-03-01,completed\n' +
      'A,1,iop,2024-01-20,2024-03-01,completed\nA,1,iop,2024-01-20,2024-03-01,completed\n' +
      'A,2,iop,2024-05-01,,\nB,3,op,2024-01-01,,\n';
    const columns = {
      person_id: 'id',
      level_of_care: 'level',
      admitted_on: 'start',
      discharged_on: 'out',
      discharge_reason: 'why',
    };
    await take(planOf('stays', text, columns, { history: { episodeAt: 1 } }), text);
    await settleAll(engine, [1]);
    expect(
      await rows(`SELECT person_id, level_of_care, admitted_on, discharged_on, discharge_reason
        FROM stays ORDER BY ALL`),
    ).toEqual([
      'A iop 2024-01-20 2024-03-01 completed',
      'A iop 2024-05-01 null null',
      'A php 2024-01-02 2024-01-20 transferred',
      'B op 2024-01-01 null null',
    ]);
    expect(await aside(engine)).toEqual(['1:4 duplicate_row see f1.csv:3']);
  });

  it('are joined where they touch, and what names a joined row goes with the stay', async () => {
    const text =
      'id,stay,level,program,start,end,why\nA,s1,iop,X,2024-01-01,2024-01-05,transferred\n' +
      'A,s2,iop,X,2024-01-05,2024-01-09,transferred\nA,s3,iop,Y,2024-01-09,2024-01-12,completed\n' +
      'A,s4,iop,Y,2024-01-14,,\nA,s5,op,Y,2024-01-20,2024-01-25,completed\n';
    const columns = {
      person_id: 'id',
      stay_id: 'stay',
      level_of_care: 'level',
      program: 'program',
      admitted_on: 'start',
      discharged_on: 'end',
      discharge_reason: 'why',
    };
    await take(planOf('stays', text, columns, { mergeGapDays: 2 }), text);
    const scores = 'person_id,stay_id,taken_on,measure,score\nA,s2,2024-01-06,phq9,7\n';
    const scoreColumns = Object.fromEntries(
      scores
        .split('\n')[0]!
        .split(',')
        .map((name) => [name, name]),
    );
    await take(planOf('scores', scores, scoreColumns), scores, 2);
    await settleAll(engine, [1, 2]);
    expect(
      await rows(
        'SELECT stay_id, program, admitted_on, discharged_on, discharge_reason FROM stays',
      ),
    ).toEqual([
      's1 X 2024-01-01 2024-01-09 transferred',
      's3 Y 2024-01-09 null null',
      's5 Y 2024-01-20 2024-01-25 completed',
    ]);
    expect(await rows('SELECT stay_id FROM scores')).toEqual(['s1']);
    const [account] = await accounting(engine);
    expect(account).toMatchObject({ rowsRead: 5, rowsLoaded: 5 });
    expect(account?.notices).toContainEqual({ code: 'merged_stay', n: 2 });
  });
});

describe('minutes', () => {
  it.each([
    ['hours', '1.5', '90'],
    ['hours', '.25', '15'],
    ['clock', '1:30', '90'],
    ['units15', '4', '60'],
    ['minutes', '45', '45'],
  ] as const)('in %s: %s', async (unit, written, minutes) => {
    const text = `id,day,status,time\nA,2024-01-02,attended,${written}\n`;
    const columns = {
      person_id: 'id',
      held_on: 'day',
      status: 'status',
      scheduled_minutes: 'time',
    };
    await take(planOf('sessions', text, columns, { units: { scheduled_minutes: unit } }), text);
    await settleAll(engine, [1]);
    expect(await rows('SELECT scheduled_minutes FROM sessions')).toEqual([minutes]);
  });

  it('are the time from start to end', async () => {
    const text =
      'id,day,s,e\nA,2024-01-02,9:00 AM,12:30 PM\nA,2024-01-03,13:00,14:15\nA,2024-01-04,10:00,09:00\nA,2024-01-05,,\n';
    const plan = planOf(
      'sessions',
      text,
      { person_id: 'id', held_on: 'day' },
      { values: { status: 'attended' }, minutesBetween: { startAt: 2, endAt: 3 } },
    );
    await take(plan, text);
    await settleAll(engine, [1]);
    expect(await rows('SELECT scheduled_minutes FROM sessions')).toEqual([
      '210',
      '75',
      'null',
      'null',
    ]);
    expect(await lostCells(engine)).toEqual(['1:3 not_a_number scheduled_minutes=10:00 to 09:00']);
  });

  it('are assumed from billing codes where the file has none, and marked', async () => {
    const text =
      'id,day,cpt,min\nA,2024-01-02,90853,50\nA,2024-01-03,H0015,\nA,2024-01-04,99999,\n';
    const plan = planOf(
      'sessions',
      text,
      { person_id: 'id', held_on: 'day', scheduled_minutes: 'min' },
      { values: { status: 'attended' }, billing: { at: 2, programDayMinutes: 240 } },
    );
    await take(plan, text);
    await settleAll(engine, [1]);
    expect(
      await rows('SELECT session_type, scheduled_minutes, minutes_assumed::INTEGER FROM sessions'),
    ).toEqual(['group 50 0', 'group 240 1', 'null null 0']);
    const [account] = await accounting(engine);
    expect(account?.notices).toContainEqual({ code: 'assumed_minutes', n: 1 });
  });
});
