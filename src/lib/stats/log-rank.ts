// Do groups leave at different rates? One test for any number of groups, from counts per day.

import { chiSquareTail } from './chi-square-tail';
import type { TimeCounts } from './kaplan-meier';
import { solveLinear } from './solve-linear';

/** The log-rank test of equal survival. */
export interface LogRank {
  chiSquare: number;
  degreesOfFreedom: number;
  /** Probability of a chi-square at least as large when the groups do not differ. */
  p: number;
  /** Events seen in each group, in the order given. */
  observed: number[];
  /** Events expected in each group if all left at the same rate, in the order given. */
  expected: number[];
}

/**
 * Returns the log-rank test of k groups.
 *
 * A group without anyone at risk on a day with an event says nothing: it is left out, and takes its
 * degree of freedom along.
 *
 * @param groups Counts per time of each group, in days, ascending.
 * @returns The test; null when fewer than two groups are left, when there are no events, or when
 * the groups are never at risk together, so that they cannot be compared.
 *
 * Source: Mantel N (1966), Cancer Chemother Rep 50:163-170; Peto R, Peto J (1972), J R Stat Soc A
 * 135:185-207; variance for k groups and ties as R `survdiff`.
 */
export function logRank(groups: readonly (readonly TimeCounts[])[]): LogRank | null {
  const days = eventDays(groups);
  const observed = groups.map((counts) => sumOf(counts.map(({ events }) => events)));
  const expected = groups.map((_, group) =>
    sumOf(days.map((day) => day.events * shareOf(day, group))),
  );
  const compared = groups.map((_, group) => group).filter((group) => (expected[group] ?? 0) > 0);
  // The differences sum to 0, so the last group adds nothing and would make the matrix singular.
  const free = compared.slice(0, -1);
  if (free.length === 0) return null;
  const excess = free.map((group) => (observed[group] ?? 0) - (expected[group] ?? 0));
  const weights = solveLinear(
    free.map((row) => free.map((column) => covariance(days, row, column))),
    excess,
  );
  if (weights === null) return null;
  const chiSquare = sumOf(weights.map((weight, index) => weight * (excess[index] ?? 0)));
  const p = chiSquareTail(chiSquare, free.length);
  return { chiSquare, degreesOfFreedom: free.length, p, observed, expected };
}

/** A day on which someone left: who was at risk, in all and by group. */
interface EventDay {
  events: number;
  atRisk: number;
  atRiskByGroup: number[];
}

function eventDays(groups: readonly (readonly TimeCounts[])[]): EventDay[] {
  const entries = groups.flatMap((counts, group) => counts.map((count) => ({ ...count, group })));
  const times = new Map<number, typeof entries>();
  for (const entry of entries) times.set(entry.time, [...(times.get(entry.time) ?? []), entry]);
  const days: EventDay[] = [];
  const atRiskByGroup = groups.map(() => 0);
  // From the last day backwards, those at risk are those already passed.
  for (const [, sameDay] of [...times].sort(([a], [b]) => b - a)) {
    for (const { group, events, censored } of sameDay) {
      atRiskByGroup[group] = (atRiskByGroup[group] ?? 0) + events + censored;
    }
    const events = sumOf(sameDay.map((entry) => entry.events));
    if (events > 0) {
      days.push({ events, atRisk: sumOf(atRiskByGroup), atRiskByGroup: [...atRiskByGroup] });
    }
  }
  return days;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function shareOf(day: EventDay, group: number): number {
  return (day.atRiskByGroup[group] ?? 0) / day.atRisk;
}

/** Hypergeometric covariance of the events in two groups, over all days. */
function covariance(days: readonly EventDay[], row: number, column: number): number {
  return sumOf(
    days.map((day) => {
      if (day.atRisk < 2) return 0;
      const ties = (day.events * (day.atRisk - day.events)) / (day.atRisk - 1);
      return ties * shareOf(day, row) * ((row === column ? 1 : 0) - shareOf(day, column));
    }),
  );
}
