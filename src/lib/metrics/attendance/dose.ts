/**
 * Attended and missed sessions of the cohort, read from sums where that is allowed: with the basis
 * "active" only sessions inside the period count, so single sessions are read.
 */
import { hasPeriod } from '$lib/cohort/cohort';
import { dayCondition } from '$lib/cohort/predicate';
import { type Sql, ident, join, raw, sql } from '$lib/sql/sql';
import type { Columns } from '$lib/sql/columns';
import { indexStays } from '../groups';
import type { FigureRow, MetricContext } from '../metric';
import { ratioRow, ratioSums } from '../ratio';

/** Statuses that stand beside the attendance rate. */
export const NOT_COUNTED = ['client_cancel', 'provider_cancel', 'excused', 'scheduled'];

/** `index_stay` and `dose`: one row per stay with its sums of sessions. */
export function doseByStay(context: MetricContext): Sql {
  if (!readsSessions(context)) {
    return sql`${indexStays(context)},
    dose AS (
      SELECT stay_no, person_no, level, level_position, program, has_absences, has_missed,
        attended, counted,
        no_show, late_cancel, client_cancel, provider_cancel, excused, scheduled
      FROM index_stay WHERE counted IS NOT NULL
    )`;
  }
  return sql`${indexStays(context)},
    dose AS (
      SELECT s.stay_no, s.person_no, s.level, s.level_position, s.program, s.has_absences,
        s.has_missed,
        count_if(x.is_attended) AS attended, count_if(x.is_counted) AS counted,
        count_if(x.status = 'no_show') AS no_show, count_if(x.status = 'late_cancel') AS late_cancel,
        count_if(x.status = 'client_cancel') AS client_cancel,
        count_if(x.status = 'provider_cancel') AS provider_cancel,
        count_if(x.status = 'excused') AS excused, count_if(x.status = 'scheduled') AS scheduled
      FROM session x JOIN index_stay s USING (stay_no)
      WHERE ${dayCondition(raw('x.held_on'), context.cohort.period)}
      GROUP BY ALL
    )`;
}

/** One row with the sessions of `dose` by stay that are not in the rate, by reason. */
export function sessionExclusions(): Sql {
  return join([
    sql`coalesce(sum(counted + ${raw(NOT_COUNTED.join(' + '))})
        FILTER (WHERE NOT has_absences), 0)::INTEGER AS "no absences recorded"`,
    ...NOT_COUNTED.map(
      (status) => sql`coalesce(sum(${raw(status)}) FILTER (WHERE has_absences), 0)::INTEGER
        AS ${ident(status)}`,
    ),
  ]);
}

/** `index_stay` and `dose`: one row per stay and week since admission. */
export function doseByWeek(context: MetricContext): Sql {
  if (!readsSessions(context)) {
    return sql`${indexStays(context)},
    dose AS (
      SELECT s.stay_no, s.person_no, s.level, s.level_position, s.program, s.has_absences, a.week, a.attended, a.counted
      FROM attendance a JOIN index_stay s USING (stay_no)
    )`;
  }
  return sql`${indexStays(context)},
    dose AS (
      SELECT s.stay_no, s.person_no, s.level, s.level_position, s.program, s.has_absences, x.week,
        count_if(x.is_attended) AS attended, count_if(x.is_counted) AS counted
      FROM session x JOIN index_stay s USING (stay_no)
      WHERE NOT x.is_before_admission
        AND ${dayCondition(raw('x.held_on'), context.cohort.period)}
      GROUP BY ALL
    )`;
}

/** Sums over persons of attended (y) and counted (x) where absences are recorded, by view and keys. */
export function personSums(...keys: readonly string[]): Sql {
  const where = sql`counted > 0 AND has_absences`;
  return ratioSums({ from: 'dose', y: raw('attended'), x: raw('counted'), where }, ...keys);
}

/** The rate in a row of `by_view` with its person-clustered interval. */
export function rateRow(result: Columns, row: number): FigureRow {
  return ratioRow(result, row, 'share');
}

/** Whether only sessions inside the period count, so that sums over whole stays do not serve. */
export function readsSessions(context: MetricContext): boolean {
  return context.basis === 'active' && hasPeriod(context.cohort.period);
}
