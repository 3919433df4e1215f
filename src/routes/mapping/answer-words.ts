/** What was answered to a question, in words. */
import type { Question } from '$lib/ingest/proposal';
import { codeLabel } from '$lib/ingest/propose/words';
import type { PendingFile } from '$lib/session/mapping.svelte';
import { missingColumnOf, withoutGiven } from '$lib/session/settled-questions';

/**
 * The answer to a question as it stands in the plan: the value of a missing column may have been
 * changed among the columns since.
 */
export function answerWords(
  { plan, answered }: Pick<PendingFile, 'plan' | 'answered'>,
  question: Question,
): string {
  const { id, answers } = question;
  const column = missingColumnOf(id);
  const value = column === null ? undefined : plan.reading.values[column];
  if (column === null || value === undefined) return answered[id] ?? '';
  const bare = withoutGiven(plan, id);
  const given = answers.find(({ apply }) => apply(bare).reading.values[column] === value);
  return given?.label ?? codeLabel(value);
}
