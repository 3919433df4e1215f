/**
 * State occupancy when persons are drawn again: the Aalen-Johansen estimate of `stats/aalen-johansen`
 * in the loops that a thousand draws need. What happened to a person is a list of cells, and cells
 * are shared by all to whom the same happened on the same day.
 */

/** Stands for "none" in `from` (a start) and `to` (the end of observation) of a cell. */
export const NONE = 255;

/** Everything that a draw needs, as plain numbers that can be handed to another thread. */
export interface OccupancyBandJob {
  readonly kind: 'state-occupancy';
  readonly persons: number;
  readonly states: number;
  /** Number of views; the first is everybody. */
  readonly views: number;
  /** The view of the level, and of the program, of each person's first stay. */
  readonly levelView: Int32Array;
  readonly programView: Int32Array;
  /** The cells of person i: `personCells` from `personStart[i]` until before `personStart[i + 1]`. */
  readonly personStart: Int32Array;
  readonly personCells: Int32Array;
  /** Day, state before and state after of each cell; by day, on a day ends of observation last. */
  readonly cellDay: Int32Array;
  readonly cellFrom: Uint8Array;
  readonly cellTo: Uint8Array;
  /** The days wanted of view v: `days` from `viewStart[v]` until before `viewStart[v + 1]`. */
  readonly viewStart: Int32Array;
  readonly days: Int32Array;
}

/**
 * Returns the share of each state by view, day and state, in the order of the job's days, when person i
 * counts `weights[i]` times; NaN in a view without anybody.
 *
 * Source: as `aalenJohansen`.
 */
export function estimateOccupancy(job: OccupancyBandJob, weights: Int32Array): Float64Array {
  const counts = countCells(job, weights);
  const out = new Float64Array(job.days.length * job.states);
  for (let view = 0; view < job.views; view += 1) walkView(job, view, counts, out);
  return out;
}

/** How often each cell happened in each view: view after view, one number per cell. */
export function countCells(job: OccupancyBandJob, weights: Int32Array): Int32Array {
  const { levelView, programView, personStart, personCells } = job;
  const cells = job.cellDay.length;
  const counts = new Int32Array(job.views * cells);
  for (let person = 0; person < job.persons; person += 1) {
    const weight = weights[person]!;
    if (weight === 0) continue;
    const ofLevel = levelView[person]! * cells;
    const ofProgram = programView[person]! * cells;
    for (let at = personStart[person]!; at < personStart[person + 1]!; at += 1) {
      const cell = personCells[at]!;
      counts[cell] = counts[cell]! + weight;
      counts[ofLevel + cell] = counts[ofLevel + cell]! + weight;
      counts[ofProgram + cell] = counts[ofProgram + cell]! + weight;
    }
  }
  return counts;
}

function walkView(
  job: OccupancyBandJob,
  view: number,
  counts: Int32Array,
  out: Float64Array,
): void {
  const { states, cellDay, cellFrom, cellTo, days, viewStart } = job;
  const cells = cellDay.length;
  const first = view * cells;
  const present = new Float64Array(states);
  let cell = 0;
  let total = 0;
  for (; cell < cells && cellFrom[cell] === NONE; cell += 1) {
    const count = counts[first + cell]!;
    present[cellTo[cell]!] = present[cellTo[cell]!]! + count;
    total += count;
  }
  const share = present.map((count) => count / total);
  const shareChange = new Float64Array(states);
  const presentChange = new Float64Array(states);
  let written = viewStart[view]!;
  const end = viewStart[view + 1]!;
  for (; written < end; written += 1) {
    const until = days[written]!;
    while (cell < cells && cellDay[cell]! <= until) {
      const day = cellDay[cell]!;
      let isChanged = false;
      for (; cell < cells && cellDay[cell] === day; cell += 1) {
        const count = counts[first + cell]!;
        if (count === 0) continue;
        isChanged = true;
        const from = cellFrom[cell]!;
        const to = cellTo[cell]!;
        presentChange[from] = presentChange[from]! - count;
        if (to === NONE) continue;
        presentChange[to] = presentChange[to]! + count;
        const moved = (share[from]! * count) / present[from]!;
        shareChange[from] = shareChange[from]! - moved;
        shareChange[to] = shareChange[to]! + moved;
      }
      if (!isChanged) continue;
      for (let state = 0; state < states; state += 1) {
        // A state that everybody leaves is empty; subtracting the parts can miss that by rounding.
        share[state] = Math.max(0, share[state]! + shareChange[state]!);
        present[state] = present[state]! + presentChange[state]!;
      }
      shareChange.fill(0);
      presentChange.fill(0);
    }
    out.set(share, written * states);
  }
}
