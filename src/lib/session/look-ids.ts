/** What a look at a file comes to, given what is decided about the ids of people. */
import type { FilePlan } from '$lib/ingest/types';
import type { Look } from './look';

/** What is decided and known about the ids of people before a file comes. */
export interface IdsSoFar {
  /** What the loaded files do with them; null = none names people. */
  readonly choice: FilePlan['identity']['personId'] | null;
  /** Some ids have pseudonyms, from files or from a key file. */
  readonly hasKeys: boolean;
}

/**
 * A look by what is decided about the ids of people. Beside files with random pseudonyms a new one gets
 * them too. Else a mapping that gives them waits, unless a key is there: applied unasked, it would give
 * the same people others than the last time, or others than the ids of the loaded files.
 */
export function withIds(look: Look, { choice, hasKeys }: IdsSoFar): Look {
  if (look.state === 'refused') return look;
  if (choice === 'pseudonym') {
    if (look.state === 'ready') return { ...look, plan: withPseudonyms(look.plan) };
    const { proposal } = look;
    return { ...look, proposal: { ...proposal, plan: withPseudonyms(proposal.plan) } };
  }
  const isPseudonym = look.state === 'ready' && look.plan.identity.personId === 'pseudonym';
  if (!isPseudonym || (hasKeys && choice === null)) return look;
  const { plan, profile, recalled } = look;
  return {
    state: 'unmapped',
    profile,
    proposal: { plan, reasons: {}, otherKinds: [] },
    answered: recalled?.answered ?? {},
    recalledOn: recalled?.savedOn ?? null,
  };
}

function withPseudonyms(plan: FilePlan): FilePlan {
  return { ...plan, identity: { ...plan.identity, personId: 'pseudonym' } };
}
