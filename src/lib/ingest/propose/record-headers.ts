/** Names of the columns of scores, sessions and surveys files, in the words of `headerWords`. */
import type { Kind } from '$lib/model/canonical';
import type { HeaderRule } from './columns';
import { ANSWER_RANGE } from './header-text';
import { NO_PERSON, STAY_HEADERS } from './stay-headers';

const rule = (
  column: string,
  names: HeaderRule['names'],
  never = '',
  rest: Pick<HeaderRule, 'less' | 'more'> = {},
): HeaderRule => ({ column, names, never, ...rest });

const of = (column: string): HeaderRule => STAY_HEADERS.find((known) => known.column === column)!;

const PERSON: HeaderRule = { ...of('person_id'), never: NO_PERSON };

const SCORES: readonly HeaderRule[] = [
  PERSON,
  rule(
    'taken_on',
    {
      1: 'taken date|completed date|assessment date|assessment completed date',
      0.9: 'test date|survey date|measure date|score date|visit date|service date|day since admit|day since baseline|form date|day since intake',
      0.75: '=date|session date|submitted date|date time|observation date|result date|completed|encounter date|collected date|rated date',
      0.6: '=day|day|start date',
      0.45: 'signed date|created date|created|signed',
    },
    'birth admit_date discharge review previous due next id expected link',
  ),
  rule(
    'measure',
    {
      1: 'measure|instrument|assessment name|instrument name|measure name',
      0.9: 'questionnaire|scale|test name|form name|survey name|tool|scale name|questionnaire name|outcome measure|assessment tool',
      0.75: 'assessment|assessment type|test|form|survey|screening|test type|measure type|assessment description',
    },
    'date score id number status completed',
  ),
  rule(
    'score',
    {
      1: 'score|total score|score total',
      0.9: 'raw score|total|score value|total raw score|scale score|sum score|result score|assessment score',
      0.75: 'result|value|sum|points|result value|total points|total value',
    },
    'date min max change previous baseline severity category interpretation id cut range',
  ),
  of('stay_id'),
  of('program'),
  rule(
    'visit',
    {
      1: 'visit number|visit',
      0.9: 'time point|timepoint|time|wave|assessment number|occasion|visit no|administration number|session number|point time',
      0.8: 'week|month|session|year|sequence|time month|time week|week number',
    },
    'date id start end type status',
  ),
  rule(
    'phase',
    {
      1: 'phase|time point|timepoint|assessment point|phase treatment|assessment phase',
      0.85: 'time|visit|stage|assessment type|visit name|event name|occasion|period|wave|interval|visit type|redcap event name|completed type|reason assessment',
      0.6: 'type|event|label|test|form type|assessment',
    },
    'date id start end',
  ),
  rule(
    'rater',
    { 1: 'rater', 0.85: 'respondent|informant|reporter|completed by|rated by|respondent type' },
    'date',
  ),
  rule('reviewed_on', { 1: 'review date', 0.8: 'review' }, 'by'),
  rule(
    'plan_changed',
    {
      1: 'plan changed|planned changed',
      0.85: 'treatment planned changed|planned change|treatment planned change',
    },
    'date',
  ),
  rule('risk_assessed_on', {
    1: 'risk assessed date|risk assessment date',
    0.85: 'risk assessed|safety assessment date',
  }),
  rule('shared_on', { 1: 'shared date', 0.8: 'shared' }, 'by'),
  rule('not_done_reason', { 1: 'not done reason', 0.9: 'reason not completed' }),
];

const SESSIONS: readonly HeaderRule[] = [
  PERSON,
  rule(
    'held_on',
    {
      1: 'held date|service date|session date|date service',
      0.9: 'appointment date|visit date|group date|attend date|event date|encounter date|session day|scheduled date|schedule date',
      0.75: '=date|start date|appointment start|start date time|date time|service start|appointment time|session start|start',
      0.5: 'note date|=day|day|start time|claim date',
    },
    'birth admit discharge created signed end previous next id billed paid duration',
  ),
  rule(
    'session_id',
    {
      1: 'session id',
      0.9: 'appointment id|visit id|event id|service id|session number|appointment number|claim number|claim id|note id|attend id',
      0.75: 'encounter id|encounter number|activity id',
    },
    'date type group program',
  ),
  of('stay_id'),
  rule(
    'session_type',
    {
      1: 'session type|service type|appointment type',
      0.9: 'visit type|activity type|encounter type|service name|service description|service code description|session name',
      0.75: 'service|activity|type|event type|note type|appointment name|group type|activity name|procedure description',
      0.5: 'description|group name|service code',
    },
    'date id status payer referral',
  ),
  rule(
    'status',
    {
      1: 'status|appointment status|attend status|session status|attend',
      0.9: 'visit status|event status|show status|encounter status|service status|attend code|schedule status|attend type',
      0.75: 'outcome|present|show|cancel status|attend outcome|session outcome|disposition|attend description',
    },
    'date id billed billing payer minutes hours duration number reason claim marital employment',
  ),
  rule(
    'scheduled_minutes',
    {
      1: 'schedule minutes|planned minutes|schedule duration',
      0.9: 'minutes|duration|duration minutes|session length|appointment length|session minutes|session duration|hours|duration hours|schedule hours|service duration|service minutes|appointment duration',
      0.75: 'unit|billed unit|length|unit billed|service unit|total minutes|total time|time minutes|number unit|total hours|length session',
    },
    'date actual start end per week care',
  ),
  rule(
    'attended_minutes',
    {
      1: 'attend minutes|actual minutes|actual duration|attend duration|attend hours|actual hours|minutes attend',
      0.85: 'direct minutes|face minutes|present minutes|actual unit|minutes present',
    },
    'date schedule planned',
  ),
  rule(
    'group_id',
    { 1: 'group id|group number', 0.9: 'group name|group', 0.6: 'class|group session' },
    'date size type count note age',
  ),
  rule(
    'group_size',
    {
      1: 'group size',
      0.85: 'attendees|number attendees|number attend|group count|census|participants count',
    },
    'date',
  ),
  of('modality'),
];

const SURVEYS: readonly HeaderRule[] = [
  rule(
    'taken_on',
    {
      1: 'taken date|survey date|response date|submitted date|completed date|returned date|received date',
      0.85: 'returned|completed|received',
      0.75: '=date|date time|submitted|survey completed date',
      0.5: 'created date|start date|end date',
    },
    'birth admit discharge id',
  ),
  rule(
    'instrument',
    {
      1: 'instrument|survey|survey name|instrument name',
      0.85: 'questionnaire|survey type|form|form name|survey title',
      0.7: 'question|domain',
    },
    'date id number',
  ),
  rule(
    'score',
    {
      1: 'score|rating|overall rating|survey score|overall satisfaction|overall score|overall',
      0.95: 'mean score|average score|total score|satisfaction score|satisfaction rating|total satisfaction',
      0.9: 'nps rating|satisfaction|total',
      0.8: 'recommend|likelihood recommend',
      0.7: 'result|answer|value|stars|response|average|mean',
      0.6: `=${ANSWER_RANGE}`,
    },
    'date id type',
    { more: ANSWER_RANGE },
  ),
  PERSON,
  of('stay_id'),
  rule('top_box', {
    1: 'top box|topbox',
    0.9: 'would recommend',
    0.8: 'promoter|recommend|recommended',
  }),
];

/** The rules of each kind. */
export const HEADER_RULES: Readonly<Record<Kind, readonly HeaderRule[]>> = {
  stays: STAY_HEADERS,
  scores: SCORES,
  sessions: SESSIONS,
  surveys: SURVEYS,
};
