/** Files whose people cannot be matched: ids as they are beside random pseudonyms. */
import { isFilled } from '$lib/ingest/sources';
import type { FilePlan } from '$lib/ingest/types';
import type { FileIssue, KeptFile } from './kept-file';

const WORDS: Readonly<Record<'keep' | 'pseudonym', string>> = {
  keep: 'the ids of people as they are',
  pseudonym: 'random pseudonyms of people',
};

/** What the files decided for the ids of people, by the first that names any; null = none does. */
export function idChoice(
  files: readonly Pick<KeptFile, 'plan'>[],
): FilePlan['identity']['personId'] | null {
  return files.find(namesPeople)?.plan.identity.personId ?? null;
}

/** The new files whose people can be matched with those before them, and what is said about the others. */
export function idConflict(
  before: readonly KeptFile[],
  fresh: readonly KeptFile[],
): { readonly matching: readonly KeptFile[]; readonly conflicts: readonly FileIssue[] } {
  const first = idChoice([...before, ...fresh]);
  const isMatching = (file: KeptFile): boolean =>
    !namesPeople(file) || file.plan.identity.personId === first;
  return {
    matching: fresh.filter(isMatching),
    conflicts: fresh
      .filter((file) => !isMatching(file))
      .map(({ name, plan }) => ({
        name,
        message: `It has ${WORDS[plan.identity.personId]}, the other files have ${WORDS[first ?? 'keep']}; the same person would count as two.`,
        nextStep:
          'Added again, it waits for your choice or follows the others. To choose anew for all files, remove the others, and add them again afterwards.',
        template: null,
      })),
  };
}

function namesPeople({ plan }: Pick<KeptFile, 'plan'>): boolean {
  return isFilled(plan, 'person_id');
}
