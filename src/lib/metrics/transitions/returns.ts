/**
 * Index stays that were followed by a return, by view. One return may count for two index stays of a
 * level; in a row with several levels it counts once, for the latest index stay.
 */
import { type Sql, raw, sql } from '$lib/sql/sql';
import { type Reason, judgedStays } from '../eligible-discharge';
import type { Columns } from '$lib/sql/columns';
import type { MetricContext } from '../metric';

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

/** Rows by view and `scope`: numerator, denominator, persons, and how many levels it holds. */
export function returnsByView(context: MetricContext, count: ReturnCount): Sql {
  const { returned, lastDay, reasons, apart = '' } = count;
  return sql`WITH ${judgedStays(context, reasons)},
    eligible AS (
      SELECT *, coalesce(reason, ${INDEX_STAYS}) AS scope
      FROM judged WHERE reason IS NULL OR reason = ${apart}
    ),
    latest AS (
      SELECT e.program, e.scope, r.later_no, max(e.stay_no) AS stay_no
      FROM eligible e JOIN later_stay r ON r.stay_no = e.stay_no
      WHERE r.${raw(returned.flag)} AND r.days <= ${lastDay}
      GROUP BY GROUPING SETS ((e.scope, r.later_no), (e.program, e.scope, r.later_no))
    ),
    once AS (
      SELECT program, scope, count(DISTINCT stay_no) AS n FROM latest GROUP BY program, scope
    ),
    counted AS (
      SELECT level, program, scope, min(level_position) AS level_position,
        count(DISTINCT level)::INTEGER AS levels, count(*)::INTEGER AS denominator,
        count(DISTINCT person_no)::INTEGER AS persons,
        count_if(${raw(returned.days)} <= ${lastDay}) AS each_by_itself
      FROM eligible GROUP BY GROUPING SETS ((scope), (scope, level), (scope, program))
    )
    SELECT c.level, c.program, c.scope, c.levels, c.denominator, c.persons,
      (CASE WHEN c.levels > 1 THEN coalesce(o.n, 0) ELSE c.each_by_itself END)::INTEGER AS numerator
    FROM counted c
    LEFT JOIN once o ON c.level IS NULL AND o.scope = c.scope
      AND o.program IS NOT DISTINCT FROM c.program
    ORDER BY c.program NULLS FIRST, c.level IS NOT NULL,
      CASE WHEN c.level IS NOT NULL THEN c.level_position END, c.level,
      c.scope = ${INDEX_STAYS} DESC, c.scope`;
}

/** What to say where a row holds several levels; empty where none does. */
export function pooledNotes(counts: Columns, returns: string): readonly string[] {
  const isPooled = counts.rows().some((row) => Number(row['levels']) > 1);
  if (!isPooled) return [];
  return [
    `Where several levels stand together, each ${returns} counts once, for the latest index stay; so the row of everybody is not the sum of the levels.`,
  ];
}
