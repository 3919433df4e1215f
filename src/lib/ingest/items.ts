/**
 * Forms that a file gives item by item. A total is the plain sum of the answers; where the instrument
 * has a published rule for missing answers, their mean stands for them. A form that cannot be added
 * up has no total: a wrong one would look like any other. The answers of a part are read in layers of
 * lists, so that each cell is looked at once.
 */
import { itemScoring } from '$lib/measures/item-scoring';
import { findMeasure } from '$lib/measures/library';
import { ident, join, list, raw, type Sql, sql } from '$lib/sql/sql';
import { isTriaged, triage } from './categories';
import { isAmong, toNumber, withoutEmptyWords } from './cells';
import { noAnswerNumbers } from './no-answer';
import { cell } from './read-sql';
import { AS_EMPTY, type ScorePart } from './reading';
import type { FilePlan } from './types';

/** Begins the text of a form that has no total. */
export const INCOMPLETE = 'items: ';

/** The cells of the items of a part; null = empty. */
const TEXTS = raw('part_texts');
/** The numbers in them; null = no answer, NaN = no number. */
const NUMBERS = raw('part_numbers');
/** The answers: null = no answer, NaN = one that the item does not have. */
const ANSWERS = raw('part_answers');
/** One element of a list in a function over it, and its place from 1. */
const [ONE, PLACE] = [ident('one'), ident('place')];
const NOT_A_NUMBER = raw(`'NaN'::DOUBLE`);

/** The number of an answer such as `Several days (1)`. */
const ANSWER_IN_WORDS = '[(]([0-9]+)[)][ ]*$';
const BRACKETED = new RegExp(ANSWER_IN_WORDS);

/** Why the columns of a part are not added up; null = they are, or the part is a total. */
export function itemsRefusal(part: ScorePart): string | null {
  if (part.at.length === 1 || isTriaged(part.measure)) return null;
  const scoring = itemScoring(part.measure);
  if (scoring === null) return null;
  if (scoring.kind === 'none') return scoring.because;
  return scoring.count === part.at.length
    ? null
    : `it has ${scoring.count} items, and ${part.at.length} columns are given`;
}

/** Parts that are not added up, by their number. */
export function refusedParts({ reading: { shape } }: FilePlan): readonly number[] {
  if (shape.kind !== 'scores') return [];
  return shape.parts.flatMap((part, no) => (itemsRefusal(part) === null ? [] : [no]));
}

/** The repeated records of a wide file with the answers of their parts beside them. */
export function withAnswers(plan: FilePlan, parts: Sql): Sql {
  const found = itemParts(plan);
  if (found.length === 0) return parts;
  const texts = found.map(({ part, no }) => sql`WHEN ${no} THEN [${join(part.at.map(cell))}]`);
  const answers = found.map(({ part, no }) => sql`WHEN ${no} THEN ${answersOf(plan, part)}`);
  return sql`(SELECT *, CASE part_no ${join(answers, ' ')} END AS ${ANSWERS}
    FROM (SELECT *, ${numbersIn(plan)} AS ${NUMBERS}
      FROM (SELECT *, CASE part_no ${join(texts, ' ')} END AS ${TEXTS} FROM ${parts})))`;
}

/** The text of the total of a part with several columns; empty where nothing was answered. */
export function itemsText(plan: FilePlan, part: ScorePart): Sql {
  const shown = sql`${INCOMPLETE} || list_aggregate(list_transform(${TEXTS},
    lambda one: coalesce(${ONE}, '?')), 'string_agg', ', ')`;
  if (isTriaged(part.measure)) {
    const items = part.at.map((_, at) => sql`${TEXTS}[${at + 1}]`);
    return sql`coalesce(${triage(items)}, CASE WHEN list_count(${TEXTS}) > 0 THEN ${shown} END)`;
  }
  const total = itemsRefusal(part) === null ? sumText(plan, part) : raw('NULL');
  return sql`coalesce(${total}, CASE WHEN list_count(${ANSWERS}) > 0 THEN ${shown} END)`;
}

/** Whether the mean stands for missing answers in a part; null = no part of the plan allows it. */
export function isProrated(plan: FilePlan): Sql | null {
  const cases = itemParts(plan).flatMap(({ part, no }) => {
    const missing = missingOf(part);
    return missing === 0 || itemsRefusal(part) !== null
      ? []
      : [
          sql`WHEN ${no} THEN list_count(${ANSWERS}) BETWEEN ${part.at.length - missing}
          AND ${part.at.length - 1} AND NOT isnan(list_sum(${ANSWERS}))`,
        ];
  });
  return cases.length === 0 ? null : sql`coalesce(CASE part_no ${join(cases, ' ')} END, FALSE)`;
}

/** How many cells of a part are filled and no answer; null = no part of the plan has items. */
export function unanswered(plan: FilePlan): Sql | null {
  const added = itemParts(plan).filter(({ part }) => !isTriaged(part.measure));
  if (added.length === 0) return null;
  return sql`CASE WHEN ${isAmong(
    raw('part_no'),
    added.map(({ no }) => no),
  )}
    THEN list_count(${TEXTS}) - list_count(${ANSWERS}) ELSE 0 END`;
}

/**
 * The answer to the item about suicide in a part that holds all items of its instrument; null where
 * no part of the plan does. An answer that the item does not have is none.
 */
export function riskItem(plan: FilePlan): Sql | null {
  const cases = itemParts(plan).flatMap(({ part: { measure, at }, no }) => {
    const { riskItem: item = null, items = null } = findMeasure(measure) ?? {};
    if (item === null || at.length !== items || isTriaged(measure)) return [];
    const answer = sql`${ANSWERS}[${item}]`;
    return [sql`WHEN ${no} THEN CASE WHEN NOT isnan(${answer}) THEN ${answer} END`];
  });
  return cases.length === 0 ? null : sql`CASE part_no ${join(cases, ' ')} END`;
}

function itemParts({ reading: { shape } }: FilePlan): { part: ScorePart; no: number }[] {
  if (shape.kind !== 'scores') return [];
  return shape.parts.map((part, no) => ({ part, no })).filter(({ part }) => part.at.length > 1);
}

function missingOf({ measure }: ScorePart): number {
  return findMeasure(measure)?.completeness?.missing ?? 0;
}

function sumText(plan: FilePlan, part: ScorePart): Sql {
  const count = part.at.length;
  const missing = missingOf(part);
  const sum = sql`list_sum(${ANSWERS})`;
  const answered = sql`list_count(${ANSWERS})`;
  const step = findMeasure(part.measure)?.step ?? null;
  const grid = step === null ? null : step / (plan.reading.factors[part.measure] ?? 1);
  const mean = sql`${sum} * ${count} / ${answered}`;
  const prorated = grid === null ? mean : sql`round(${mean} / ${grid}) * ${grid}`;
  const total = sql`CASE WHEN isnan(${sum}) THEN NULL WHEN ${answered} = ${count} THEN ${sum}
    WHEN ${answered} BETWEEN ${count - missing} AND ${count - 1} THEN ${prorated} END`;
  const text = sql`CAST(${total} AS VARCHAR)`;
  // The total is read like the totals that stand in the file.
  return plan.reading.numbers['score'] === 'comma' ? sql`replace(${text}, '.', ',')` : text;
}

/** The numbers of the cells, by the words of the plan and by its format of numbers. */
function numbersIn({ reading }: FilePlan): Sql {
  const words = Object.entries(reading.codes['score'] ?? {})
    .filter(([word, code]) => BRACKETED.exec(word)?.[1] !== code)
    .map(([word, code]) => sql`WHEN ${word} THEN ${code === AS_EMPTY ? null : code}`);
  const inWords = sql`CASE WHEN ends_with(${ONE}, ')')
    THEN coalesce(nullif(regexp_extract(${ONE}, ${ANSWER_IN_WORDS}, 1), ''), ${ONE}) ELSE ${ONE} END`;
  const coded =
    words.length === 0 ? inWords : sql`CASE lower(${ONE}) ${join(words, ' ')} ELSE ${inWords} END`;
  const number = toNumber(ONE, reading.numbers['score'] ?? 'plain');
  return over(
    over(over(TEXTS, withoutEmptyWords(ONE)), coded),
    // A word that is no number is an answer that cannot be read, not a missing one.
    sql`CASE WHEN ${ONE} IS NOT NULL THEN coalesce(${number}, ${NOT_A_NUMBER}) END`,
  );
}

/** The numbers as answers of the items of an instrument; of an unknown one they are taken as such. */
function answersOf(plan: FilePlan, { measure }: ScorePart): Sql {
  const scoring = itemScoring(measure);
  if (scoring?.kind !== 'sum') return NUMBERS;
  const { min, max, steps } = scoring;
  const offGrid = Object.entries(steps).map(
    ([item, step]) =>
      sql`WHEN ${PLACE} = ${Number(item)} AND (${ONE} - ${min}) % ${step} <> 0 THEN ${NOT_A_NUMBER}`,
  );
  const none = noAnswerNumbers(plan);
  return over(
    NUMBERS,
    sql`CASE WHEN ${ONE} IS NULL THEN NULL ${join(offGrid, ' ')}
      WHEN ${ONE} BETWEEN ${min} AND ${max} THEN ${ONE}
      WHEN ${ONE} IN ${list(none)} THEN NULL ELSE ${NOT_A_NUMBER} END`,
  );
}

function over(elements: Sql, value: Sql): Sql {
  return sql`list_transform(${elements}, lambda one, place: ${value})`;
}
