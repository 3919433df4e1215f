// The difference of two proportions. Built from the two Wilson intervals, so that a difference and
// the two shares beside it never contradict each other, and no limit leaves [-1, 1].

import { wilson } from './wilson';

/** A count of independent units with a property, of all of them. */
export interface Proportion {
  numerator: number;
  denominator: number;
}

/** A difference of two shares with its 95 % interval, all within [-1, 1]. */
export interface ProportionDifference {
  value: number;
  low: number;
  high: number;
}

/**
 * Returns the difference a - b of two independent proportions with its hybrid score interval.
 *
 * @param a Units of the first group.
 * @param b Units of the second group, none of whom is in the first.
 * @returns Shares; null when one of the groups has no units.
 * @throws RangeError when a numerator is not between 0 and its denominator.
 *
 * Source: method 10 in Newcombe RG (1998), Stat Med 17:873-890; as R
 * `DescTools::BinomDiffCI(method = "score")`.
 */
export function newcombe(a: Proportion, b: Proportion): ProportionDifference | null {
  const limitsA = wilson(a.numerator, a.denominator);
  const limitsB = wilson(b.numerator, b.denominator);
  if (limitsA === null || limitsB === null) return null;
  const shareA = a.numerator / a.denominator;
  const shareB = b.numerator / b.denominator;
  const value = shareA - shareB;
  return {
    value,
    low: value - Math.hypot(shareA - limitsA.low, limitsB.high - shareB),
    high: value + Math.hypot(limitsA.high - shareA, shareB - limitsB.low),
  };
}
