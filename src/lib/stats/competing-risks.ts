// How stays end, when some are still open: the share that has ended for each cause by each day.
// Treating the other causes as censored (1 - Kaplan-Meier) would promise more than can happen.

/** How many stays ended, by cause, and how many were last seen open after exactly `time` days. */
export interface CauseCounts {
  time: number;
  /** One count per cause, always in the same order. */
  events: readonly number[];
  censored: number;
}

/** One day of the curves; the shares hold from this day until the next step. */
export interface IncidenceStep {
  time: number;
  /** Stays not yet ended or censored just before this day, those of this day included. */
  atRisk: number;
  /** Share not ended for any cause, 0 to 1. */
  survival: number;
  /** Share ended for each cause, 0 to 1; with `survival` they sum to 1. */
  incidence: number[];
  /** Sampling variance of each share of `incidence`. */
  variance: number[];
}

/**
 * Returns the cumulative incidence of each cause.
 *
 * @param counts One entry per different time, in days, ascending; all with the same causes.
 * @returns One step per entry; none of none.
 * @throws RangeError when the times do not ascend or the number of causes changes.
 *
 * Source: Aalen OO, Johansen S (1978), Scand J Stat 5:141-150; variance: Aalen OO (1978), Ann Stat
 * 6:534-545, with the correction for ties of R `cmprsk::cuminc` (Gray RJ 1988, Ann Stat 16:1141-
 * 1154). The variance of R `survfit` is the infinitesimal jackknife and differs in the third digit.
 */
export function cumulativeIncidence(counts: readonly CauseCounts[]): IncidenceStep[] {
  let atRisk = counts.reduce((sum, count) => sum + sumOf(count.events) + count.censored, 0);
  let survival = 1;
  let previous = -Infinity;
  const causes = (counts[0]?.events ?? []).map(() => new OneCause());
  return counts.map(({ time, events, censored }) => {
    if (!(time > previous)) throw new RangeError(`Times must ascend: ${time} after ${previous}`);
    if (events.length !== causes.length) {
      throw new RangeError(`${events.length} causes after ${causes.length}`);
    }
    previous = time;
    const ended = sumOf(events);
    const before = survival;
    if (ended > 0) {
      survival *= (atRisk - ended) / atRisk;
      causes.forEach((cause, index) => {
        cause.add(events[index]!, ended - events[index]!, atRisk, before, survival);
      });
    }
    const step = {
      time,
      atRisk,
      survival,
      incidence: causes.map((cause) => cause.incidence),
      variance: causes.map((cause) => cause.variance),
    };
    atRisk -= ended + censored;
    return step;
  });
}

/** The running incidence of one cause with the three sums that its variance is made of. */
class OneCause {
  incidence = 0;
  #squares = 0;
  #cross = 0;
  #survival = 0;

  get variance(): number {
    const f = this.incidence;
    // Rounding can push a variance that is 0 just below it.
    return Math.max(0, this.#squares + f * f * this.#survival - 2 * f * this.#cross);
  }

  /** Adds a day on which stays ended; `before` and `after` are the shares not ended at all. */
  add(own: number, others: number, atRisk: number, before: number, after: number): void {
    this.incidence += (before * own) / atRisk;
    // Once nobody is left, the terms that divide by the share left say nothing more.
    const inverse = after > 0 ? 1 / after : 0;
    const ratio = this.incidence * inverse;
    if (after > 0) this.#addTerm(ratio, inverse, termOf(others, atRisk, before));
    this.#addTerm(1 + ratio, inverse, termOf(own, atRisk, before));
  }

  #addTerm(ratio: number, inverse: number, term: number): void {
    this.#squares += ratio * ratio * term;
    this.#cross += ratio * inverse * term;
    this.#survival += inverse * inverse * term;
  }
}

/** Variance of what `events` of those at risk contribute, with the correction for ties. */
function termOf(events: number, atRisk: number, survival: number): number {
  if (events === 0) return 0;
  const ties = events > 1 ? 1 - (events - 1) / (atRisk - 1) : 1;
  return (survival * survival * ties * events) / (atRisk * atRisk);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
