/** `attendance-weekday`: the attendance rate by day of the week. */
import { join, sql } from '$lib/sql/sql';
import { exclusionsFrom } from '../exclusions';
import { NO_ESTIMATE } from '../headline';
import type { Metric } from '../metric';
import { ATTENDED, doseByStay, doseByWeekday } from './dose';
import { keyedRates, rateCounts, rateSquares, staysCounted } from './keyed-rate';
import { leftOutQuery, reasonUnits } from './left-out';
import { ATTENDANCE_RATE, sessionsLeftOut } from './session-rate';
import { ATTENDANCE_INTERVAL, RATIO_SOURCE, ratioUnits } from '../ratio';

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
    rates: rateCounts(context, doseByWeekday, 'weekday'),
    total: staysCounted(context, ATTENDED.where),
    excluded: leftOutQuery(context, doseByStay, 'dose', LEFT_OUT),
  }),
  laterQueries: (context) => ({
    squares: rateSquares(context, doseByWeekday, 'weekday'),
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
  finish: ({ rates, squares, total, excluded }) => ({
    n: total!.number('n', 0) ?? 0,
    persons: total!.number('persons', 0) ?? 0,
    ...NO_ESTIMATE,
    about: null,
    excluded: exclusionsFrom(excluded!),
    columns: COLUMNS,
    rows: keyedRates(rates!, squares, 'weekday', (day) => ({ class: WEEKDAYS[day - 1]! })),
    notes: [],
  }),
};
