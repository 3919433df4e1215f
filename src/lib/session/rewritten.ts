/** A file that waits, read in another way: what of its mapping still holds, and what is proposed anew. */
import type { IdentityDecision } from '$lib/identity/decision';
import { withDecisions } from '$lib/ingest/identity-plan';
import { propose } from '$lib/ingest/propose/propose';
import type { Dialect, FilePlan, Inspection, Layout } from '$lib/ingest/types';
import { type Proposed, proposedOf } from './proposed';

/** The plan of a file that was read in another way. */
export interface Rewritten {
  readonly plan: FilePlan;
  /** The columns are others, so this was proposed; null = the mapping stays. */
  readonly anew: Proposed | null;
}

/**
 * A plan for the columns that were found. Where they are the same, also in another encoding, everything
 * stays; else the mapping is proposed anew, and only decisions about columns of the same name are kept.
 */
export function rewritten(
  plan: FilePlan,
  found: Exclude<Inspection, { state: 'refused' }>,
  written: { readonly dialect: Dialect; readonly layout: Layout },
  today: string,
): Rewritten {
  const header = found.state === 'ready' ? found.plan.header : found.header;
  if (isSameTable(plan, header, written)) {
    return { plan: { ...renamed(plan, header), ...written }, anew: null };
  }
  const identity = { ...plan.identity, columns: [] };
  const anew = proposedOf(propose({ ...written, identity }, header, found.profile, today));
  return { plan: withDecisions(anew.plan, movedDecisions(plan, header)), anew };
}

/** Another encoding may change letters of a name, but not which column it is. */
function isSameTable(
  { header: before, dialect, layout }: FilePlan,
  header: readonly string[],
  written: { readonly dialect: Dialect; readonly layout: Layout },
): boolean {
  if (before.length !== header.length) return false;
  if (before.every((name, at) => name === header[at])) return true;
  return (
    dialect.encoding !== written.dialect.encoding &&
    dialect.delimiter === written.dialect.delimiter &&
    layout.startLine === written.layout.startLine &&
    layout.hasHeader === written.layout.hasHeader
  );
}

function renamed(plan: FilePlan, header: readonly string[]): FilePlan {
  const extras = plan.extras.map(({ name, header: before }) => ({
    name,
    header: header[plan.header.indexOf(before)] ?? before,
  }));
  return { ...plan, header, extras };
}

function movedDecisions(
  { header: before, identity }: FilePlan,
  header: readonly string[],
): readonly IdentityDecision[] {
  return identity.columns.flatMap((decision) => {
    const at = header.indexOf(before[decision.at] ?? '');
    return at < 0 ? [] : [{ ...decision, at }];
  });
}
