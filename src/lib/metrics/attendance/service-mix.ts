/** `service-mix`: which kinds of sessions the attended hours are made of. */
import { type Sql, join, raw, sql } from '$lib/sql/sql';
import { exclusionsFrom } from '../exclusions';
import { NO_ESTIMATE } from '../headline';
import type { FigureRow, Metric, MetricContext } from '../metric';
import {
  HAS_HOURS,
  HOURS_LEFT_OUT,
  HOUR_TYPES,
  WITHOUT_TYPE,
  hoursByStay,
  minutesOf,
} from './hours';
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

const COLUMNS = [
  'level', 'program', 'class', 'n', 'persons', 'numerator', 'denominator', 'value', 'low', 'high',
  'share',
]; // prettier-ignore

const HOURS: RatioParts = {
  from: 'typed',
  y: raw('type_minutes / 60.0'),
  x: raw('days / 7.0'),
  where: raw('TRUE'),
};

const NOT_RECORDED = 'not recorded';

/** Attended hours by type of session, for each enrolled week. */
export const serviceMix: Metric = {
  id: 'service-mix',
  group: 'attendance',
  question: 'What are the attended hours made of?',
  name: 'Attended hours by type of session',
  unit: 'hours per week',
  unitOfAnalysis: 'stay',
  numerator: 'Attended hours of a type of session',
  denominator: 'All weeks enrolled: days of stay / 7, weeks without a session included',
  exclusions:
    'Attended sessions without minutes; programs of which no session is loaded; with the basis "active" everything outside the period',
  direction: 'neither',
  bases: ['discharged', 'admitted', 'active'],
  defaultBasis: 'discharged',
  rows: 'Hours of a type (class = session type, or `not recorded`) / enrolled weeks; `share` = those hours / all attended hours of the row. Types without attended hours have no row',
  columns: COLUMNS,
  interval: ATTENDANCE_INTERVAL,
  profile: null,
  source: RATIO_SOURCE,
  version: 1,
  needs: ['stays', 'sessions', 'days'],
  queries: (context) => ({
    hours: sql`WITH ${typedHours(context)},
    ${ratioSums(HOURS, 'type', 'place')},
    shared AS (
      SELECT *, sum_y / sum(sum_y) OVER (PARTITION BY level, program) AS share
      FROM by_view WHERE sum_y > 0
    )
    SELECT * EXCLUDE (level_position) FROM shared ${orderBySums('place')}`,
    total: sql`WITH ${hoursByStay(context)}
    SELECT count(*)::INTEGER AS n, count(DISTINCT person_no)::INTEGER AS persons
    FROM hours WHERE ${HAS_HOURS}`,
    excluded: sql`WITH ${hoursByStay(context)} SELECT ${reasonCounts(HOURS_LEFT_OUT)} FROM hours`,
  }),
  units: {
    query: (context) => sql`WITH ${typedHours(context)}
    SELECT * EXCLUDE (type), CASE type WHEN ${WITHOUT_TYPE} THEN ${NOT_RECORDED} ELSE type END AS class
    FROM (${ratioUnits(HOURS, 'type')})
    UNION ALL BY NAME ${reasonUnits('hours', HOURS_LEFT_OUT)}`,
    apart: [],
    within: ['class'],
    guards: 'people',
  },
  finish: ({ hours, total, excluded }) => ({
    n: total!.number('n', 0),
    persons: total!.number('persons', 0),
    ...NO_ESTIMATE,
    about: null,
    excluded: exclusionsFrom(excluded!),
    columns: COLUMNS,
    rows: Array.from({ length: hours!.rowCount }, (_, row): FigureRow => ({
      ...viewOf(hours!, row),
      class: classOf(hours!.text('type', row)),
      ...ratioRow(hours!, row, 'none'),
      share: hours!.number('share', row),
    })),
    notes: [],
  }),
};

/** `hours` and `typed`: each stay that counts once per type, with the minutes of it. */
function typedHours(context: MetricContext): Sql {
  return sql`${hoursByStay(context)},
    typed AS (
      SELECT stay_no, person_no, level, level_position, program, days,
        unnest(${types()}, recursive := TRUE)
      FROM hours WHERE ${HAS_HOURS}
    )`;
}

/** A list of one structure per type, with its place and its minutes. */
function types(): Sql {
  const items = HOUR_TYPES.map(
    (type, place) =>
      sql`{type: ${type}, place: ${place}, type_minutes: ${minutesOf(type)}::BIGINT}`,
  );
  return sql`[${join(items)}]`;
}

function classOf(type: string | null): string {
  return type === WITHOUT_TYPE || type === null ? NOT_RECORDED : type;
}
