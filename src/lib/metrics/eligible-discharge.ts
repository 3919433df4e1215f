/**
 * Discharges whose next move could be seen: from a ranked level, not by death, early enough before the
 * last day on which the person was observed (`cut_on`). Reasons to leave a stay out are written once,
 * for the count of the excluded and for what is left.
 */
import { MOVE_WINDOWS } from '$lib/model/derive/stay-base';
import { type Sql, ident, join, raw, sql } from '$lib/sql/sql';
import type { Query } from '$lib/tally/tally';
import { reasonColumns } from './exclusions';
import { indexStays } from './groups';
import { sumsOf, tallied } from './tallied';
import { NO_ESTIMATE } from './headline';
import type { Exclusion, Headline, MetricContext, QueryResults } from './metric';
import type { Units } from './units';

/** What must be said beside every figure about what followed a discharge. */
export const NOT_OBSERVED = 'Stays elsewhere and care before the extract are not observed.';

/** Why a stay is left out, and the condition under which it is. */
export interface Reason {
  readonly name: string;
  readonly when: Sql;
}

/** The discharge was not seen, or not for so many days. */
export function notSeen(days: number): readonly Reason[] {
  return [
    { name: 'too close to the cut', when: sql`discharged_on > cut_on - ${days}::INTEGER` },
    { name: 'open', when: raw('is_open') },
    { name: 'end of observation not known', when: raw('cut_on IS NULL') },
  ];
}

/** The person died. */
export const DECEASED: Reason = {
  name: 'deceased',
  when: raw(`discharge_reason = 'deceased'`),
};

/** Housing has no rank: nothing is below or above it. */
export const HOUSING: Reason = { name: 'housing', when: raw('rank IS NULL') };

/** The reasons of an eligible discharge: seen for so many days, not deceased, from a ranked level. */
export function notEligible(days: number): readonly Reason[] {
  return [...notSeen(days), DECEASED, HOUSING];
}

/** `index_stay` and `judged`: the stays of the cohort with their first `reason`; null = it counts. */
export function judgedStays(context: MetricContext, reasons: readonly Reason[]): Sql {
  return sql`${indexStays(context)},
    judged AS NOT MATERIALIZED (SELECT *, ${firstReason(reasons)} AS reason FROM index_stay)`;
}

/** The condition that some reason leaves a stay out. */
export function isLeftOut(reasons: readonly Reason[]): Sql {
  return join(
    reasons.map(({ when }) => sql`(${when})`),
    ' OR ',
  );
}

function firstReason(reasons: readonly Reason[]): Sql {
  const whens = reasons.map(({ name, when }) => sql`WHEN ${when} THEN ${name}`);
  return sql`CASE ${join(whens, ' ')} END`;
}

/** One row with the stays of the cohort that are left out, each under its first reason; none = no row. */
export function judgedExclusions(context: MetricContext, reasons: readonly Reason[]): Query {
  const names = reasons.map(({ name }) => name);
  return tallied(context, {
    views: 'everybody',
    units: (own) => ({
      tables: judgedStays(own, reasons),
      select: sql`SELECT stay_no, person_no, place_no, ${reasonColumns('reason', names)}
      FROM judged WHERE ${isLeftOut(reasons)}`,
    }),
    counts: sumsOf(names),
  });
}

/**
 * The stays of the cohort as units, each once and without a key, the left-out ones with their reason.
 *
 * @param numerator What a stay that counts adds to the numerator, from the columns of `judged`.
 */
export function judgedUnits(
  context: MetricContext,
  reasons: readonly Reason[],
  numerator: Sql = raw('NULL'),
): Sql {
  return sql`WITH ${judgedStays(context, reasons)}
    SELECT 'stay ' || stay_no AS unit, person_no, stay_no, level, program, reason AS left_out,
      CASE WHEN reason IS NULL THEN ${numerator} END::DOUBLE AS numerator, 1::DOUBLE AS denominator
    FROM judged`;
}

/** What stands behind a share of the judged stays: those of which `holds` is true. */
export function stayShareUnits(reasons: readonly Reason[], holds: Sql): Units {
  return {
    query: (context) => judgedUnits(context, reasons, sql`(coalesce(${holds}, FALSE))::INTEGER`),
    apart: [],
    within: [],
    guards: 'share',
  };
}

/**
 * The condition that nothing of `notEligible` leaves a stay out: where it is open, has no rank or the
 * person died there is no next move.
 */
export function isEligible(days: number): Sql {
  return sql`${moveWithin(MOVE_WINDOWS[0])} IS NOT NULL AND discharged_on <= cut_on - ${days}::INTEGER`;
}

/** The column with the move within a window. */
function moveWithin(window: number): Sql {
  return ident(`next_move_${window}`);
}

/**
 * `index_stay`, `discharge`: the eligible discharges of the cohort, once for each window that they are
 * eligible in, with their `move` inside it.
 */
export function eligibleDischarges(context: MetricContext): Sql {
  const byWindow = MOVE_WINDOWS.map(
    (window) => sql`SELECT *, ${window}::INTEGER AS move_window, ${moveWithin(window)} AS move
      FROM index_stay WHERE ${isEligible(window)}`,
  );
  return sql`${indexStays(context)},
    discharge AS NOT MATERIALIZED (${join(byWindow, ' UNION ALL ')})`;
}

/** The units that `eligibleDischarges` leaves out, by window; to be joined by `UNION ALL BY NAME`. */
export function ineligibleUnits(): Sql {
  const byWindow = MOVE_WINDOWS.map(
    (window) => sql`SELECT *, ${window}::INTEGER AS move_window,
        ${firstReason(notEligible(window))} AS reason
      FROM index_stay`,
  );
  return sql`SELECT 'stay ' || stay_no AS unit, person_no, stay_no, level, program,
      move_window AS "window", reason AS left_out, NULL::DOUBLE AS numerator,
      1::DOUBLE AS denominator
    FROM (${join(byWindow, ' UNION ALL ')}) WHERE reason IS NOT NULL`;
}

/** The exclusions of both windows as the query `excluded`, one row per window that has some. */
export function exclusionsByWindow(context: MetricContext): Readonly<Record<'excluded', Query>> {
  const names = notEligible(0).map(({ name }) => name);
  const judged = (window: number): Sql => sql`SELECT stay_no, person_no, place_no,
        ${window}::INTEGER AS move_window, ${firstReason(notEligible(window))} AS reason
      FROM index_stay WHERE (${isEligible(window)}) IS NOT TRUE`;
  return {
    excluded: tallied(context, {
      views: 'everybody',
      units: (own) => ({
        tables: sql`${indexStays(own)},
    judged AS NOT MATERIALIZED (${join(MOVE_WINDOWS.map(judged), ' UNION ALL ')})`,
        select: sql`SELECT stay_no, person_no, place_no, move_window, ${reasonColumns('reason', names)}
      FROM judged`,
      }),
      keys: [{ column: 'move_window' }],
      counts: sumsOf(names),
    }),
  };
}

/** The exclusions of a window from the result of `exclusionsByWindow`. */
export function excludedFrom({ excluded }: QueryResults, window: number): readonly Exclusion[] {
  const row = excluded!.rows().find((one) => one['move_window'] === window);
  return notEligible(window).flatMap(({ name }) => {
    const n = Number(row?.[name] ?? 0);
    return n > 0 ? [{ reason: name, n }] : [];
  });
}

/** The discharges of a window, from the results named `total` and `excluded`; no estimate. */
export function dischargeHeadline(results: QueryResults, window: number): Headline {
  const row = results['total']!.rows().find((one) => one['move_window'] === window);
  const n = Number(row?.['n'] ?? 0);
  return {
    ...NO_ESTIMATE,
    n,
    persons: Number(row?.['persons'] ?? 0),
    denominator: n,
    about: `${window} days`,
    excluded: excludedFrom(results, window),
  };
}
