/** A first look at a dropped file: it can go in, waits for a mapping, or cannot be used. */
import { inspectFile } from '$lib/ingest/inspect';
import type { FileProfile, Proposal } from '$lib/ingest/proposal';
import { propose, questionsOf } from '$lib/ingest/propose/propose';
import { stillFits } from '$lib/ingest/propose/still-fits';
import { unknownWords } from '$lib/ingest/propose/words';
import type { Dialect, FilePlan } from '$lib/ingest/types';
import { explain } from './explain';
import type { FileIssue } from './kept-file';
import { type Memory, recall, type SavedMapping, wordMark } from './mapping-memory';

/** What a look found. */
export type Look =
  | {
      readonly state: 'ready';
      readonly plan: FilePlan;
      readonly profile: FileProfile;
      /** The kept mapping that was applied; null = the file is written like a template. */
      readonly recalled: SavedMapping | null;
    }
  | {
      readonly state: 'unmapped';
      readonly profile: FileProfile;
      readonly proposal: Proposal;
      /** Answers of an earlier time that still hold. */
      readonly answered: Readonly<Record<string, string>>;
      /** Day on which the mapping was kept that leaves something open now; null = proposed anew. */
      readonly recalledOn: string | null;
    }
  | { readonly state: 'refused'; readonly issue: FileIssue };

/** Looks at a file; never rejects. */
export async function lookAt(file: File, memory: Memory, today: string): Promise<Look> {
  try {
    const found = await inspectFile(file);
    if (found.state === 'refused') {
      const { sentence: message, nextStep } = found;
      return { state: 'refused', issue: { name: file.name, message, nextStep, template: null } };
    }
    const { profile } = found;
    const isReady = found.state === 'ready';
    const header = isReady ? found.plan.header : found.header;
    const dialect = isReady ? found.plan.dialect : found.dialect;
    const saved = recall(memory, header);
    const plan = saved && withHeader(saved.plan, header, dialect);
    if (saved && plan && stillFits(plan, profile)) {
      if (holdsStill(plan, saved, profile, today)) {
        return { state: 'ready', plan, profile, recalled: saved };
      }
      const proposal = { plan, reasons: {}, questions: [], otherKinds: [] };
      const { answered, savedOn: recalledOn } = saved;
      return { state: 'unmapped', profile, proposal, answered, recalledOn };
    }
    if (isReady) return { state: 'ready', plan: found.plan, profile, recalled: null };
    const proposal = propose(dialect, header, profile, today);
    return { state: 'unmapped', profile, proposal, answered: {}, recalledOn: null };
  } catch (error) {
    return { state: 'refused', issue: { name: file.name, ...explain(error), template: null } };
  }
}

/** A kept plan for a file whose header may differ in space and case. */
function withHeader(plan: FilePlan, header: readonly string[], dialect: Dialect): FilePlan {
  const extras = plan.extras.map(({ name, header: kept }) => {
    return { name, header: header[plan.header.indexOf(kept)] ?? kept };
  });
  return { ...plan, dialect, header, extras };
}

/** A kept mapping is applied unasked while it raises no new question and no other word is unknown. */
function holdsStill(
  plan: FilePlan,
  saved: SavedMapping,
  profile: FileProfile,
  today: string,
): boolean {
  const isNew = ({ id }: { id: string }): boolean => !(id in saved.answered);
  const left = saved.undecided ?? [];
  return (
    !questionsOf(plan, profile, today).some(isNew) &&
    unknownWords(plan, profile).every((word) => left.includes(wordMark(word)))
  );
}
