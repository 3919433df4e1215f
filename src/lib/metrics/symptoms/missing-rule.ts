/** What is said where the chosen thresholds have no rule for a figure, or none for some instruments. */
import { listOf } from '$lib/format/words';
import { profileOf } from '$lib/model/profiles';
import type { FigureRow, MetricContext } from '../metric';
import { withoutClass } from '../pairs';
import type { MeasureThreshold, ThresholdsByMeasure } from '../thresholds';

/** A rule that a figure needs. */
export interface NeededRule {
  /** Such as `rule for response`. */
  readonly name: string;
  readonly isKnown: (threshold: MeasureThreshold) => boolean;
  /** What to do where an instrument has none, as a sentence; empty = nothing can be entered. */
  readonly remedy: string;
}

/** What follows for a figure. */
export interface MissingRule {
  /** Why the figure is empty; absent where it is not, or not for want of a rule. */
  readonly emptyReason?: string;
  /** Sentences about instruments that are left out. */
  readonly notes: readonly string[];
}

/**
 * Compares the measures that have pairs, from the rows of `pairStatuses`, with those that the profile
 * has a rule for.
 */
export function missingRule(
  rule: NeededRule,
  thresholds: ThresholdsByMeasure,
  statuses: readonly FigureRow[],
  context: MetricContext,
): MissingRule {
  const label = profileOf(context.profile).label;
  const known = [...thresholds.values()].filter(rule.isKnown).map(({ measure }) => measure);
  if (known.length === 0) {
    return {
      emptyReason: `The thresholds "${label}" have no ${rule.name}. Choose others under Thresholds, such as Published.`,
      notes: [],
    };
  }
  const paired = statuses.filter((row) => row['status'] === 'paired');
  const names = withoutClass(statuses, known);
  if (names.length === 0) return { notes: [] };
  if (paired.some((row) => known.includes(String(row['measure'])))) {
    return {
      notes: [
        `Left out, having no ${rule.name} under the thresholds "${label}": ${listOf(names)}.`,
      ],
    };
  }
  const have = names.length === 1 ? 'has' : 'have';
  const remedy = rule.remedy || 'Choose others under Thresholds, or see the mean change.';
  return {
    emptyReason: `${listOf(names)} ${have} first and last scores, but the thresholds "${label}" have no ${rule.name} for ${names.length === 1 ? 'it' : 'them'}. ${remedy}`,
    notes: [],
  };
}
