/** Every reason for which a row or a cell is set aside by itself, and the order of the reasons. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '$lib/engine/port';
import { accounting } from '$lib/ingest/accounting';
import { startNodeEngine } from '../../support/node-engine';
import { aside, count, loadAll, lostCells } from './support';

let engine: Engine;

beforeEach(async () => {
  engine = await startNodeEngine();
});
afterEach(() => engine.terminate());

const csv = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;

describe('rows of a stays file', () => {
  it('are set aside for the first reason that holds', async () => {
    await loadAll(
      engine,
      csv(
        'person_id,stay_id,level_of_care,admitted_on,discharged_on',
        'P1,S1,iop,2024-01-01,2024-02-01',
        'P2,S2,iop,2024-01-01',
        'Total,,,,',
        'Grand total: 7,x,nowhere,never,',
        'P3,S3,iop,,2024-13-77',
        'P4,S4,,01/02/2024,',
        'NA,S5,iop,2024-01-01,',
        'P6,S6,nowhere,01/02/2024,2024-02-30',
        'P7,S7,iop,2024-01-01,soon',
        'P8,S8,nowhere,2024-02-30,2099-01-01',
        'P9,S9,iop,2024-01-01,2024-07-01',
        'P10,S10,nowhere,2024-01-05,2024-01-01',
        'P11,S11,iop,2024-01-05,2024-01-01',
        'P12,S12,iop,2024-01-01,NA',
        'P13,S13,iop,1899-12-31,',
        'P14,S14,iop,2024-06-30,2024-06-30',
        'P1,S1,iop,2024-01-01,2024-02-01',
        'P1,S1,iop,2024-01-01,2024-02-02',
      ),
    );
    expect(await aside(engine)).toEqual([
      '1:2 duplicate_stay stay_id=S1 see f1.csv:19',
      '1:3 unreadable',
      '1:4 total_row',
      '1:5 total_row',
      '1:6 missing_required admitted_on=null',
      '1:7 missing_required level_of_care=null',
      '1:8 missing_required person_id=NA',
      '1:9 not_a_date admitted_on=01/02/2024',
      '1:10 not_a_date discharged_on=soon',
      '1:11 impossible_date admitted_on=2024-02-30',
      '1:12 future_day discharged_on=2024-07-01',
      '1:13 unknown_code level_of_care=nowhere',
      '1:14 discharge_before_admission discharged_on=2024-01-01',
      '1:15 not_a_date discharged_on=NA',
      '1:16 impossible_date admitted_on=1899-12-31',
      '1:18 duplicate_row see f1.csv:2',
    ]);
  });

  it('keep their other cells when one is lost', async () => {
    await loadAll(
      engine,
      csv(
        'person_id,level_of_care,admitted_on,discharged_on,last_contact_on,discharge_reason,' +
          'discharged_to,referred_on,observed_until,prescribed_weeks,aftercare_plan,program',
        'P1,IOP,2024-01-05,2024-02-01,2024-01-04,Graduated,moon,2024-02-31,2024-07-01,eight,maybe,A',
        'P2,PHP,2024-01-05,,2024-01-05,completed,OP,soon,,-1,Yes,NA',
        'P3, op ,2024-01-05T23:30:00Z,2024-02-01 10:00,,Completed,,,, 8.5 ,0,\tB ',
      ),
    );
    expect(await aside(engine)).toEqual([]);
    expect(await lostCells(engine)).toEqual([
      '1:1 unknown_code aftercare_plan=maybe',
      '1:1 unknown_code discharge_reason=Graduated',
      '1:1 unknown_code discharged_to=moon',
      '1:1 before_admission last_contact_on=2024-01-04',
      '1:1 future_day observed_until=2024-07-01',
      '1:1 not_a_number prescribed_weeks=eight',
      '1:1 impossible_date referred_on=2024-02-31',
      '1:2 no_discharge_day discharge_reason=completed',
      '1:2 not_a_number prescribed_weeks=-1',
      '1:2 not_a_date referred_on=soon',
    ]);
    const stays = await engine.query(
      `SELECT person_id, stay_id, level_of_care, admitted_on, discharged_on, last_contact_on,
         discharge_reason, prescribed_weeks, CAST(aftercare_plan AS VARCHAR) AS plan, program
       FROM stays ORDER BY row_no`,
    );
    expect(stays.rows().map((row) => Object.values(row).join(' '))).toEqual([
      'P1 P1/2024-01-05/iop/1 iop 2024-01-05 2024-02-01     A',
      'P2 P2/2024-01-05/php/1 php 2024-01-05  2024-01-05   true ',
      'P3 P3/2024-01-05/op/1 op 2024-01-05 2024-02-01  completed 8.5 false B',
    ]);
  });

  it('have empty cells also where nothing stands in quotes', async () => {
    await loadAll(
      engine,
      csv(
        'person_id,stay_id,level_of_care,admitted_on,discharged_on,site',
        '"P1","","iop","2024-01-05","",""',
        '"P2"," ","iop","2024-01-05"," "," "',
      ),
    );
    expect(await aside(engine)).toEqual([]);
    const empty = 'discharged_on IS NULL AND site IS NULL';
    expect(await count(engine, `stays WHERE ${empty}`)).toBe(2);
  });

  it('stay open with the usual words for an open end, which is told', async () => {
    const [account] = await loadAll(
      engine,
      csv(
        'person_id,level_of_care,admitted_on,discharged_on,site',
        'P1,iop,2024-01-05,9999-12-31,N/A',
        'P2,iop,2024-01-05,2099-12-31,.',
      ),
    );
    expect(await aside(engine)).toEqual([]);
    expect(account?.rowsLoaded).toBe(2);
    expect(account?.notices).toEqual([
      { code: 'empty_word', n: 2 },
      { code: 'open_end_day', n: 2 },
    ]);
  });
});

describe('rows of the other kinds', () => {
  it('are set aside for instruments and scores that do not fit', async () => {
    await loadAll(
      engine,
      csv(
        'person_id,taken_on,measure,score',
        'P1,2024-01-01,PHQ-9,27',
        'P1,2024-01-02,phq 9,28',
        'P1,2024-01-03,phq9,12.5',
        'P1,2024-01-04,phq9,-1',
        'P1,2024-01-05,phq9,many',
        'P1,2024-01-06,phq9,nan',
        'P1,2024-01-07,phq9,',
        'P1,2024-01-08,my scale,3',
        'P1,2024-01-09,who5,44',
        'P1,2024-01-10,who5,45',
        'P1,2024-01-11,core10,12.34',
        'P1,2024-01-12,phq9,12.0000000001',
        'P1,2024-07-12,phq9,12',
      ),
    );
    expect(await aside(engine)).toEqual([
      '1:3 invalid_score score=28',
      '1:4 invalid_score score=12.5',
      '1:5 invalid_score score=-1',
      '1:6 invalid_score score=many',
      '1:7 invalid_score score=nan',
      '1:8 missing_required score=null',
      '1:9 unknown_instrument measure=my scale',
      '1:11 invalid_score score=45',
      '1:14 future_day taken_on=2024-07-12',
    ]);
    const scores = await engine.query('SELECT measure, score FROM scores ORDER BY row_no');
    expect(scores.column('measure')).toEqual(['phq9', 'who5', 'core10', 'phq9']);
  });

  it('may lie in the future when they are scheduled sessions', async () => {
    await loadAll(
      engine,
      csv(
        'Person_ID, HELD_ON ,status,session_type,scheduled_minutes,attended_minutes,group_size',
        'P1,2024-07-01,Scheduled,Group,60,,8',
        'P1,2024-07-01,attended,group,60,60,8',
        'P1,2024-07-01,came,group,60,60,8',
        'P1,2024-06-01,came,group,60,60,8',
        'P1,2024-06-01,no_show,dance,60.0,1.5,many',
      ),
    );
    expect(await aside(engine)).toEqual([
      '1:3 future_day held_on=2024-07-01',
      '1:4 future_day held_on=2024-07-01',
      '1:5 unknown_code status=came',
    ]);
    expect(await lostCells(engine)).toEqual([
      '1:5 not_a_number attended_minutes=1.5',
      '1:5 not_a_number group_size=many',
      '1:5 unknown_code session_type=dance',
    ]);
    const sessions = await engine.query('SELECT scheduled_minutes FROM sessions ORDER BY row_no');
    expect(sessions.column('scheduled_minutes')).toEqual([60, 60]);
  });

  it('are set aside when a survey has no number, and a footer is seen in its first cell', async () => {
    await loadAll(
      engine,
      csv(
        'taken_on,instrument,score,top_box',
        '2024-01-01,CSQ-8,31,y',
        '2024-01-02,CSQ-8,high,N',
        'Total,,2,',
        'Page 1 of 2,,,',
      ),
    );
    expect(await aside(engine)).toEqual([
      '1:3 invalid_score score=high',
      '1:4 total_row',
      '1:5 total_row',
    ]);
    const [account] = await accounting(engine);
    expect(account?.byReason).toEqual([
      { reason: 'total_row', n: 2 },
      { reason: 'invalid_score', n: 1 },
    ]);
  });
});
