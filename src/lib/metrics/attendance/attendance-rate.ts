/** `attendance-rate`: of the sessions that count, how many were attended. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { UnitRows } from '$lib/tally/tally';
import { doseByStay, rateRow } from './dose';
import { leftOutQuery } from './left-out';
import { ATTENDANCE_RATE, NOT_TOLD, rateUnitRows, sessionsLeftOut } from './session-rate';
import { ATTENDANCE_INTERVAL, RATIO_SOURCE, ratioCounts, viewOf } from '../ratio';
import { exclusionsFrom } from '../exclusions';
import { isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { FigureRow, Metric, MetricContext } from '../metric';
import { tallied } from '../tallied';

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
    rates: tallied(context, {
      units: (own) => stayUnits(own, raw('has_absences')),
      counts: {
        ...ratioCounts('attended', 'counted'),
        n: { of: 'sum', column: 'is_counted' },
        persons: { of: 'persons', where: 'is_counted' },
        scheduled: { of: 'sum', column: 'scheduled' },
      },
    }),
    silent: tallied(context, {
      views: 'programs',
      units: (own) => stayUnits(own, raw('NOT has_absences')),
      counts: {
        n: { of: 'sum', column: 'is_counted' },
        persons: { of: 'persons', where: 'is_counted' },
        numerator: { of: 'sum', column: 'attended' },
        denominator: { of: 'sum', column: 'counted' },
        scheduled: { of: 'sum', column: 'scheduled' },
      },
    }),
    excluded: leftOutQuery(context, doseByStay, 'dose', sessionsLeftOut(ATTENDANCE_RATE)),
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

/** Stays with sessions, whether any of these counts or not. */
function stayUnits(context: MetricContext, where: Sql): UnitRows {
  return {
    tables: doseByStay(context),
    select: sql`SELECT stay_no, person_no, place_no, attended::INTEGER AS attended,
        counted::INTEGER AS counted, (counted > 0)::INTEGER AS is_counted,
        (counted + ${CANCELLED})::INTEGER AS scheduled
      FROM dose WHERE ${where}`,
  };
}
