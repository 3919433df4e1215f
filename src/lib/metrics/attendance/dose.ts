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
    dose AS NOT MATERIALIZED (
      SELECT ${STAY}, attended, counted, counted_before_admission,
        no_show, late_cancel, client_cancel, provider_cancel, excused, scheduled
      FROM index_stay s WHERE counted IS NOT NULL
    )`;
  }
  return sql`${indexStays(context)},
    dose AS (
      SELECT ${STAY}, x.* EXCLUDE (stay_no)
      FROM (
        SELECT stay_no, count_if(is_attended) AS attended, count_if(is_counted) AS counted,
          count_if(is_counted AND is_before_admission) AS counted_before_admission,
          count_if(status = 'no_show') AS no_show, count_if(status = 'late_cancel') AS late_cancel,
          count_if(status = 'client_cancel') AS client_cancel,
          count_if(status = 'provider_cancel') AS provider_cancel,
          count_if(status = 'excused') AS excused, count_if(status = 'scheduled') AS scheduled
        FROM session WHERE ${inPeriod(context)} GROUP BY stay_no
      ) x JOIN index_stay s USING (stay_no)
    )`;
}

/** `index_stay` and `dose`: one row per stay and week since admission. */
export function doseByWeek(context: MetricContext): Sql {
  const weeks = readsSessions(context)
    ? sql`(
        SELECT stay_no, week, count_if(is_attended) AS attended, count_if(is_counted) AS counted
        FROM session WHERE NOT is_before_admission AND ${inPeriod(context)} GROUP BY stay_no, week
      )`
    : raw('attendance');
  return sql`${indexStays(context)},
    dose AS NOT MATERIALIZED (
      SELECT ${STAY}, x.week, x.attended, x.counted
      FROM ${weeks} x JOIN index_stay s USING (stay_no)
    )`;
}

/** `index_stay` and `dose`: one row per stay and day of the week, from Monday = 1. */
export function doseByWeekday(context: MetricContext): Sql {
  const days = readsSessions(context)
    ? sql`(
        SELECT stay_no, isodow(held_on)::UTINYINT AS weekday, count_if(is_attended) AS attended,
          count(*) AS counted
        FROM session WHERE is_counted AND ${inPeriod(context)} GROUP BY ALL
      )`
    : raw('attendance_weekday');
  return sql`${indexStays(context)},
    dose AS NOT MATERIALIZED (
      SELECT ${STAY}, x.weekday, x.attended, x.counted
      FROM ${days} x JOIN index_stay s USING (stay_no)
    )`;
}

/** What the rows of every `dose` know of their stay, under the alias `s`. */
const STAY = raw(
  's.stay_no, s.person_no, s.place_no, s.level, s.level_position, s.program, s.has_absences, s.has_missed',
);

function inPeriod({ cohort: { period } }: MetricContext): Sql {
  return dayCondition(raw('held_on'), period);
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
