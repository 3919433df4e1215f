/** The counts around filters: how many stays are left, and how many each value has. */
import type { Cohort } from '$lib/cohort/cohort';
import { formatCount, toTens } from '$lib/format/numbers';
import { hiddenCounts } from '$lib/metrics/release/counts';
import type { CohortSize, DataFacts, FilterOption } from './facts';

/** A value of a filter with its count; null = not told. */
export interface OptionCount {
  readonly value: string;
  readonly label: string;
  readonly count: number | null;
  /** Stands for a count that a release hides. */
  readonly isHidden: boolean;
}

/**
 * `412 of 1,980 stays`. In a release about tens of stays: the exact number less what a figure counts
 * would tell how many it leaves out.
 */
export function stayCountWords(
  { mode }: Pick<Cohort, 'mode'>,
  facts: Pick<DataFacts, 'stays' | 'hasStays'> | null,
  left: CohortSize | null,
  fewPeople: number,
): string {
  const noun = facts?.hasStays === false ? 'people' : 'stays';
  const all = facts?.stays ?? null;
  if (mode !== 'release' || !left || left.stays === 0) {
    return `${formatCount(left?.stays ?? null)} of ${formatCount(all)} ${noun}`;
  }
  if (left.persons <= fewPeople) return `${noun} of ${fewPeople} people or fewer`;
  const about = (count: number): string => formatCount(toTens(count));
  return `about ${about(left.stays)} of ${about(all ?? left.stays)} ${noun}`;
}

/** The values of a filter; in a release counts about few people are hidden, and one beside them. */
export function optionCounts(
  { mode }: Pick<Cohort, 'mode'>,
  options: readonly FilterOption[],
  fewPeople: number,
): OptionCount[] {
  // Not counted yet means not told yet.
  const persons = options.map((option) => option.persons ?? Math.min(option.stays, 1));
  const hidden = mode === 'release' ? hiddenCounts(persons, fewPeople) : new Set<number>();
  return options.map(({ value, label, stays }, at) => ({
    value,
    label,
    count: hidden.has(at) ? null : stays,
    isHidden: hidden.has(at),
  }));
}
