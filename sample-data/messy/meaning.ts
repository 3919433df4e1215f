// What each file means: the mapping that a person who knows the record system would confirm.
import { SCORE_COLUMNS } from './assessments';

/** In place of a code: rows with this word are left out. */
const LEAVE_OUT = '!leave-out';

/** In place of a code: the word is read as an empty cell. */
const AS_EMPTY = '';

/** A mapping. Columns are canonical name to header, words are in lower case. */
export interface Meaning {
  readonly kind: 'stays' | 'scores' | 'sessions' | 'surveys';
  readonly columns: Readonly<Record<string, string>>;
  /** Text columns of the site's own that become filters. */
  readonly extras?: readonly string[];
  /** Instrument to header, where each instrument has a column. */
  readonly scores?: Readonly<Record<string, string>>;
  /** Headers without a place, and why. */
  readonly unused?: Readonly<Record<string, string>>;
  readonly dayFormats: Readonly<Record<string, string>>;
  /** Words that are missing here are unknown on purpose. */
  readonly codes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly minutesBetween?: { readonly start: string; readonly end: string };
  readonly billing?: { readonly column: string; readonly programDayMinutes: number };
  readonly factors?: Readonly<Record<string, number>>;
}

/** The mapping of each file. */
export const MEANINGS: Readonly<Record<string, Meaning>> = {
  'Census_Report.csv': {
    kind: 'stays',
    columns: {
      person_id: 'Client ID',
      stay_id: 'Encounter #',
      level_of_care: 'LOC',
      admitted_on: 'Admit Dt',
      discharged_on: 'D/C Dt',
      discharge_reason: 'D/C Type',
      program: 'Program',
      site: 'Facility',
      payer: 'Payor Type',
      age_band: 'Age Group',
      sex: 'Gender',
      primary_dx: 'Dx 1',
      referred_on: 'Referral Dt',
      referral_source: 'Referral Source',
    },
    extras: ['Housing'],
    dayFormats: { admitted_on: 'mdy', discharged_on: 'mdy', referred_on: 'mdy' },
    codes: {
      level_of_care: {
        '3.7-wm detox': 'withdrawal_management',
        'rtc 3.5': 'residential',
        'php - day tx': 'php',
        'iop 2.1': 'iop',
        'op individual': 'op',
        alumni: 'aftercare',
      },
      discharge_reason: {
        graduated: 'completed',
        'step-down': 'transferred',
        ama: 'against_advice',
        'lost to contact': 'dropped_out',
        'administrative d/c': 'terminated',
        'ur denial': 'coverage_ended',
        jail: 'incarcerated',
        expired: 'deceased',
        'entered in error': 'record_closed',
        'did not admit': LEAVE_OUT,
      },
    },
  },
  'Assessments.csv': {
    kind: 'scores',
    columns: { person_id: 'Client ID', taken_on: 'Completed' },
    scores: SCORE_COLUMNS,
    unused: {
      Signed: 'the day of completion counts, not that of signing',
      'Entered By':
        'who typed the form in, not who rated; as rater it would part first and last scores',
    },
    dayFormats: { taken_on: 'd-mon-y' },
    codes: { score: { declined: AS_EMPTY } },
    factors: { who5: 4 },
  },
  'Attendance_Export.csv': {
    kind: 'sessions',
    columns: {
      person_id: 'Client ID',
      held_on: 'DOS',
      session_type: 'Service',
      status: 'Status',
      group_id: 'Group',
    },
    dayFormats: { held_on: 'mdy' },
    codes: {
      session_type: {
        group: 'group',
        indiv: 'individual',
        family: 'family',
        'iop day': 'group',
        intake: 'assessment',
      },
      status: {
        kept: 'attended',
        dns: 'no_show',
        cancelled: 'client_cancel',
        'canceled late': 'late_cancel',
        cbt: 'provider_cancel',
        excused: 'excused',
        rescheduled: LEAVE_OUT,
        scheduled: 'scheduled',
      },
    },
    minutesBetween: { start: 'Start', end: 'End' },
    billing: { column: 'CPT', programDayMinutes: 180 },
  },
  'Experience.csv': {
    kind: 'surveys',
    columns: {
      taken_on: 'Returned',
      instrument: 'Survey',
      score: 'Overall (1-5)',
      top_box: 'Would recommend',
    },
    dayFormats: { taken_on: 'mon-d-y' },
    codes: { top_box: { yes: 'yes', no: 'no' } },
  },
};
