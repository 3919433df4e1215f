/**
 * What is done with the first part of a file, away from the thread of the page: looking at its tables,
 * reading it in another way, proposing for another kind. Questions and answers are plain data.
 */
import type { Finding } from '$lib/identity/find';
import { inspectFile } from '$lib/ingest/inspect';
import { findingsOf } from '$lib/ingest/open-findings';
import type { FileProfile } from '$lib/ingest/proposal';
import { proposeAs } from '$lib/ingest/propose/propose';
import type { Dialect, FilePlan, Layout } from '$lib/ingest/types';
import type { Kind } from '$lib/model/canonical';
import type { Explanation } from './explain';
import { lookAtTables, type TableLook } from './look-tables';
import type { Memory } from './mapping-memory';
import { type Proposed, proposedOf } from './proposed';
import { type Rewritten, rewritten } from './rewritten';

/** Findings of a profile travel beside it. */
export interface WithFindings {
  readonly findings: readonly Finding[];
}

/** A file that was read in another way. */
export type Reread =
  | ({ readonly state: 'read'; readonly profile: FileProfile } & Rewritten & WithFindings)
  | ({ readonly state: 'refused' } & Explanation);

/** The tables of a file, in file order; see `lookAtTables`. */
async function tables(
  file: File,
  memory: Memory,
  today: string,
): Promise<readonly (TableLook & WithFindings)[]> {
  const found = await lookAtTables(file, memory, today);
  return found.map((table) => ({
    ...table,
    findings: table.look.state === 'refused' ? [] : findingsOf(table.look.profile),
  }));
}

/** A file read as the person says that it is written; rejects when it cannot be read any more. */
async function reread(
  file: File,
  plan: FilePlan,
  written: { readonly dialect: Dialect; readonly layout: Layout },
  today: string,
): Promise<Reread> {
  const found = await inspectFile(file, written);
  if (found.state === 'refused') {
    return { state: 'refused', message: found.sentence, nextStep: found.nextStep };
  }
  const { profile } = found;
  const own = rewritten(plan, found, written, today);
  return { state: 'read', profile, findings: findingsOf(profile), ...own };
}

/** What is proposed for a file as one of another kind. */
function proposed(kind: Kind, plan: FilePlan, profile: FileProfile, today: string): Proposed {
  return proposedOf(proposeAs(kind, plan, plan.header, profile, today));
}

/** Everything that can be asked, by name. */
export const LOOK_TASKS = { tables, reread, proposed } as const;

/** What can be asked, and how it is answered. */
export type LookTasks = typeof LOOK_TASKS;
