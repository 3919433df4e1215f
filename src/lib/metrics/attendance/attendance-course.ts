/** `attendance-course`: the attendance rate by week since admission. */
import { raw, sql } from '$lib/sql/sql';
import { ATTENDED, doseByStay, doseByWeek } from './dose';
import { keyedRates, rateCounts, rateSquares, staysCounted } from './keyed-rate';
import { type LeftOut, leftOutQuery, reasonUnits } from './left-out';
import { ATTENDANCE_RATE, sessionsLeftOut } from './session-rate';
import { ATTENDANCE_INTERVAL, RATIO_SOURCE, ratioUnits } from '../ratio';
import { exclusionsFrom } from '../exclusions';
import { NO_ESTIMATE } from '../headline';
import type { Metric } from '../metric';

const COLUMNS = [
  'level', 'program', 'week', 'n', 'persons', 'numerator', 'denominator', 'value', 'low', 'high',
]; // prettier-ignore

const LEFT_OUT: readonly LeftOut[] = [
  {
    name: 'before admission',
    when: raw('has_absences'),
    adds: raw('counted_before_admission'),
  },
  ...sessionsLeftOut(ATTENDANCE_RATE),
];

/** The attendance rate by week since admission. */
export const attendanceCourse: Metric = {
  id: 'attendance-course',
  group: 'attendance',
  question: 'Does attendance hold from week to week?',
  name: 'Attendance by week of stay',
  unit: 'proportion',
  unitOfAnalysis: 'session',
  numerator: 'Sessions attended in the week since admission',
  denominator: 'Sessions attended, not shown up for, or cancelled late in that week',
  exclusions:
    'Sessions before admission; programs whose export records no absence. Each week holds only those still here.',
  direction: 'higher is better',
  bases: ['discharged', 'admitted', 'active'],
  defaultBasis: 'discharged',
  rows: 'The same rate by week since admission (0-based); sessions before admission left out',
  columns: COLUMNS,
  interval: ATTENDANCE_INTERVAL,
  profile: null,
  source: RATIO_SOURCE,
  version: 1,
  needs: ['stays', 'sessions', 'days'],
  queries: (context) => ({
    rates: rateCounts(context, doseByWeek, 'week'),
    total: staysCounted(context, raw('counted > counted_before_admission AND has_absences')),
    excluded: leftOutQuery(context, doseByStay, 'dose', LEFT_OUT),
  }),
  laterQueries: (context) => ({
    squares: rateSquares(context, doseByWeek, 'week'),
  }),
  units: {
    query: (context) => sql`SELECT * FROM (
      WITH ${doseByWeek(context)} ${ratioUnits(ATTENDED, 'week')}
    )
    UNION ALL BY NAME SELECT * FROM (
      WITH ${doseByStay(context)} ${reasonUnits('dose', LEFT_OUT)}
    )`,
    apart: ['week'],
    within: [],
    guards: 'people',
  },
  finish: ({ rates, squares, total, excluded }) => ({
    n: total!.number('n', 0) ?? 0,
    persons: total!.number('persons', 0) ?? 0,
    ...NO_ESTIMATE,
    about: null,
    excluded: exclusionsFrom(excluded!),
    columns: COLUMNS,
    rows: keyedRates(rates!, squares, 'week', (week) => ({ week })),
    notes: [
      'Each week holds only those who are still here; later weeks hold other people and other levels.',
    ],
  }),
};
