/**
 * What a reader may look at next, counted while nothing else is asked: a filter taken back, and each value
 * of one by itself, first of the field that was changed last: who compares programs goes from one to the next.
 */
import type { Cohort, Filters } from '$lib/cohort/cohort';
import { withoutIdleFilters } from '$lib/cohort/idle-filters';
import { type FigureFacts, talliesOf } from '$lib/metrics/compute';
import type { Metric } from '$lib/metrics/metric';
import type { Tally } from '$lib/tally/tally';
import type { FieldOptions } from './facts';

/** So many cohorts are counted ahead of each change. */
const MOST_COHORTS = 24;

/** Something on the page that shows a metric. */
interface Showing {
  readonly metric: Metric;
}

/** The guesses of one session. */
export class CountAhead {
  /** What is on the page; whoever shows a figure enters and leaves. */
  readonly shown = new Set<Showing>();
  private before: Cohort | null = null;
  /** Fields of filters, that which was changed last first. */
  private lately: readonly string[] = [];

  /** What may be asked for after a cohort: one question for each figure and cohort, the likeliest first. */
  after(facts: FigureFacts, options: FieldOptions): (() => readonly Tally[])[] {
    const { cohort } = facts;
    this.lately = [...new Set([...changedFields(this.before, cohort), ...this.lately])];
    this.before = cohort;
    const metrics = new Set([...this.shown].map(({ metric }) => metric));
    return likelyNext(cohort, options, this.lately).flatMap((next) =>
      [...metrics].map((metric) => () => talliesOf(metric, { ...facts, cohort: next })),
    );
  }
}

/** The cohorts that a reader may choose next; fields come in the order of `first`, then as they stand. */
export function likelyNext(
  cohort: Cohort,
  options: FieldOptions,
  first: readonly string[],
): readonly Cohort[] {
  const { filters } = cohort;
  const taken = Object.keys(filters).map((field): Filters => {
    const { [field]: _, ...others } = filters;
    return others;
  });
  const fields = [...new Set([...first, ...Object.keys(options)])];
  const chosen = fields.flatMap((field) =>
    (options[field] ?? [])
      .filter(({ stays, value }) => stays > 0 && !isChosen(filters, field, value))
      .map(({ value }): Filters => ({ ...filters, [field]: [value] })),
  );
  return [...taken, ...chosen]
    .slice(0, MOST_COHORTS)
    .map((next) => withoutIdleFilters({ ...cohort, filters: next }, options));
}

function isChosen(filters: Filters, field: string, value: string): boolean {
  const values = filters[field];
  return values?.length === 1 && values[0] === value;
}

function changedFields(before: Cohort | null, { filters }: Cohort): readonly string[] {
  if (!before) return [];
  const fields = new Set([...Object.keys(before.filters), ...Object.keys(filters)]);
  return [...fields].filter((field) => before.filters[field]?.join() !== filters[field]?.join());
}
