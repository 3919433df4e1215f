/** Codes in the rows of a figure as words on axes and in tables, in the order that readers expect. */
import { sentenceCase, spellOut } from '$lib/format/words';
import { findMeasure } from '$lib/measures/library';
import { measureShortName } from '$lib/measures/short-names';
import { findLevel, LEVEL_NOT_GIVEN, LEVELS } from '$lib/model/levels';
import type { By } from './figure-state';

/** Stands for any measure where a choice is kept as text; it is no id of the library. */
export const ANY_MEASURE = 'any';

/** The short name of a measure; null = any measure. */
export function measureLabel(id: string | null): string {
  if (id === null) return 'Any measure';
  // What is no instrument, such as a survey, keeps its own words.
  return findMeasure(id) ? measureShortName(id) : sentenceCase(spellOut(id));
}

/** The full name of a level; `none` is no next stay. */
export function levelLabel(code: string): string {
  if (code === 'none') return 'No next stay';
  if (code === LEVEL_NOT_GIVEN.code) return LEVEL_NOT_GIVEN.label;
  return findLevel(code)?.label ?? spellOut(code);
}

/** A level as it stands on an axis. */
export function levelShort(code: string): string {
  if (code === 'none') return 'No next stay';
  return findLevel(code)?.short ?? spellOut(code);
}

/** The colour token of a level, the same on every page. */
export function levelToken(code: string): string {
  return findLevel(code) ? `level-${code}` : 'series-other';
}

/** The place of a level from the most intensive on; what is no level comes last. */
export function levelOrder(code: string): number {
  const at = LEVELS.findIndex((level) => level.code === code);
  return at < 0 ? LEVELS.length : at;
}

/** The colour token of the nth program; after the sixth all are grey. */
export function programToken(index: number): string {
  return index < 6 ? `series-${index + 1}` : 'series-other';
}

/** What a figure is divided by, as a word of a control. */
export const BY_LABELS: Readonly<Record<By, string>> = {
  all: 'Overall',
  level: 'By level',
  program: 'By program',
};

/** Moves after a discharge, in the order of the stack. */
export const MOVES: readonly {
  readonly code: string;
  readonly label: string;
  readonly token: string;
}[] = [
  { code: 'step_down', label: 'Step down', token: 'accent' },
  { code: 'lateral', label: 'Same level', token: 'series-6' },
  { code: 'step_up', label: 'Step up', token: 'series-5' },
  { code: 'none', label: 'No next stay', token: 'neutral' },
];
