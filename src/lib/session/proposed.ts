/** What was proposed for a file, without its questions: plain data, which a worker can send. */
import type { Proposal } from '$lib/ingest/proposal';

/** A proposal as far as it is kept; its questions follow from the plan as it is later. */
export type Proposed = Pick<Proposal, 'plan' | 'reasons' | 'otherKinds'>;

/** The plain part of a proposal. */
export function proposedOf({ plan, reasons, otherKinds }: Proposal): Proposed {
  return { plan, reasons, otherKinds };
}
