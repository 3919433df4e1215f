/**
 * The full weeks of the stays of the cohort: days 7k to 7k + 6 since admission, weeks without a
 * session included. With the basis "active" those that lie wholly inside the period.
 */
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { MetricContext } from '../metric';
import { readsSessions } from './dose';

/**
 * `span`, from `index_stay`: stays with `from_week`, `to_week` (excluded) and the number of `weeks`.
 */
export function fullWeeks(context: MetricContext): Sql {
  const [from, to] = readsSessions(context) ? weeksInside(context) : [raw('0'), raw('full_weeks')];
  return sql`bounds AS (SELECT *, ${from} AS from_week, ${to} AS to_week FROM index_stay),
    span AS (SELECT *, greatest(0, to_week - from_week)::INTEGER AS weeks FROM bounds)`;
}

/** The rows of `attendance` under the alias `a` for the weeks of `span` under the alias `s`. */
export const WEEK_ROWS = raw(`attendance a ON a.stay_no = s.stay_no
        AND a.week >= s.from_week AND a.week < s.to_week`);

/**
 * How many of the weeks of a stay meet a condition; weeks without a row of `attendance` meet it where
 * `empty` does.
 */
export function weeksThat(condition: Sql, empty: Sql): Sql {
  return sql`count_if(a.week IS NOT NULL AND ${condition})
        + (any_value(s.weeks) - count(a.week)) * any_value((${empty})::INTEGER)`;
}

function weeksInside({ cohort: { period } }: MetricContext): readonly [Sql, Sql] {
  const from =
    period.from === null
      ? raw('0')
      : sql`greatest(0, (${period.from}::DATE - admitted_on + 6) // 7)`;
  const to =
    period.to === null
      ? raw('full_weeks')
      : sql`least(full_weeks, (${period.to}::DATE + 1 - admitted_on) // 7)`;
  return [from, to];
}
