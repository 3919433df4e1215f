/** Kaplan-Meier and log-rank, counted person by person. */
import chiSquareCdf from '@stdlib/stats-base-dists-chisquare-cdf';
import { type Limits, Z } from './stats';

/** How long one stay was observed, and whether it ended then. */
export interface Observation {
  readonly time: number;
  readonly ended: boolean;
}

/** One day of a curve on which somebody left or was last seen. */
export interface SurvivalStep extends Limits {
  readonly day: number;
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  readonly survival: number;
}

/** Products of fractions miss 0.5 by a hair where they should meet it. */
const HALF = 0.5 + 1e-12;

/** The curve with log-log limits, which do not exist at 0 and at 1. */
export function kaplanMeier(observations: readonly Observation[]): SurvivalStep[] {
  const days = [...new Set(observations.map(({ time }) => time))].sort((a, b) => a - b);
  let survival = 1;
  let greenwood = 0;
  return days.map((day) => {
    const atRisk = observations.filter(({ time }) => time >= day).length;
    const events = observations.filter(({ time, ended }) => time === day && ended).length;
    const censored = observations.filter(({ time, ended }) => time === day && !ended).length;
    survival *= (atRisk - events) / atRisk;
    greenwood += events / (atRisk * (atRisk - events));
    return { day, atRisk, events, censored, survival, ...logLog(survival, greenwood) };
  });
}

function logLog(survival: number, greenwood: number): Limits {
  if (survival === 0 || survival === 1) return { low: null, high: null };
  const distance = (Z * Math.sqrt(greenwood)) / Math.log(survival);
  return { low: survival ** Math.exp(-distance), high: survival ** Math.exp(distance) };
}

/** The first day on which at most half are left, and the first days of both limits there. */
export function survivalMedian(curve: readonly SurvivalStep[]): Limits & { value: number | null } {
  return {
    value: curve.find((step) => step.survival <= HALF)?.day ?? null,
    low: curve.find((step) => step.low !== null && step.low <= HALF)?.day ?? null,
    high: curve.find((step) => step.high !== null && step.high <= HALF)?.day ?? null,
  };
}

/** The number of observations that last until a day at least. */
export function atRiskOn(observations: readonly Observation[], day: number): number {
  return observations.filter(({ time }) => time >= day).length;
}

/** A log-rank test. */
export interface LogRank {
  readonly chiSquare: number;
  readonly df: number;
  readonly p: number;
}

/**
 * Compares the curves of groups; null when fewer than two groups have anything to expect, or when no
 * event says anything, as where all leave on one day.
 */
export function logRank(allGroups: readonly (readonly Observation[])[]): LogRank | null {
  const everybody = allGroups.flat();
  const eventDays = [...new Set(everybody.filter((o) => o.ended).map((o) => o.time))];
  const firstDay = Math.min(...eventDays);
  // A group that was never at risk when somebody left expects nothing.
  const groups = allGroups.filter((group) => group.some(({ time }) => time >= firstDay));
  if (groups.length < 2) return null;
  const count = groups.length - 1;
  const surplus = new Array<number>(count).fill(0);
  const variance = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  for (const day of eventDays) {
    const n = atRiskOn(everybody, day);
    const d = everybody.filter((o) => o.ended && o.time === day).length;
    const atRisk = groups.map((group) => atRiskOn(group, day));
    for (let i = 0; i < count; i += 1) {
      const left = groups[i]!.filter((o) => o.ended && o.time === day).length;
      surplus[i] = surplus[i]! + left - (d * atRisk[i]!) / n;
      for (let j = 0; j < count && n > 1; j += 1) {
        const own = i === j ? 1 : 0;
        const spread = (atRisk[i]! / n) * (own - atRisk[j]! / n);
        variance[i]![j] = variance[i]![j]! + (spread * d * (n - d)) / (n - 1);
      }
    }
  }
  const solution = solve(variance, surplus);
  if (!solution) return null;
  const chiSquare = surplus.reduce((total, value, i) => total + value * solution[i]!, 0);
  return { chiSquare, df: count, p: 1 - chiSquareCdf(chiSquare, count) };
}

/** Gauss with pivots; null when the matrix is singular. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    let best = column;
    for (let i = column; i < size; i += 1) {
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[best]![column]!)) best = i;
    }
    [rows[column], rows[best]] = [rows[best]!, rows[column]!];
    const pivot = rows[column]!;
    if (Math.abs(pivot[column]!) < 1e-9) return null;
    for (let i = 0; i < size; i += 1) {
      if (i === column) continue;
      const factor = rows[i]![column]! / pivot[column]!;
      rows[i] = rows[i]!.map((value, j) => value - factor * pivot[j]!);
    }
  }
  return rows.map((row, i) => row[size]! / row[i]!);
}
