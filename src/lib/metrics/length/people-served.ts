/** `people-served`: distinct persons with a day in care. */
import { filterCondition } from '$lib/cohort/predicate';
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { Metric, MetricContext } from '../metric';
import { filteredMembers, tallied } from '../tallied';
import { BEFORE_EXTRACT, monthlyCount } from './monthly-count';
import { firstDayQuery, lastDayOf } from './span';
import { stayUnits } from './stay-units';

const COLUMNS = ['level', 'program', 'month', 'value', 'incomplete'];

/** Distinct persons with a day in care, by month. */
export const peopleServed: Metric = {
  id: 'people-served',
  group: 'length',
  question: 'How many people were served?',
  name: 'People served',
  unit: 'persons',
  unitOfAnalysis: 'person',
  numerator: 'Distinct persons with a day in care in the period, from admission to discharge',
  denominator: 'None: a count; levels, programs and months do not add up to the total',
  exclusions: 'None; counted by days in care, whatever the basis',
  direction: 'neither',
  bases: ['active'],
  defaultBasis: 'active',
  rows: 'Distinct persons with a day in care; month null = the whole period',
  columns: COLUMNS,
  interval: null,
  profile: null,
  source: 'Descriptive',
  version: 1,
  needs: ['stays', 'dates'],
  queries: (context) => ({
    first: firstDayQuery(context),
    total: tallied(context, {
      members: filteredMembers,
      units: (own) => ({
        tables: presence(own),
        select: sql`SELECT stay_no, person_no, place_no, is_served::INTEGER AS served FROM present`,
      }),
      counts: {
        value: { of: 'persons', where: 'served' },
        persons: { of: 'persons', where: 'served' },
        stays: { of: 'sum', column: 'served' },
      },
    }),
    monthly: tallied(context, {
      members: filteredMembers,
      units: (own) => ({
        tables: sql`${presence(own)}, ${BY_MONTH}`,
        select: sql`SELECT stay_no, person_no, place_no, month_no::INTEGER AS month_no FROM by_month`,
      }),
      keys: [{ column: 'month_no' }],
      counts: { value: { of: 'persons' }, persons: { of: 'persons' } },
    }),
  }),
  units: {
    query: (context) => sql`WITH ${presence(context)}, ${BY_MONTH}
    SELECT ${stayUnits()}, NULL::VARCHAR AS month FROM present WHERE is_served
    UNION ALL BY NAME SELECT ${stayUnits()}, ${MONTH} AS month FROM by_month`,
    apart: [],
    within: ['month'],
    guards: 'people',
  },
  finish: (results, context) => monthlyCount(results, context, COLUMNS, [BEFORE_EXTRACT]),
};

/** The name of a month from its number since 1970. */
const MONTH = raw(`strftime(DATE '1970-01-01' + to_months(month_no::INTEGER), '%Y-%m')`);

/** `by_month`: the stays of `present` under each month with a day in care, by its number since 1970. */
const BY_MONTH = sql`by_month AS (
      SELECT p.*, month_no
      FROM present p, LATERAL (SELECT unnest(range(
        datediff('month', DATE '1970-01-01', in_from),
        datediff('month', DATE '1970-01-01', in_to) + 1)) AS month_no)
      WHERE is_served
    )`;

/** `present`: the days in care of each stay, cut to the period; `is_served` = there are some. */
function presence(context: MetricContext): Sql {
  const { cohort } = context;
  const { from } = cohort.period;
  const last = sql`${lastDayOf(context)}::DATE`;
  const start =
    from === null
      ? sql`admitted_on`
      : sql`CASE WHEN admitted_on < ${from}::DATE THEN ${from}::DATE ELSE admitted_on END`;
  const reachesPeriod =
    from === null
      ? sql`coalesce(discharged_on >= admitted_on, TRUE)`
      : sql`${from}::DATE <= ${last}
          AND coalesce(discharged_on >= admitted_on AND discharged_on >= ${from}::DATE, TRUE)`;
  return sql`present AS NOT MATERIALIZED (
      SELECT stay_no, person_no, place_no, level, program, ${start} AS in_from,
        CASE WHEN discharged_on < ${last} THEN discharged_on ELSE ${last} END AS in_to,
        admitted_on <= ${last} AND ${reachesPeriod} AS is_served
      FROM stay WHERE ${filterCondition(cohort.filters)}
    )`;
}
