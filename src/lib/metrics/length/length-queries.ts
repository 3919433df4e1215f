/** What `length-of-stay` reads: finished stays and paths by length, and those that are left out. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import { CELLS, PEOPLE, PERSONS, groupByView, indexStays, orderByView } from '../groups';
import { indexPaths } from '../index-paths';
import type { MetricContext } from '../metric';
import { judgedPaths, judgedStays, leftOutCounts, scopedUnits } from './scoped-units';

/** Lengths with their counts, of stays by view and of all paths, and what their views hold. */
export function lengthQueries(context: MetricContext): Record<string, Sql> {
  const stays = sql`WITH ${finishedStays(context)}`;
  const paths = sql`WITH ${finishedPaths(context)}`;
  return {
    stays: sql`${stays}
    SELECT level, program, length_days, count(*)::INTEGER AS n
    FROM judged_stay WHERE left_out IS NULL
    ${groupByView('length_days')} ${orderByView('length_days')}`,
    beside: sql`${stays},
    finished AS NOT MATERIALIZED (SELECT * FROM judged_stay WHERE left_out IS NULL),
    cell AS (SELECT place_no, ${PEOPLE} AS people FROM finished GROUP BY place_no)
    SELECT level, program, ${PERSONS} AS persons, count(DISTINCT level)::INTEGER AS levels,
      count(DISTINCT program)::INTEGER AS programs,
      CASE WHEN count(DISTINCT level) = 1 THEN min(level) END::VARCHAR AS only_level
    FROM ${CELLS} ${groupByView()} HAVING count(*) > 0 ${orderByView()}`,
    paths: sql`${paths}
    SELECT length_days, count(*)::INTEGER AS n
    FROM judged_path WHERE left_out IS NULL GROUP BY length_days ORDER BY length_days`,
    excluded_stays: sql`${stays} ${leftOutCounts('judged_stay', ['open'])}`,
    excluded_paths: sql`${paths} ${leftOutCounts('judged_path', ['too close to the cut', 'open'])}`,
  };
}

/** Days attended, of stays by view and of all paths, and the persons of these. */
export function daysAttendedQueries(context: MetricContext): Record<string, Sql> {
  return {
    attended: sql`WITH ${finishedStays(context)}
    SELECT level, program, CASE WHEN count(days_attended) > 0
      THEN quantile_cont(coalesce(days_attended, 0), 0.5)::DOUBLE END AS days_attended
    FROM judged_stay WHERE left_out IS NULL
    ${groupByView()} HAVING count(*) > 0 ${orderByView()}`,
    paths_attended: sql`WITH ${finishedPaths(context)},
    finished AS (SELECT * FROM judged_path WHERE left_out IS NULL),
    attended AS (
      SELECT p.path_no, count(DISTINCT x.held_on) AS days
      FROM finished p JOIN session x USING (path_no) WHERE x.is_attended
      GROUP BY p.path_no
    ),
    with_sessions AS (SELECT DISTINCT path_no FROM session)
    SELECT count(DISTINCT p.person_no)::INTEGER AS persons,
      CASE WHEN count(w.path_no) > 0
        THEN quantile_cont(coalesce(a.days, 0), 0.5)::DOUBLE END AS days_attended
    FROM finished p LEFT JOIN attended a USING (path_no) LEFT JOIN with_sessions w USING (path_no)`,
  };
}

/** The stays and paths behind these lengths, as `units.ts` says. */
export function lengthUnits(context: MetricContext): Sql {
  return sql`WITH ${finishedStays(context)}, ${finishedPaths(context)}, ${scopedUnits()}
    SELECT unit, person_no, stay_no, level, program, divided, scope, left_out,
      NULL::DOUBLE AS numerator, 1::DOUBLE AS denominator
    FROM end_unit`;
}

function finishedStays(context: MetricContext): Sql {
  const leftOut = raw(`CASE WHEN is_open THEN 'open' END`);
  return judgedStays(indexStays(context), 'index_stay', leftOut);
}

function finishedPaths(context: MetricContext): Sql {
  const leftOut = raw(
    `CASE WHEN is_open THEN 'open' WHEN NOT is_eligible THEN 'too close to the cut' END`,
  );
  return judgedPaths(indexPaths(context), 'index_path', leftOut);
}
