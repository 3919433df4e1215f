/**
 * Index stays that were followed by a return, by view. One return may count for two index stays of a
 * level; in a row with several levels it counts once, for the latest index stay.
 */
import { type Sql, raw, sql } from '$lib/sql/sql';
import {
  type Reason,
  isEligible,
  isLeftOut,
  judgedStays,
  notEligible,
} from '../eligible-discharge';
import type { Columns } from '$lib/sql/columns';
import { dividedUnits } from '../divided-units';
import { CELLS, PEOPLE, PERSONS, groupByView, indexStays, orderByView } from '../groups';
import type { MetricContext } from '../metric';
import type { Units } from '../units';

/** Which later stays are returns, and on the index stay the days to the first of them. */
interface Return {
  readonly flag: 'is_readmission' | 'is_acute';
  readonly days: 'readmission_days' | 'acute_days';
}

/** Readmissions and acute admissions. */
export const RETURNS = {
  readmission: { flag: 'is_readmission', days: 'readmission_days' },
  acute: { flag: 'is_acute', days: 'acute_days' },
} as const satisfies Readonly<Record<string, Return>>;

/** What is counted, and inside which window. */
export interface ReturnCount {
  readonly returned: Return;
  /** The last day after discharge that counts. */
  readonly lastDay: number;
  /** Reasons to leave a stay out, beside those of an eligible discharge. */
  readonly more: readonly Reason[];
  /** A reason whose stays get rows of their own, with its name as `scope`. */
  readonly apart?: Reason;
}

/** The scope of the index stays that are not apart. */
export const INDEX_STAYS = 'index stays';

/** Why a stay is no index stay, in the order of the figure. */
export function returnReasons({ lastDay, more, apart }: ReturnCount): readonly Reason[] {
  return [...notEligible(lastDay), ...more, ...(apart ? [apart] : [])];
}

/**
 * `scoped`, from `index_stay`: the index stays with their `scope`, and whether they were followed by a
 * return; `latest_of_all`, `latest_of_program`: those that are the latest before one, of all and of their
 * program.
 */
function scopedStays({ returned, lastDay, more, apart }: ReturnCount): Sql {
  const scope = apart
    ? sql`CASE WHEN ${apart.when} THEN ${apart.name} ELSE ${INDEX_STAYS} END`
    : sql`${INDEX_STAYS}`;
  return sql`scoped AS NOT MATERIALIZED (
      SELECT stay_no, person_no, place_no, level, program, ${scope} AS scope,
        coalesce(${raw(returned.days)} <= ${lastDay}, FALSE) AS is_returned
      FROM index_stay WHERE ${isEligible(lastDay)} AND (${isLeftOut(more)}) IS NOT TRUE
    ),
    pair AS (
      SELECT s.stay_no, s.place_no, s.program, s.scope, r.later_no
      FROM scoped s JOIN later_stay r ON r.stay_no = s.stay_no
      WHERE s.is_returned AND r.${raw(returned.flag)} AND r.days <= ${lastDay}
    ),
    latest_of_all AS (
      SELECT DISTINCT scope, max(stay_no) AS stay_no, arg_max(place_no, stay_no) AS place_no
      FROM pair GROUP BY scope, later_no
    ),
    latest_of_program AS (
      SELECT DISTINCT scope, max(stay_no) AS stay_no, arg_max(place_no, stay_no) AS place_no
      FROM pair GROUP BY scope, program, later_no
    )`;
}

/** Rows by view and `scope`: numerator, denominator, persons, and how many levels it holds. */
export function returnsByView(context: MetricContext, count: ReturnCount): Sql {
  return sql`WITH ${indexStays(context)}, ${scopedStays(count)},
    cell AS (
      SELECT place_no, scope, count(*) AS n, ${PEOPLE} AS people, count_if(is_returned) AS returned,
        0 AS of_all, 0 AS of_program
      FROM scoped GROUP BY place_no, scope
      UNION ALL
      SELECT place_no, scope, 0, NULL, 0, count(*), 0 FROM latest_of_all GROUP BY place_no, scope
      UNION ALL
      SELECT place_no, scope, 0, NULL, 0, 0, count(*) FROM latest_of_program GROUP BY place_no, scope
    )
    SELECT level, program, scope, count(DISTINCT level)::INTEGER AS levels,
      sum(n)::INTEGER AS denominator, ${PERSONS} AS persons,
      (CASE WHEN level IS NOT NULL OR count(DISTINCT level) = 1 THEN sum(returned)
        WHEN program IS NOT NULL THEN sum(of_program) ELSE sum(of_all) END)::INTEGER AS numerator
    FROM ${CELLS} ${groupByView('scope')}
    ${orderByView(`scope = '${INDEX_STAYS}' DESC`, 'scope')}`;
}

/** What stands behind `returnsByView`; `scope` is a key where some stays are apart. */
export function returnUnits(count: ReturnCount): Units {
  const within = count.apart ? ['scope'] : [];
  return {
    query: (
      context,
    ) => sql`WITH ${judgedStays(context, returnReasons(count))}, ${scopedStays(count)},
    eligible AS (
      SELECT s.*, s.is_returned AS counts_by_level,
        CASE WHEN min(s.level) OVER of_all = max(s.level) OVER of_all THEN s.is_returned
          ELSE a.stay_no IS NOT NULL END AS counts_for_all,
        CASE WHEN min(s.level) OVER of_program = max(s.level) OVER of_program THEN s.is_returned
          ELSE p.stay_no IS NOT NULL END AS counts_by_program
      FROM scoped s LEFT JOIN latest_of_all a ON a.stay_no = s.stay_no
        LEFT JOIN latest_of_program p ON p.stay_no = s.stay_no
      WINDOW of_all AS (PARTITION BY s.scope), of_program AS (PARTITION BY s.scope, s.program)
    ),
    by_view AS (
      SELECT 'stay ' || stay_no AS unit, person_no, stay_no, level, program, scope,
        NULL::VARCHAR AS left_out, 1::DOUBLE AS denominator,
        (CASE WHEN level IS NOT NULL THEN bool_or(counts_by_level)
          WHEN program IS NOT NULL THEN bool_or(counts_by_program)
          ELSE bool_or(counts_for_all) END)::INTEGER::DOUBLE AS numerator
      FROM eligible ${groupByView('person_no', 'stay_no', 'scope')}
    )
    ${dividedUnits('by_view', within)}
    UNION ALL BY NAME
    SELECT 'stay ' || stay_no AS unit, person_no, stay_no, level, program, reason AS left_out,
      NULL::DOUBLE AS numerator, 1::DOUBLE AS denominator
    FROM judged WHERE reason IS NOT NULL`,
    apart: [],
    within,
    guards: 'share',
  };
}

/** What to say where a row holds several levels; empty where none does. */
export function pooledNotes(counts: Columns, returns: string): readonly string[] {
  const isPooled = counts.rows().some((row) => Number(row['levels']) > 1);
  if (!isPooled) return [];
  return [
    `Where several levels stand together, each ${returns} counts once, for the latest index stay; so the row of everybody is not the sum of the levels.`,
  ];
}
