/** `attendance-course`: the attendance rate by week since admission. */
import { sql } from '$lib/sql/sql';
import { doseByStay, doseByWeek, personSums, rateRow, sessionExclusions } from './dose';
import { ATTENDANCE_INTERVAL, RATIO_SOURCE, orderBySums, viewOf } from '../ratio';
import { exclusionsFrom } from '../exclusions';
import { NO_ESTIMATE } from '../headline';
import type { FigureRow, Metric } from '../metric';

const COLUMNS = [
  'level', 'program', 'week', 'n', 'persons', 'numerator', 'denominator', 'value', 'low', 'high',
]; // prettier-ignore

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
    FROM dose WHERE counted > 0 AND has_absences`,
    excluded: sql`WITH ${doseByStay(context)},
    after_admission AS (
      SELECT coalesce(sum(counted), 0) AS counted
      FROM (WITH ${doseByWeek(context)} SELECT * FROM dose) WHERE has_absences
    )
    SELECT coalesce(sum(counted) FILTER (WHERE has_absences)
        - (SELECT counted FROM after_admission), 0)::INTEGER AS "before admission",
      ${sessionExclusions()} FROM dose`,
  }),
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
