/** `attendance-weekday`: the attendance rate by day of the week. */
import { dayCondition } from '$lib/cohort/predicate';
import { type Sql, join, raw, sql } from '$lib/sql/sql';
import { exclusionsFrom } from '../exclusions';
import { indexStays } from '../groups';
import { NO_ESTIMATE } from '../headline';
import type { FigureRow, Metric, MetricContext } from '../metric';
import { ATTENDED, doseByStay, personSums, rateRow, readsSessions } from './dose';
import { reasonCounts, reasonUnits } from './left-out';
import { ATTENDANCE_RATE, sessionsLeftOut } from './session-rate';
import { ATTENDANCE_INTERVAL, RATIO_SOURCE, orderBySums, ratioUnits, viewOf } from '../ratio';

const COLUMNS = [
  'level', 'program', 'class', 'n', 'persons', 'numerator', 'denominator', 'value', 'low', 'high',
]; // prettier-ignore

/** The days of the week as classes of rows, Monday first. */
export const WEEKDAYS = [
  'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday',
] as const; // prettier-ignore

const CLASSES = sql`[${join(WEEKDAYS.map((day) => sql`${day}`))}]`;

const LEFT_OUT = sessionsLeftOut(ATTENDANCE_RATE);

/** The attendance rate by day of the week. */
export const attendanceWeekday: Metric = {
  id: 'attendance-weekday',
  group: 'attendance',
  question: 'On which days of the week do people come?',
  name: 'Attendance by day of the week',
  unit: 'proportion',
  unitOfAnalysis: 'session',
  numerator: 'Sessions attended on that day of the week',
  denominator: 'Sessions attended, not shown up for, or cancelled late on that day of the week',
  exclusions:
    'Other cancellations, excused sessions and bookings; programs whose export records no absence in 200 sessions',
  direction: 'higher is better',
  bases: ['discharged', 'admitted', 'active'],
  defaultBasis: 'discharged',
  rows: 'The attendance rate by day of the week (class `monday` to `sunday`; days without a session that counts have no row)',
  columns: COLUMNS,
  interval: ATTENDANCE_INTERVAL,
  profile: null,
  source: RATIO_SOURCE,
  version: 1,
  needs: ['stays', 'sessions', 'dates'],
  queries: (context) => ({
    rates: sql`WITH ${doseByWeekday(context)},
    ${personSums('weekday')}
    SELECT * EXCLUDE (level_position) FROM by_view ${orderBySums('weekday')}`,
    total: sql`WITH ${doseByStay(context)}
    SELECT count(*)::INTEGER AS n, count(DISTINCT person_no)::INTEGER AS persons
    FROM dose WHERE ${ATTENDED.where}`,
    excluded: sql`WITH ${doseByStay(context)}
    SELECT ${reasonCounts(LEFT_OUT)} FROM dose`,
  }),
  units: {
    query: (context) => sql`SELECT * EXCLUDE (weekday), ${CLASSES}[weekday] AS class FROM (
      WITH ${doseByWeekday(context)} ${ratioUnits(ATTENDED, 'weekday')}
    )
    UNION ALL BY NAME SELECT * FROM (
      WITH ${doseByStay(context)} ${reasonUnits('dose', LEFT_OUT)}
    )`,
    apart: [],
    within: ['class'],
    guards: 'people',
  },
  finish: ({ rates, total, excluded }) => ({
    n: total!.number('n', 0),
    persons: total!.number('persons', 0),
    ...NO_ESTIMATE,
    about: null,
    excluded: exclusionsFrom(excluded!),
    columns: COLUMNS,
    rows: Array.from({ length: rates!.rowCount }, (_, row): FigureRow => ({
      ...viewOf(rates!, row),
      class: WEEKDAYS[(rates!.number('weekday', row) ?? 1) - 1]!,
      ...rateRow(rates!, row),
    })),
    notes: [],
  }),
};

function doseByWeekday(context: MetricContext): Sql {
  const inside = readsSessions(context)
    ? dayCondition(raw('x.held_on'), context.cohort.period)
    : raw('TRUE');
  return sql`${indexStays(context)},
    dose AS (
      SELECT s.stay_no, s.person_no, s.level, s.level_position, s.program, s.has_absences,
        x.weekday, count_if(x.is_attended) AS attended, count(*) AS counted
      FROM session x JOIN index_stay s USING (stay_no)
      WHERE x.is_counted AND ${inside}
      GROUP BY ALL
    )`;
}
