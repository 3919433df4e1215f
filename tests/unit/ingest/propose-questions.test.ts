/** What is asked because the file cannot tell, and what each answer does to the plan. */
import { describe, expect, it } from 'vitest';
import type { Question } from '$lib/ingest/proposal';
import { questionsOf } from '$lib/ingest/propose/propose';
import { unknownWords } from '$lib/ingest/propose/words';
import { AS_EMPTY, LEAVE_OUT } from '$lib/ingest/reading';
import type { FilePlan } from '$lib/ingest/types';
import { LEVEL_CODES } from '$lib/model/canonical';
import { csv, look, pick, question, TODAY } from './propose-support';

const labels = ({ answers }: Question): readonly string[] => answers.map(({ label }) => label);

/** The plan after the answer that begins with a text. */
function answered(plan: FilePlan, asked: Question, start: string): FilePlan {
  const found = asked.answers.find(({ label }) => label.startsWith(start));
  if (!found) throw new Error(`no answer "${start}": ${labels(asked).join(', ')}`);
  return found.apply(plan);
}

const stays = (row: (n: number) => string): ReturnType<typeof look> =>
  look(csv('Client ID,LOC,Admit Date,Discharge Date', row));

describe('the order of day and month', () => {
  const ambiguous = (n: number): string => `0${1 + (n % 3)}/0${4 + (n % 3)}/2025`;

  it('is asked with a value of the file where no value tells', () => {
    const file = stays((n) => `${n},IOP,${ambiguous(n)},${ambiguous(n + 1)}`);
    const asked = question(file, 'day-order');
    expect(labels(asked)).toEqual(['01/04/2025 is 4 Jan 2025', '01/04/2025 is 1 Apr 2025']);
    expect(file.plan.reading.dayFormats).toEqual({ admitted_on: 'mdy', discharged_on: 'mdy' });
    const after = answered(file.plan, asked, '01/04/2025 is 1 Apr');
    expect(after.reading.dayFormats).toEqual({ admitted_on: 'dmy', discharged_on: 'dmy' });
  });

  it('is decided by another column that is written alike', () => {
    const file = stays((n) => `${n},IOP,${ambiguous(n)},${13 + (n % 9)}/10/2025`);
    expect(file.asked).not.toContain('day-order');
    expect(file.plan.reading.dayFormats).toEqual({ admitted_on: 'dmy', discharged_on: 'dmy' });
  });

  it('is not decided by a column with other marks between the parts', () => {
    const file = stays((n) => `${n},IOP,${ambiguous(n)},${13 + (n % 9)}.10.2025`);
    expect(question(file, 'day-order').answers).toHaveLength(2);
    const after = answered(file.plan, question(file, 'day-order'), '01/04/2025 is 1 Apr');
    expect(after.reading.dayFormats).toEqual({ admitted_on: 'dmy', discharged_on: 'dmy' });
  });

  it('of two-digit years stays one of two-digit years', () => {
    const file = stays((n) => `${n},IOP,01/0${2 + (n % 5)}/25,03/0${4 + (n % 5)}/25`);
    const after = answered(file.plan, question(file, 'day-order'), '01/02/25 is 1 Feb');
    expect(after.reading.dayFormats).toEqual({ admitted_on: 'dmy2', discharged_on: 'dmy2' });
  });
});

describe('days', () => {
  it('after today, where most are, may have been moved', () => {
    const file = stays((n) => `${n},IOP,2164-01-0${1 + (n % 9)},2164-02-03`);
    const asked = question(file, 'shifted');
    expect(answered(file.plan, asked, 'Yes').reading.isShifted).toBe(true);
    expect(answered(file.plan, asked, 'No').reading.isShifted).toBe(false);
    expect(stays((n) => `${n},IOP,2025-01-02,${n ? '2025-02-03' : '2164-02-03'}`).asked).toEqual(
      [],
    );
  });

  it('of discharge are not read as open without an answer', () => {
    const file = stays((n) => `${n},IOP,2025-01-02,${n % 4 ? '2025-02-03' : 'Active'}`);
    expect(file.plan.reading.codes).toEqual({});
    const after = answered(file.plan, question(file, 'open-words'), 'Yes');
    expect(after.reading.codes['discharged_on']).toEqual({ active: AS_EMPTY });
    const back = answered(after, question(file, 'open-words'), 'No');
    expect(back.reading.codes['discharged_on']).toEqual({});
  });
});

describe('words', () => {
  it('of different levels that count as one are asked about', () => {
    const file = stays((n) => `${n},${pick(n, ['3.1', 'RTC', 'IOP'])},2025-01-02,2025-02-03`);
    const asked = question(file, 'levels-merged');
    expect(asked.text).toContain('"3.1" and "RTC" count as Residential');
    expect(answered(file.plan, asked, 'Yes')).toBe(file.plan);
    const after = answered(file.plan, asked, 'No');
    expect(after.reading.codes['level_of_care']).toEqual({});
    const [open, ...others] = questionsOf(after, file.profile, TODAY);
    expect(open?.text).toBe('"3.1" and "RTC" have no level of care: 16 rows would be set aside.');
    expect(others).toEqual([]);
  });

  it('that spell one level differently are not asked about', () => {
    const words = ['IOP', 'Intensive Outpatient', '2.1', 'IOP - Evening'];
    expect(stays((n) => `${n},${pick(n, words)},2025-01-02,2025-02-03`).asked).toEqual([]);
  });

  it('that are missing in a required column are asked about', () => {
    const file = stays((n) => `${n},${pick(n, ['IOP', 'PHP', 'IOP', ''])},2025-01-02,2025-02-03`);
    const asked = question(file, 'empty-level');
    expect(labels(asked).slice(0, 3)).toEqual([
      'Set those rows aside',
      'They are: Intensive outpatient',
      'They are: Partial hospitalization',
    ]);
    expect(labels(asked)).toHaveLength(1 + LEVEL_CODES.length);
    const after = answered(file.plan, asked, 'They are: Intensive');
    expect(after.reading.codes['level_of_care']).toEqual({ '': 'iop' });
  });

  it('that are missing as a status may be a session that was held, missed, or is to come', () => {
    const row = (n: number): string => `${n},2025-03-13,${pick(n, ['Kept', 'DNS', ''])}`;
    const file = look(csv('Client ID,DOS,Appt Status', row));
    expect(labels(question(file, 'empty-status'))).toEqual([
      'Set those rows aside',
      'They are: Attended',
      'They are: No show',
      'They are: Scheduled',
    ]);
  });

  it('without a level are asked about until they have one', () => {
    const words = ['IOP', 'MICU', 'CSRU'];
    const file = stays((n) => `${n},${pick(n, words)},2025-01-02,2025-02-03`);
    const asked = question(file, 'unknown-levels');
    expect(asked.text).toBe('"MICU" and "CSRU" have no level of care: 16 rows would be set aside.');
    expect(labels(asked)).toHaveLength(LEVEL_CODES.length + 1);
    const all = answered(file.plan, asked, 'All are: Inpatient');
    expect(all.reading.codes['level_of_care']).toEqual({ micu: 'inpatient', csru: 'inpatient' });
    expect(questionsOf(all, file.profile, TODAY)).toEqual([]);
    expect(answered(file.plan, asked, 'Set their rows aside')).toBe(file.plan);
    const withCode = (codes: Record<string, string>): string[] => {
      const reading = { ...file.plan.reading, codes: { level_of_care: codes } };
      return questionsOf({ ...file.plan, reading }, file.profile, TODAY).map(({ text }) => text);
    };
    expect(withCode({ micu: 'inpatient' })).toEqual([
      '"CSRU" has no level of care: 8 rows would be set aside.',
    ]);
    expect(withCode({ micu: 'inpatient', csru: LEAVE_OUT })).toEqual([]);
  });

  it('without a status or an instrument are asked about in the same way', () => {
    const sessions = look(
      csv('Client ID,DOS,Status', (n) => `${n},2025-03-13,${pick(n, ['Kept', 'DNS', 'Tele'])}`),
    );
    expect(sessions.asked).toEqual(['unknown-statuses']);
    const row = (n: number): string => `${n},2025-03-13,${pick(n, ['PHQ-9', 'Craving'])},${n}`;
    const scores = look(csv('Client ID,Date,Measure,Score', row));
    expect(scores.asked).toEqual(['unknown-measures']);
    const { text } = question(scores, 'unknown-measures');
    expect(text).toBe('"Craving" names no known instrument: 12 rows would be set aside.');
  });

  it('without a level are slips where they are few, or where the file is plain', () => {
    const row = (n: number): string => `${n},${n > 1 ? 'IOP' : 'Tent'},2025-01-02`;
    const single = (n: number): string => `${n},${n > 0 ? 'IOP' : 'Tent'},2025-01-02`;
    expect(look(csv('Client ID,LOC,Admit Date', row, 199)).asked).toEqual(['unknown-levels']);
    expect(look(csv('Client ID,LOC,Admit Date', row, 200)).asked).toEqual([]);
    expect(look(csv('Client ID,LOC,Admit Date', single, 12)).asked).toEqual([]);
    expect(look(csv('person_id,level_of_care,admitted_on', row)).asked).toEqual([]);
  });

  it('whose rows are no stays are left out on the say of the person', () => {
    const header = 'Client ID,LOC,Admit Date,Discharge Date,Discharge Reason';
    const reasons = ['Graduated', 'AMA', 'Did Not Admit'];
    const file = look(csv(header, (n) => `${n},IOP,2025-01-02,2025-02-03,${pick(n, reasons)}`));
    const asked = question(file, 'left-out-words');
    expect(asked.text).toBe('Rows with "Did Not Admit" are no stays. Leave them out?');
    expect(asked.detail).toContain('8 of 24 rows have such a word');
    expect(answered(file.plan, asked, 'Leave them out')).toEqual(file.plan);
    const kept = answered(file.plan, asked, 'Keep them');
    expect(unknownWords(kept, file.profile).map(({ word }) => word)).toEqual(['did not admit']);
    const again = questionsOf(kept, file.profile, TODAY).map(({ id }) => id);
    expect(again).toEqual(['left-out-words']);
    expect(answered(kept, asked, 'Leave them out')).toEqual(file.plan);
  });

  it('of sessions that are none stay proposed without a question', () => {
    const words = ['Kept', 'DNS', 'Rescheduled', 'Void'];
    const row = (n: number): string => `${n},2025-03-13,${pick(n, words)}`;
    const file = look(csv('Client ID,DOS,Status', row));
    expect(file.asked).toEqual([]);
    expect(file.plan.reading.codes['status']).toMatchObject({ rescheduled: LEAVE_OUT });
  });

  it('for cancelled sessions are asked about where they do not say who', () => {
    const sessions = (words: readonly string[]): ReturnType<typeof look> =>
      look(csv('Client ID,DOS,Appt Status', (n) => `${n},2025-03-13,${pick(n, words)}`));
    const file = sessions(['Show', 'Cancelled', 'DNS']);
    const asked = question(file, 'cancel-who');
    expect(asked.detail).toContain('rises');
    expect(file.plan.reading.codes['status']).toMatchObject({ cancelled: 'client_cancel' });
    const after = answered(file.plan, asked, 'Leave');
    expect(after.reading.codes['status']).toMatchObject({ cancelled: LEAVE_OUT, dns: 'no_show' });
    expect(sessions(['Show', 'CBC', 'CBT']).asked).toEqual([]);
    expect(sessions(['Show', 'Cx by provider', 'Late Cx', 'Pt Cx']).asked).toEqual([]);
    const short = question(sessions(['Show', 'Cx', 'Late Cx', 'C/X']), 'cancel-who');
    expect(short.text).toBe('Who cancelled the sessions that are "cx" and "c/x"?');
  });
});

describe('a column that lacks', () => {
  it('gets one level for the whole file', () => {
    const file = look(
      csv('Client ID,Admit Date', (n) => `${n},2025-01-02`),
      'stays',
    );
    const after = answered(file.plan, question(file, 'missing-level_of_care'), 'Intensive');
    expect(after.reading.values).toEqual({ level_of_care: 'iop' });
    expect(questionsOf(after, file.profile, TODAY)).toEqual([]);
  });

  it('gets one instrument for the whole file', () => {
    const text = csv('Client ID,Date,Score', (n) => `${n},2025-01-02,${n}`);
    const file = look(text, 'scores');
    const after = answered(file.plan, question(file, 'missing-measure'), 'PHQ-9');
    expect(after.reading.values).toEqual({ measure: 'phq9' });
  });

  it('means attended in claims, with a word on the rate and on the length of a day', () => {
    const row = (n: number): string => `${n},20250313,${pick(n, ['H0015', '90837'])}`;
    const file = look(csv('PatientID,DOS,HCPCS', row));
    const missing = question(file, 'missing-status');
    expect(missing.detail).toContain('Claims hold no absences');
    expect(answered(file.plan, missing, 'All').reading.values).toEqual({ status: 'attended' });
    const day = answered(file.plan, question(file, 'program-day'), '4 hours');
    expect(day.reading.billing).toEqual({ at: 2, programDayMinutes: 240 });
  });
});

describe('rows', () => {
  it('of another kind of record can be left out by a rule', () => {
    const text = csv(
      'Client ID,LOC,Admission Date,Status',
      (n) => `${n},IOP,2025-01-02,${pick(n, ['Discharged', 'Planned', 'Did not admit'])}`,
    );
    const file = look(text);
    const asked = question(file, 'leave-out-3');
    const after = answered(file.plan, asked, 'Leave out');
    expect(after.reading.leaveOut).toEqual([{ at: 3, words: ['planned', 'did not admit'] }]);
    expect(answered(after, asked, 'Keep').reading.leaveOut).toEqual([]);
  });

  it('that touch are offered as one stay', () => {
    const row = (n: number): string =>
      `${n >> 1},IOP,2025-0${1 + (n % 2)}-01,2025-0${2 + (n % 2)}-01`;
    const asked = question(stays(row), 'merge-touching');
    expect(asked.answers.map(({ apply }) => apply(stays(row).plan).reading.mergeGapDays)).toEqual([
      null,
      0,
      3,
    ]);
    const apart = (n: number): string =>
      `${n >> 1},IOP,2025-0${1 + (n % 2)}-01,2025-0${1 + (n % 2)}-20`;
    expect(stays(apart).asked).toEqual([]);
  });

  it('of authorizations are recognised', () => {
    const row = (n: number): string => `${n},A${n},IOP,10,2025-01-0${1 + (n % 9)},2025-02-01`;
    const header = 'Client ID,Authorization Number,LOC,Approved Units,From Date,Through Date';
    expect(look(csv(header, row)).asked).toEqual(['authorizations']);
  });

  it('of a history can be stays that are all open', () => {
    const row = (n: number): string =>
      `${n % 8},${pick(n >> 3, ['RTC', 'IOP'])},2025-0${1 + (n >> 3)}-01`;
    const file = look(csv('Client ID,Level of Care,Start Date', row));
    const asked = question(file, 'history');
    const after = answered(file.plan, asked, 'No');
    expect(after.reading.history).toBeNull();
    expect(answered(after, asked, 'Yes').reading.history).toEqual({ episodeAt: null });
  });
});

describe('the unit of scores', () => {
  it('is asked where WHO-5 looks raw, in long and in wide files', () => {
    const long = look(csv('ID,Measure,Date,Score', (n) => `${n},WHO-5,2025-01-02,${n}`));
    const wide = look(csv('ID,Date,WHO-5', (n) => `${n},2025-01-02,${n}`));
    for (const file of [long, wide]) {
      const asked = question(file, 'who5-unit');
      expect(file.plan.reading.factors).toEqual({ who5: 4 });
      expect(answered(file.plan, asked, 'No').reading.factors).toEqual({ who5: 1 });
      expect(answered(file.plan, asked, 'Yes').reading.factors).toEqual({ who5: 4 });
    }
    const percent = look(csv('ID,Date,WHO-5', (n) => `${n},2025-01-02,${n * 4}`));
    expect(percent.asked).toEqual([]);
  });

  it('is asked where DASS-21 looks not doubled', () => {
    const file = look(csv('ID,Date,DASS21 Depression', (n) => `${n},2025-01-02,${n % 21}`));
    expect(file.plan.reading.factors).toEqual({ dass21_depression: 2 });
    const after = answered(file.plan, question(file, 'dass21-unit'), 'No');
    expect(after.reading.factors).toEqual({ dass21_depression: 1 });
  });
});

describe('the unit of minutes', () => {
  it('is asked where small whole numbers have no unit in their name', () => {
    const row = (n: number): string => `${n},2025-03-13,Attended,${1 + (n % 3)}`;
    const file = look(csv('Client ID,Session Date,Status,Duration', row));
    const after = answered(file.plan, question(file, 'minutes-unit'), '1 = hours');
    expect(after.reading.units).toEqual({ scheduled_minutes: 'hours' });
  });
});

describe('a length in the place of days', () => {
  it('asks which value means that the stay has ended', () => {
    const file = look(csv('id,level,days,departed', (n) => `${n},iop,${n * 9},${n % 2}`));
    const after = answered(file.plan, question(file, 'ended-words'), '0');
    expect(after.reading.duration).toEqual({ daysAt: 2, endedAt: 3, endedWords: ['0'] });
  });
});

describe('days that stand for an open end', () => {
  it('do not make the days of a file look moved', () => {
    expect(stays((n) => `${n},IOP,2025-01-02,9999-12-31`).asked).toEqual([]);
  });
});
