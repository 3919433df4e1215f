/**
 * What becomes of dropped files before anything is read: archives are opened, files that are loaded
 * or wait already are left out, and a first look tells which can go in and which wait for a mapping.
 */
import { formatDay } from '$lib/format/days';
import { unpack } from '$lib/ingest/archive';
import { keepFindings } from '$lib/ingest/kept-findings';
import { askLook } from './ask-look';
import { explain } from './explain';
import { markFile } from './file-marks';
import { idChoice } from './id-conflict';
import type { OnProgress } from './import-files';
import { type FileIssue, type KeptFile, type NewFile, phaseOf } from './kept-file';
import type { Look } from './look';
import { type IdsSoFar, withIds } from './look-ids';
import { headerFingerprint, type Memory, remember, type SavedMapping } from './mapping-memory';
import type { PendingFile } from './mapping.svelte';
import { withRepairedRows } from './repaired-rows';
import { type Comparable, sameBytes } from './same-file';
import { mappingOf } from './saved-mapping';

/** A file that waits for a person, as the mapping takes it, but for its number. */
export type Waiting = Omit<PendingFile, 'id' | 'replaces' | 'history' | 'asked' | 'isConfirmed'>;

/** What dropped files became. */
export interface TakenFiles {
  readonly ready: readonly NewFile[];
  readonly waiting: readonly Waiting[];
  /** Ids of waiting files in whose place a newer file of the same name waits now. */
  readonly superseded: readonly number[];
  readonly issues: readonly FileIssue[];
  /** Files to which a kept mapping was applied, with the day on which it was kept. */
  readonly recalled: readonly string[];
}

/** What is there when files are dropped. */
export interface TakeOptions {
  readonly loaded: readonly KeptFile[];
  readonly pending: readonly PendingFile[];
  /** Kept mappings that may be applied. */
  readonly memory: Memory;
  readonly isSample: boolean;
  /** Some ids have pseudonyms: from files of this session, or from a key file. */
  readonly hasKeys: boolean;
  /** The day of the import, `YYYY-MM-DD`. */
  readonly today: string;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

const ARCHIVE = /\.(?:zip|gz|tgz)$/i;

/** Takes dropped files; rejects only with the signal's reason when it aborts. */
export async function takeFiles(
  dropped: readonly File[],
  options: TakeOptions,
): Promise<TakenFiles> {
  const ready: NewFile[] = [];
  const waiting: Waiting[] = [];
  const superseded: number[] = [];
  const recalled: string[] = [];
  const { files, issues } = await opened(dropped, options);
  const taken: Other[] = [];
  const ids: IdsSoFar = { choice: idChoice(options.loaded), hasKeys: options.hasKeys };
  for (const [stepsDone, file] of files.entries()) {
    const report = (phase: string): void =>
      options.onProgress({ ...phaseOf(phase, file.name), stepsDone, stepsTotal: files.length });
    report('Looking at the file');
    options.signal.throwIfAborted();
    const found = await lookAtNew(file, taken, options, report);
    options.signal.throwIfAborted();
    taken.push({ name: file.name, file });
    const waits = options.pending.filter((other) => other.file.name === file.name);
    for (const { name, look: first, isOwn } of found) {
      const look = withIds(first, ids);
      const common = { name, file, isSample: options.isSample };
      if (look.state === 'refused') issues.push(look.issue);
      else if (look.state === 'unmapped') {
        const { profile, proposal, answered, recalledOn } = look;
        const { plan, reasons, otherKinds } = proposal;
        waiting.push({ ...common, profile, plan, reasons, otherKinds, answered, recalledOn });
        superseded.push(...waits.filter(({ replaces }) => replaces === null).map(({ id }) => id));
      } else {
        const { plan, profile, recalled: saved } = look;
        ready.push({ ...common, plan, profile, answered: saved?.answered ?? {} });
        if (saved && !isOwn) recalled.push(`${name} (kept on ${formatDay(saved.savedOn)})`);
      }
    }
  }
  return { ready, waiting, superseded, issues, recalled };
}

/** A file that is there: loaded, waiting, or taken with the same drop. */
type Other = Comparable & Partial<Pick<KeptFile, 'plan' | 'profile'>>;

interface FoundTable {
  readonly name: string;
  readonly look: Look;
  /** The mapping is that of the loaded file of the same name. */
  readonly isOwn: boolean;
}

/** Looks at a file unless it is there already; an error of reading becomes a refusal. */
async function lookAtNew(
  file: File,
  taken: readonly Other[],
  { loaded, pending, memory, isSample, today, signal }: TakeOptions,
  report: (phase: string) => void,
): Promise<readonly FoundTable[]> {
  const refuse = (issue: Omit<FileIssue, 'name' | 'template'>): readonly FoundTable[] => {
    const own = { name: file.name, template: null, ...issue };
    return [{ name: file.name, look: { state: 'refused', issue: own }, isOwn: false }];
  };
  try {
    await markFile(file);
    const others: readonly Other[] = [
      ...loaded,
      ...pending.filter(({ replaces }) => replaces === null),
      ...taken,
    ];
    const same = await sameBytes(file, file.size > 0 ? others : [], () =>
      report('Comparing with the files that are there'),
    );
    const [first] = same;
    const isPartly = same.some(({ profile }) => (profile?.tables.length ?? 1) > 1);
    if (first && !isPartly) return refuse(thereAlready(file, first, { loaded, pending }));
    const own = isSample ? [] : loaded.filter((other) => !other.isSample);
    const mappings = own.map((old) => mappingOf(old, today));
    const saved = mappings.filter((_, at) => own[at]!.file.name === file.name);
    const known = withRepairedRows(memory, mappings);
    const tables = await askLook('tables', [file, saved.reduce(remember, known), today], signal);
    for (const { look, findings } of tables) {
      if (look.state !== 'refused') keepFindings(look.profile, findings);
    }
    const fresh = tables.filter(({ look }) => !same.some((other) => isTable(other, look)));
    if (first && fresh.length === 0) return refuse(thereAlready(file, first, { loaded, pending }));
    return fresh.map(({ name, look }) => {
      const isOwn = look.state === 'ready' && saved.some((one) => isSameHeader(one, look.recalled));
      return { name, look, isOwn };
    });
  } catch (error) {
    return refuse(explain(error));
  }
}

/** Whether a mapping was applied that is kept for this header. */
function isSameHeader(one: SavedMapping, applied: SavedMapping | null): boolean {
  if (!applied) return false;
  return headerFingerprint(one.plan.header) === headerFingerprint(applied.plan.header);
}

/** Whether a loaded or waiting table is the one that was looked at. */
function isTable({ plan: other }: Other, look: Look): boolean {
  if (!other || look.state === 'refused') return false;
  const plan = look.state === 'ready' ? look.plan : look.proposal.plan;
  return other.layout.startLine === plan.layout.startLine;
}

function thereAlready(
  file: File,
  same: { readonly name: string },
  { loaded, pending }: Pick<TakeOptions, 'loaded' | 'pending'>,
): Omit<FileIssue, 'name' | 'template'> {
  const under = same.name === file.name ? '' : `, as ${same.name}`;
  if (loaded.some((other) => other === same)) {
    return {
      message: `It is loaded already${under}; nothing changed.`,
      nextStep: 'A corrected export has other content; under the same name it replaces this one.',
    };
  }
  if (pending.some((other) => other === same)) {
    return {
      message: `It waits for its mapping already${under}; nothing changed.`,
      nextStep: 'Confirm its mapping or leave it out.',
    };
  }
  return {
    message: `It came twice${under}, with the same content; it is taken once.`,
    nextStep: 'Nothing has to be done.',
  };
}

async function opened(
  dropped: readonly File[],
  { signal, onProgress }: TakeOptions,
): Promise<{ files: readonly File[]; issues: FileIssue[] }> {
  const files: File[] = [];
  const issues: FileIssue[] = [];
  for (const file of dropped) {
    if (ARCHIVE.test(file.name)) onProgress(phaseOf('Opening the archive', file.name));
    try {
      const unpacked = await unpack(file, signal);
      files.push(...unpacked.files);
      issues.push(...unpacked.problems.map((problem) => ({ ...problem, template: null })));
    } catch (error) {
      signal.throwIfAborted();
      issues.push({ name: file.name, ...explain(error), template: null });
    }
  }
  return { files, issues };
}
