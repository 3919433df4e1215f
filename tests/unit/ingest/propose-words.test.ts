/** The codes that words of record systems become, and the lists from which a person picks. */
import { describe, expect, it } from 'vitest';
import { AS_EMPTY, LEAVE_OUT } from '$lib/ingest/reading';
import { BILLING, billedService } from '$lib/ingest/propose/billing';
import { phaseOf, phaseRules } from '$lib/ingest/propose/phases';
import { isGenericCancel } from '$lib/ingest/propose/session-words';
import { suggestScore } from '$lib/ingest/propose/score-words';
import { codesOf, mappedWords, suggestCode, unknownWords } from '$lib/ingest/propose/words';
import { csv, look, pick } from './propose-support';

const code = (column: string, word: string): string | null =>
  suggestCode(column, word)?.code ?? null;

/** Column, code, words for it divided by `|`; `?` = no code may be proposed. */
const TABLE: readonly (readonly [column: string, code: string, words: string])[] = [
  [
    'level_of_care',
    'iop',
    'IOP|2.1|S9480|Intensive Outpatient|ASAM 2.1|Level II.1|IOP - Evening|2.1 - IOP|Adolescent IOP',
  ],
  [
    'level_of_care',
    'php',
    'PHP|Day Treatment|2.5|HIOP|H0035|Partial Hospitalization|PHP w/ boarding|Level 2.5',
  ],
  [
    'level_of_care',
    'residential',
    'RTC|residential|3.1|3.3|3.5|Residential Treatment Center|ASAM 3.5',
  ],
  ['level_of_care', 'inpatient', '3.7|4|4.0|Inpatient|acute|psych unit|Inpatient Psychiatric'],
  [
    'level_of_care',
    'withdrawal_management',
    'detox|WM|3.2-WM|3.7-WM|Medical Detox|Withdrawal Mgmt',
  ],
  ['level_of_care', 'op', 'OP|1|1.0|outpatient|individual therapy only|Level 1|Routine Outpatient'],
  ['level_of_care', 'aftercare', 'aftercare|Alumni|continuing care'],
  ['level_of_care', 'housing', 'sober living|Sober Living Home'],
  ['level_of_care', LEAVE_OUT, 'Did not admit|Planned|Entered in error|Cancelled'],
  ['level_of_care', '?', 'MICU|2|3|0.5|sober coaching|unknown|'],
  ['discharged_to', 'inpatient', '02|65|70|Inpatient'],
  ['discharged_to', AS_EMPTY, '01|Home|home or self care|none'],
  ['discharged_to', 'iop', 'IOP|Step down to IOP'],
  [
    'discharge_reason',
    'completed',
    'Graduated|successful|completed program|Treatment Completed|goals met',
  ],
  [
    'discharge_reason',
    'transferred',
    'step-down|LOC change|transfer|medical|hospitalized|Transferred to higher level|Tx to Higher LOC|Needs higher LOC|Admin Transfer',
  ],
  [
    'discharge_reason',
    'against_advice',
    'AMA|ACA|ASA|AWOL|eloped|left against staff advice|Against Medical Advice (AMA)|07',
  ],
  [
    'discharge_reason',
    'dropped_out',
    'lost to contact|no contact|no-show discharge|Lost to follow-up',
  ],
  [
    'discharge_reason',
    'terminated',
    'administrative|disciplinary|for cause|non-compliance|staff request|Administrative Discharge|Admin Discharge|Admin D/C',
  ],
  [
    'discharge_reason',
    'coverage_ended',
    'insurance|UR denial|benefits exhausted|financial|Insurance benefits expired',
  ],
  ['discharge_reason', 'incarcerated', 'jail|arrest|21'],
  ['discharge_reason', 'deceased', 'expired|died|20'],
  ['discharge_reason', 'record_closed', 'duplicate|entered in error|system transfer'],
  ['discharge_reason', AS_EMPTY, '30|N/A|Unknown|still a patient'],
  ['discharge_reason', '?', 'home or self care|01|unsuccessful|Did not complete|Incomplete'],
  [
    'status',
    'attended',
    'show|kept|arrived|checked out|completed|present|arrived late|left early|Attended|Y',
  ],
  [
    'status',
    'no_show',
    'DNS|DNKA|FTA|no call no show|absent|client absence|No-Show|NoShow|unexcused absence',
  ],
  [
    'status',
    'client_cancel',
    'CBC|cancelled by client|Client Cancelled|Cancelled|canceled|Cancellation by patient|Pt Cx|C/X by member|Cxl - client|CNCL|Canc|Cx > 24h|client cancel, 24 hr notice|ClientCancelled|Cancelled by client - weather|Cancelled, not late',
  ],
  [
    'status',
    'late_cancel',
    'late cancel|same-day cancel|Late Cancellation|Cancelled < 24 hours|cancelled by client late|Late Cx|C/X late|Cx <24h|same day cxl|Pt late cancel|Cncl w/in 24 hrs|cx - no notice|Canceled late|LateCancel',
  ],
  [
    'status',
    'provider_cancel',
    'CBT|CBP|agency|clinician cancelled|holiday|weather|Cancelled by Provider|Facility closed|Cx by provider|Staff cx|Cxl by therapist|c/x clinic|Canc - agency|Late Cx by provider|Program cancelled|CancelledByProvider|Dr cancelled',
  ],
  ['status', 'excused', 'excused|Excused Absence'],
  ['status', 'scheduled', 'Scheduled|confirmed|pending'],
  ['status', LEAVE_OUT, 'rescheduled|entered in error|Rescheduled by client|voided'],
  ['status', '?', 'tbd|see notes|unknown|'],
  ['session_type', 'group', 'Process Group|group therapy|90853|H0015'],
  ['session_type', 'individual', 'Individual Therapy|1:1|90837|ind'],
  ['session_type', 'family', 'Family Session|90847|Couples'],
  ['session_type', 'psychoeducation', 'Psychoed|Education Group|Didactic'],
  ['session_type', 'skills', 'DBT Skills Group|Life skills'],
  ['session_type', 'medication', 'Med Management|99213|Medication check'],
  ['session_type', 'assessment', 'Biopsychosocial Assessment|90791|Psychiatric Evaluation|Intake'],
  ['session_type', 'holistic', 'Yoga|Art Therapy'],
  ['session_type', AS_EMPTY, 'N/A|-'],
  [
    'measure',
    'phq9',
    'PHQ-9|PHQ 9|phq_9|Patient Health Questionnaire (PHQ-9) - Total|Patient Health Questionnaire-9|PHQ9 Score',
  ],
  ['measure', 'gad7', 'GAD 7|Generalized Anxiety Disorder-7|GAD-7 Total Score'],
  ['measure', 'bdi2', 'BDI-II|Beck Depression Inventory II|bdi'],
  ['measure', 'cesd', 'CES_D|CES-D'],
  ['measure', 'who5', 'WHO5|WHO-5 Well-Being Index'],
  ['measure', 'auditc', 'AUDIT-C|audit c'],
  ['measure', 'audit', 'AUDIT'],
  ['measure', 'dass21_depression', 'DASS-21 Depression|DASS21 D'],
  ['measure', '?', 'Craving Scale|HAM-D|craving-10|vitals'],
  ['phase', 'baseline', 'pre|Intake|Admission|baseline|A0|Pre-treatment|Week 0|baseline_arm_1'],
  ['phase', 'later', 'post|Discharge|exit|mid|D0|A30|End of treatment (EOT)'],
  ['phase', 'either', 'week 4|2m|T1|Visit 3|month_6|Session 5'],
  ['phase', 'follow_up', 'D30|D180|D360|3 month follow-up|FU1|6 mo f/u|Post-discharge'],
  ['phase', '?', 'something|n/a'],
];

describe('the code of a word', () => {
  it.each(
    TABLE.flatMap(([column, expected, words]) =>
      words.split('|').map((word) => [column, word, expected] as const),
    ),
  )('%s: "%s" is %s', (column, word, expected) => {
    expect(code(column, word)).toBe(expected === '?' ? null : expected);
  });

  it('is itself where the word is a code already, in any case', () => {
    expect(suggestCode('level_of_care', ' IOP ')).toEqual({ code: 'iop', confidence: 'sure' });
    expect(suggestCode('status', 'No_Show')).toEqual({ code: 'no_show', confidence: 'sure' });
  });

  it.each([
    ['Cancelled', true],
    ['Cx', true],
    ['C/X', true],
    ['CNCL', true],
    ['Canceled - illness', true],
    ['Client session cancelled', true],
    ['Group cancelled', true],
    ['Late Cx', false],
    ['Cx by provider', false],
    ['Pt cx', false],
    ['Rescheduled (cancelled)', false],
    ['No show / cancelled', false],
    ['Excused cancellation', false],
    ['Kept', false],
  ])('of a cancellation, %s, is asked about: %s', (word, isAsked) => {
    expect(isGenericCancel(word)).toBe(isAsked);
  });

  it('is only likely where the letters stand for a therapy as well', () => {
    expect(suggestCode('status', 'CBT')).toEqual({ code: 'provider_cancel', confidence: 'likely' });
  });

  it('is one that can be picked, or stands for no code', () => {
    for (const [column, expected] of TABLE) {
      const known = codesOf(column).map((candidate) => candidate.code);
      expect([...known, '?', LEAVE_OUT, AS_EMPTY]).toContain(expected);
    }
    expect(codesOf('level_of_care')[0]).toEqual({ code: 'inpatient', label: 'Inpatient' });
    expect(codesOf('program')).toEqual([]);
  });
});

describe('billing codes', () => {
  it('tell the type and the minutes, also with a modifier', () => {
    expect(BILLING['90837']).toEqual({ type: 'individual', minutes: 60 });
    expect(billedService('h0015 HF')).toEqual({ type: 'group', minutes: 'program day' });
    expect(billedService('90853-GT')?.minutes).toBe(60);
    expect(billedService('12345')).toBeNull();
    expect(billedService('908370')).toBeNull();
  });
});

describe('the words of a score', () => {
  it.each([
    ['15 - Moderately severe', '15'],
    ['Several days (1)', '1'],
    ['12/27', '12'],
    ['Score: 9', '9'],
    ['7 (mild)', '7'],
    ['Declined', LEAVE_OUT],
    ['Refused', LEAVE_OUT],
    ['Pt refused', LEAVE_OUT],
    ['Not administered', LEAVE_OUT],
    ['12', null],
    ['5-10', null],
    ['pending', null],
  ])('%s is %s', (cell, expected) => {
    expect(suggestScore(cell, false)).toBe(expected);
  });

  it('leave the other scores of a wide row alone where one was declined', () => {
    expect(suggestScore('Declined', true)).toBe(AS_EMPTY);
    expect(suggestScore('Refused', true)).toBe(AS_EMPTY);
  });
});

describe('phases', () => {
  it('stand in the order of time', () => {
    const words = ['Discharge', 'Week 4', 'Intake', '3 month follow-up', 'Week 2', 'D30'];
    const rules = phaseRules([words]);
    const sorted = Object.entries(rules).sort(([, a], [, b]) => a.position - b.position);
    expect(sorted.map(([word]) => word)).toEqual([
      'intake',
      'week 2',
      'week 4',
      'discharge',
      'd30',
      '3 month follow-up',
    ]);
  });

  it('may start a change by number only where no word is a baseline', () => {
    expect(phaseRules([['t1', 't2']])['t1']?.role).toBe('either');
    expect(phaseRules([['pre', 't1']])['t1']?.role).toBe('later');
    expect(
      phaseRules([
        ['pre', 'post'],
        ['t1', 't2'],
      ])['t1']?.role,
    ).toBe('either');
  });

  it('need no rule for plain numbers', () => {
    expect(phaseRules([['1', '2']])).toEqual({});
    expect(phaseOf('4')).toBeNull();
  });
});

describe('the words of a file', () => {
  const file = look(
    csv(
      'Client ID,LOC,Admit Dt',
      (n) => `${n},${pick(n, ['IOP', 'iop ', 'RTC', 'Tent'])},2025-01-02`,
    ),
  );

  it('are counted without case and space, with the code that they become', () => {
    expect(mappedWords(file.plan, file.profile)).toEqual([
      { column: 'level_of_care', word: 'iop', n: 12, code: 'iop', confidence: 'sure' },
      { column: 'level_of_care', word: 'rtc', n: 6, code: 'residential', confidence: 'sure' },
      { column: 'level_of_care', word: 'tent', n: 6, code: null, confidence: null },
    ]);
    expect(unknownWords(file.plan, file.profile)).toEqual([
      { column: 'level_of_care', word: 'tent', n: 6 },
    ]);
  });

  it('are known once they have a code, and one that a person gave is sure', () => {
    const codes = { level_of_care: { rtc: 'php', tent: LEAVE_OUT } };
    const plan = { ...file.plan, reading: { ...file.plan.reading, codes } };
    expect(unknownWords(plan, file.profile)).toEqual([]);
    expect(mappedWords(plan, file.profile)[1]).toMatchObject({ code: 'php', confidence: 'sure' });
  });
});
