/** A file that is loaded: the handle stays, so that the engine can be filled again after a restart. */
import type { FileProfile } from '$lib/ingest/proposal';
import type { FileAccount, FilePlan } from '$lib/ingest/types';
import { REASONS, type Reason } from '$lib/ingest/words';

/** One loaded file. */
export interface KeptFile {
  readonly id: number;
  readonly name: string;
  readonly file: File;
  /** The confirmed way in which the file is read. */
  readonly plan: FilePlan;
  /** What the first part of the file holds, for a later change of the mapping. */
  readonly profile: FileProfile;
  /** Questions that were answered when it was mapped. */
  readonly answered: Readonly<Record<string, string>>;
  /** Came with the app: synthetic, and marked so everywhere. */
  readonly isSample: boolean;
  /** SHA-256 of the bytes in hex; null while it is being computed. */
  readonly sha256: string | null;
  /** Where every row went; null until all files are checked against each other. */
  readonly account: FileAccount | null;
}

/** How many rows of all files were set aside for each reason, in the order of the reasons. */
export function setAsideByReason(
  files: readonly KeptFile[],
): readonly { readonly reason: Reason; readonly n: number }[] {
  const found = files.flatMap(({ account }) => account?.byReason ?? []);
  return REASONS.map((reason) => ({
    reason,
    n: found.filter((one) => one.reason === reason).reduce((sum, { n }) => sum + n, 0),
  })).filter(({ n }) => n > 0);
}

/** A file that did not go in, and what to do about it. */
export interface FileIssue {
  readonly name: string;
  readonly message: string;
  readonly nextStep: string;
  /** Kind whose template helps; null = none does. */
  readonly template: FilePlan['kind'] | null;
}

/** How far an import is. */
export interface ImportProgress {
  readonly phase: string;
  /** The file that is being read; null between files. */
  readonly fileName: string | null;
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly rows: number;
}
