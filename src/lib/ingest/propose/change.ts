/** What questions are made of: answers, changes of a plan, which return a new one, and words. */
import { formatCount } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import type { Answer } from '../proposal';
import type { Reading } from '../reading';
import type { FilePlan } from '../types';

/** An answer with a note on what follows from it, where the label does not say it. */
export function answer(label: string, apply: Answer['apply'], note: string | null = null): Answer {
  return { label, note, apply };
}

/** An answer that leaves the plan as it is. */
export function keepAsIs(label: string, note: string | null = null): Answer {
  return answer(label, (plan) => plan, note);
}

/** The plan with other parts of its reading. */
export function withReading(plan: FilePlan, change: Partial<Reading>): FilePlan {
  return { ...plan, reading: { ...plan.reading, ...change } };
}

/** The plan with other codes for some words of a column; null takes the code of a word away. */
export function withCodes(
  plan: FilePlan,
  column: string,
  change: Readonly<Record<string, string | null>>,
): FilePlan {
  const before = plan.reading.codes[column] ?? {};
  const after = Object.entries({ ...before, ...change }).filter(
    (entry): entry is [string, string] => entry[1] !== null,
  );
  const codes = { ...plan.reading.codes, [column]: Object.fromEntries(after) };
  return withReading(plan, { codes });
}

/** Words as a list in a sentence: `"a", "b" and "c"`. */
export function quoted(words: readonly string[]): string {
  const marked = words.map((word) => `"${word}"`);
  const last = marked.pop() ?? '';
  return marked.length === 0 ? last : `${marked.join(', ')} and ${last}`;
}

/** Rows with their verb: `1 of 225 rows says`, `27 of 3,705 rows say`. */
export function rowsThat(n: number, all: number, one: string, many: string): string {
  return `${formatCount(n)} of ${plural(all, 'row')} ${n === 1 ? one : many}`;
}
