// The mean time in care up to a fixed day: what a Kaplan-Meier median cannot say when fewer than
// half have left.

import { Z95 } from './interval';
import type { SurvivalCurve } from './kaplan-meier';

/** A restricted mean with its interval, in days. */
export interface RestrictedMean {
  value: number;
  standardError: number;
  low: number;
  high: number;
}

/**
 * Returns the mean number of days until the end, counting no stay beyond `untilDay`: the area under
 * the curve from day 0.
 *
 * @param curve A Kaplan-Meier curve in days.
 * @param untilDay The day up to which time counts.
 * @returns Days; the interval is value ± z·SE within [0, `untilDay`]. Null when there are no stays,
 * or when the last of them was censored before that day, so that the area is not known.
 *
 * Source: Irwin JO (1949), J Hyg 47:188-189; variance as in Klein JP, Moeschberger ML (2003),
 * Survival Analysis, 2nd ed., section 4.5; as R `print(survfit, rmean = untilDay)`.
 */
export function restrictedMean(curve: SurvivalCurve, untilDay: number): RestrictedMean | null {
  if (curve.survivalOn(untilDay) === null) return null;
  // Walked backwards, the area to the right of each event is at hand when its variance needs it.
  let area = 0;
  let variance = 0;
  let right = untilDay;
  for (const step of curve.steps.filter(({ time }) => time < untilDay).reverse()) {
    area += step.survival * (right - step.time);
    right = step.time;
    const left = step.atRisk - step.events;
    if (left > 0) variance += (area * area * step.events) / (step.atRisk * left);
  }
  area += right;
  const standardError = Math.sqrt(variance);
  return {
    value: area,
    standardError,
    low: Math.max(0, area - Z95 * standardError),
    high: Math.min(untilDay, area + Z95 * standardError),
  };
}
