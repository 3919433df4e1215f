/**
 * Index stays that were followed by a return, by view. One return may count for two index stays of a
 * level; in a row with several levels it counts once, for the latest index stay.
 */
import { type Sql, raw, sql } from '$lib/sql/sql';
import { type Reason, judgedStays } from '../eligible-discharge';
import type { Columns } from '$lib/sql/columns';
import { dividedUnits } from '../divided-units';
import { groupByView, orderByView } from '../groups';
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
  readonly reasons: readonly Reason[];
  /** An excluded reason whose stays get rows of their own, with the reason as `scope`. */
  readonly apart?: string;
}

/** The scope of the index stays that are not apart. */
export const INDEX_STAYS = 'index stays';

/**
 * `index_stay`, `judged` and `eligible`: the index stays with their `scope`, and whether they count as
 * followed by a return in the view of everybody, of their level and of their program.
 */
function eligibleStays(context: MetricContext, count: ReturnCount): Sql {
  const { returned, lastDay, reasons, apart = '' } = count;
  return sql`${judgedStays(context, reasons)},
    scoped AS (
      SELECT *, coalesce(reason, ${INDEX_STAYS}) AS scope,
        coalesce(${raw(returned.days)} <= ${lastDay}, FALSE) AS is_returned
      FROM judged WHERE reason IS NULL OR reason = ${apart}
    ),
    latest AS (
      SELECT s.stay_no,
        s.stay_no = max(s.stay_no) OVER (PARTITION BY s.scope, r.later_no) AS is_of_all,
        s.stay_no = max(s.stay_no) OVER (PARTITION BY s.scope, s.program, r.later_no)
          AS is_of_program
      FROM scoped s JOIN later_stay r ON r.stay_no = s.stay_no
      WHERE r.${raw(returned.flag)} AND r.days <= ${lastDay}
    ),
    latest_of AS (
      SELECT stay_no, bool_or(is_of_all) AS is_of_all, bool_or(is_of_program) AS is_of_program
      FROM latest GROUP BY stay_no
    ),
    eligible AS (
      SELECT s.*, s.is_returned AS counts_by_level,
        CASE WHEN min(s.level) OVER of_all = max(s.level) OVER of_all THEN s.is_returned
          ELSE coalesce(l.is_of_all, FALSE) END AS counts_for_all,
        CASE WHEN min(s.level) OVER of_program = max(s.level) OVER of_program THEN s.is_returned
          ELSE coalesce(l.is_of_program, FALSE) END AS counts_by_program
      FROM scoped s LEFT JOIN latest_of l ON l.stay_no = s.stay_no
      WINDOW of_all AS (PARTITION BY s.scope), of_program AS (PARTITION BY s.scope, s.program)
    )`;
}

/** Rows by view and `scope`: numerator, denominator, persons, and how many levels it holds. */
export function returnsByView(context: MetricContext, count: ReturnCount): Sql {
  return sql`WITH ${eligibleStays(context, count)}
    SELECT level, program, scope, count(DISTINCT level)::INTEGER AS levels,
      count(*)::INTEGER AS denominator, count(DISTINCT person_no)::INTEGER AS persons,
      (CASE WHEN level IS NOT NULL THEN count_if(counts_by_level)
        WHEN program IS NOT NULL THEN count_if(counts_by_program)
        ELSE count_if(counts_for_all) END)::INTEGER AS numerator
    FROM eligible ${groupByView('scope')}
    ${orderByView(`scope = '${INDEX_STAYS}' DESC`, 'scope')}`;
}

/** What stands behind `returnsByView`; `scope` is a key where some stays are apart. */
export function returnUnits(count: ReturnCount): Units {
  const within = count.apart === undefined ? [] : ['scope'];
  return {
    query: (context) => sql`WITH ${eligibleStays(context, count)},
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
