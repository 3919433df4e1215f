/** `attendance-course`: the attendance rate by week since admission. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import { ATTENDED, doseByStay, doseByWeek, personSums, rateRow } from './dose';
import { type LeftOut, reasonCounts, reasonUnits } from './left-out';
import { ATTENDANCE_RATE, sessionsLeftOut } from './session-rate';
import { ATTENDANCE_INTERVAL, RATIO_SOURCE, orderBySums, ratioUnits, viewOf } from '../ratio';
import { exclusionsFrom } from '../exclusions';
import { NO_ESTIMATE } from '../headline';
import type { FigureRow, Metric, MetricContext } from '../metric';

const COLUMNS = [
  'level', 'program', 'week', 'n', 'persons', 'numerator', 'denominator', 'value', 'low', 'high',
]; // prettier-ignore

const LEFT_OUT: readonly LeftOut[] = [
  { name: 'before admission', when: raw('has_absences'), adds: raw('before_admission') },
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
    rates: sql`WITH ${doseByWeek(context)},
    ${personSums('week')}
    SELECT * EXCLUDE (level_position) FROM by_view ${orderBySums('week')}`,
    total: sql`WITH ${doseByWeek(context)}
    SELECT count(DISTINCT stay_no)::INTEGER AS n, count(DISTINCT person_no)::INTEGER AS persons
    FROM dose WHERE ${ATTENDED.where}`,
    excluded: sql`WITH ${doseOutside(context)} SELECT ${reasonCounts(LEFT_OUT)} FROM told`,
  }),
  units: {
    query: (context) => sql`SELECT * FROM (
      WITH ${doseByWeek(context)} ${ratioUnits(ATTENDED, 'week')}
    )
    UNION ALL BY NAME SELECT * FROM (
      WITH ${doseOutside(context)} ${reasonUnits('told', LEFT_OUT)}
    )`,
    apart: ['week'],
    within: [],
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
      week: rates!.number('week', row),
      ...rateRow(rates!, row),
    })),
    notes: [
      'Each week holds only those who are still here; later weeks hold other people and other levels.',
    ],
  }),
};

/** `told`: one row per stay with all its sessions, and how many of the counted are `before_admission`. */
function doseOutside(context: MetricContext): Sql {
  return sql`${doseByStay(context)},
    by_week AS (
      SELECT stay_no, sum(counted) AS counted
      FROM (WITH ${doseByWeek(context)} SELECT * FROM dose) GROUP BY stay_no
    ),
    told AS (
      SELECT d.*, d.counted - coalesce(w.counted, 0) AS before_admission
      FROM dose d LEFT JOIN by_week w USING (stay_no)
    )`;
}
