/** `attendance-rate`: of the sessions that count, how many were attended. */
import { raw, sql } from '$lib/sql/sql';
import { doseByStay, personSums, rateRow } from './dose';
import { reasonCounts } from './left-out';
import { ATTENDANCE_RATE, NOT_TOLD, rateUnitRows, sessionsLeftOut } from './session-rate';
import { ATTENDANCE_INTERVAL, RATIO_SOURCE, viewOf } from '../ratio';
import { exclusionsFrom } from '../exclusions';
import { groupByView, isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { FigureRow, Metric } from '../metric';

const COLUMNS = [
  'level', 'program', 'n', 'persons', 'numerator', 'denominator', 'value', 'low', 'high',
  'scheduled', 'of_scheduled',
]; // prettier-ignore

/** Sessions that were scheduled and do not count, of a stay. */
const CANCELLED = raw('client_cancel + excused');

/** The attendance rate, with its person-clustered interval. */
export const attendanceRate: Metric = {
  id: 'attendance-rate',
  group: 'attendance',
  question: 'How many of their sessions do people attend?',
  name: 'Attendance rate',
  unit: 'proportion',
  unitOfAnalysis: 'session',
  numerator: 'Sessions attended',
  denominator: 'Sessions attended, not shown up for, or cancelled late',
  exclusions:
    'Other cancellations, excused sessions and bookings (counted beside); programs whose export records no absence in 200 sessions',
  direction: 'higher is better',
  bases: ['discharged', 'admitted', 'active'],
  defaultBasis: 'discharged',
  rows: 'Attended / (attended + no_show + late_cancel); `scheduled` = all statuses but provider_cancel and scheduled; `of_scheduled` = attended / scheduled. Only programs whose export records absences; others get a row with value null',
  columns: COLUMNS,
  interval: ATTENDANCE_INTERVAL,
  profile: null,
  source: RATIO_SOURCE,
  version: 1,
  needs: ['stays', 'sessions'],
  queries: (context) => ({
    rates: sql`WITH ${doseByStay(context)},
    ${personSums()},
    beside AS (
      SELECT level, program, min(level_position) AS level_position,
        sum(counted + ${CANCELLED})::INTEGER AS scheduled
      FROM dose WHERE has_absences ${groupByView()}
    )
    SELECT b.level, b.program, v.* EXCLUDE (level, program, level_position), b.scheduled
    FROM beside b
    LEFT JOIN by_view v
      ON v.level IS NOT DISTINCT FROM b.level AND v.program IS NOT DISTINCT FROM b.program
    ORDER BY b.program NULLS FIRST, b.level IS NOT NULL, b.level_position, b.level`,
    silent: sql`WITH ${doseByStay(context)}
    SELECT program, count_if(counted > 0)::INTEGER AS n,
      count(DISTINCT CASE WHEN counted > 0 THEN person_no END)::INTEGER AS persons,
      sum(attended)::INTEGER AS numerator, sum(counted)::INTEGER AS denominator,
      sum(counted + ${CANCELLED})::INTEGER AS scheduled
    FROM dose WHERE NOT has_absences GROUP BY program ORDER BY program`,
    excluded: sql`WITH ${doseByStay(context)}
    SELECT ${reasonCounts(sessionsLeftOut(ATTENDANCE_RATE))} FROM dose`,
  }),
  units: {
    query: (context) => sql`WITH ${doseByStay(context)}
    SELECT u.*, CASE WHEN u.left_out IS NULL OR u.left_out IN ('client_cancel', 'excused')
        THEN u.denominator WHEN u.left_out = ${NOT_TOLD} THEN ${CANCELLED} ELSE 0 END::DOUBLE
        AS scheduled
    FROM (${rateUnitRows(ATTENDANCE_RATE)}) u JOIN (SELECT stay_no, client_cancel, excused FROM dose)
      USING (stay_no)`,
    apart: [],
    within: [],
    guards: 'people',
    further: [{ column: 'scheduled', withLeftOut: true, tells: ['scheduled', 'of_scheduled'] }],
  },
  finish: ({ rates, silent, excluded }) => {
    const rows = Array.from({ length: rates!.rowCount }, (_, row): FigureRow => {
      const rate = rateRow(rates!, row);
      const scheduled = rates!.number('scheduled', row);
      return {
        ...viewOf(rates!, row),
        ...rate,
        scheduled,
        of_scheduled: scheduled ? Number(rate['numerator']) / scheduled : null,
      };
    });
    const nothing = { level: null, value: null, low: null, high: null, of_scheduled: null };
    const told = rows.filter((row) => row['scheduled'] !== null);
    const silentRows = silent!.rows().map((row): FigureRow => ({ ...nothing, ...row }));
    const byProgram = (row: FigureRow): string => String(row['program']);
    const programs = [...told.filter((row) => row['program'] !== null), ...silentRows].sort(
      (one, other) => (byProgram(one) < byProgram(other) ? -1 : 1),
    );
    return {
      ...headlineOf(told.find(isEverybody)),
      about: null,
      excluded: exclusionsFrom(excluded!),
      columns: COLUMNS,
      rows: [...told.filter((row) => row['program'] === null), ...programs],
      notes: silentRows.map(
        (row) => `${byProgram(row)}: this export has no absences, so it has no rate.`,
      ),
      ...(told.length === 0 && silentRows.length > 0
        ? { emptyReason: 'The export has no absences, so there is no rate of attendance.' }
        : {}),
    };
  },
};
