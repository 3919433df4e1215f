/**
 * A first look at a dropped file: it can go in, waits for a mapping, or cannot be used. What it finds is
 * plain data, since it is made in a worker.
 */
import { NO_IDENTITY } from '$lib/identity/decision';
import { type Given, inspectFile } from '$lib/ingest/inspect';
import { openFindings, withNeedlessDropped } from '$lib/ingest/open-findings';
import { isOwnColumn } from '$lib/ingest/own-column-names';
import type { FileProfile } from '$lib/ingest/proposal';
import { propose, questionsOf, type Written } from '$lib/ingest/propose/propose';
import { stillFits } from '$lib/ingest/propose/still-fits';
import { unknownWords } from '$lib/ingest/propose/words';
import type { FilePlan } from '$lib/ingest/types';
import { explain } from './explain';
import type { FileIssue } from './kept-file';
import { type Memory, recall, type SavedMapping, wordMark } from './mapping-memory';
import { type Proposed, proposedOf } from './proposed';

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
      readonly proposal: Proposed;
      /** Answers of an earlier time that still hold. */
      readonly answered: Readonly<Record<string, string>>;
      /** Day on which the mapping was kept that leaves something open now; null = proposed anew. */
      readonly recalledOn: string | null;
    }
  | { readonly state: 'refused'; readonly issue: FileIssue };

/** Looks at a file, or at that of its tables which is given; never rejects. */
export async function lookAt(
  file: File,
  memory: Memory,
  today: string,
  given: Given = {},
): Promise<Look> {
  try {
    const found = await inspectFile(file, given);
    if (found.state === 'refused') {
      const { sentence: message, nextStep } = found;
      return { state: 'refused', issue: { name: file.name, message, nextStep, template: null } };
    }
    const { profile } = found;
    const isReady = found.state === 'ready';
    const header = isReady ? found.plan.header : found.header;
    const written = isReady
      ? found.plan
      : { dialect: found.dialect, layout: found.layout, identity: NO_IDENTITY };
    const saved = recall(memory, header);
    // Rows that were set aside hold what did not fit before.
    const isRepaired = header.some(isOwnColumn);
    const plan = saved && withNeedlessDropped(withHeader(saved.plan, header, written), profile);
    if (saved && plan && (isRepaired || stillFits(plan, profile))) {
      if (holdsStill(plan, saved, profile, today)) {
        return { state: 'ready', plan, profile, recalled: saved };
      }
      const proposal = { plan, reasons: {}, otherKinds: [] };
      const { answered, savedOn: recalledOn } = saved;
      return { state: 'unmapped', profile, proposal, answered, recalledOn };
    }
    const proposed = isReady
      ? { plan: found.plan, reasons: {}, otherKinds: [] }
      : proposedOf(propose(written, header, profile, today));
    const proposal = { ...proposed, plan: withNeedlessDropped(proposed.plan, profile) };
    if (isReady && openFindings(proposal.plan, profile).length === 0) {
      return { state: 'ready', plan: proposal.plan, profile, recalled: null };
    }
    return { state: 'unmapped', profile, proposal, answered: {}, recalledOn: null };
  } catch (error) {
    return { state: 'refused', issue: { name: file.name, ...explain(error), template: null } };
  }
}

/** A kept plan for a file whose header may differ in space and case. */
function withHeader(
  plan: FilePlan,
  header: readonly string[],
  { dialect, layout }: Written,
): FilePlan {
  const extras = plan.extras.map(({ name, header: kept }) => {
    return { name, header: header[plan.header.indexOf(kept)] ?? kept };
  });
  return { ...plan, dialect, layout, header, extras };
}

/**
 * A kept mapping is applied unasked while it raises no new question, no other word is unknown, and it
 * decides about every column that could identify somebody.
 */
function holdsStill(
  plan: FilePlan,
  saved: SavedMapping,
  profile: FileProfile,
  today: string,
): boolean {
  const isNew = ({ id }: { id: string }): boolean => !(id in saved.answered);
  const left = saved.undecided ?? [];
  // Columns without names are those of any file that has as many.
  if (!plan.layout.hasHeader) return false;
  return (
    openFindings(plan, profile).length === 0 &&
    !questionsOf(plan, profile, today).some(isNew) &&
    unknownWords(plan, profile).every((word) => left.includes(wordMark(word)))
  );
}
