// The interval of a plain proportion. Wilson's, because it keeps its coverage for the small counts
// and the shares near 0 and 1 that one program produces.

import { Z95, type Interval } from './interval';

/**
 * Returns the Wilson score interval of a proportion, without continuity correction.
 *
 * @param numerator Count with the property, 0 to `denominator`.
 * @param denominator Count of all independent units (stays or persons).
 * @returns Shares within [0, 1]; null when the denominator is 0, so that there is no proportion.
 * @throws RangeError when the numerator is not between 0 and the denominator.
 *
 * Source: Wilson EB (1927), J Am Stat Assoc 22:209-212; method 3 in Newcombe RG (1998),
 * Stat Med 17:857-872.
 */
export function wilson(numerator: number, denominator: number): Interval | null {
  if (denominator === 0) return null;
  if (!(numerator >= 0 && numerator <= denominator)) {
    throw new RangeError(`Not a proportion: ${numerator} of ${denominator}`);
  }
  const share = numerator / denominator;
  const z2 = Z95 * Z95;
  const center = share + z2 / (2 * denominator);
  const spread =
    Z95 * Math.sqrt((share * (1 - share)) / denominator + z2 / (4 * denominator * denominator));
  const scale = 1 + z2 / denominator;
  // With none or all of the units the limit is exactly 0 or 1; the formula misses it by rounding.
  return {
    low: numerator === 0 ? 0 : Math.max(0, (center - spread) / scale),
    high: numerator === denominator ? 1 : Math.min(1, (center + spread) / scale),
  };
}
