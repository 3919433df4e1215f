/** What a plan still lacks before its file can be used. */
import { listOf, plural, sentenceCase, spellOut } from '$lib/format/words';
import { isFilled, isRequired } from '$lib/ingest/sources';
import type { FilePlan } from '$lib/ingest/types';
import { CANONICAL } from '$lib/model/canonical';
import { missingColumnOf } from '$lib/session/settled-questions';

/** Canonical columns that every row needs by a plan, and that the plan does not fill. */
export function missingColumns(plan: FilePlan): readonly string[] {
  return CANONICAL[plan.kind]
    .filter((column) => isRequired(plan, column) && !isFilled(plan, column.name))
    .map(({ name }) => name);
}

/** The missing columns in words; where one of two is enough, both in one. */
export function missingWords(plan: FilePlan): readonly string[] {
  const missing = missingColumns(plan);
  const either = ['visit', 'phase'].every((name) => missing.includes(name));
  const words = missing.filter((name) => !(either && name === 'phase')).map(columnTitle);
  return either ? words.map((word) => (word === 'Visit' ? 'Visit or Phase' : word)) : words;
}

/** What is unfinished about the shape of a plan, in words. */
export function unfinishedParts(plan: FilePlan): readonly string[] {
  const { shape } = plan.reading;
  if (shape.kind === 'rows') return [];
  if (shape.parts.length === 0) {
    return [`no column with ${shape.kind === 'scores' ? 'scores' : 'the start of a stay'} yet`];
  }
  if (shape.kind === 'stays') {
    const open = shape.parts.filter(({ level }) => level === '').length;
    return open > 0 ? [`${plural(open, 'stay')} without a level`] : [];
  }
  const nameless = shape.parts.filter(({ measure }) => measure === '').length;
  return nameless > 0 ? [`${plural(nameless, 'score column')} without an instrument`] : [];
}

/**
 * What is chosen first, before any row can be read; null = rows can be read. `undecided` = columns that
 * could identify somebody and that nobody has decided about.
 */
export function chooseFirst(plan: FilePlan, open: readonly string[], undecided = 0): string | null {
  const asked = missingWords(plan).filter((word) => isAsked(word, open));
  const unasked = missingWords(plan).filter((word) => !isAsked(word, open));
  const { shape } = plan.reading;
  const isUnfinished = unfinishedParts(plan).length > 0;
  const parts =
    shape.kind === 'rows' || !isUnfinished ? [] : [PART_STEPS[shape.kind](shape.parts.length)];
  const choices = [...(unasked.length > 0 ? [`a column for ${listOf(unasked)}`] : []), ...parts];
  const steps = [
    ...(undecided > 0 ? ['decide about the columns that could identify somebody'] : []),
    ...(choices.length > 0 ? [`choose ${listOf(choices)}`] : []),
    ...(asked.length > 0 ? [`answer the question about ${listOf(asked)}`] : []),
  ];
  return steps.length === 0 ? null : `${sentenceCase(listOf(steps))} first`;
}

const PART_STEPS = {
  scores: (parts: number): string =>
    parts === 0 ? 'a column with scores' : 'an instrument for every score column',
  stays: (parts: number): string =>
    parts === 0 ? 'a column with the start of a stay' : 'a level for every stay',
};

/**
 * Why a file cannot be used yet, in one sentence; null = it can. `open` are the ids of the open
 * questions; a column that one of them asks for is not named twice. `undecided` as in `chooseFirst`.
 */
export function whyNotYet(plan: FilePlan, open: readonly string[], undecided = 0): string | null {
  const missing = missingWords(plan).filter((word) => !isAsked(word, open));
  const reasons = [
    ...(undecided > 0
      ? [
          `${plural(undecided, 'column')} could identify somebody and ${undecided === 1 ? 'is' : 'are'} undecided`,
        ]
      : []),
    ...(open.length > 0
      ? [`${plural(open.length, 'question')} ${open.length === 1 ? 'is' : 'are'} open`]
      : []),
    ...(missing.length > 0
      ? [`${listOf(missing)} ${missing.length === 1 ? 'has' : 'have'} no column`]
      : []),
    ...unfinishedParts(plan),
  ];
  return reasons.length === 0 ? null : `Not yet: ${reasons.join('; ')}.`;
}

/** Whether an open question asks for a missing column, given in words. */
function isAsked(word: string, open: readonly string[]): boolean {
  return open.some((id) => columnTitle(missingColumnOf(id) ?? '') === word);
}

/** The name of a canonical column as words: `admitted_on` becomes `Admitted on`. */
export function columnTitle(name: string): string {
  return sentenceCase(spellOut(name));
}
