/**
 * Attended and missed sessions of the cohort, read from sums where that is allowed: with the basis
 * "active" only sessions inside the period count, so single sessions are read.
 */
import { hasPeriod } from '$lib/cohort/cohort';
import { dayCondition } from '$lib/cohort/predicate';
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { Columns } from '$lib/sql/columns';
import { indexStays } from '../groups';
import type { FigureRow, MetricContext } from '../metric';
import { type RatioParts, ratioRow, ratioSums } from '../ratio';

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

/** Attended (y) of counted (x) sessions in the rows of `dose`, where absences are recorded. */
export const ATTENDED: RatioParts = {
  from: 'dose',
  y: raw('attended'),
  x: raw('counted'),
  where: raw('counted > 0 AND has_absences'),
};

/** The sums of `ATTENDED` over persons, by view and keys. */
export function personSums(...keys: readonly string[]): Sql {
  return ratioSums(ATTENDED, ...keys);
}

/** The rate in a row of `by_view` with its person-clustered interval. */
export function rateRow(result: Columns, row: number): FigureRow {
  return ratioRow(result, row, 'share');
}

/** Whether only sessions inside the period count, so that sums over whole stays do not serve. */
export function readsSessions(context: MetricContext): boolean {
  return context.basis === 'active' && hasPeriod(context.cohort.period);
}
