import { describe, expect, it } from 'vitest';
import { AS_EMPTY, LEAVE_OUT } from '$lib/ingest/reading';
import {
  addLeaveOut,
  addScore,
  removeLeaveOut,
  setCode,
  setDuration,
  setPhase,
  setShape,
  setSource,
  setTime,
  sourceOf,
  withReading,
} from '../../../src/routes/mapping/plan-changes';
import { placePhases } from '../../../src/routes/mapping/propose-again';
import { usedColumns } from '$lib/ingest/used-columns';
import { unusedColumns } from '../../../src/routes/mapping/used-columns';
import { planOf } from './files';

const header = ['Client', 'Unit', 'Admit Dt', 'End Dt', 'House', 'MRN'];
const stays = planOf('stays', header, {
  columns: { person_id: 0, level_of_care: 1, admitted_on: 2, discharged_on: 3 },
  extras: [{ name: 'x_house', header: 'House' }],
  reading: { codes: { level_of_care: { bhu: 'inpatient' } }, dayFormats: { admitted_on: 'mdy' } },
});

describe('the source of one of our columns', () => {
  it('is a column, a value for the whole file, or nothing, and never two of them', () => {
    const valued = setSource(stays, 'level_of_care', { kind: 'value', value: 'iop' });
    expect(sourceOf(stays, 'level_of_care')).toEqual({ kind: 'column', at: 1 });
    expect(sourceOf(valued, 'level_of_care')).toEqual({ kind: 'value', value: 'iop' });
    expect(valued.columns).not.toHaveProperty('level_of_care');
    const back = setSource(valued, 'level_of_care', { kind: 'column', at: 4 });
    expect(back.reading.values).toEqual({});
    expect(sourceOf(setSource(back, 'level_of_care', { kind: 'none' }), 'level_of_care')).toEqual({
      kind: 'none',
    });
  });

  it('takes words and day format of the former column with it, and those of others not', () => {
    const changed = setSource(stays, 'level_of_care', { kind: 'column', at: 4 });
    expect(changed.reading.codes).toEqual({});
    expect(changed.reading.dayFormats).toEqual({ admitted_on: 'mdy' });
    expect(setSource(stays, 'level_of_care', { kind: 'column', at: 1 }).reading.codes).toEqual(
      stays.reading.codes,
    );
  });

  it('keeps the extra columns of stays those that nothing else uses and that were not kept out', () => {
    const used = setSource(stays, 'program', { kind: 'column', at: 4 });
    expect(used.extras).toEqual([]);
    const free = setSource(stays, 'discharged_on', { kind: 'none' });
    expect(free.extras.map((extra) => extra.header)).toEqual(['End Dt', 'House']);
    expect(unusedColumns(free)).toEqual(['End Dt', 'House', 'MRN']);
  });
});

describe('the time of a file', () => {
  const scores = planOf('scores', ['id', 'day', 'visit', 'PHQ9'], {
    columns: { person_id: 0, taken_on: 1 },
  });

  it('is visits only as soon as a visit stands for the day, and days again with a day', () => {
    const noDay = setSource(scores, 'taken_on', { kind: 'none' });
    expect(noDay.reading.time).toBe('dates');
    const visits = setSource(noDay, 'visit', { kind: 'column', at: 2 });
    expect(visits.reading.time).toBe('order');
    expect(setSource(visits, 'taken_on', { kind: 'column', at: 1 }).reading.time).toBe('dates');
  });

  it('takes the day away when the person says that there are visits only', () => {
    const plan = setTime(setSource(scores, 'visit', { kind: 'column', at: 2 }), 'order');
    expect(plan.columns).toEqual({ person_id: 0, visit: 2 });
    expect(plan.reading.time).toBe('order');
  });

  it('is days since admission where a length stands for the days of a stay', () => {
    const plan = setDuration(stays, { daysAt: 4, endedAt: 5, endedWords: ['1'] });
    expect(plan.reading.time).toBe('relative');
    expect(plan.columns).toEqual({ person_id: 0, level_of_care: 1 });
    expect(setDuration(plan, null).reading).toMatchObject({ time: 'dates', duration: null });
  });
});

describe('the shape of a row', () => {
  it('unmaps what its parts give, and counts their columns as used', () => {
    const long = planOf('scores', ['id', 'day', 'name', 'value', 'gad'], {
      columns: { person_id: 0, taken_on: 1, measure: 2, score: 3 },
    });
    const parts = [{ measure: 'gad7', at: [4], phase: null }];
    const wide = setShape(long, { kind: 'scores', parts });
    expect(wide.columns).toEqual({ person_id: 0, taken_on: 1 });
    expect([...usedColumns(wide)]).toEqual([0, 1, 4]);
  });

  it('takes one more column for scores, whose instrument is still to be named', () => {
    const plan = planOf('scores', ['id', 'day', 'hope'], {
      columns: { person_id: 0, taken_on: 1, measure: 2, score: 2 },
    });
    const shaped = addScore(addScore(plan, 2), 1);
    expect(shaped.columns).toEqual({ person_id: 0, taken_on: 1 });
    expect(shaped.reading.shape).toEqual({
      kind: 'scores',
      parts: [
        { measure: '', at: [2], phase: null },
        { measure: '', at: [1], phase: null },
      ],
    });
  });

  it('gives new phases of columns a place and keeps those that have one', () => {
    const plan = planOf('scores', ['id', 'a', 'b'], {
      reading: { phases: { post: { position: 7, role: 'either' } } },
    });
    const parts = [
      { measure: 'bdi2', at: [1], phase: 'pre' },
      { measure: 'bdi2', at: [2], phase: 'post' },
    ];
    const { phases } = placePhases(setShape(plan, { kind: 'scores', parts })).reading;
    expect(phases['pre']).toEqual({ position: 0, role: 'baseline' });
    expect(phases['post']).toEqual({ position: 7, role: 'either' });
  });

  it('makes a file with phases for its columns one of visits only', () => {
    const plan = planOf('scores', ['id', 'bdi.pre'], { columns: { person_id: 0 } });
    const parts = [{ measure: 'bdi2', at: [1], phase: 'pre' }];
    expect(setShape(plan, { kind: 'scores', parts }).reading.time).toBe('order');
  });
});

describe('words and rules', () => {
  it('sets and takes back what a word becomes, without case', () => {
    const plan = setCode(
      setCode(stays, 'level_of_care', ' Res ', 'residential'),
      'level_of_care',
      '',
      LEAVE_OUT,
    );
    expect(plan.reading.codes['level_of_care']).toEqual({
      bhu: 'inpatient',
      res: 'residential',
      '': LEAVE_OUT,
    });
    const back = setCode(
      setCode(plan, 'level_of_care', 'RES', null),
      'discharge_reason',
      'n/a',
      AS_EMPTY,
    );
    expect(back.reading.codes).toEqual({
      level_of_care: { bhu: 'inpatient', '': LEAVE_OUT },
      discharge_reason: { 'n/a': AS_EMPTY },
    });
  });

  it('sets and takes back the place of a phase', () => {
    const plan = setPhase(stays, 'Pre', { position: 0, role: 'baseline' });
    expect(plan.reading.phases).toEqual({ pre: { position: 0, role: 'baseline' } });
    expect(setPhase(plan, 'PRE', null).reading.phases).toEqual({});
  });

  it('has one rule about a column, which grows', () => {
    const once = addLeaveOut(stays, { at: 4, words: ['Planned'] });
    const twice = addLeaveOut(once, { at: 4, words: ['planned', ''] });
    expect(twice.reading.leaveOut).toEqual([{ at: 4, words: ['planned', ''] }]);
    expect(twice.extras).toEqual([]);
    expect(removeLeaveOut(twice, 4).reading.leaveOut).toEqual([]);
  });

  it('never changes the plan that it was given', () => {
    const before = JSON.stringify(stays);
    setCode(withReading(stays, { isShifted: true }), 'level_of_care', 'x', 'iop');
    expect(JSON.stringify(stays)).toBe(before);
  });
});
