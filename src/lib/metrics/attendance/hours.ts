/**
 * Attended minutes and enrolled days of the stays of the cohort. With the basis "active" both are
 * those inside the period.
 */
import { dayCondition } from '$lib/cohort/predicate';
import { SESSION_TYPES } from '$lib/model/canonical';
import { type Sql, ident, join, raw, sql } from '$lib/sql/sql';
import { indexStays } from '../groups';
import type { MetricContext } from '../metric';
import { readsSessions } from './dose';
import { type LeftOut, stayLeftOut } from './left-out';

/** Stands for the type of sessions that have none. */
export const WITHOUT_TYPE = 'without_type';

/** Types of sessions that hours are divided by, as suffixes of columns; the last has no type. */
export const HOUR_TYPES: readonly string[] = [...SESSION_TYPES, WITHOUT_TYPE];

/**
 * `index_stay` and `hours`: one row per stay with `days` enrolled, attended `minutes`, the same by
 * type, and attended sessions `without_minutes`. A stay may have no day inside the period.
 */
export function hoursByStay(context: MetricContext): Sql {
  const perType = (column: (type: string) => Sql): Sql =>
    join(HOUR_TYPES.map((type) => sql`${column(type)} AS ${minutesOf(type)}`));
  if (!readsSessions(context)) {
    return sql`${indexStays(context)},
    hours AS NOT MATERIALIZED (
      SELECT stay_no, person_no, place_no, level, level_position, program, has_sessions, length_days AS days,
        coalesce(attended_minutes, 0) AS minutes,
        coalesce(attended_without_minutes, 0) AS without_minutes,
        ${perType((type) => sql`coalesce(${minutesOf(type)}, 0)`)}
      FROM index_stay
    )`;
  }
  return sql`${indexStays(context)},
    hours AS (
      SELECT s.stay_no, s.person_no, s.place_no, s.level, s.level_position, s.program, s.has_sessions,
        ${enrolledInside(context)} AS days,
        coalesce(sum(x.attended_minutes), 0) AS minutes,
        count_if(x.is_attended AND x.attended_minutes IS NULL) AS without_minutes,
        ${perType((type) => sql`coalesce(sum(x.attended_minutes) FILTER (WHERE ${isOfType(type)}), 0)`)}
      FROM index_stay s LEFT JOIN session x ON x.stay_no = s.stay_no
        AND ${dayCondition(raw('x.held_on'), context.cohort.period)}
      GROUP BY ALL
    )`;
}

/** Which rows of `hours` count: some day enrolled, in a program of which sessions are loaded. */
export const HAS_HOURS = raw('days > 0 AND has_sessions');

/** What figures of hours leave out of `hours`. */
export const HOURS_LEFT_OUT: readonly LeftOut[] = [
  stayLeftOut('stays without a day in the period', raw('days = 0')),
  stayLeftOut(
    'stays of programs of which no session is loaded',
    raw('days > 0 AND NOT has_sessions'),
  ),
  { name: 'attended sessions without minutes', when: HAS_HOURS, adds: raw('without_minutes') },
];

/** The column with the minutes of a type. */
export function minutesOf(type: string): Sql {
  return ident(`minutes_${type}`);
}

function isOfType(type: string): Sql {
  return type === WITHOUT_TYPE ? raw('x.session_type IS NULL') : sql`x.session_type = ${type}`;
}

/** Days from admission on, as many as the length, that lie inside the period. */
function enrolledInside({ cohort: { period } }: MetricContext): Sql {
  const end = sql`s.admitted_on + s.length_days`;
  const to = period.to === null ? end : sql`least(${end}, ${period.to}::DATE + 1)`;
  const from =
    period.from === null
      ? raw('s.admitted_on')
      : sql`greatest(s.admitted_on, ${period.from}::DATE)`;
  return sql`greatest(0, ${to} - ${from})`;
}
