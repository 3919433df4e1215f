/** Rows that hold several scores or stays, lengths in the place of days, and histories of levels. */
import { describe, expect, it } from 'vitest';
import { possibleScoreColumns } from '$lib/ingest/propose/propose';
import { csv, look, pick } from './propose-support';

describe('scores beside each other', () => {
  it('are one column per instrument, by any spelling', () => {
    const row = (n: number): string =>
      `${n % 7},2025-03-0${1 + (n % 9)},${n % 27},${n % 21},${n % 60},1,${100 + n}`;
    const header = 'Client ID,Date,PHQ-9 Total Score,gad7,CES_D,CESD_CUT,Craving';
    const file = look(csv(header, row));
    expect(file.plan.kind).toBe('scores');
    expect(file.plan.reading.shape).toEqual({
      kind: 'scores',
      parts: [
        { measure: 'phq9', at: [2], phase: null },
        { measure: 'gad7', at: [3], phase: null },
        { measure: 'cesd', at: [4], phase: null },
      ],
    });
    expect(possibleScoreColumns(file.plan, file.profile)).toEqual([6]);
  });

  it('are one column per time point', () => {
    const row = (n: number): string => `${n},${n % 27},${n % 20},${n % 9},${n % 20},${n % 15}`;
    const file = look(csv('SID,PHQ9_admit,PHQ9_dc,PHQ9_3moFU,gad7_t1,gad7_t2', row));
    expect(file.plan.reading.shape).toMatchObject({
      parts: [
        { measure: 'phq9', phase: 'admit' },
        { measure: 'phq9', phase: 'dc' },
        { measure: 'phq9', phase: '3mo fu' },
        { measure: 'gad7', phase: 't1' },
        { measure: 'gad7', phase: 't2' },
      ],
    });
    expect(file.plan.reading.time).toBe('order');
    expect(file.plan.reading.phases).toEqual({
      admit: { position: 0, role: 'baseline' },
      t1: { position: 1, role: 'either' },
      t2: { position: 2, role: 'either' },
      dc: { position: 3, role: 'later' },
      '3mo fu': { position: 4, role: 'follow_up' },
    });
  });

  it('are items only where all of an instrument are there', () => {
    const items = Array.from({ length: 10 }, (_, n) => `PHQ9_Q${n + 1}`);
    const row = (n: number): string => `${n},2025-03-13,${items.map(() => n % 4).join(',')},1,2,3`;
    const file = look(csv(`ID,Date,${items.join(',')},GAD7_1,GAD7_2,GAD7_3`, row));
    expect(file.plan.reading.shape).toEqual({
      kind: 'scores',
      parts: [{ measure: 'phq9', at: [2, 3, 4, 5, 6, 7, 8, 9, 10], phase: null }],
    });
  });

  it('are no sums where some items are scored in reverse', () => {
    const items = Array.from({ length: 20 }, (_, n) => `cesd_${n + 1}`);
    const row = (n: number): string => `${n},2025-03-13,${items.map(() => n % 4).join(',')}`;
    const file = look(csv(`ID,Date,${items.join(',')}`, row), 'scores');
    expect(file.plan.reading.shape).toEqual({ kind: 'rows' });
  });

  it('of five WHO-5 items are multiplied', () => {
    const items = Array.from({ length: 5 }, (_, n) => `who5_${n + 1}`);
    const row = (n: number): string => `${n},2025-03-13,${items.map(() => n % 6).join(',')}`;
    const file = look(csv(`ID,Date,${items.join(',')}`, row));
    expect(file.plan.reading.factors).toEqual({ who5: 4 });
    expect(file.asked).not.toContain('who5-unit');
  });

  it('may be categories, of one instrument in words or in items', () => {
    const words = ['Low', 'none', 'Moderate', 'HIGH RISK'];
    const row = (n: number): string => `${n},2025-03-13,${n % 27},${pick(n, words)},${n % 4}`;
    const file = look(csv('ID,Date,PHQ9,C-SSRS Risk Level,Risk', row));
    expect(file.plan.reading.shape).toMatchObject({
      parts: [
        { measure: 'phq9', at: [2] },
        { measure: 'cssrs', at: [3] },
      ],
    });
    const items = Array.from({ length: 6 }, (_, n) => `cssrs_${n + 1}`);
    const answers = (n: number): string => `${n},2025-03-13,${pick(n, ['yes', 'no'])},no,,,,no,`;
    const ofItems = look(csv(`ID,Date,${items.join(',')},cssrs_6_recent`, answers));
    expect(ofItems.plan.reading.shape).toEqual({
      kind: 'scores',
      parts: [{ measure: 'cssrs', at: [2, 3, 4, 5, 6, 7, 8], phase: null }],
    });
    const long = look(
      csv('client,assessment date,tool,result', (n) => `${n},3/13/2025,C-SSRS,${pick(n, words)}`),
    );
    expect(long.named).toMatchObject({ measure: 'tool', score: 'result' });
  });

  it('are no categories where the column holds numbers or other words', () => {
    const row = (n: number): string => `${n},2025-03-13,${n % 27},${n % 6},${pick(n, ['a', 'b'])}`;
    const file = look(csv('ID,Date,PHQ9,cssrs,C-SSRS Screener', row));
    expect(file.plan.reading.shape).toMatchObject({ parts: [{ measure: 'phq9' }] });
  });

  it('with an event of a study are ordered by its words', () => {
    const events = ['baseline_arm_1', 'week_4_arm_1', 'discharge_arm_1'];
    const row = (n: number): string => `${n % 8},${pick(n >> 3, events)},${n % 20}`;
    const file = look(csv('record_id,redcap_event_name,phq9_total', row));
    expect(file.named).toEqual({ person_id: 'record_id', phase: 'redcap_event_name' });
    expect(file.plan.reading.phases['discharge_arm_1']).toEqual({ position: 2, role: 'later' });
  });
});

describe('stays beside each other', () => {
  it('are one per level with a start, with or without an end', () => {
    const row = (n: number): string =>
      `${n},2025-01-0${1 + (n % 9)},2025-02-01,2025-02-02,2025-03-01,2025-03-02`;
    const file = look(
      csv('client_id,res_start,res_end,PHP Start Date,PHP End Date,iop_start', row),
    );
    expect(file.plan.reading.shape).toEqual({
      kind: 'stays',
      parts: [
        { level: 'residential', startAt: 1, endAt: 2 },
        { level: 'php', startAt: 3, endAt: 4 },
        { level: 'iop', startAt: 5, endAt: null },
      ],
    });
    expect(file.named).toEqual({ person_id: 'client_id' });
    expect(file.plan.extras).toEqual([]);
    expect(file.asked).toEqual([]);
  });

  it('keep the id of the row', () => {
    const row = (n: number): string => `${n},E${n},2025-02-02,2025-03-01,2025-03-02`;
    const file = look(csv('client_id,episode_id,php_start,php_end,iop_start', row));
    expect(file.named).toEqual({ person_id: 'client_id', stay_id: 'episode_id' });
  });

  it('take the format of their days from their columns', () => {
    const row = (n: number): string => `${n},${13 + (n % 9)}/01/2025,01/02/2025,02/02/2025`;
    const file = look(csv('client_id,php_start,php_end,iop_start', row));
    expect(file.plan.reading.dayFormats).toEqual({ admitted_on: 'dmy', discharged_on: 'dmy' });
  });
});

describe('stays without days', () => {
  it('have a length and a flag whether they ended', () => {
    const row = (n: number): string => `${n},iop,${n * 9},${n % 2 ? 'Discharged' : 'Active'}`;
    const file = look(csv('id,level,LOS,status', row));
    expect(file.plan.kind).toBe('stays');
    expect(file.plan.reading).toMatchObject({
      time: 'relative',
      duration: { daysAt: 2, endedAt: 3, endedWords: ['discharged'] },
    });
  });

  it('keep their days where they have them beside the length', () => {
    const row = (n: number): string => `${n},iop,${n * 9},${n % 2},2025-01-02`;
    const file = look(csv('id,level,days,discharged,admit date', row));
    expect(file.plan.reading.duration).toBeNull();
    expect(file.named['admitted_on']).toBe('admit date');
  });
});

describe('a history of levels', () => {
  const row = (n: number): string =>
    `E${n % 8},${n % 8},${pick(n >> 3, ['RTC', 'PHP', 'IOP'])},2025-0${1 + (n >> 3)}-01`;

  it('ends each level where the next one starts, within the episode', () => {
    const file = look(csv('Episode ID,Client ID,Level of Care,LOC Effective Date', row));
    expect(file.plan.reading.history).toEqual({ episodeAt: 0 });
    expect(file.asked).toContain('history');
  });

  it('is none where persons come once', () => {
    const file = look(csv('Client ID,Level of Care,Start Date', (n) => `${n},IOP,2025-01-02`));
    expect(file.plan.reading.history).toBeNull();
  });
});
