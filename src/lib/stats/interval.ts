// What every interval in this folder is made of. One shape and one z, so that two figures that show
// the same estimate can never differ in the seventh digit.

/** A two-sided 95 % interval, both ends in the unit of its estimate. */
export interface Interval {
  low: number;
  high: number;
}

/**
 * The standard normal deviate of a two-sided 95 % interval, rounded as Stepdown documents it.
 * R's `qnorm(0.975)` is 1.959963985; the difference is below the seventh significant digit.
 */
export const Z95 = 1.959964;
