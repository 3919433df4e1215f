/**
 * What figures of change share: pairs of first and last score of stays or of whole paths, their
 * classes under the chosen profile, and why others have no pair.
 */
import { measureShortName } from '$lib/measures/short-names';
import { type Sql, join, raw, sql } from '$lib/sql/sql';
import { indexStays, staysOf } from './groups';
import type { Query } from '$lib/tally/tally';
import { indexPaths, pathMembers } from './index-paths';
import { joinKind, KIND_KEY } from './score-keys';
import { type Tallied, tallied } from './tallied';
import type { Exclusion, FigureRow, MetricContext } from './metric';
import type { Units } from './units';

/** Why a stay or path has no pair, in the order in which reasons are printed. */
const NO_PAIR = [
  'too close to the cut',
  'not_due',
  'no_score',
  'no_baseline',
  'no_later_score',
  'open',
];

/**
 * `index_unit`: the stays of the cohort, or its paths, with level and program of the (first) stay;
 * `is_late` where a path ended too close to the cut to be sure that it is over.
 */
export function indexUnits(context: MetricContext): Sql {
  if (context.unit === 'path') {
    return sql`${indexPaths(context)},
    index_unit AS NOT MATERIALIZED (
      SELECT stay_no, path_no, person_no, place_no, level, level_position, program,
        NOT is_open AND NOT is_eligible AS is_late
      FROM index_path
    )`;
  }
  return sql`${indexStays(context)},
    index_unit AS NOT MATERIALIZED (
      SELECT stay_no, path_no, person_no, place_no, level, level_position, program, FALSE AS is_late
      FROM index_stay
    )`;
}

/**
 * `index_unit` and `pair`: the rows of `classified_pair` of the cohort under the profile, outcome
 * instruments only, with place_no, level, level_position and program; pairs only.
 */
export function classifiedPairs(context: MetricContext): Sql {
  return sql`${indexUnits(context)},
    pair AS NOT MATERIALIZED (
      SELECT p.*, u.place_no, u.level, u.level_position, u.program
      FROM classified_pair p JOIN index_unit u USING (stay_no)
      WHERE p.unit = ${context.unit} AND p.profile = ${context.profile} AND p.is_outcome
        AND p.status = 'paired' AND NOT u.is_late
    )`;
}

/** The stays whose units count: those of the cohort, or the first ones of its paths. */
export function unitMembers(context: MetricContext): Pick<Tallied, 'members'> {
  return context.unit === 'path' ? { members: pathMembers } : {};
}

/** One row per measure, rater and status with the number of stays or paths of the cohort. */
export function pairStatuses(context: MetricContext): Query {
  const statuses = ['paired', ...NO_PAIR];
  return tallied(context, {
    ...unitMembers(context),
    views: 'everybody',
    units: (own) => ({
      tables: sql`${indexUnits(own)},
    status_name AS (
      SELECT unnest(range(${statuses.length}))::INTEGER AS status_no,
        unnest([${join(statuses.map((status) => sql`${status}`))}]) AS status
    )`,
      select: sql`SELECT s.stay_no, s.person_no, s.place_no, k.kind_no, n.status_no
      FROM ${unitStatuses(own)} s ${joinKind('s')} JOIN status_name n USING (status)`,
    }),
    keys: [
      KIND_KEY,
      {
        column: 'status_no',
        labels: { table: 'status_name', columns: ['status'], order: ['status'] },
      },
    ],
    counts: { n: { of: 'rows' } },
  });
}

/** The units of `index_unit`, once per measure and rater, with `status`: why there is no pair. */
function unitStatuses({ unit }: MetricContext): Sql {
  return sql`(
      SELECT u.*, p.measure, p.rater,
        CASE WHEN u.is_late THEN 'too close to the cut' ELSE p.status END AS status
      FROM score_pair p JOIN index_unit u USING (stay_no)
      WHERE p.unit = ${unit} AND p.is_outcome
    )`;
}

/**
 * The one measure and rater that headlines are about, the same under every filter: most stays whose
 * program has it as its primary measure, then most stays, first by name; among the pairs that meet a
 * condition on `classified_pair`. No row without such a pair.
 */
export function headlineMeasure(context: MetricContext, condition: string): Sql {
  return sql`WITH counted AS (
      SELECT s.program, p.measure, p.rater, count(*) AS pairs, ${staysOf('s.stay_no')} AS stays
      FROM classified_pair p JOIN stay s USING (stay_no)
      WHERE p.unit = 'stay' AND p.profile = ${context.profile} AND p.is_outcome
        AND p.status = 'paired' AND (${raw(condition)})
      GROUP BY s.program, p.measure, p.rater
    ),
    by_measure AS (
      SELECT c.measure, coalesce(bit_count(bit_or(CASE WHEN m.measure IS NOT NULL THEN c.stays END)), 0)
          AS primary_stays,
        bit_count(bit_or(c.stays)) AS stays
      FROM counted c
      LEFT JOIN primary_measure m ON m.program = c.program AND m.measure = c.measure
      GROUP BY c.measure
    ),
    by_rater AS (
      SELECT measure, rater, sum(pairs) AS pairs FROM counted GROUP BY measure, rater
    )
    SELECT r.measure, r.rater FROM by_rater r JOIN by_measure m ON m.measure = r.measure
    ORDER BY m.primary_stays DESC, m.stays DESC, r.measure, r.pairs DESC, r.rater NULLS FIRST
    LIMIT 1`;
}

/** The units without a pair of a measure and rater, by reason, from the rows of `pairStatuses`. */
export function withoutPair(kind: FigureRow, statuses: readonly FigureRow[]): readonly Exclusion[] {
  const own = statuses.filter(
    (row) => row['measure'] === kind['measure'] && row['rater'] === kind['rater'],
  );
  return NO_PAIR.flatMap((reason) => {
    const n = Number(own.find((row) => row['status'] === reason)?.['n'] ?? 0);
    return n > 0 ? [{ reason, n }] : [];
  });
}

/** Short names of the measures that have pairs, but are none of those with a class. */
export function withoutClass(statuses: readonly FigureRow[], ids: readonly string[]): string[] {
  const paired = statuses.filter((row) => row['status'] === 'paired');
  const measures = [...new Set(paired.map((row) => String(row['measure'])))];
  return measures.filter((id) => !ids.includes(id)).map(measureShortName);
}

/** What is said beside every figure of change. */
export function changeNotes({ unit }: MetricContext): string[] {
  return [
    unit === 'path'
      ? 'Over whole paths: from the baseline of the first stay to the last score of the path, under level and program of the first stay.'
      : '',
    'Change during the program; no comparison group.',
  ].filter(Boolean);
}

/** The name of a unit of `index_unit` or `pair`: its stay, or its path. */
export function unitName({ unit }: MetricContext): Sql {
  return raw(unit === 'path' ? "'path ' || path_no" : "'stay ' || stay_no");
}

/**
 * The stays or paths of `index_unit` without a pair, by measure and rater, as units that are left out;
 * to be joined to the units of the pairs by `UNION ALL BY NAME`.
 */
export function unpairedUnits(context: MetricContext): Sql {
  return sql`SELECT ${unitName(context)} AS unit, person_no, stay_no, level, program, measure, rater,
      status AS left_out, NULL::DOUBLE AS numerator, 1::DOUBLE AS denominator
    FROM ${unitStatuses(context)} WHERE status <> 'paired'`;
}

/**
 * What stands behind a mean or a count: the rows of a common table with stay_no, path_no, person_no,
 * level, program and the keys, each of them one unit that is counted.
 */
export function countUnits(context: MetricContext, table: string, keys: readonly string[]): Sql {
  return sql`SELECT ${unitName(context)} AS unit, person_no, stay_no, level, program,
      ${join(keys.map(raw))}, NULL::VARCHAR AS left_out, NULL::DOUBLE AS numerator,
      1::DOUBLE AS denominator
    FROM ${raw(table)}`;
}

/** What stands behind means over all pairs, by measure and rater. */
export const MEAN_UNITS: Units = {
  query: (context) => sql`WITH ${classifiedPairs(context)}
    ${countUnits(context, 'pair', ['measure', 'rater'])}
    UNION ALL BY NAME ${unpairedUnits(context)}`,
  apart: ['measure', 'rater'],
  within: [],
  guards: 'people',
};
