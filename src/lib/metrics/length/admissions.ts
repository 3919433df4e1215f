/** `admissions` and `discharges`: stays that began or ended, by the month of that day. */
import { dayCondition, filterCondition, indexStayCondition } from '$lib/cohort/predicate';
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { Query } from '$lib/tally/tally';
import type { Metric, MetricContext } from '../metric';
import { type Tallied, tallied } from '../tallied';
import type { Units } from '../units';
import { BEFORE_EXTRACT, monthNumberOf, monthlyCount } from './monthly-count';
import { firstDayQuery, lastDayOf } from './span';
import { stayUnits } from './stay-units';

const COLUMNS = ['level', 'program', 'month', 'value', 'persons', 'incomplete'];

const SHARED = {
  group: 'length',
  unit: 'stays',
  unitOfAnalysis: 'stay',
  denominator: 'None: a count',
  direction: 'neither',
  bases: ['active'],
  defaultBasis: 'active',
  rows: 'By month of the event; month null = the whole period; months without an event are 0 between the first and the last of the span',
  columns: COLUMNS,
  interval: null,
  profile: null,
  source: 'Descriptive',
  version: 1,
  needs: ['stays', 'dates'],
} as const;

/** Admissions by month. */
export const admissions: Metric = {
  ...SHARED,
  id: 'admissions',
  needs: ['stays', 'dates', 'open-stays'],
  question: 'How many were admitted?',
  periodWord: 'admitted',
  name: 'Admissions',
  numerator: 'Stays admitted on a day of the period',
  exclusions: 'None; counted by the day of admission, whatever the basis',
  queries: (context) => eventQueries(context, 'admitted_on'),
  units: eventUnits('admitted_on'),
  finish: (results, context) => monthlyCount(results, context, COLUMNS),
};

/** Discharges by month. */
export const discharges: Metric = {
  ...SHARED,
  id: 'discharges',
  question: 'How many were discharged?',
  periodWord: 'discharged',
  name: 'Discharges',
  numerator: 'Stays discharged on a day of the period',
  exclusions: 'Open stays; counted by the day of discharge, whatever the basis',
  queries: (context) => eventQueries(context, 'discharged_on'),
  units: eventUnits('discharged_on'),
  finish: (results, context) => monthlyCount(results, context, COLUMNS, [BEFORE_EXTRACT]),
};

/** The month of an event, from its first day. */
const MONTH = raw(`strftime(starts, '%Y-%m')`);

type EventDay = 'admitted_on' | 'discharged_on';

/** `event`: the stays that the filters let through, and whether their event is in the period. */
function eventsOf(context: MetricContext, day: EventDay): Sql {
  return sql`event AS (
      SELECT stay_no, person_no, place_no, level, program,
        date_trunc('month', ${raw(day)})::DATE AS starts,
        coalesce(${dayCondition(raw(day), context.cohort.period)} AND ${raw(day)} IS NOT NULL, FALSE)
          AS is_counted
      FROM stay WHERE ${filterCondition(context.cohort.filters)}
    )`;
}

/** Each stay once for the whole period and once for its month, where that is in the span. */
function eventUnits(day: EventDay): Units {
  return {
    query: (context) => sql`WITH ${eventsOf(context, day)}
    SELECT ${stayUnits()}, month FROM (
      SELECT *, unnest([NULL, ${MONTH}])::VARCHAR AS month FROM event WHERE is_counted
    ) WHERE month IS NULL OR month <= ${lastDayOf(context).slice(0, 7)}`,
    apart: [],
    within: ['month'],
    guards: 'people',
  };
}

function eventQueries(context: MetricContext, day: EventDay): Record<string, Query> {
  const basis = day === 'admitted_on' ? 'admitted' : 'discharged';
  const own = { ...context, basis } as const;
  const counts = { value: { of: 'rows' }, persons: { of: 'persons' } } as const;
  const units: Tallied['units'] = ({ cohort }) => ({
    tables: sql`event AS NOT MATERIALIZED (
      SELECT * FROM stay WHERE ${indexStayCondition(cohort, basis)} AND ${raw(day)} IS NOT NULL
    )`,
    select: sql`SELECT stay_no, person_no, place_no, ${monthNumberOf(raw(day))} AS month_no
      FROM event`,
  });
  return {
    first: firstDayQuery(context),
    total: tallied(own, { units, counts: { ...counts, stays: { of: 'rows' } } }),
    monthly: tallied(own, { units, keys: [{ column: 'month_no' }], counts }),
  };
}
