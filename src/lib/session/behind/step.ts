/** A step on the way from all loaded stays to a number, and the whole way. */
import type { Part } from './sources';

/** One step on the way to a number. */
export interface Step {
  readonly part: Part;
  /** What the figure says: stays, or what its units add, such as sessions; null = hidden. */
  readonly n: number | null;
  /** Units; fewer than n where a unit adds more than one. null = hidden. */
  readonly units: number | null;
  /** Distinct persons among them; null = hidden or not known. */
  readonly persons: number | null;
  /** The number is rounded to tens, so that it tells no hidden one. */
  readonly isAbout?: true;
}

/** The way from all loaded stays to a number. */
export interface Attrition {
  readonly steps: readonly Step[];
  /** What the units from `considered` on are: `stay`, `path`, `score`, `survey` or `person`. */
  readonly unit: string;
}
