/** The span of days that a count over time covers, and its months and weeks. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import { dayOfNumber, lastDayOfMonth } from '$lib/format/days';
import type { Columns } from '$lib/sql/columns';
import type { Query } from '$lib/tally/tally';
import { filteredStays } from '../groups';
import type { MetricContext } from '../metric';
import { filteredMembers, tallied } from '../tallied';

/** Days from `from` to `to`, both included, as `YYYY-MM-DD`. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/**
 * The query for the first admission of the cohort, without which an open period has no start, by view:
 * each view of the cohort has a row, the first is everybody's.
 */
export function firstDayQuery(context: MetricContext): Query {
  return tallied(context, {
    members: filteredMembers,
    units: (own) => ({
      tables: filteredStays(own),
      select: sql`SELECT stay_no, person_no, place_no, ${dayNumberOf(raw('admitted_on'))} AS day
      FROM cohort`,
    }),
    counts: { first_day: { of: 'least', column: 'day' } },
  });
}

/** A day as its number since 1970, as units have it. */
export function dayNumberOf(day: Sql): Sql {
  return sql`(${day} - DATE '1970-01-01')::INTEGER`;
}

/**
 * From the period's first day, else the cohort's first admission, to the earlier of the period's last
 * day and the data cut; null when there is no such day.
 */
export function spanOf(first: Columns, context: MetricContext): Span | null {
  const firstDay = first.number('first_day', 0);
  // A cohort without a stay has no span, whatever the period.
  if (firstDay === null) return null;
  const from = context.cohort.period.from ?? dayOfNumber(firstDay);
  const to = lastDayOf(context);
  return from > to ? null : { from, to };
}

/** The earlier of the period's last day and the data cut. */
export function lastDayOf({ cohort: { period }, dataCut }: MetricContext): string {
  return period.to !== null && period.to < dataCut ? period.to : dataCut;
}

/** The months of a span, `YYYY-MM`, and whether a part of the month lies outside of it. */
export function monthsOf(span: Span): { month: string; incomplete: number }[] {
  const months: { month: string; incomplete: number }[] = [];
  for (let month = span.from.slice(0, 7); month <= span.to.slice(0, 7); month = nextMonth(month)) {
    const first = `${month}-01`;
    const last = lastDayOfMonth(first);
    months.push({ month, incomplete: first < span.from || last > span.to ? 1 : 0 });
  }
  return months;
}

/** The Monday of the ISO week in which a day lies. */
export function mondayOf(number: number): number {
  // 1970-01-01 was a Thursday.
  return number - ((((number + 3) % 7) + 7) % 7);
}

function nextMonth(month: string): string {
  const [year = 0, index = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, index, 1)).toISOString().slice(0, 7);
}
