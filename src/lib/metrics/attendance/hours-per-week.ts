/** `hours-per-week`: attended hours for each enrolled week, and how they spread over stays. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import { exclusionsFrom } from '../exclusions';
import { groupByView, isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { FigureRow, Metric, MetricContext } from '../metric';
import { HAS_HOURS, HOURS_LEFT_OUT, hoursByStay } from './hours';
import { reasonCounts, reasonUnits } from './left-out';
import {
  ATTENDANCE_INTERVAL,
  RATIO_SOURCE,
  type RatioParts,
  orderBySums,
  ratioRow,
  ratioSums,
  ratioUnits,
  viewOf,
} from '../ratio';
import { OWN_TARGETS, joinTarget, sharedTarget } from './shared-target';

const BESIDE = ['stays_of_7_days', 'q1', 'median', 'q3', 'target_low', 'target_high', 'floor'];

const COLUMNS = [
  'level', 'program', 'n', 'persons', 'numerator', 'denominator', 'value', 'low', 'high', ...BESIDE,
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
    hours: sql`WITH ${countedHours(context)},
    ${ratioSums(HOURS)},
    beside AS (
      SELECT level, program, sum(stays_of_7_days)::INTEGER AS stays_of_7_days,
        quantile_cont(per_week, [0.25, 0.5, 0.75]) FILTER (WHERE stays_of_7_days = 1) AS quartiles,
        ${sharedTarget()},
        CASE WHEN min(coalesce(floor, -1)) = max(coalesce(floor, -1)) THEN any_value(floor) END::DOUBLE AS floor
      FROM counted ${groupByView()}
    ),
    joined AS (
      SELECT v.*, b.* EXCLUDE (level, program)
      FROM by_view v JOIN beside b
        ON v.level IS NOT DISTINCT FROM b.level AND v.program IS NOT DISTINCT FROM b.program
    )
    SELECT * EXCLUDE (level_position, quartiles), quartiles[1]::DOUBLE AS q1,
      quartiles[2]::DOUBLE AS median, quartiles[3]::DOUBLE AS q3
    FROM joined ${orderBySums()}`,
    excluded: sql`WITH ${hoursByStay(context)} SELECT ${reasonCounts(HOURS_LEFT_OUT)} FROM hours`,
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
  finish: ({ hours, excluded }) => {
    const rows = Array.from({ length: hours!.rowCount }, (_, row): FigureRow => ({
      ...viewOf(hours!, row),
      ...ratioRow(hours!, row, 'none'),
      ...Object.fromEntries(BESIDE.map((name) => [name, hours!.number(name, row)])),
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
