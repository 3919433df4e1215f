/** What decides about change under a profile, and the classes of one pair; by the table of profiles. */
import { type Measure, findMeasure } from '$lib/measures/library';
import type { ProfileId } from '$lib/model/profiles';
import { standardDeviation } from './stats';
import type { Derived, ReliableClass, ScorePair } from './types';

interface Comparison {
  readonly op: string;
  readonly value: number;
}

/** The rules for one measure; null = the profile has none. */
export interface NaiveThreshold {
  readonly change: number | null;
  readonly isStrict: boolean;
  readonly cutoff: Comparison | null;
  readonly responseShare: number | null;
  readonly remission: Comparison | null;
}

const NHS: Record<string, [change: number, caseness: number]> = {
  phq9: [6, 10],
  gad7: [4, 8],
  pswq: [10, 45],
};

/** The rules of a profile for a measure, with what the program entered. */
export function thresholdOf(profile: ProfileId, id: string, derived: Derived): NaiveThreshold {
  const measure = findMeasure(id)!;
  const known = <T extends { readonly mark: string }>(value: T | null): T | null =>
    value !== null && value.mark !== 'U' ? value : null;
  const published: NaiveThreshold = {
    change: known(measure.reliableChange)?.points ?? null,
    isStrict: false,
    cutoff: known(measure.clinicalCutoff),
    responseShare: known(measure.response)?.share ?? null,
    remission: known(measure.remission),
  };
  const nothing = {
    ...published,
    change: null,
    cutoff: null,
    responseShare: null,
    remission: null,
  };
  switch (profile) {
    case 'published':
      return published;
    case 'site':
      return asSet(measure, withGroups(measure, published, derived) ?? published, derived);
    case 'jacobson-truax':
      return (
        withGroups(measure, published, derived) ?? {
          ...published,
          isStrict: true,
          change: jacobsonTruaxChange(measure, derived),
        }
      );
    case 'nhs': {
      const found = NHS[id];
      if (!found) return nothing;
      return { ...nothing, change: found[0], cutoff: { op: '>=', value: found[1] } };
    }
    case 'hedis':
      if (id !== 'phq9') return nothing;
      return {
        ...nothing,
        cutoff: { op: '>', value: 9 },
        responseShare: 0.5,
        remission: { op: '<', value: 5 },
      };
  }
}

/** Published rules with change and cut-off by the entered groups; null = no SD was entered. */
function withGroups(
  measure: Measure,
  published: NaiveThreshold,
  derived: Derived,
): NaiveThreshold | null {
  const entered = derived.settings.thresholds[measure.id];
  if (entered === undefined || entered.sd === null) return null;
  const { sd, reliability, clinicalMean, norm } = entered;
  const change = 1.96 * Math.sqrt(2) * sd * Math.sqrt(1 - reliability);
  const isWorse = measure.direction === 'higher_worse';
  let value: number | null = null;
  if (norm !== null && clinicalMean !== null) {
    const weight = norm.sd / (norm.sd + sd);
    value = weight * clinicalMean + (1 - weight) * norm.mean;
  } else if (norm !== null) value = isWorse ? norm.mean + 2 * norm.sd : norm.mean - 2 * norm.sd;
  else if (clinicalMean !== null) value = isWorse ? clinicalMean - 2 * sd : clinicalMean + 2 * sd;
  const cutoff = value === null ? published.cutoff : { op: isWorse ? '>=' : '<=', value };
  return { ...published, isStrict: true, change, cutoff };
}

/** Rules with the values that the program set itself in place of their own. */
function asSet(measure: Measure, rules: NaiveThreshold, derived: Derived): NaiveThreshold {
  const set = derived.settings.thresholds[measure.id]?.direct;
  if (set === undefined) return rules;
  const isWorse = measure.direction === 'higher_worse';
  return {
    change: set.reliableChange ?? rules.change,
    isStrict: set.reliableChange === null && rules.isStrict,
    cutoff: set.cutoff === null ? rules.cutoff : { op: isWorse ? '>=' : '<=', value: set.cutoff },
    responseShare: set.responseShare ?? rules.responseShare,
    remission:
      set.remission === null ? rules.remission : { op: isWorse ? '<' : '>', value: set.remission },
  };
}

function jacobsonTruaxChange(measure: Measure, derived: Derived): number | null {
  const { reliability } = measure;
  if (!reliability) return null;
  const baselines = derived.scorePairs
    .filter((p) => p.grain === 'stay' && p.measure === measure.id && p.status === 'paired')
    .map((pair) => pair.baseline!);
  const sd = reliability.sd ?? standardDeviation(baselines);
  if (sd === null) return null;
  const standardError = sd * Math.sqrt(1 - reliability.alpha);
  return 1.96 * Math.sqrt(2) * standardError;
}

/** Whether a score lies on the side that a comparison describes; null without one. */
export function isOnSide(score: number | null, side: Comparison | null): boolean | null {
  if (side === null || score === null) return null;
  switch (side.op) {
    case '>=':
      return score >= side.value;
    case '>':
      return score > side.value;
    case '<=':
      return score <= side.value;
    default:
      return score < side.value;
  }
}

/** The class of an improvement; null where no reliable change is known. */
export function changeClass(pair: ScorePair, threshold: NaiveThreshold): ReliableClass | null {
  const { change, isStrict } = threshold;
  if (change === null || pair.improvement === null) return null;
  const reaches = (points: number): boolean =>
    isStrict ? points - change > 1e-9 : points >= change;
  if (reaches(pair.improvement)) return 'improved';
  return reaches(-pair.improvement) ? 'deteriorated' : 'unchanged';
}

/** The first class of clinically significant change that fits; null where too little is known. */
export function significanceOf(pair: ScorePair, threshold: NaiveThreshold): string | null {
  const reliable = changeClass(pair, threshold);
  const was = isOnSide(pair.baseline, threshold.cutoff);
  const is = isOnSide(pair.last, threshold.cutoff);
  if (reliable === null || was === null || is === null) return null;
  if (was && !is && reliable === 'improved') return 'recovered';
  if (!was && is && reliable === 'deteriorated') return 'harmed';
  return reliable;
}
