// Where people are on each day, when they move to and fro between states and some are still under
// observation: the share in each state. Counts per day go in, so that SQL can group the persons.

/** What happened at one time. */
export interface MoveCounts {
  /** Days since the start. */
  time: number;
  /** Persons in each state and under observation just before this time. */
  atRisk: readonly number[];
  /** How many moved from which state to which at this time, by index of the state. */
  moves: readonly (readonly [from: number, to: number, count: number])[];
}

/** Persons who start, move, arrive and leave, from which the numbers at risk follow. */
export interface MoveFlow {
  /** Days since the start. */
  time: number;
  /** How many moved from which state to which at this time, by index of the state. */
  moves: readonly (readonly [from: number, to: number, count: number])[];
  /** Persons in each state whose observation ends at this time; none unless given. */
  censored?: readonly number[];
  /** Persons who come under observation in each state at this time; none unless given. */
  entries?: readonly number[];
}

/** The share of persons in each state; it holds from `time` until the next step. */
export interface OccupancyStep {
  time: number;
  /** One share per state; together 1. */
  occupancy: number[];
}

/**
 * Returns the share of persons in each state, at time 0 and after each time given.
 *
 * States may be left and entered again. A state in which nobody is at risk keeps its share.
 *
 * @param input Number of states; count or share in each at time 0; counts at each later time,
 * ascending.
 * @returns The distribution at time 0, then one step per time; null when nobody starts.
 * @throws RangeError when a state does not exist, times do not ascend, or more persons leave a state
 * than are at risk in it.
 *
 * Source: Aalen OO, Johansen S (1978), Scand J Stat 5:141-150; as R `survfit(Surv(start, stop,
 * event) ~ 1, id, istate)`. The estimate holds without the Markov property: Datta S, Satten GA
 * (2001), Stat Probab Lett 55:403-411.
 */
export function aalenJohansen(input: {
  states: number;
  start: readonly number[];
  times: readonly MoveCounts[];
}): OccupancyStep[] | null {
  const { states, start, times } = input;
  checkLength(start, states);
  const total = start.reduce((sum, count) => sum + count, 0);
  if (!(total > 0)) return null;
  let occupancy = start.map((count) => count / total);
  const steps: OccupancyStep[] = [{ time: 0, occupancy }];
  let previous = 0;
  for (const { time, atRisk, moves } of times) {
    if (!(time > previous)) throw new RangeError(`Times must ascend: ${time} after ${previous}`);
    previous = time;
    checkLength(atRisk, states);
    occupancy = afterMoves(occupancy, atRisk, moves);
    steps.push({ time, occupancy });
  }
  return steps;
}

/**
 * Returns the number at risk before each time, from who started, moved, arrived and left.
 *
 * Who arrives or moves at a time is at risk in the new state from the next time on; who is last
 * observed at a time is still at risk then.
 *
 * @param start Persons in each state at time 0.
 * @param flows What happened at each later time, ascending.
 * @returns One entry per flow, ready for `aalenJohansen`.
 * @throws RangeError when more persons leave a state than are in it.
 */
export function withAtRisk(start: readonly number[], flows: readonly MoveFlow[]): MoveCounts[] {
  const present = [...start];
  const change = (state: number, count: number): void => {
    present[state] = (present[state] ?? NaN) + count;
  };
  return flows.map(({ time, moves, censored = [], entries = [] }) => {
    const atRisk = [...present];
    for (const [from, to, count] of moves) {
      change(from, -count);
      change(to, count);
    }
    censored.forEach((count, state) => change(state, -count));
    if (present.some((count) => !(count >= 0))) {
      throw new RangeError(`More persons leave a state at time ${time} than are in it`);
    }
    entries.forEach((count, state) => change(state, count));
    return { time, atRisk, moves };
  });
}

function afterMoves(
  before: readonly number[],
  atRisk: readonly number[],
  moves: MoveCounts['moves'],
): number[] {
  const after = [...before];
  const left = atRisk.map(() => 0);
  for (const [from, to, count] of moves) {
    if (before[from] === undefined || before[to] === undefined || !(count >= 0)) {
      throw new RangeError(`Not a move: ${count} from state ${from} to ${to}`);
    }
    if (count === 0) continue;
    left[from] = left[from]! + count;
    if (!(left[from]! <= atRisk[from]!)) {
      throw new RangeError(`${left[from]} leave state ${from}, where ${atRisk[from]} are at risk`);
    }
    const share = (before[from] * count) / atRisk[from]!;
    after[from] = after[from]! - share;
    after[to] = after[to]! + share;
  }
  // A state that everybody leaves is empty; subtracting the parts can miss that by rounding.
  return after.map((share) => Math.max(0, share));
}

function checkLength(counts: readonly number[], states: number): void {
  if (counts.length !== states)
    throw new RangeError(`${counts.length} counts for ${states} states`);
}
