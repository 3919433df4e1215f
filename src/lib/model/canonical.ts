/**
 * The canonical tables: what a CSV export is mapped to, and what everything else is derived from.
 * One list serves recognition, templates, typing, documentation and the tables in the engine.
 */

/** The four kinds of file. */
export type Kind = 'stays' | 'scores' | 'sessions' | 'surveys';

/** All kinds, in the order in which they are checked against each other. */
export const KINDS: readonly Kind[] = ['stays', 'scores', 'sessions', 'surveys'];

/** How the values of a column are read. */
export type ColumnType = 'text' | 'day' | 'number' | 'whole' | 'code' | 'yes_no';

/** One column of a canonical table. */
export interface CanonicalColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** A row without a value here is set aside as a whole. */
  readonly required: boolean;
  /**
   * A value that cannot be read sets the whole row aside although the column may be empty; in other
   * optional columns only the cell is lost.
   */
  readonly wholeRow?: boolean;
  /** The codes of a `code` column. */
  readonly codes?: readonly string[];
  /** What the column means, in words for the template and the documentation. */
  readonly meaning: string;
}

/** The codes of `discharge_reason`. */
export const DISCHARGE_REASONS = [
  'completed',
  'transferred',
  'dropped_out',
  'against_advice',
  'terminated',
  'coverage_ended',
  'incarcerated',
  'other',
  'deceased',
  'record_closed',
] as const;

/** The codes of `session_type`. */
export const SESSION_TYPES = [
  'group',
  'individual',
  'family',
  'psychoeducation',
  'skills',
  'medication',
  'holistic',
  'assessment',
  'other',
] as const;

/** The codes of a session's `status`; the first three count for the attendance rate. */
export const SESSION_STATUSES = [
  'attended',
  'no_show',
  'late_cancel',
  'client_cancel',
  'provider_cancel',
  'excused',
  'scheduled',
] as const;

/** The codes of `level_of_care`; ranks stand in `levels.ts`. */
export const LEVEL_CODES = [
  'inpatient',
  'withdrawal_management',
  'residential',
  'php',
  'iop',
  'op',
  'aftercare',
  'housing',
] as const;

type Extra = Partial<Pick<CanonicalColumn, 'required' | 'wholeRow' | 'codes'>>;

function column(
  name: string,
  type: ColumnType,
  meaning: string,
  extra: Extra = {},
): CanonicalColumn {
  return { name, type, meaning, required: false, ...extra };
}

const required = { required: true };

const STAYS: readonly CanonicalColumn[] = [
  column('person_id', 'text', 'Pseudonym of the person, the same in every file', required),
  column(
    'stay_id',
    'text',
    'Pseudonym of the stay; made from person, admission and level if absent',
  ),
  column('level_of_care', 'code', 'Level of care', { required: true, codes: LEVEL_CODES }),
  column('admitted_on', 'day', 'Day of admission', required),
  column('discharged_on', 'day', 'Day of discharge; empty while the stay is open', {
    wholeRow: true,
  }),
  column('last_contact_on', 'day', 'Last day of contact, where it differs from the discharge'),
  column('discharge_reason', 'code', 'Why the stay ended', { codes: DISCHARGE_REASONS }),
  column('discharged_to', 'code', 'Planned next level of care', { codes: LEVEL_CODES }),
  column('program', 'text', 'Program'),
  column('site', 'text', 'Site'),
  column('track', 'text', 'Track inside the program'),
  column('modality', 'text', 'On site, telehealth or hybrid'),
  column('payer', 'text', 'Payer class'),
  column('referral_source', 'text', 'Who referred'),
  column('age_band', 'text', 'Age in bands'),
  column('sex', 'text', 'Sex'),
  column('race_ethnicity', 'text', 'Race and ethnicity'),
  column('primary_dx', 'text', 'Primary diagnosis, an ICD-10-CM code or a label'),
  column('other_dx', 'text', 'Other diagnoses, separated by ; or |'),
  column('referred_on', 'day', 'Day of referral'),
  column('first_contact_on', 'day', 'Day of the first contact'),
  column('observed_until', 'day', 'Last day on which this person could be observed'),
  column('prescribed_hours_per_week', 'number', 'Planned hours a week'),
  column('prescribed_weeks', 'number', 'Planned weeks'),
  column('aftercare_plan', 'yes_no', 'An aftercare plan was made'),
];

const SCORES: readonly CanonicalColumn[] = [
  column('person_id', 'text', 'Pseudonym of the person, as in stays', required),
  column('taken_on', 'day', 'Day on which the instrument was completed', { required: true }),
  column('measure', 'text', 'Instrument, such as phq9 or gad7', required),
  column('score', 'number', 'Total score', required),
  column('stay_id', 'text', 'Stay that the score belongs to, where it is known'),
  column('visit', 'number', 'Number of the visit, where there is no day'),
  column('phase', 'text', 'Word for the visit, such as pre or post, where there is no day'),
  column('program', 'text', 'Program, where no file of stays is loaded'),
  column('rater', 'text', 'Who rated'),
  column('reviewed_on', 'day', 'Day on which the score was reviewed'),
  column('plan_changed', 'yes_no', 'The plan of care was changed after the review'),
  column('risk_assessed_on', 'day', 'Day on which the risk was assessed after a positive screen'),
  column('shared_on', 'day', 'Day on which the score was shared with the person'),
  column('not_done_reason', 'text', 'Why the instrument was not completed as planned'),
];

const SESSIONS: readonly CanonicalColumn[] = [
  column('person_id', 'text', 'Pseudonym of the person, as in stays', required),
  column('held_on', 'day', 'Day of the session', required),
  column('session_id', 'text', 'Pseudonym of the session'),
  column('stay_id', 'text', 'Stay that the session belongs to, where it is known'),
  column('session_type', 'code', 'Kind of session', { codes: SESSION_TYPES }),
  column('status', 'code', 'What became of the session', {
    required: true,
    codes: SESSION_STATUSES,
  }),
  column('scheduled_minutes', 'whole', 'Planned minutes'),
  column('attended_minutes', 'whole', 'Attended minutes'),
  column('group_id', 'text', 'Group that met'),
  column('group_size', 'whole', 'Size of the group'),
  column('modality', 'text', 'On site, telehealth or hybrid'),
];

const SURVEYS: readonly CanonicalColumn[] = [
  column('taken_on', 'day', 'Day of the survey', required),
  column('instrument', 'text', 'Name of the survey', required),
  column('score', 'number', 'Score', required),
  column('person_id', 'text', 'Pseudonym of the person, as in stays'),
  column('stay_id', 'text', 'Stay that the survey is about'),
  column('top_box', 'yes_no', 'The best answer was given'),
];

/** Columns of the canonical tables that no file names: they are made from others while loading. */
export const MADE_COLUMNS: Readonly<Record<Kind, readonly CanonicalColumn[]>> = {
  stays: [
    column(
      'admitted_second',
      'whole',
      'Time of the admission in seconds of the day, from a timestamp',
    ),
  ],
  scores: [
    column('risk_item', 'number', 'Answer to the item about suicide, where items are loaded'),
  ],
  sessions: [column('minutes_assumed', 'yes_no', 'The minutes are assumed from a billing code')],
  surveys: [],
};

/** The columns of each canonical table, in template order. */
export const CANONICAL: Readonly<Record<Kind, readonly CanonicalColumn[]>> = {
  stays: STAYS,
  scores: SCORES,
  sessions: SESSIONS,
  surveys: SURVEYS,
};

/** Columns of a stay by which figures can be filtered and broken down, beside level and condition. */
export const DIMENSIONS = [
  'program',
  'site',
  'track',
  'modality',
  'payer',
  'referral_source',
  'age_band',
  'sex',
  'race_ethnicity',
] as const;

/** Prefix of the column that holds an extra text column of a stays file, such as `x_housing`. */
export const EXTRA_PREFIX = 'x_';
