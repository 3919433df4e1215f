/**
 * Discharges whose next move could be seen: from a ranked level, not by death, early enough before the
 * last day on which the person was observed (`cut_on`).
 */
import { MOVE_WINDOWS } from '$lib/model/derive/stay-base';
import { type Sql, ident, join, sql } from '$lib/sql/sql';
import { indexStays } from './groups';
import type { MetricContext } from './metric';

/** `index_stay` and `discharge`: eligible discharges of the cohort, once for each window. */
export function eligibleDischarges(context: MetricContext): Sql {
  const byWindow = MOVE_WINDOWS.map(
    (
      window,
    ) => sql`SELECT *, ${window}::INTEGER AS move_window, ${ident(`next_move_${window}`)} AS move
      FROM index_stay
      WHERE NOT is_open AND rank IS NOT NULL AND discharge_reason IS DISTINCT FROM 'deceased'
        AND discharged_on <= cut_on - ${window}::INTEGER`,
  );
  return sql`${indexStays(context)},
    discharge AS (${join(byWindow, ' UNION ALL ')})`;
}

/** The exclusions of each window as queries, named `excluded_<days>`. */
export function exclusionsByWindow(context: MetricContext): Readonly<Record<string, Sql>> {
  return Object.fromEntries(
    MOVE_WINDOWS.map((window) => [`excluded_${window}`, dischargeExclusions(context, window)]),
  );
}

/** One row with the stays of the cohort left out for a window, each under its first reason. */
function dischargeExclusions(context: MetricContext, window: number): Sql {
  return sql`WITH ${indexStays(context)},
    reasons AS (
      SELECT CASE
        WHEN discharged_on > cut_on - ${window}::INTEGER THEN 'late'
        WHEN is_open THEN 'open'
        WHEN cut_on IS NULL THEN 'unobserved'
        WHEN discharge_reason = 'deceased' THEN 'deceased'
        WHEN rank IS NULL THEN 'housing' END AS reason
      FROM index_stay
    )
    SELECT count_if(reason = 'late')::INTEGER AS "too close to the cut",
      count_if(reason = 'open')::INTEGER AS open,
      count_if(reason = 'unobserved')::INTEGER AS "end of observation not known",
      count_if(reason = 'deceased')::INTEGER AS deceased,
      count_if(reason = 'housing')::INTEGER AS housing
    FROM reasons`;
}
