/** Which columns are proposed for headers as record systems write them, and how cells are read. */
import { describe, expect, it } from 'vitest';
import { profileOf } from '$lib/ingest/profile';
import { headerWords } from '$lib/ingest/propose/header-text';
import { csv, look, pick } from './propose-support';

describe('the profile of a file', () => {
  it('counts trimmed values, most frequent first, and takes missing cells for empty ones', () => {
    const profile = profileOf(['a', 'b'], [['1 ', 'x'], ['2'], ['1', ' ']], false);
    expect(profile).toMatchObject({ rowCount: 3, isWhole: false });
    expect(profile.columns[0]).toEqual({
      at: 0,
      name: 'a',
      filled: 3,
      values: [
        { value: '1', n: 2 },
        { value: '2', n: 1 },
      ],
      distinct: 2,
    });
    expect(profile.columns[1]).toMatchObject({ filled: 1, distinct: 1 });
  });

  it('keeps the 200 most frequent values and counts all', () => {
    const rows = Array.from({ length: 300 }, (_, n) => [`${n}`]);
    const [column] = profileOf(['id'], rows, true).columns;
    expect(column?.values).toHaveLength(200);
    expect(column?.distinct).toBe(300);
  });
});

describe('the words of a header', () => {
  it.each([
    ['AdmitDt', 'admit date'],
    ['ADMIT_DATE', 'admit date'],
    ['admitdate', 'admit date'],
    ['D/C Date', 'discharge date'],
    ['MR #', 'medical record number'],
    ['PatientID', 'person id'],
    ['INTIME', 'in time'],
    ['HADM_ID', 'admit id'],
    ['CURR_CAREUNIT', 'current care unit'],
    ['LOC', 'level of care'],
    ['held_on', 'held date'],
    ['Inpatient Unit', 'inpatient unit'],
    ['Overall (1-5)', 'overall answerrange'],
    ['Stars 0 to 10', 'stars answerrange'],
    ['Diagnosis 1', 'diagnosis 1'],
  ])('%s are %s', (name, words) => {
    expect(headerWords(name).join(' ')).toBe(words);
  });
});

describe('a stays file', () => {
  const levels = ['IOP', 'PHP', 'RTC'];

  it('is known by the names of a record system', () => {
    const file = look(
      csv(
        'MR #,Admit Dt,D/C Date,LOC,Program Name,Facility,D/C Reason,Payor,Gender,DOB',
        (n) =>
          `${n % 20},1/${13 + (n % 9)}/2025,2/${13 + (n % 9)}/2025,${pick(n, levels)},` +
          `${pick(n, ['Adult', 'Teen'])},North,${pick(n, ['Graduated', 'AMA'])},Aetna,F,01/02/1990`,
      ),
    );
    expect(file.plan.kind).toBe('stays');
    expect(file.named).toEqual({
      person_id: 'MR #',
      admitted_on: 'Admit Dt',
      discharged_on: 'D/C Date',
      level_of_care: 'LOC',
      program: 'Program Name',
      site: 'Facility',
      discharge_reason: 'D/C Reason',
      payer: 'Payor',
      sex: 'Gender',
    });
    expect(file.plan.reading.dayFormats).toEqual({ admitted_on: 'mdy', discharged_on: 'mdy' });
    expect(file.plan.reading.codes).toEqual({
      level_of_care: { rtc: 'residential' },
      discharge_reason: { graduated: 'completed', ama: 'against_advice' },
    });
    expect(file.plan.extras).toEqual([{ name: 'x_dob', header: 'DOB' }]);
    expect(file.reasons['admitted_on']).toEqual({
      confidence: 'sure',
      because: 'the header says "Admit Dt" and every value is a day',
    });
    expect(file.otherKinds).toHaveLength(3);
  });

  it('takes the clinical level where an authorized one stands before it', () => {
    const row = (n: number): string => `${n},PHP,IOP,2025-01-02`;
    const file = look(csv('Client ID,Authorized LOC,Clinical LOC,Admission Date', row));
    expect(file.named['level_of_care']).toBe('Clinical LOC');
  });

  it('takes the program for the level only where no other column is one', () => {
    const row = (n: number): string => `${n},${pick(n, levels)},2025-01-02,North`;
    const alone = look(csv('Client ID,Program,Start Date,Location', row));
    expect(alone.named).toMatchObject({ level_of_care: 'Program', site: 'Location' });
    expect(alone.reasons['level_of_care']?.confidence).toBe('unsure');
    const both = look(csv('Client ID,LOC,Start Date,Program', row));
    expect(both.named).toMatchObject({ level_of_care: 'LOC', program: 'Program' });
  });

  it('has no stay_id where the values come again', () => {
    const row = (n: number): string => `P${n},E${n >> 1},IOP,2025-01-02,2025-02-0${1 + (n % 9)}`;
    const file = look(csv('Patient ID,Episode ID,LOC,Admit Date,Discharge Date', row));
    expect(file.named).not.toHaveProperty('stay_id');
    const unique = look(
      csv('Patient ID,Episode ID,LOC,Admit Date', (n) => `P${n >> 1},E${n},IOP,2025-01-02`),
    );
    expect(unique.named['stay_id']).toBe('Episode ID');
  });

  it('never takes a birth date or a referral for an admission', () => {
    const row = (n: number): string => `${n},1990-01-02,2025-01-01,2025-01-0${1 + (n % 9)},IOP`;
    const file = look(csv('Client ID,Birth Date,Referral Date,Date of Admission,LOC', row));
    expect(file.named).toMatchObject({
      admitted_on: 'Date of Admission',
      referred_on: 'Referral Date',
    });
  });

  it('counts in relative days where the days are small whole numbers', () => {
    const row = (n: number): string => `${n},iop,0,${20 + n}`;
    const file = look(csv('pid,level,admit_day,discharge_day', row));
    expect(file.plan.reading).toMatchObject({ time: 'relative', dayFormats: {} });
  });

  it('reads discharge status codes of claims as reason and as destination', () => {
    const codes = ['01', '02', '07', '20', '30', '65'];
    const row = (n: number): string => `${n},2025-01-01,2025-02-01,${pick(n, codes)},inpatient`;
    const header = 'Patient ID,Admission Date,Discharge Date,Discharge Status,Level';
    const file = look(csv(header, row));
    expect(file.named['discharged_to']).toBe('Discharge Status');
    expect(file.plan.reading.codes['discharge_reason']).toEqual({
      '07': 'against_advice',
      '20': 'deceased',
      '30': '',
    });
    expect(file.plan.reading.codes['discharged_to']).toMatchObject({ '02': 'inpatient', '01': '' });
  });
});

describe('the days of a column', () => {
  const formatOf = (day: (n: number) => string, header = 'Admit Date'): string | undefined =>
    look(csv(`Client ID,LOC,${header}`, (n) => `${n},IOP,"${day(n)}"`)).plan.reading.dayFormats[
      'admitted_on'
    ];

  it.each<[string, (n: number) => string]>([
    ['mdy', (n) => `1/${13 + (n % 9)}/2025`],
    ['dmy', (n) => `${13 + (n % 9)}.01.2025 08:30`],
    ['mdy2', (n) => `01/${13 + (n % 9)}/25`],
    ['dmy2', (n) => `${13 + (n % 9)}-1-25`],
    ['d-mon-y', (n) => `${1 + n}-Mar-2025`],
    ['d-mon-y2', (n) => `${1 + n}-Mar-25`],
    ['mon-d-y', (n) => `March ${1 + n}, 2025`],
    ['excel', (n) => `${45_000 + n}`],
  ])('are written as %s', (format, day) => {
    expect(formatOf(day)).toBe(format);
  });

  it('need no format where they are ISO or compact, with or without a time', () => {
    expect(formatOf((n) => `2025-03-0${1 + (n % 9)}T08:00:00Z`)).toBeUndefined();
    expect(formatOf((n) => `2025030${1 + (n % 9)}`)).toBeUndefined();
  });

  it('are no serial numbers where the header does not say that they are days', () => {
    const file = look(csv('Client ID,LOC,Admit,Code', (n) => `${n},IOP,${45_000 + n},${n}`));
    expect(file.plan.reading.dayFormats).toEqual({});
  });
});

describe('a sessions file', () => {
  it('gives types, status, times and billing codes', () => {
    const file = look(
      csv(
        'Client Name,Client ID,Date of Service,Appt Type,Appt Status,Start Time,End Time,CPT Code,Group Name',
        (n) =>
          `x,${n % 7},${13 + (n % 9)}-Mar-25,${pick(n, ['Process Group', 'Family'])},` +
          `${pick(n, ['Show', 'DNS', 'Rescheduled'])},9:00 AM,10:30 AM,90853,G${n % 3}`,
      ),
    );
    expect(file.plan.kind).toBe('sessions');
    expect(file.named).toEqual({
      person_id: 'Client ID',
      held_on: 'Date of Service',
      session_type: 'Appt Type',
      status: 'Appt Status',
      group_id: 'Group Name',
    });
    expect(file.plan.reading).toMatchObject({
      minutesBetween: { startAt: 5, endAt: 6 },
      billing: { at: 7, programDayMinutes: 180 },
      codes: { status: { show: 'attended', dns: 'no_show', rescheduled: '!leave-out' } },
    });
  });

  it.each([
    ['Duration', (n: number) => `${pick(n, ['0.5', '1.25', '3'])}`, 'hours'],
    ['Duration', (n: number) => `${pick(n, ['1:00', '0:45'])}`, 'clock'],
    ['Units', (n: number) => `${1 + (n % 8)}`, 'units15'],
    ['Hours', (n: number) => `${1 + (n % 3)}`, 'hours'],
    ['Duration', (n: number) => `${pick(n, ['45', '60', '90'])}`, undefined],
  ] as const)('reads %s in its unit', (header, amount, unit) => {
    const row = (n: number): string => `${n},2025-03-13,Attended,${amount(n)}`;
    const file = look(csv(`Client ID,Session Date,Status,${header}`, row));
    expect(file.named['scheduled_minutes']).toBe(header);
    expect(file.plan.reading.units['scheduled_minutes']).toBe(unit);
  });

  it('takes day and minutes from timestamps, but not from days written at midnight', () => {
    const times = (n: number): string => `${n},2025-03-13 09:00,2025-03-13 10:30,Show`;
    const file = look(csv('Client ID,Appointment Start,Appointment End,Status', times));
    expect(file.named['held_on']).toBe('Appointment Start');
    expect(file.plan.reading.minutesBetween).toEqual({ startAt: 1, endAt: 2 });
    const midnight = (n: number): string => `${n},2025-03-13 00:00,2025-03-13 00:00,Show`;
    const days = look(csv('Client ID,Appointment Start,Appointment End,Status', midnight));
    expect(days.plan.reading.minutesBetween).toBeNull();
  });

  it('takes an attendance flag for the status', () => {
    const row = (n: number): string => `${n % 5},2025-03-13,Yoga,${pick(n, ['Y', 'N'])}`;
    const file = look(csv('Client,Date,Group,Attended', row));
    expect(file.plan.kind).toBe('sessions');
    expect(file.plan.reading.codes['status']).toEqual({ y: 'attended', n: 'no_show' });
  });

  it('does not read the units of claims as quarters of an hour', () => {
    const row = (n: number): string => `${n},20250313,${pick(n, ['H0015', '90837'])},1`;
    const file = look(csv('PatientID,DOS,HCPCS,Units', row));
    expect(file.plan.kind).toBe('sessions');
    expect(file.named).not.toHaveProperty('scheduled_minutes');
  });
});

describe('a scores file', () => {
  it('takes the day of completion before that of signing', () => {
    const row = (n: number): string =>
      `${n % 7},GAD-7,2025-03-29,2025-03-0${1 + (n % 9)},${n % 21}`;
    const file = look(csv('Patient,Assessment Name,Signed Date,Completed Date,Total Score', row));
    expect(file.plan.kind).toBe('scores');
    expect(file.named).toEqual({
      person_id: 'Patient',
      measure: 'Assessment Name',
      taken_on: 'Completed Date',
      score: 'Total Score',
    });
  });

  it('keeps visits beside days only where the header names them so', () => {
    const row = (n: number): string => `${n},phq9,2025-03-1${n % 9},${n % 4},9`;
    expect(look(csv('ID,Measure,Date,Visit Number,Score', row)).named).not.toHaveProperty('visit');
    expect(look(csv('ID,Measure,Date,visit,Score', row)).named['visit']).toBe('visit');
    const empty = (n: number): string => `${n},phq9,,${n % 4},9`;
    expect(look(csv('person_id,measure,taken_on,visit,score', empty)).plan.reading.time).toBe(
      'order',
    );
  });

  it('reads words in the place of numbers', () => {
    const cells = ['15 - Moderately severe', '7', 'Declined'];
    const row = (n: number): string => `${n},phq9,2025-03-29,${pick(n, cells)}`;
    const file = look(csv('ID,Measure,Date,Score', row));
    expect(file.plan.reading.codes['score']).toEqual({
      '15 - moderately severe': '15',
      declined: '!leave-out',
    });
  });
});

describe('a surveys file', () => {
  it.each([
    ['Survey|Returned|Overall (1-5)|Would recommend', 'taken_on instrument score top_box'],
    ['Survey name|Completed|Mean Score|Recommend', 'taken_on instrument score top_box'],
    ['Form|Date|Overall Satisfaction|Would recommend', 'taken_on instrument score top_box'],
    ['Questionnaire|Date Returned|Rating (1-5)|Recommended', 'taken_on instrument score top_box'],
    ['Survey|Date Completed|(1-5)|Follow up', 'taken_on instrument score'],
    ['Survey Name|Date|Overall (1-5)|Recommend (0-10)', 'taken_on instrument score'],
  ])('is known by %s', (header, columns) => {
    const names = header.split('|');
    const [surveyName, dayName, scoreName, recommendName] = names;
    for (const person of ['', ',Client ID']) {
      const row = (n: number): string =>
        `${pick(n, ['Exit survey', 'Family survey'])},2025-03-1${n % 9},${1 + (n % 5)},` +
        `${recommendName!.includes('10') ? n % 11 : pick(n, ['Yes', 'No'])}${person && `,P${n}`}`;
      const file = look(csv(`${names.join(',')}${person}`, row));
      expect(file.plan.kind).toBe('surveys');
      const all: Record<string, string> = {
        taken_on: dayName!,
        instrument: surveyName!,
        score: scoreName!,
        top_box: recommendName!,
        ...(person && { person_id: 'Client ID' }),
      };
      const expected = [...columns.split(' '), ...(person ? ['person_id'] : [])];
      expect(file.named).toEqual(Object.fromEntries(expected.map((name) => [name, all[name]])));
    }
  });

  it('does not take a column of ids of surveys for their name', () => {
    const row = (n: number): string => `S${n},Exit form,2025-03-1${n % 9},${1 + (n % 5)}`;
    const file = look(csv('Survey,Form,Returned,Rating', row));
    expect(file.named['instrument']).toBe('Form');
  });

  it('is one of scores where its words are instruments', () => {
    const row = (n: number): string => `P${n},PHQ-9,2025-03-1${n % 9},${n}`;
    const file = look(csv('Client ID,Survey,Completed,Total Score', row));
    expect(file.plan.kind).toBe('scores');
  });
});

describe('the kind of a file', () => {
  it('is a survey where nothing names a known instrument', () => {
    const row = (n: number): string => `2025-03-0${1 + (n % 9)},Exit survey,${1 + (n % 5)},${n}`;
    const file = look(csv('Response Date,Survey,Rating,Client ID', row));
    expect(file.plan.kind).toBe('surveys');
    expect(file.named['score']).toBe('Rating');
  });

  it('can be chosen by the person, with proposals for it', () => {
    const text = csv('Client ID,Date,Status', (n) => `${n},2025-03-13,Show`);
    const file = look(text, 'stays');
    expect(file.plan.kind).toBe('stays');
    expect(file.otherKinds[0]).toBe('sessions');
    expect(file.named).toMatchObject({ person_id: 'Client ID', admitted_on: 'Date' });
  });
});
