// Percentile intervals by drawing persons again, for curves that have no closed formula. The draws
// come in portions of any size, so that a worker can report progress and be stopped in between.

import { quantile } from './quantile';
import { nextRandom, randomState, type RandomState } from './random';

/** What is drawn, how often, and what is computed from each draw. */
export interface BootstrapPlan {
  /** Persons in the data: the independent units. */
  persons: number;
  /** Draws; 1,000 unless given. */
  draws?: number;
  /** A whole number: the same seed gives the same limits. */
  seed: number;
  /**
   * Returns the estimates (always the same number of them) when person i counts `weights[i]` times.
   * The array is reused by the next draw.
   */
  estimate: (weights: Int32Array) => Float64Array;
}

/** Limits of each estimate, in its own unit. */
export interface BootstrapLimits {
  /** NaN where some draw had no estimate. */
  low: Float64Array;
  /** NaN where some draw had no estimate. */
  high: Float64Array;
}

/**
 * A bootstrap over persons that can be taken step by step. How the draws are divided into steps does
 * not change the result.
 *
 * @throws RangeError when the number of persons or of draws is not a positive whole number, or the
 * seed is not whole.
 *
 * Source: Efron B, Tibshirani RJ (1993), An Introduction to the Bootstrap, chapters 6 and 13; the
 * cluster bootstrap with persons as clusters: Davison AC, Hinkley DV (1997), section 3.8.
 */
export class PersonBootstrap {
  /** Draws in all. */
  readonly draws: number;
  readonly #plan: BootstrapPlan;
  readonly #weights: Int32Array;
  readonly #state: RandomState;
  readonly #estimates: Float64Array[] = [];

  constructor(plan: BootstrapPlan) {
    this.draws = plan.draws ?? 1000;
    for (const count of [plan.persons, this.draws]) {
      if (!Number.isInteger(count) || count < 1) throw new RangeError(`Not a count: ${count}`);
    }
    this.#plan = plan;
    this.#weights = new Int32Array(plan.persons);
    this.#state = randomState(plan.seed);
  }

  /** Draws taken so far. */
  get done(): number {
    return this.#estimates.length;
  }

  /** Takes the next `count` draws, or those that are left, and returns whether all are taken. */
  step(count: number): boolean {
    const until = Math.min(this.draws, this.done + count);
    while (this.done < until) {
      this.#draw();
      this.#estimates.push(Float64Array.from(this.#plan.estimate(this.#weights)));
    }
    return this.done === this.draws;
  }

  /**
   * Returns the 2.5th and 97.5th percentile (type 7) of each estimate over the draws; null while
   * draws are left, and for one person, who tells nothing about how persons differ.
   */
  limits(): BootstrapLimits | null {
    if (this.done < this.draws || this.#plan.persons < 2) return null;
    const size = this.#estimates[0]!.length;
    const low = new Float64Array(size).fill(NaN);
    const high = new Float64Array(size).fill(NaN);
    for (let index = 0; index < size; index++) {
      const sorted = Float64Array.from(this.#estimates, (draw) => draw[index]!).sort();
      // NaN sorts to the end.
      if (Number.isNaN(sorted.at(-1))) continue;
      low[index] = quantile(sorted, 0.025)!;
      high[index] = quantile(sorted, 0.975)!;
    }
    return { low, high };
  }

  #draw(): void {
    const { persons } = this.#plan;
    this.#weights.fill(0);
    for (let i = 0; i < persons; i++) {
      const person = Math.floor((nextRandom(this.#state) / 2 ** 32) * persons);
      this.#weights[person] = this.#weights[person]! + 1;
    }
  }
}

/**
 * Returns the percentile limits of a bootstrap over persons in one go.
 *
 * @param plan What is drawn and estimated; `onDraw` hears the number of draws taken after each one,
 * `shouldStop` is asked before each.
 * @returns Limits; null when stopped before the last draw, and for one person.
 * @throws RangeError as `PersonBootstrap`.
 *
 * Source: as `PersonBootstrap`.
 */
export function bootstrapPersons(
  plan: BootstrapPlan & { onDraw?: (done: number) => void; shouldStop?: () => boolean },
): BootstrapLimits | null {
  const bootstrap = new PersonBootstrap(plan);
  while (bootstrap.done < bootstrap.draws) {
    if (plan.shouldStop?.()) return null;
    bootstrap.step(1);
    plan.onDraw?.(bootstrap.done);
  }
  return bootstrap.limits();
}
