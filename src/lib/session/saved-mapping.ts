/** The mapping of a file as the browser keeps it: its columns and words, never its rows. */
import { storedPlan } from '$lib/ingest/identity-plan';
import { unknownWords } from '$lib/ingest/propose/words';
import { type SavedMapping, wordMark } from './mapping-memory';
import type { PendingFile } from './mapping.svelte';

/** The mapping of a file that went in, kept on a day; `YYYY-MM-DD`. */
export function savedMapping(
  { name, plan, answered, profile }: Pick<PendingFile, 'name' | 'plan' | 'answered' | 'profile'>,
  savedOn: string,
): SavedMapping {
  const undecided = unknownWords(plan, profile).map(wordMark);
  return { name, savedOn, plan: storedPlan(plan), answered, undecided };
}
