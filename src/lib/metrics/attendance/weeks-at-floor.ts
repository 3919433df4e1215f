/** `weeks-at-floor`: full weeks with at least the hours that the plan of care is to hold. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import { exclusionsFrom } from '../exclusions';
import { groupByView, indexStays, isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { FigureRow, Metric, MetricContext } from '../metric';
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
import { reasonCounts, reasonUnits, stayLeftOut } from './left-out';
import { OWN_TARGETS, sharedTarget } from './shared-target';
import { WEEK_ROWS, fullWeeks, weeksThat } from './weeks';

const COLUMNS = [
  'level', 'program', 'scope', 'n', 'persons', 'numerator', 'denominator', 'value', 'low', 'high',
  'target_low', 'target_high',
]; // prettier-ignore

const WEEKS: RatioParts = { from: 'scoped', y: raw('met'), x: raw('weeks'), where: raw('TRUE') };

const NO_FLOOR = 'stays at levels without a floor';

const LEFT_OUT = [
  stayLeftOut('stays without a full week', raw('weeks = 0')),
  stayLeftOut(NO_FLOOR, raw('weeks > 0 AND low IS NULL')),
  stayLeftOut(
    'stays of programs of which no session is loaded',
    raw('weeks > 0 AND low IS NOT NULL AND NOT has_sessions'),
  ),
];

/** Full weeks at the floor of hours, on attended and on scheduled minutes. */
export const weeksAtFloor: Metric = {
  id: 'weeks-at-floor',
  group: 'attendance',
  question: 'In how many weeks do people get the hours that their level is meant to give?',
  name: 'Weeks at the floor of hours',
  unit: 'proportion',
  unitOfAnalysis: 'week of stay',
  numerator: 'Full weeks with attended (beside it: scheduled) minutes of at least the floor',
  denominator:
    'Full weeks of stays whose program and level have a floor (days 7k to 7k + 6 since admission), weeks without a session included',
  exclusions:
    'Stays without a full week; levels without a floor; programs of which no session is loaded; with the basis "active" weeks that lie partly outside the period',
  direction: 'higher is better',
  bases: ['discharged', 'admitted', 'active'],
  defaultBasis: 'discharged',
  rows: 'Weeks at the floor / full weeks. Scopes: `attended` = by attended minutes; `scheduled` = by the scheduled minutes of the sessions that count for attended-of-scheduled (no row where no session has scheduled minutes). `target_low` = the floor in hours where all stays of the row share it',
  columns: COLUMNS,
  interval: ATTENDANCE_INTERVAL,
  profile: null,
  source: `Floors: our convention, 9 hours in IOP and 20 in PHP; ${RATIO_SOURCE}`,
  version: 1,
  needs: ['stays', 'sessions', 'days'],
  queries: (context) => ({
    weeks: sql`WITH ${scopedWeeks(context)},
    ${ratioSums(WEEKS, 'scope')},
    beside AS (
      SELECT level, program, ${sharedTarget()}, sum(scheduled_minutes) > 0 AS has_scheduled
      FROM by_stay ${groupByView()}
    ),
    joined AS (
      SELECT v.*, b.target_low, b.target_high
      FROM by_view v JOIN beside b
        ON v.level IS NOT DISTINCT FROM b.level AND v.program IS NOT DISTINCT FROM b.program
      WHERE v.scope = 'attended' OR b.has_scheduled
    )
    SELECT * EXCLUDE (level_position) FROM joined ${orderBySums('scope')}`,
    excluded: sql`WITH ${floors(context)} SELECT ${reasonCounts(LEFT_OUT)} FROM floored`,
  }),
  units: {
    query: (context) => sql`WITH ${scopedWeeks(context)}
    ${ratioUnits(WEEKS, 'scope')}
    UNION ALL BY NAME ${reasonUnits('floored', LEFT_OUT)}`,
    apart: [],
    within: ['scope'],
    guards: 'people',
  },
  finish: ({ weeks, excluded: counts }) => {
    const excluded = exclusionsFrom(counts!);
    const rows = Array.from({ length: weeks!.rowCount }, (_, row): FigureRow => ({
      ...viewOf(weeks!, row),
      scope: weeks!.text('scope', row),
      ...ratioRow(weeks!, row, 'share'),
      target_low: weeks!.number('target_low', row),
      target_high: weeks!.number('target_high', row),
    }));
    return {
      ...headlineOf(rows.find((row) => isEverybody(row) && row['scope'] === 'attended')),
      about: null,
      excluded,
      columns: COLUMNS,
      rows,
      notes: [
        'The floor is the least that a plan of care at the level is to hold, not a rule about attendance; a missed session lowers the attended share only.',
        'Attended sessions without minutes add nothing to a week.',
        OWN_TARGETS,
      ],
      ...(rows.length === 0 && excluded.some(({ reason }) => reason === NO_FLOOR)
        ? { emptyReason: 'No level of these stays has a floor of hours. Set one on the Data page.' }
        : {}),
    };
  },
};

/** `index_stay` and `floored`: all stays with their full weeks and the floor (`low`), if there is one. */
function floors(context: MetricContext): Sql {
  return sql`${indexStays(context)},
    ${fullWeeks(context)},
    floored AS (
      SELECT s.*, t.low FROM span s
      LEFT JOIN target t ON t.program = s.program AND t.level = s.level
        AND t.kind = 'floor_hours_per_week'
    )`;
}

/** `by_stay` and `scoped`: stays that count, once for attended and once for scheduled minutes. */
function scopedWeeks(context: MetricContext): Sql {
  return sql`${floors(context)},
    by_stay AS (
      SELECT s.stay_no, s.person_no, s.level, s.level_position, s.program, s.weeks,
        s.low, NULL::DOUBLE AS high, coalesce(sum(a.scheduled_minutes), 0) AS scheduled_minutes,
        ${weeksThat(raw('a.minutes / 60.0 >= s.low'), raw('s.low <= 0'))} AS attended,
        ${weeksThat(raw('a.scheduled_minutes / 60.0 >= s.low'), raw('s.low <= 0'))} AS scheduled
      FROM floored s LEFT JOIN ${WEEK_ROWS}
      WHERE s.weeks > 0 AND s.low IS NOT NULL AND s.has_sessions GROUP BY ALL
    ),
    scoped AS (
      SELECT * EXCLUDE (attended, scheduled), 'attended' AS scope, attended AS met FROM by_stay
      UNION ALL
      SELECT * EXCLUDE (attended, scheduled), 'scheduled', scheduled FROM by_stay
    )`;
}
