/** What is proposed for cells of days and numbers: how numbers are written, and words for empty. */
import { CANONICAL } from '$lib/model/canonical';
import { EMPTY_WORDS } from '../cells';
import type { ColumnProfile, FileProfile } from '../proposal';
import { AS_EMPTY, type NumberFormat, wordKey } from '../reading';
import { isRequired } from '../sources';
import type { FilePlan } from '../types';
import { type FoundFormat, numberFormatOf } from './numbers';
import { dayColumns } from './rows';
import { scoreColumns } from './score-cells';
import { isEmptyWord } from './values';

/** The columns of numbers of a plan by canonical name; of a wide file all scores are one. */
export function numberColumns(
  plan: FilePlan,
  profile: FileProfile,
): readonly { readonly name: string; readonly columns: readonly ColumnProfile[] }[] {
  const mapped = CANONICAL[plan.kind]
    .filter(({ name, type }) => (type === 'number' || type === 'whole') && name !== 'score')
    .flatMap(({ name }) => {
      const column = profile.columns[plan.columns[name] ?? -1];
      return column ? [{ name, columns: [column] }] : [];
    });
  const scores = scoreColumns(plan, profile);
  return scores.length === 0 ? mapped : [...mapped, { name: 'score', columns: scores }];
}

/** How the numbers under a canonical name are most likely written. */
export function writtenNumbers(columns: readonly ColumnProfile[]): FoundFormat {
  const [first, ...others] = columns;
  if (first && others.length === 0) return numberFormatOf(first);
  const values = columns.flatMap((column) => column.values);
  return numberFormatOf({ at: 0, name: '', filled: 0, distinct: 0, values });
}

/** Formats by canonical column; `plain` needs no entry. */
export function numbersFor(plan: FilePlan, profile: FileProfile): Record<string, NumberFormat> {
  return Object.fromEntries(
    numberColumns(plan, profile).flatMap(({ name, columns }) => {
      const { format } = writtenNumbers(columns);
      return format === 'plain' ? [] : [[name, format] as const];
    }),
  );
}

/**
 * Words that most likely say that nothing is known, such as `unknown`, by canonical column of days
 * and numbers that every row needs: the row is set aside for what it lacks. Never for the end of a
 * stay: an empty one is an open stay. In other columns such a word loses its cell, under its name.
 */
export function emptyWords(
  plan: FilePlan,
  profile: FileProfile,
): Record<string, Record<string, string>> {
  const days = dayColumns(plan).flatMap(({ column, at }) => {
    const found = profile.columns[at];
    return found && column !== 'discharged_on' ? [{ name: column, columns: [found] }] : [];
  });
  const found: Record<string, Record<string, string>> = {};
  const needed = CANONICAL[plan.kind].filter((column) => isRequired(plan, column));
  for (const { name, columns } of [...days, ...numberColumns(plan, profile)]) {
    if (!needed.some((column) => column.name === name)) continue;
    for (const { value } of columns.flatMap((column) => column.values)) {
      const isBuiltIn = EMPTY_WORDS.some((word) => word === value.toUpperCase());
      if (isBuiltIn || !isEmptyWord(value)) continue;
      found[name] = { ...found[name], [wordKey(value)]: AS_EMPTY };
    }
  }
  return found;
}
