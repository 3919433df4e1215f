/** The mapping of a file as the browser keeps it: its columns and words, never its rows. */
import { storedPlan } from '$lib/ingest/identity-plan';
import { unknownWords } from '$lib/ingest/propose/words';
import { type SavedMapping, wordMark } from './mapping-memory';
import type { PendingFile } from './mapping.svelte';

/** A file with its mapping. */
type Mapped = Pick<PendingFile, 'name' | 'plan' | 'answered' | 'profile'>;

/** The mapping of a file that went in, kept on a day; `YYYY-MM-DD`. */
export function savedMapping(file: Mapped, savedOn: string): SavedMapping {
  return { ...mappingOf(file, savedOn), plan: storedPlan(file.plan) };
}

/** The mapping of a loaded file, as if it had been kept: it holds for a corrected export. */
export function mappingOf(
  { name, plan, answered, profile }: Mapped,
  savedOn: string,
): SavedMapping {
  const undecided = unknownWords(plan, profile).map(wordMark);
  return { name, savedOn, plan, answered, undecided };
}
