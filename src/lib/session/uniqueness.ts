/** How many people the chosen columns single out, and what leaving one out would change. */
import { uniquenessQuery, type Variant, variants } from '$lib/identity/k-anonymity';
import type { Columns } from '$lib/sql/columns';

/** One way to count, with what it finds. */
export interface UniquenessCount extends Pick<Variant, 'field' | 'change'> {
  /** People who were counted. */
  readonly people: number;
  /** People whom nobody equals in all columns. */
  readonly alone: number;
  /** Size of the smallest group; null = nobody is loaded. */
  readonly smallest: number | null;
  /** People in groups of fewer than 5, and of fewer than 10. */
  readonly below5: number;
  readonly below10: number;
}

/** The counts as chosen, and those of the changes that leave fewer people alone, the best first. */
export interface Uniqueness {
  readonly chosen: UniquenessCount;
  readonly better: readonly UniquenessCount[];
}

/** Counts over the derived stays; rejects as the query does. */
export async function readUniqueness(
  run: (text: string) => Promise<Columns>,
  fields: readonly string[],
): Promise<Uniqueness> {
  const found = await run(uniquenessQuery(fields).text);
  const [chosen, ...changed] = variants(fields).map(({ field, change }, row): UniquenessCount => ({
    field,
    change,
    people: found.number('people', row) ?? 0,
    alone: found.number('alone', row) ?? 0,
    smallest: found.number('smallest', row),
    below5: found.number('below_5', row) ?? 0,
    below10: found.number('below_10', row) ?? 0,
  }));
  const better = changed
    .filter((one) => one.alone < chosen!.alone || one.below5 < chosen!.below5)
    .sort((a, b) => a.alone - b.alone || a.below5 - b.below5);
  return { chosen: chosen!, better };
}
