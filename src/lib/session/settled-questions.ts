/**
 * Questions whose answer took away what raised them, such as the level of a file without a column for
 * it: they stand among the answered ones all the same, and can be asked again.
 */
import type { Question } from '$lib/ingest/proposal';
import type { FilePlan } from '$lib/ingest/types';
import type { PendingFile } from './mapping.svelte';

const MISSING = 'missing-';

/** The column that a question is about because the file lacks it; null = it is about something else. */
export function missingColumnOf(question: string): string | null {
  return question.startsWith(MISSING) ? question.slice(MISSING.length) : null;
}

/** The plan without the value that answered the question about a missing column. */
export function withoutGiven(plan: FilePlan, question: string): FilePlan {
  const column = missingColumnOf(question);
  if (column === null) return plan;
  const values = Object.entries(plan.reading.values).filter(([name]) => name !== column);
  return { ...plan, reading: { ...plan.reading, values: Object.fromEntries(values) } };
}

/**
 * The questions that were asked about a file and that its plan does not raise any more. One about a
 * missing column is settled only as long as its value stands; a column that is mapped outdates it.
 */
export function settledQuestions(
  { plan, answered, asked }: Pick<PendingFile, 'plan' | 'answered' | 'asked'>,
  raised: readonly Question[],
  ask: (plan: FilePlan) => readonly Question[],
): readonly Question[] {
  const isRaised = (id: string): boolean => raised.some((question) => question.id === id);
  const given = Object.keys(answered).flatMap((id) => {
    const column = missingColumnOf(id);
    if (column === null || isRaised(id) || !(column in plan.reading.values)) return [];
    return ask(withoutGiven(plan, id)).filter((question) => question.id === id);
  });
  const others = asked.filter(({ id }) => missingColumnOf(id) === null && !isRaised(id));
  return [...given, ...others];
}
