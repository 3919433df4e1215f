/** `people-served`: distinct persons with a day in care. */
import { filterCondition } from '$lib/cohort/predicate';
import { type Sql, sql } from '$lib/sql/sql';
import { groupByView, orderByView } from '../groups';
import type { Metric, MetricContext } from '../metric';
import { BEFORE_EXTRACT, monthlyCount } from './monthly-count';
import { firstDayQuery, lastDayOf } from './span';

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
    const inPeriod = sql`count(DISTINCT CASE WHEN in_from <= in_to THEN person_no END)::INTEGER`;
    return {
      first: firstDayQuery(context),
      total: sql`WITH ${present}
        SELECT level, program, ${inPeriod} AS value, ${inPeriod} AS persons,
          count_if(in_from <= in_to)::INTEGER AS stays
        FROM present ${groupByView()} ${orderByView()}`,
      monthly: sql`WITH ${present},
        months AS (
          SELECT unnest(generate_series(
            date_trunc('month', (SELECT min(in_from) FROM present))::TIMESTAMP,
            (SELECT max(in_to) FROM present)::TIMESTAMP, INTERVAL 1 MONTH))::DATE AS starts
        ),
        by_month AS (
          SELECT p.*, strftime(m.starts, '%Y-%m') AS month
          FROM present p JOIN months m ON p.in_from <= p.in_to AND p.in_to >= m.starts
            AND p.in_from < m.starts + INTERVAL 1 MONTH
        )
        SELECT level, program, month, ${count} AS value, ${count} AS persons
        FROM by_month ${groupByView('month')} ${orderByView('month')}`,
    };
  },
  finish: (results, context) => monthlyCount(results, context, COLUMNS, [BEFORE_EXTRACT]),
};

/** `present`: the days in care of each stay, cut to the period; none where the end comes first. */
function presence(context: MetricContext): Sql {
  const { cohort, dataCut } = context;
  const { from } = cohort.period;
  const last = lastDayOf(context);
  const start = from === null ? sql`admitted_on` : sql`greatest(admitted_on, ${from}::DATE)`;
  return sql`present AS (
      SELECT person_no, level, level_position, program, ${start} AS in_from,
        least(coalesce(discharged_on, ${dataCut}::DATE), ${last}::DATE) AS in_to
      FROM stay WHERE ${filterCondition(cohort.filters)}
    )`;
}
