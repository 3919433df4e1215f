/** `people-served`: distinct persons with a day in care. */
import { filterCondition } from '$lib/cohort/predicate';
import { type Sql, sql } from '$lib/sql/sql';
import { groupByView, orderByView } from '../groups';
import type { Metric, MetricContext } from '../metric';
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
  queries: (context) => {
    const present = presence(context);
    const count = sql`count(DISTINCT person_no)::INTEGER`;
    const inPeriod = sql`count(DISTINCT CASE WHEN is_served THEN person_no END)::INTEGER`;
    return {
      first: firstDayQuery(context),
      total: sql`WITH ${present}
        SELECT level, program, ${inPeriod} AS value, ${inPeriod} AS persons,
          count_if(is_served)::INTEGER AS stays
        FROM present ${groupByView()} ${orderByView()}`,
      monthly: sql`WITH ${present}, ${BY_MONTH}
        SELECT level, program, month, ${count} AS value, ${count} AS persons
        FROM by_month ${groupByView('month')} ${orderByView('month')}`,
    };
  },
  units: {
    query: (context) => sql`WITH ${presence(context)}, ${BY_MONTH}
    SELECT ${stayUnits()}, NULL::VARCHAR AS month FROM present WHERE is_served
    UNION ALL BY NAME SELECT ${stayUnits()}, month FROM by_month`,
    apart: [],
    within: ['month'],
    guards: 'people',
  },
  finish: (results, context) => monthlyCount(results, context, COLUMNS, [BEFORE_EXTRACT]),
};

/** `by_month`: the stays of `present` under each month with a day in care. */
const BY_MONTH = sql`months AS (
      SELECT unnest(generate_series(
        date_trunc('month', (SELECT min(in_from) FROM present))::TIMESTAMP,
        (SELECT max(in_to) FROM present)::TIMESTAMP, INTERVAL 1 MONTH))::DATE AS starts
    ),
    by_month AS (
      SELECT p.*, strftime(m.starts, '%Y-%m') AS month
      FROM present p JOIN months m ON p.is_served AND p.in_to >= m.starts
        AND p.in_from < m.starts + INTERVAL 1 MONTH
    )`;

/** `present`: the days in care of each stay, cut to the period; `is_served` = there are some. */
function presence(context: MetricContext): Sql {
  const { cohort, dataCut } = context;
  const { from } = cohort.period;
  const last = lastDayOf(context);
  const start = from === null ? sql`admitted_on` : sql`greatest(admitted_on, ${from}::DATE)`;
  return sql`present AS (
      SELECT stay_no, person_no, level, level_position, program, ${start} AS in_from,
        least(coalesce(discharged_on, ${dataCut}::DATE), ${last}::DATE) AS in_to,
        in_from <= in_to AS is_served
      FROM stay WHERE ${filterCondition(cohort.filters)}
    )`;
}
