/** `program-fidelity`: what programs are meant to give, one share per target and no composite. */
import { type Sql, list, raw, sql } from '$lib/sql/sql';
import { exclusionsFrom } from '../exclusions';
import { groupByView, indexStays } from '../groups';
import { NO_ESTIMATE } from '../headline';
import type { FigureRow, Metric, MetricContext } from '../metric';
import { FIDELITY_KINDS, fidelityParts } from './fidelity-parts';
import { reasonCounts, reasonUnits, stayLeftOut } from './left-out';
import { BY_SEAT_UNIT, SEAT_UNIT, attenders, meetingsInTarget, seats } from './meetings';
import {
  RATIO_SOURCE,
  type RatioParts,
  orderBySums,
  ratioRow,
  ratioSums,
  ratioUnits,
  shareRow,
  viewOf,
} from '../ratio';
import { OWN_TARGETS, sharedTarget } from './shared-target';
import { fullWeeks } from './weeks';

const COLUMNS = [
  'level', 'program', 'class', 'n', 'persons', 'numerator', 'denominator', 'value', 'low', 'high',
  'target_low', 'target_high',
]; // prettier-ignore

/** Stays and meetings, one of which says nothing about another. */
const INDEPENDENT: readonly string[] = ['length_days', 'group_size'];

const HELD: RatioParts = { from: 'measured', y: raw('y'), x: raw('x'), where: raw('x > 0') };

const LEFT_OUT = [
  stayLeftOut('stays at levels without a target', raw('level_with_target IS NULL')),
];

/** Separate shares of weeks, days, stays and meetings within the program's own targets. */
export const programFidelity: Metric = {
  id: 'program-fidelity',
  group: 'attendance',
  question: 'Do programs give what they are meant to give?',
  name: 'Program fidelity',
  unit: 'proportion',
  unitOfAnalysis: 'full week, attended day, finished stay or group meeting, by target',
  numerator: 'Those within the target of their program and level',
  denominator:
    'Full weeks of stay, weeks without a session included (days, hours, sessions, individual sessions a week); attended days with known minutes (hours on a day); finished stays (length); group meetings that somebody of the cohort attended (group size)',
  exclusions:
    'Levels without any target; of programs without a loaded session everything but the length; with the basis "active" weeks, days and meetings outside the period',
  direction: 'higher is better',
  bases: ['discharged', 'admitted', 'active'],
  defaultBasis: 'discharged',
  rows: 'One row per target (class) that a stay of the view has: `days_per_week`, `hours_per_day`, `hours_per_week`, `length_days`, `group_size`, `individual_sessions_per_week`, `sessions_per_week`; `target_low` and `target_high` where all stays of the row share them (null on one side = no limit). No composite',
  columns: COLUMNS,
  interval: 'weeks and days: ratio clustered by person; stays and meetings: Wilson; 95 %',
  profile: null,
  source: `Targets: our conventions; for IOP Medicare and ASAM describe 9 to 19 hours a week; ${RATIO_SOURCE}`,
  version: 1,
  needs: ['stays', 'sessions', 'days'],
  queries: (context) => ({
    shares: sql`WITH ${indexStays(context)},
    ${attenders(context)},
    ${meetingsInTarget()},
    ${fullWeeks(context)},
    measured AS (${fidelityParts(context)}),
    ${ratioSums(HELD, 'kind')},
    named AS (
      SELECT level, program, kind, ${sharedTarget()} FROM measured WHERE ${HELD.where}
      ${groupByView('kind')}
    ),
    met AS (
      SELECT level, program, min(level_position) AS level_position,
        count(DISTINCT stay_no)::INTEGER AS n, count(DISTINCT person_no)::INTEGER AS persons,
        ${sharedTarget()}
      FROM attender WHERE has_target ${groupByView()}
    ),
    joined AS (
      SELECT v.*, b.target_low, b.target_high
      FROM by_view v JOIN named b ON b.kind = v.kind
        AND v.level IS NOT DISTINCT FROM b.level AND v.program IS NOT DISTINCT FROM b.program
      UNION ALL BY NAME
      SELECT m.*, 'group_size' AS kind, i.met::DOUBLE AS sum_y, i.meetings::DOUBLE AS sum_x
      FROM met m JOIN in_target i
        ON i.level IS NOT DISTINCT FROM m.level AND i.program IS NOT DISTINCT FROM m.program
    )
    SELECT * EXCLUDE (level_position) FROM joined
    ${orderBySums(kindPlace)}`,
    total: sql`WITH ${withTarget(context)}
    SELECT count(level_with_target)::INTEGER AS n,
      count(DISTINCT CASE WHEN level_with_target IS NOT NULL THEN person_no END)::INTEGER
        AS persons FROM told`,
    excluded: sql`WITH ${withTarget(context)}
    SELECT ${reasonCounts(LEFT_OUT)} FROM told`,
  }),
  units: {
    query: (context) => sql`WITH ${withTarget(context)},
    ${attenders(context)},
    ${seats()},
    ${fullWeeks(context)},
    measured AS (${fidelityParts(context)})
    SELECT *, CASE class WHEN 'length_days' THEN numerator END AS stays_met
    FROM (
      SELECT * RENAME (kind AS class) FROM (${ratioUnits(HELD, 'kind')})
      UNION ALL BY NAME
      SELECT ${SEAT_UNIT}, 'group_size' AS class,
        coalesce(sum(target_part) FILTER (WHERE is_met), 0)::DOUBLE AS numerator,
        sum(target_part)::DOUBLE AS denominator
      FROM seat WHERE target_part IS NOT NULL ${BY_SEAT_UNIT}
      UNION ALL BY NAME ${reasonUnits('told', LEFT_OUT)}
    )`,
    apart: [],
    within: ['class'],
    guards: 'people',
    further: [
      { column: 'stays_met', guards: 'share', tells: ['numerator', 'value', 'low', 'high'] },
    ],
  },
  finish: ({ shares, total, excluded }) => ({
    n: total!.number('n', 0),
    persons: total!.number('persons', 0),
    ...NO_ESTIMATE,
    about: null,
    excluded: exclusionsFrom(excluded!),
    columns: COLUMNS,
    rows: Array.from({ length: shares!.rowCount }, (_, row): FigureRow => {
      const kind = shares!.text('kind', row)!;
      return {
        ...viewOf(shares!, row),
        class: kind,
        ...(INDEPENDENT.includes(kind) ? shareRow(shares!, row) : ratioRow(shares!, row, 'share')),
        target_low: shares!.number('target_low', row),
        target_high: shares!.number('target_high', row),
      };
    }),
    notes: [
      'Medicare and ASAM describe intensive outpatient care as 9 to 19 hours a week.',
      OWN_TARGETS,
    ],
  }),
};

const kindPlace = `list_position([${FIDELITY_KINDS.map((kind) => `'${kind}'`).join(', ')}], kind)`;

/** `told`: the stays of the cohort; `level_with_target` is null where nothing is set. */
function withTarget(context: MetricContext): Sql {
  return sql`${indexStays(context)},
    told AS (
      SELECT s.stay_no, s.person_no, s.level, s.program, t.level AS level_with_target
      FROM index_stay s
      LEFT JOIN (SELECT DISTINCT program, level FROM target WHERE kind IN ${list(FIDELITY_KINDS)}) t
        ON t.program = s.program AND t.level = s.level
    )`;
}
