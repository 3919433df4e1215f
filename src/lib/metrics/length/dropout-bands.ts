/**
 * The person bootstrap of `dropout-incidence`: a plain job that can be handed to a worker, and the
 * estimate of one draw. All stays of a person are drawn together.
 */
import type { BootstrapLimits } from '$lib/stats/bootstrap';
import type { FigureRow } from '../metric';

/** Number of causes: planned, dropout, other. */
export const CAUSES = 3;

/** Stands in place of a cause where a stay is still open. */
export const CENSORED = 3;

/** The stays of one view: everybody, a level or a program; arrays of one entry per stay. */
export interface ViewStays {
  /** Persons as numbers from 0, the same in every view. */
  readonly persons: readonly number[];
  readonly lengthDays: readonly number[];
  /** 0 to 2, or `CENSORED`. */
  readonly causes: readonly number[];
  /** The different lengths, ascending: the days of the rows. */
  readonly days: readonly number[];
}

/** What a worker needs to draw the bands; only typed arrays, one entry per stay and view. */
export interface DropoutBandJob {
  readonly kind: 'dropout-incidence';
  /** Persons in the cohort. */
  readonly persons: number;
  readonly person: Int32Array;
  /** The place of the stay's length among the days of all views, those of one view after another. */
  readonly slot: Int32Array;
  readonly cause: Uint8Array;
  /** Where the days of each view begin, and after the last one the number of all days. */
  readonly viewStart: Int32Array;
}

/** Packs the views, in the order of the rows; null without a stay. */
export function dropoutBandJob(
  persons: number,
  views: readonly ViewStays[],
): DropoutBandJob | null {
  const entries = views.reduce((sum, view) => sum + view.persons.length, 0);
  if (entries === 0) return null;
  const job = {
    kind: 'dropout-incidence',
    persons,
    person: new Int32Array(entries),
    slot: new Int32Array(entries),
    cause: new Uint8Array(entries),
    viewStart: new Int32Array(views.length + 1),
  } as const;
  let at = 0;
  views.forEach((view, index) => {
    const start = job.viewStart[index]!;
    job.viewStart[index + 1] = start + view.days.length;
    const placeOf = new Map(view.days.map((day, place) => [day, start + place]));
    view.persons.forEach((person, stay) => {
      job.person[at] = person;
      job.slot[at] = placeOf.get(view.lengthDays[stay]!)!;
      job.cause[at] = view.causes[stay]!;
      at += 1;
    });
  });
  return job;
}

/**
 * The incidence when person i counts `weights[i]` times: by view, cause and day, which is the order of
 * the rows. NaN in a view of which nobody was drawn; after the last stay drawn the share stays.
 *
 * Source: as `cumulativeIncidence`.
 */
export function estimate(job: DropoutBandJob, weights: Int32Array): Float64Array {
  const { person, slot, cause, viewStart } = job;
  const kinds = CAUSES + 1;
  const counts = new Int32Array(viewStart.at(-1)! * kinds);
  for (let i = 0; i < person.length; i += 1) {
    const cell = slot[i]! * kinds + cause[i]!;
    counts[cell] = counts[cell]! + weights[person[i]!]!;
  }
  const shares = new Float64Array(viewStart.at(-1)! * CAUSES);
  for (let view = 0; view + 1 < viewStart.length; view += 1) {
    fillView(shares, counts, viewStart[view]!, viewStart[view + 1]!);
  }
  return shares;
}

function fillView(shares: Float64Array, counts: Int32Array, from: number, to: number): void {
  const kinds = CAUSES + 1;
  const days = to - from;
  let atRisk = 0;
  for (let cell = from * kinds; cell < to * kinds; cell += 1) atRisk += counts[cell]!;
  if (atRisk === 0) {
    shares.fill(NaN, from * CAUSES, to * CAUSES);
    return;
  }
  let survival = 1;
  const incidence = new Float64Array(CAUSES);
  for (let day = 0; day < days; day += 1) {
    const cell = (from + day) * kinds;
    let ended = 0;
    for (let cause = 0; cause < CAUSES; cause += 1) {
      const own = counts[cell + cause]!;
      ended += own;
      if (own > 0) incidence[cause] = incidence[cause]! + (survival * own) / atRisk;
      shares[from * CAUSES + cause * days + day] = incidence[cause]!;
    }
    if (ended > 0) survival *= (atRisk - ended) / atRisk;
    atRisk -= ended + counts[cell + CENSORED]!;
  }
}

/** The rows of the figure with their limits; limits that some draw could not give stay null. */
export function withLimits(rows: readonly FigureRow[], bands: BootstrapLimits): FigureRow[] {
  const limit = (values: Float64Array, index: number): number | null => {
    const value = values[index];
    return value === undefined || Number.isNaN(value) ? null : value;
  };
  return rows.map((row, index) => ({
    ...row,
    low: limit(bands.low, index),
    high: limit(bands.high, index),
  }));
}
