/** Whether the cells of a column are names, told by all of them together. */
import { cellsOf, type Evidence, type Values, whole } from './evidence';
import { isClearFirstName, isClearLastName, isFirstName, isLastName } from './name-lists';
import { fullNameIn, isSingleWord } from './names';

const FULL_NAMES_SHARE = 0.3;
const SHAPED_NAMES_SHARE = 0.7;
const SHAPED_NAMES = 'two to four capitalized words, nearly all different, as names are';
const [FEWEST_SHAPED, SHAPED_ALONE_SHARE, DIFFERENT_SHARE] = [15, 0.9, 0.6];

/** Full names, first names or last names; null = none of them. */
export function namesEvidence(values: Values, cells: number): Evidence | null {
  const shapes = values.map(({ value, n }) => ({ n, name: fullNameIn(value) }));
  const count = (names: typeof shapes): number => names.reduce((sum, { n }) => sum + n, 0);
  const known = shapes.filter(({ name }) => name === 'known');
  const shaped = shapes.filter(({ name }) => name !== null);
  const isFull =
    known.length >= 2 &&
    count(known) >= cells * FULL_NAMES_SHARE &&
    count(shaped) >= cells * SHAPED_NAMES_SHARE;
  if (isFull) return whole('name', count(shaped));
  const isShaped =
    shaped.length >= FEWEST_SHAPED &&
    count(shaped) >= cells * SHAPED_ALONE_SHARE &&
    shaped.length >= cells * DIFFERENT_SHARE;
  if (isShaped) return { ...whole('name', count(shaped), SHAPED_NAMES), isCertain: false };
  const single = singleNames(values);
  return single === null ? null : whole('name', single);
}

/** First names alone, or last names alone; null = neither. */
function singleNames(values: Values): number | null {
  const words = values.filter(({ value }) => isSingleWord(value));
  if (words.length < 4 || words.length < values.length * 0.9) return null;
  const share = (is: (word: string) => boolean): number =>
    words.filter(({ value }) => is(value)).length / words.length;
  const isFirst = share(isFirstName) >= 0.6 && share(isClearFirstName) >= 0.4;
  const isLast = words.length >= 12 && share(isLastName) >= 0.15 && share(isClearLastName) >= 0.08;
  return isFirst || isLast ? cellsOf(words) : null;
}
