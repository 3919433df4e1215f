/**
 * Statistics written the slow and obvious way, apart from those of the app, to check them.
 * An interval is null where nothing can be said about how sure the estimate is.
 */
import tQuantile from '@stdlib/stats-base-dists-t-quantile';

/** The normal quantile of 97.5 %. */
export const Z = 1.959964;

/** Both ends of an interval of 95 %. */
export interface Limits {
  readonly low: number | null;
  readonly high: number | null;
}

/** The interval of something of which nothing is known. */
export const NO_LIMITS: Limits = { low: null, high: null };

/** The sum of values. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The mean; null of no values. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : sum(values) / values.length;
}

/** The standard deviation with n - 1; null of fewer than two values. */
export function standardDeviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const centre = sum(values) / values.length;
  return Math.sqrt(sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1));
}

/** The share that two counts make; null of nothing. */
export function share(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator;
}

/** Wilson's interval of a proportion, within 0 and 1. */
export function wilson(numerator: number, denominator: number): Limits {
  if (denominator === 0) return NO_LIMITS;
  const p = numerator / denominator;
  const n = denominator;
  const centre = (p + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
  const half = (Z * Math.sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n))) / (1 + (Z * Z) / n);
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/** Student's interval of a mean; none for fewer than two values. */
export function tInterval(values: readonly number[]): Limits {
  const centre = mean(values);
  const sd = standardDeviation(values);
  if (centre === null || sd === null) return NO_LIMITS;
  const half = (tQuantile(0.975, values.length - 1) * sd) / Math.sqrt(values.length);
  return { low: centre - half, high: centre + half };
}

/** What one unit adds to a ratio, and the person to whom it belongs. */
export interface RatioPart {
  readonly person: string;
  readonly y: number;
  readonly x: number;
}

/** The interval of a share Σy / Σx, clustered by person; none for fewer than two persons. */
export function clusteredShare(parts: readonly RatioPart[]): Limits {
  const totalX = sum(parts.map((part) => part.x));
  const people = [...new Set(parts.map((part) => part.person))];
  if (people.length < 2 || totalX === 0) return NO_LIMITS;
  const ratio = sum(parts.map((part) => part.y)) / totalX;
  const residuals = new Map(people.map((person) => [person, 0]));
  for (const { person, y, x } of parts)
    residuals.set(person, residuals.get(person)! + y - ratio * x);
  const n = people.length;
  const squares = sum([...residuals.values()].map((residual) => residual ** 2));
  const variance = ((n / (n - 1)) * squares) / totalX ** 2;
  const half = Z * Math.sqrt(variance);
  return { low: Math.max(0, ratio - half), high: Math.min(1, ratio + half) };
}

/** A quantile of type 7; null of no values. */
export function quantile(values: readonly number[], probability: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * probability;
  const below = sorted[Math.floor(position)]!;
  const above = sorted[Math.ceil(position)]!;
  return below + (position - Math.floor(position)) * (above - below);
}

/** The median; null of no values. */
export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

/**
 * The interval of a median by order statistics: the innermost pair of ranks, equally far from both
 * ends, that covers at least 95 %; none for fewer than six values.
 */
export function medianInterval(values: readonly number[]): Limits {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  let limits = NO_LIMITS;
  for (let rank = 1; rank <= n / 2; rank += 1) {
    const coverage = 1 - 2 * coinTossesAtMost(rank - 1, n);
    if (coverage < 0.95) break;
    limits = { low: sorted[rank - 1]!, high: sorted[n - rank]! };
  }
  return limits;
}

/** The probability of at most so many heads in n tosses of a fair coin. */
function coinTossesAtMost(heads: number, n: number): number {
  // In logarithms, since the first of the probabilities of a thousand tosses is too small a number.
  let log = n * Math.log(0.5);
  let total = Math.exp(log);
  for (let k = 1; k <= heads; k += 1) {
    log += Math.log((n - k + 1) / k);
    total += Math.exp(log);
  }
  return total;
}
