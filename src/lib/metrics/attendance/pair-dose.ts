/** What was attended by the stays or paths that have a pair of scores. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { Exclusion, FigureRow, Headline, MetricContext, QueryResults } from '../metric';
import { classifiedPairs, unitName } from '../pairs';
import { isSameKind, pairHeadlines } from '../symptoms/pair-headlines';

/** Why a pair is left out of figures about what was attended. */
const NO_SESSIONS = 'pairs of programs of which no session is loaded';

/** What stands beside figures of change and dose. */
export const DOSE_NOTES: readonly string[] = [
  'Association only: no causal claim. Who attends more may differ in other ways.',
  'Attended sessions without minutes add no hours.',
];

/**
 * The CTEs of `classifiedPairs` and `dosed`: pairs with attended `minutes`, `days_attended` and the
 * `days` of the stay or path; only those with `has_sessions` have been able to attend anything.
 */
export function pairDose(context: MetricContext): Sql {
  return sql`${classifiedPairs(context)},
    unit_dose AS (${context.unit === 'path' ? OF_PATHS : OF_STAYS}),
    dosed AS (SELECT p.*, u.* EXCLUDE (stay_no) FROM pair p JOIN unit_dose u USING (stay_no))`;
}

/**
 * Pairs that meet a condition by measure and rater: `n` and `persons` of those that count, and those
 * that are left out for want of sessions (`silent`); read by `doseHeadlines` as `counts`.
 */
export function pairCounts(context: MetricContext, condition: string): Sql {
  return sql`WITH ${pairDose(context)}
    SELECT measure, rater, NULL::VARCHAR AS level, NULL::VARCHAR AS program,
      count(*) FILTER (WHERE has_sessions)::INTEGER AS n,
      count(DISTINCT CASE WHEN has_sessions THEN person_no END)::INTEGER AS persons,
      count(*) FILTER (WHERE NOT has_sessions)::INTEGER AS silent
    FROM dosed WHERE ${raw(condition)} GROUP BY measure, rater ORDER BY measure, rater NULLS FIRST`;
}

/** The silent pairs of `pairCounts` as units that are left out, from `dosed`. */
export function silentUnits(context: MetricContext, condition: string): Sql {
  return sql`SELECT ${unitName(context)} AS unit, person_no, stay_no, level, program, measure, rater,
      ${NO_SESSIONS} AS left_out, NULL::DOUBLE AS numerator, 1::DOUBLE AS denominator
    FROM dosed WHERE NOT has_sessions AND (${raw(condition)})`;
}

/** The headlines of `pairHeadlines` with the silent pairs of `counts` excluded. */
export function doseHeadlines(
  rows: readonly FigureRow[],
  results: QueryResults,
): ReturnType<typeof pairHeadlines> {
  const counts = results['counts']!.rows();
  const withSilent = <H extends Headline>(headline: H, kind: FigureRow | undefined): H => {
    const n = Number(counts.find((row) => kind && isSameKind(row, kind))?.['silent'] ?? 0);
    const more: readonly Exclusion[] = n > 0 ? [{ reason: NO_SESSIONS, n }] : [];
    return { ...headline, excluded: [...headline.excluded, ...more] };
  };
  const found = pairHeadlines(rows, results);
  const everybody = rows.filter((row) => row['level'] === null && row['program'] === null);
  return {
    ...withSilent(found, results['primary']!.rows()[0]),
    focuses: found.focuses.map((focus, at) => withSilent(focus, everybody[at])),
  };
}

const OF_STAYS = raw(`
      SELECT stay_no, has_sessions, length_days AS days,
        coalesce(attended_minutes, 0) AS minutes, coalesce(days_attended, 0) AS days_attended
      FROM stay`);

const OF_PATHS = raw(`
      SELECT p.first_stay_no AS stay_no, h.has_sessions, p.length_days AS days,
        coalesce(x.minutes, 0) AS minutes, coalesce(x.days_attended, 0) AS days_attended
      FROM path p
      JOIN (SELECT path_no, bool_or(has_sessions) AS has_sessions FROM stay GROUP BY path_no) h
        ON h.path_no = p.path_no
      LEFT JOIN (
        SELECT path_no, sum(attended_minutes) AS minutes,
          count(DISTINCT held_on) AS days_attended
        FROM session WHERE is_attended GROUP BY path_no
      ) x ON x.path_no = p.path_no`);
