/** Filters that name every value of their field leave nothing out: without them the answers are known. */
import type { Cohort } from './cohort';

/** The values of each field in the loaded data; a field that is absent here is not known. */
export type FieldValues = Readonly<Record<string, readonly { readonly value: string }[]>>;

/** The cohort without filters that exclude nothing; the same object where there are none. */
export function withoutIdleFilters(cohort: Cohort, known: FieldValues): Cohort {
  const all = Object.entries(cohort.filters);
  const effective = all.filter(([field, chosen]) => {
    const values = known[field];
    return !values || values.some(({ value }) => !chosen.includes(value));
  });
  if (effective.length === all.length) return cohort;
  return { ...cohort, filters: Object.fromEntries(effective) };
}
