/** What a person decides about the columns of a file that could identify somebody. */
import type { IdentifierKind } from './kinds';

/**
 * `drop`: the column is not read into anything; `coarsen`: three digits of a ZIP code, the year of a
 * day, an age band; `keep`: as it stands, with a reason.
 */
export type IdentityAction = 'drop' | 'coarsen' | 'keep';

/** The decision about one column. */
export interface IdentityDecision {
  /** Position in the header. */
  readonly at: number;
  readonly kind: IdentifierKind;
  readonly action: IdentityAction;
  /** Why it is kept, in the person's words; null where it is not kept. */
  readonly reason: string | null;
}

/** All decisions about a file. */
export interface IdentityPlan {
  readonly columns: readonly IdentityDecision[];
  /** `pseudonym`: every person_id becomes a random one; the key stays with the person. */
  readonly personId: 'keep' | 'pseudonym';
}

/** Nothing was found, so nothing had to be decided. */
export const NO_IDENTITY: IdentityPlan = { columns: [], personId: 'keep' };
