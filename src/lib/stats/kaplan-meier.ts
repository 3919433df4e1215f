// Retention: the share still here on each day, when some stays are still open. Takes counts per day,
// so that SQL can group the stays, and names its one interval: log-log with Greenwood's variance.

import { Z95 } from './interval';

/** How many stays ended and how many were last seen open after exactly `time` days. */
export interface TimeCounts {
  time: number;
  events: number;
  censored: number;
}

/** The share still here after a day, with its interval. */
export interface SurvivalPoint {
  /** Share, 0 to 1. */
  survival: number;
  /** Share; null before the first event and once nobody is left, where log-log has no limits. */
  low: number | null;
  /** Share; null where `low` is. */
  high: number | null;
}

/** One day of the curve; the share holds from this day until the next step. */
export interface SurvivalStep extends SurvivalPoint, TimeCounts {
  /** Stays not yet ended or censored just before this day, those of this day included. */
  atRisk: number;
}

/** The median time with its interval, in days; null means not reached within the data. */
export interface SurvivalMedian {
  value: number | null;
  low: number | null;
  high: number | null;
}

/** A Kaplan-Meier curve. */
export interface SurvivalCurve {
  /** One step for each time given, days with censoring alone included. */
  steps: SurvivalStep[];
  median: SurvivalMedian;
  /** Returns the number of stays with a time of at least `day` days. */
  atRiskOn: (day: number) => number;
  /**
   * Returns the share still here after `day` days (ends on that day counted); null when there are
   * no stays, or when the last of them was censored before that day, so that nothing is known.
   */
  survivalOn: (day: number) => SurvivalPoint | null;
}

/**
 * Returns the Kaplan-Meier curve with log-log limits at each step and the median.
 *
 * @param counts One entry per different time, in days, ascending; no entries give an empty curve.
 * @returns Shares from 0 to 1 and times in days. The median is the first time with a share of at
 * most one half; its limits are the first times at which the lower and the upper limit are. (R
 * instead takes the middle of the flat piece when the curve is exactly one half.)
 * @throws RangeError when the times do not ascend.
 *
 * Source: Kaplan EL, Meier P (1958), J Am Stat Assoc 53:457-481; Greenwood M (1926); log-log limits:
 * Kalbfleisch JD, Prentice RL (1980); limits of the median: Brookmeyer R, Crowley J (1982),
 * Biometrics 38:29-41. As R `survfit(conf.type = "log-log")`.
 */
export function kaplanMeier(counts: readonly TimeCounts[]): SurvivalCurve {
  const steps = stepsOf(counts);
  return {
    steps,
    median: {
      value: firstAtMostHalf(steps, (step) => step.survival),
      low: firstAtMostHalf(steps, (step) => step.low),
      high: firstAtMostHalf(steps, (step) => step.high),
    },
    atRiskOn: (day) => steps.find((step) => step.time >= day)?.atRisk ?? 0,
    survivalOn: (day) => {
      const lastStep = steps.at(-1);
      if (lastStep === undefined || (lastStep.time < day && lastStep.survival > 0)) return null;
      const step = steps.findLast(({ time }) => time <= day);
      return step === undefined ? { survival: 1, low: null, high: null } : pointOf(step);
    },
  };
}

function stepsOf(counts: readonly TimeCounts[]): SurvivalStep[] {
  let atRisk = counts.reduce((sum, { events, censored }) => sum + events + censored, 0);
  let survival = 1;
  let greenwood = 0;
  let previous = -Infinity;
  return counts.map(({ time, events, censored }) => {
    if (!(time > previous)) throw new RangeError(`Times must ascend: ${time} after ${previous}`);
    previous = time;
    if (events > 0) {
      survival *= (atRisk - events) / atRisk;
      greenwood += events / (atRisk * (atRisk - events));
    }
    const step = { time, atRisk, events, censored, ...withLimits(survival, greenwood) };
    atRisk -= events + censored;
    return step;
  });
}

function withLimits(survival: number, greenwood: number): SurvivalPoint {
  if (survival >= 1 || survival <= 0) return { survival, low: null, high: null };
  const half = (Z95 * Math.sqrt(greenwood)) / Math.abs(Math.log(survival));
  return { survival, low: survival ** Math.exp(half), high: survival ** Math.exp(-half) };
}

function pointOf({ survival, low, high }: SurvivalStep): SurvivalPoint {
  return { survival, low, high };
}

// A product of fractions that should be one half can land a few ulps above it.
const HALF = 0.5 + 1e-9;

function firstAtMostHalf(
  steps: readonly SurvivalStep[],
  share: (step: SurvivalStep) => number | null,
): number | null {
  const step = steps.find((candidate) => {
    const value = share(candidate);
    return value !== null && value <= HALF;
  });
  return step?.time ?? null;
}
