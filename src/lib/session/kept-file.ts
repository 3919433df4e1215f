/** A file that is loaded: the handle stays, so that the engine can be filled again after a restart. */
import type { FileProfile } from '$lib/ingest/proposal';
import type { Encoding, FileAccount, FilePlan } from '$lib/ingest/types';
import { REASONS, type Reason } from '$lib/ingest/words';

/** One loaded file, or one table of a file that holds several. */
export interface KeptFile {
  readonly id: number;
  /** Its name as people read it; of a further table with its lines, `x.csv (lines 15 to 40)`. */
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
  /** The encoding that the file was read in, which may differ from the plan's; null until it is read. */
  readonly encoding: Encoding | null;
  /** What a person should know about how it was read, beside its rows; sentences, mostly none. */
  readonly remarks: readonly string[];
  /** Where every row went; null until all files are checked against each other. */
  readonly account: FileAccount | null;
}

/** What is known of a file before it is read. */
export type NewFile = Pick<
  KeptFile,
  'name' | 'file' | 'plan' | 'profile' | 'answered' | 'isSample'
>;

/** A file that is to be read for the first time. */
export function unread(id: number, known: NewFile): KeptFile {
  const { name, file, plan, profile, answered, isSample } = known;
  const own = { id, name, file, plan, profile, answered, isSample };
  return { ...own, sha256: null, encoding: null, remarks: [], account: null };
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

/** How far a change of the data is. */
export interface ImportProgress {
  readonly phase: string;
  /** The file that is being read; null between files. */
  readonly fileName: string | null;
  readonly bytesRead: number;
  /** 0 = the phase reads no bytes. */
  readonly bytesTotal: number;
  readonly rows: number;
  /** Steps that are done between files, when all are checked and derived. */
  readonly stepsDone: number;
  /** About how many steps there are; 0 = the phase has none. */
  readonly stepsTotal: number;
}

/** A phase that has only begun. */
export function phaseOf(phase: string, fileName: string | null = null): ImportProgress {
  return { phase, fileName, bytesRead: 0, bytesTotal: 0, rows: 0, stepsDone: 0, stepsTotal: 0 };
}

/** How much of a phase is done, from 0 to 1; null = nobody knows. */
export function shareDone(progress: ImportProgress): number | null {
  const { bytesRead, bytesTotal, stepsDone, stepsTotal } = progress;
  if (stepsTotal > 0) return Math.min(1, stepsDone / stepsTotal);
  return bytesTotal > 0 ? Math.min(1, bytesRead / bytesTotal) : null;
}
