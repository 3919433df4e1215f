/** `hours-per-week`: attended hours for each enrolled week, and how they spread over stays. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { Count, UnitRows } from '$lib/tally/tally';
import { exclusionsFrom } from '../exclusions';
import { isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { FigureRow, Metric, MetricContext } from '../metric';
import { HAS_HOURS, HOURS_LEFT_OUT, hoursByStay } from './hours';
import { leftOutQuery, reasonUnits } from './left-out';
import {
  ATTENDANCE_INTERVAL,
  RATIO_SOURCE,
  type RatioParts,
  ratioCounts,
  ratioRow,
  ratioUnits,
  viewOf,
} from '../ratio';
import { tallied } from '../tallied';
import {
  NO_TARGET,
  OWN_TARGETS,
  TARGET_COLUMNS,
  TARGET_COUNTS,
  joinTarget,
  sharedBy,
  targetOfRow,
} from './shared-target';

/** How the hours of single stays of at least seven days spread. */
const SPREAD = ['stays_of_7_days', 'q1', 'median', 'q3'];

const QUARTILES: Readonly<Record<string, Count>> = Object.fromEntries(
  [0.25, 0.5, 0.75].map((share, at) => [
    ['q1', 'median', 'q3'][at]!,
    { of: 'quantile', column: 'per_week', share, where: 'stays_of_7_days' },
  ]),
);

const MINUTES_PER_HOUR = 60;
const DAYS_PER_WEEK = 7;

const COLUMNS = [
  'level', 'program', 'n', 'persons', 'numerator', 'denominator', 'value', 'low', 'high', ...SPREAD,
  'target_low', 'target_high', 'floor',
]; // prettier-ignore

const HOURS: RatioParts = {
  from: 'counted',
  y: raw('minutes / 60.0'),
  x: raw('days / 7.0'),
  where: raw('TRUE'),
};

/** Attended hours per enrolled week. */
export const hoursPerWeek: Metric = {
  id: 'hours-per-week',
  group: 'attendance',
  question: 'How many hours a week do people attend?',
  name: 'Attended hours per week',
  unit: 'hours per week',
  unitOfAnalysis: 'stay',
  numerator: 'Attended hours',
  denominator: 'Weeks enrolled: days of stay / 7, weeks without a session included',
  exclusions:
    'Attended sessions without minutes; programs of which no session is loaded; with the basis "active" everything outside the period',
  direction: 'neither',
  bases: ['discharged', 'admitted', 'active'],
  defaultBasis: 'discharged',
  rows: 'Attended hours / enrolled weeks; beside it `q1`, `median`, `q3` of the hours per week of single stays of at least 7 days (`stays_of_7_days`), and the target for hours a week with the `floor`, where all stays of the row share it',
  columns: COLUMNS,
  interval: ATTENDANCE_INTERVAL,
  profile: null,
  source: RATIO_SOURCE,
  version: 1,
  needs: ['stays', 'sessions', 'days'],
  queries: (context) => ({
    hours: tallied(context, {
      units: countedUnits,
      counts: ratioCounts('minutes', 'days'),
    }),
    spread: tallied(context, {
      units: countedUnits,
      counts: {
        stays_of_7_days: { of: 'sum', column: 'stays_of_7_days' },
        ...QUARTILES,
        ...TARGET_COUNTS,
        floor_least: { of: 'least', column: 'floor' },
        floor_greatest: { of: 'greatest', column: 'floor' },
      },
    }),
    excluded: leftOutQuery(context, hoursByStay, 'hours', HOURS_LEFT_OUT),
  }),
  units: {
    query: (context) => sql`WITH ${countedHours(context)}
    ${ratioUnits(HOURS, 'stays_of_7_days')}
    UNION ALL BY NAME ${reasonUnits('hours', HOURS_LEFT_OUT)}`,
    apart: [],
    within: [],
    guards: 'people',
    further: [
      {
        column: 'stays_of_7_days',
        guards: 'share',
        tells: ['stays_of_7_days', 'q1', 'median', 'q3'],
      },
    ],
  },
  finish: ({ hours, spread, excluded }) => {
    // Both hold the same views in the same order.
    const rows = Array.from({ length: hours!.rowCount }, (_, row): FigureRow => ({
      ...viewOf(hours!, row),
      ...ratioRow(hours!, row, 'none', { y: MINUTES_PER_HOUR, x: DAYS_PER_WEEK }),
      ...Object.fromEntries(SPREAD.map((name) => [name, spread!.number(name, row)])),
      ...targetOfRow(spread!, row),
      floor: sharedBy(spread!, row, 'floor'),
    }));
    return {
      ...headlineOf(rows.find(isEverybody)),
      about: null,
      excluded: exclusionsFrom(excluded!),
      columns: COLUMNS,
      rows,
      notes: [OWN_TARGETS],
    };
  },
};

function countedUnits(context: MetricContext): UnitRows {
  return {
    tables: countedHours(context),
    select: sql`SELECT stay_no, person_no, place_no, minutes::INTEGER AS minutes,
        days::INTEGER AS days, per_week::DOUBLE AS per_week, stays_of_7_days, ${TARGET_COLUMNS},
        coalesce(floor, ${NO_TARGET})::DOUBLE AS floor
      FROM counted`,
  };
}

/** `hours` and `counted`: the stays that count, with their targets and hours per week. */
function countedHours(context: MetricContext): Sql {
  return sql`${hoursByStay(context)},
    counted AS NOT MATERIALIZED (
      SELECT h.stay_no, h.person_no, h.place_no, h.level, h.level_position, h.program, h.minutes, h.days,
        t.low, t.high, f.low AS floor, h.minutes / 60.0 / (h.days / 7.0) AS per_week,
        (h.days >= 7)::INTEGER AS stays_of_7_days
      FROM hours h ${joinTarget('hours_per_week', 'h')}
      LEFT JOIN target f ON f.program = h.program AND f.level = h.level
        AND f.kind = 'floor_hours_per_week'
      WHERE ${HAS_HOURS}
    )`;
}
