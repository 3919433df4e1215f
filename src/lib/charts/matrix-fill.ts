/** How strongly a cell of a matrix is filled, the same on screen, on paper and in an image. */

/** The strongest fill in percent of the accent colour: text on it keeps a contrast of 4.5:1. */
export const STRONGEST_FILL = 45;

/** The fill of an emphasis from 0 to 1, in percent. */
export function fillOf(emphasis: number): number {
  return Math.round(Math.min(Math.max(emphasis, 0), 1) * STRONGEST_FILL);
}
