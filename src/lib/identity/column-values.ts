/** What the cells of one column are by themselves, without its header. */
import { isDay, isJoinedDay, isMonth, yearOf } from './dates';
import { namesEvidence } from './column-names';
import { cellsOf, type Evidence, type Values, whole } from './evidence';
import { isSentence, wordsOf } from './free-text';
import type { IdentifierKind } from './kinds';
import { SHAPES, strongKindIn } from './patterns/all';
import { isCard } from './patterns/finance';
import { streetWords } from './patterns/places';
import { traitsOf } from './patterns/pattern';

const MOST = 0.5;
const LONG_NUMBER = /^\d{13,19}$/;
const FEW_LONG = 4;
const DAYS_SHARE = 0.5;
const JOINED_DAYS_SHARE = 0.9;
/** Days of birth lie further apart than those of a program. */
const BIRTH_SPREAD_YEARS = 15;
const SENTENCES_SHARE = 0.25;
const SENTENCE_REPEATS = 2;
const LONG_SENTENCE_WORDS = 25;
const [FEWEST_STREETS, STREETS_SHARE] = [8, 0.8];

/** Strong hits anywhere in the cells, the most frequent kind first. */
export function strongEvidence(values: Values): readonly Evidence[] {
  const hits = new Map<IdentifierKind, number>();
  const isChance = byChance(values);
  for (const { value, n } of values) {
    if (isChance(value)) continue;
    const kind = strongKindIn(value);
    if (kind) hits.set(kind, (hits.get(kind) ?? 0) + n);
  }
  const half = cellsOf(values) * MOST;
  return [...hits]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, count]) => ({
      kind,
      hits: count,
      looks: null,
      isMost: count >= half,
      isCertain: true,
    }));
}

/**
 * Among many long numbers some pass a check digit by chance: they count where most of them do. The test
 * tells which cells are such numbers.
 */
function byChance(values: Values): (value: string) => boolean {
  const long = values.filter(({ value }) => LONG_NUMBER.test(value));
  const passing = long.filter(({ value }) => isCard(value));
  return long.length >= FEW_LONG && passing.length < long.length / 2
    ? (value) => LONG_NUMBER.test(value)
    : () => false;
}

/** Kinds that need a share of the cells; the most certain first. */
export function sharedEvidence(values: Values, thisYear: number): readonly Evidence[] {
  const cells = cellsOf(values);
  if (cells === 0) return [];
  return [
    ...shapeEvidence(values, cells),
    streetEvidence(values, cells),
    dayEvidence(values, cells, thisYear),
    namesEvidence(values, cells),
  ].filter((one) => one !== null);
}

/** Sentences that somebody wrote: most differ, or they are long. */
export function sentenceEvidence(values: Values): Evidence | null {
  const sentences = values.filter(({ value }) => isSentence(value));
  const hits = cellsOf(sentences);
  if (hits === 0 || hits < cellsOf(values) * SENTENCES_SHARE) return null;
  const isWritten = sentences.length >= 2 && hits <= sentences.length * SENTENCE_REPEATS;
  const isLong = sentences.some(({ value }) => wordsOf(value) >= LONG_SENTENCE_WORDS);
  return isWritten || isLong ? whole('free_text', hits) : null;
}

function shapeEvidence(values: Values, cells: number): readonly Evidence[] {
  const traits = values.map(({ value }) => traitsOf(value));
  return SHAPES.flatMap((shape) => {
    const found = values.filter(({ value }, at) => {
      const own = traits[at];
      return own !== undefined && own.digits + own.letters > 4 && shape.isWhole(value, own);
    });
    const hits = cellsOf(found);
    if (found.length < shape.distinct || hits < cells * shape.share) return [];
    if (shape.isSpread && !isSpread(found)) return [];
    return [{ ...whole(shape.kind, hits, shape.looks), isCertain: false }];
  });
}

function isSpread(values: Values): boolean {
  const beginnings = new Set(values.map(({ value }) => value.slice(0, 3)));
  return beginnings.size >= Math.min(5, values.length * 0.3);
}

function dayEvidence(values: Values, cells: number, thisYear: number): Evidence | null {
  const days = values.filter(({ value }) => isDay(value) || isMonth(value));
  const joined = values.filter(({ value }) => isJoinedDay(value));
  const hits = cellsOf(days);
  const isMost = hits >= cells * DAYS_SHARE;
  if (!isMost && cellsOf(joined) < cells * JOINED_DAYS_SHARE) return null;
  const found = isMost ? days : joined;
  const kind = isLikeBirth(found, thisYear) ? 'birth_date' : 'event_date';
  const isMonths = found.every(({ value }) => !isDay(value) && !isJoinedDay(value));
  const looks =
    kind === 'birth_date'
      ? 'days that lie decades apart, as dates of birth do'
      : isMonths
        ? 'a month or a quarter of a year'
        : null;
  return whole(kind, cellsOf(found), looks);
}

/** Streets without a word such as "Avenue": a score with its words repeats the words. */
function streetEvidence(values: Values, cells: number): Evidence | null {
  const found = values.filter(({ value }) => streetWords(value) !== null && !isDay(value));
  const hits = cellsOf(found);
  if (found.length < FEWEST_STREETS || hits < cells * STREETS_SHARE) return null;
  const words = new Set(found.map(({ value }) => streetWords(value)));
  if (words.size < found.length * STREETS_SHARE || !isSpread(found)) return null;
  return { ...whole('address', hits, 'a number and a street'), isCertain: false };
}

function isLikeBirth(days: Values, thisYear: number): boolean {
  const years = days
    .map(({ value }) => yearOf(isJoinedDay(value) ? value.slice(0, 4) : value))
    .filter((year) => year !== null && year >= thisYear - 110 && year <= thisYear)
    .map(Number)
    .sort((a, b) => a - b);
  if (years.length < 5 || years.length < days.length * 0.9) return false;
  const at = (share: number): number => years[Math.floor((years.length - 1) * share)] ?? 0;
  return at(0.9) - at(0.1) >= BIRTH_SPREAD_YEARS;
}
