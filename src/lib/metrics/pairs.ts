/** What figures of change share: classes as shares of pairs, and why other stays have no pair. */
import { measureShortName } from '$lib/measures/short-names';
import { type Sql, sql } from '$lib/sql/sql';
import { wilson } from '$lib/stats/wilson';
import { indexStays } from './groups';
import type { Exclusion, FigureRow, MetricContext } from './metric';

/** Why a stay has no pair, in the order in which reasons are printed. */
const NO_PAIR = ['not_due', 'no_score', 'no_baseline', 'no_later_score', 'open'];

/** One row per measure, rater and status with the number of stays of the cohort. */
export function pairStatuses(context: MetricContext): Sql {
  return sql`WITH ${indexStays(context)}
    SELECT p.measure, p.rater, p.status, count(*)::INTEGER AS n
    FROM score_pair p JOIN index_stay s USING (stay_no)
    WHERE p.unit = 'stay' AND p.is_outcome
    GROUP BY p.measure, p.rater, p.status`;
}

/** The stays without a pair of a measure and rater, by reason, from the rows of `pairStatuses`. */
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

/** A row with one class as a share of the `denominator` of its keys. */
export function classShare(keys: FigureRow, name: string, numerator: number): FigureRow {
  const denominator = Number(keys['denominator']);
  const interval = wilson(numerator, denominator);
  return {
    ...keys,
    class: name,
    numerator,
    value: denominator > 0 ? numerator / denominator : null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  };
}
