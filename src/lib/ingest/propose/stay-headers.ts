/** Names of the columns of a stays file, in the words of `headerWords`, by how much they say. */
import type { HeaderRule } from './columns';

/** Words that make a column something else than the person or the stay. */
export const NO_PERSON =
  'birth row provider staff program group session appointment claim order event note form payer insurance first last name site facility unit phone email record_type date type status referral diagnosis';

/** The rules for stays. */
export const STAY_HEADERS: readonly HeaderRule[] = [
  {
    column: 'person_id',
    names: {
      1: 'person id|person number|medical record number|person medical record number',
      0.9: 'person|record number|id person code|chart number|study id|chart id|case number|nhs number|hospital number|unique person id|person code',
      0.8: '=id|case id|medical record|medical record id|unique id|record id|=number',
      0.5: 'account number|account id|person account',
    },
    never: NO_PERSON,
  },
  {
    column: 'stay_id',
    names: {
      1: 'stay id|episode id|stay number|episode number',
      0.9: 'encounter id|admit id|enroll id|encounter number|admit number|enroll number|episode stay id',
      0.7: 'visit id|account number|account id|episode|case number|case id',
    },
    never: 'date type status level reason provider',
  },
  {
    column: 'level_of_care',
    names: {
      1: 'level care|asam level care|asam level',
      0.85: 'level|service level|treatment level|program level|asam',
      0.75: 'care unit|program type|care type|treatment type|care setting',
      0.5: 'program|program name|service line|unit|ward|setting|service type|department|service|modality|treatment program',
    },
    never:
      'previous next discharge date id number reason to recommended requested start end length stay severity education',
    less: 'authorized approved admit initial referral intake',
    more: 'clinical current actual',
  },
  {
    column: 'admitted_on',
    names: {
      1: 'admit date',
      0.95: 'intake date|enroll date|episode start date|stay start date|program start date',
      0.85: 'admit|start date|in date|in time|in date time|entry date|level start date|episode start',
      0.7: 'start|effective date|service date|from date|change date|enroll|level change date|level effective date',
      0.5: '=date|from|=day|intake|day',
    },
    never:
      'discharge birth referral end expected planned length type source status id reason contact first_contact last out exit until through age count number stay_id since',
  },
  {
    column: 'discharged_on',
    names: {
      1: 'discharge date',
      0.95: 'episode end date|stay end date|program end date|disenroll date|exit date|termination date',
      0.85: 'discharge|end date|out date|out time|out date time|level end date|episode end|discharge day',
      0.7: 'end|completed date|through date|exit|termination|to date',
      0.5: 'to|through',
    },
    never:
      'birth expected planned reason type status disposition level referral start plan id last_contact length',
  },
  {
    column: 'last_contact_on',
    names: {
      1: 'last contact date|last contact',
      0.9: 'last service date|last attend date|last session date|last visit date|last seen date|last seen|last treatment date|contact last date',
      0.7: 'last date|last day|last appointment date',
    },
    never: 'birth first name discharge',
  },
  {
    column: 'discharge_reason',
    names: {
      1: 'discharge reason|reason discharge|discharge reason type',
      0.95: 'discharge type|termination reason|exit reason|end reason|reason end|reason exit',
      0.85: 'discharge disposition|discharge status|completed status|treatment outcome|discharge outcome|discharge code',
      0.7: 'disposition|outcome|termination type',
      0.5: 'reason|=status|person status',
    },
    never: 'date referral admit to level next location destination visit',
  },
  {
    column: 'discharged_to',
    names: {
      1: 'discharge to|discharge level|discharge level care|discharge to level care|next level care|step down to',
      0.9: 'next level|discharge destination|discharge location|discharge referral|referral to|transfer to|next program|discharge to facility',
      0.75: 'discharge disposition|recommended level care|aftercare level|discharge recommendation|disposition|discharge program',
    },
    never: 'date reason day',
  },
  {
    column: 'program',
    names: {
      1: 'program',
      0.95: 'program name',
      0.75: 'treatment program|service program|department|team|department name|cost center',
    },
    never: 'type level date id start end director',
  },
  {
    column: 'site',
    names: {
      1: 'site|facility',
      0.9: 'location|clinic|campus|facility name|site name|location name',
      0.7: 'building|center|office|branch|service location',
    },
    never: 'date referral discharge type id to level admit',
  },
  {
    column: 'track',
    names: {
      1: 'track',
      0.8: 'specialty track|program track|specialty|curriculum|treatment track',
    },
    never: 'date',
  },
  {
    column: 'modality',
    names: {
      1: 'modality',
      0.85: 'treatment modality|delivery mode|service mode|visit mode|telehealth',
      0.7: 'place service|delivery',
    },
    never: 'date id',
  },
  {
    column: 'payer',
    names: {
      1: 'payer|payer class|primary payer',
      0.9: 'insurance|primary insurance|payer name|insurance name|insurance type|financial class|payer type',
      0.75: 'funding source|payment source|carrier|coverage|funding|pay source|payment type',
    },
    never: 'secondary id number policy date phone authorized',
  },
  {
    column: 'referral_source',
    names: {
      1: 'referral source',
      0.85: 'referral by|source referral|referral type|referral source type|referral from',
      0.6: 'referral',
    },
    never: 'date id discharge to',
  },
  {
    column: 'age_band',
    names: { 1: 'age band|age group|age range', 0.7: 'age category|age' },
    never: 'date',
  },
  {
    column: 'sex',
    names: { 1: 'sex|gender', 0.85: 'birth sex|legal sex|gender identity|administrative sex' },
    never: 'date',
  },
  {
    column: 'race_ethnicity',
    names: { 1: 'race ethnicity', 0.9: 'race', 0.8: 'ethnicity|race name' },
    never: 'date',
  },
  {
    column: 'primary_dx',
    names: {
      1: 'primary diagnosis',
      0.9: 'primary diagnosis code|diagnosis 1|icd|icd 10|admit diagnosis',
      0.8: 'diagnosis|diagnosis code|diagnosis description|icd code',
    },
    never: 'date secondary other 2 3',
  },
  {
    column: 'other_dx',
    names: {
      1: 'other diagnosis|secondary diagnosis',
      0.85: 'diagnosis 2|comorbid diagnosis|comorbidities|all diagnosis',
    },
    never: 'date',
  },
  {
    column: 'referred_on',
    names: { 1: 'referral date', 0.8: 'referral received date' },
    never: 'source',
  },
  {
    column: 'first_contact_on',
    names: {
      1: 'first contact date|first contact',
      0.85: 'inquiry date|call date|first call date|lead date|initial contact date|initial contact',
    },
    never: 'name',
  },
  {
    column: 'observed_until',
    names: { 1: 'observed until', 0.8: 'censor date|observation end date|as of date' },
    never: '',
  },
  {
    column: 'prescribed_hours_per_week',
    names: {
      1: 'prescribed hours per week|hours per week',
      0.85: 'prescribed hours|planned hours|hours week|planned hours per week',
    },
    never: '',
  },
  {
    column: 'prescribed_weeks',
    names: { 1: 'prescribed weeks|prescribed week', 0.85: 'planned week|expected week' },
    never: '',
  },
  {
    column: 'aftercare_plan',
    names: { 1: 'aftercare plan|aftercare planned', 0.8: 'continuing care planned|aftercare' },
    never: 'date level',
  },
  {
    column: 'admitted_period',
    names: { 1: 'admit period', 0.85: 'admit year|admit quarter|admit month|intake year' },
    never: '',
  },
];
