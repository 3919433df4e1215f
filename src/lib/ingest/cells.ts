/** SQL that turns the text of a cell into a value; everything here is about one cell. */
import { join, type Sql, raw, sql } from '$lib/sql/sql';
import { NUMBER_MARKS, NUMBER_PATTERNS, TYPESET_MINUS } from './number-text';
import type { NumberFormat } from './reading';

/** Words that stand for an empty cell, in upper case. */
export const EMPTY_WORDS = ['NA', 'N/A', 'NULL', '-', '.'] as const;

/** Days that exports write into an open stay as its end. */
export const OPEN_END_DAYS = ['9999-12-31', '2099-12-31'] as const;

const EDGE_SPACE = raw(String.raw`'^[\s\x{a0}\x{feff}]|[\s\x{a0}\x{feff}]$'`);
const SPACES = raw(String.raw`'^[\s\x{a0}\x{feff}]+|[\s\x{a0}\x{feff}]+$'`);
const DAY = raw(
  String.raw`'\d{4}-\d{2}-\d{2}([T ]\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*([AaPp][Mm])?\s*(Z|UTC|[+-]\d{2}:?(\d{2})?)?)?'`,
);
const TOTAL = raw(
  String.raw`'((grand |sub[ -]?)?totals?|summary|count)\b.*|(sum|average|mean)\b\W*[\d.]*|report (generated|run|date)\b.*|generated (on|by)\b.*|page \d+.*|end of (report|file|export)\b.*|\(?\d+ (rows?|records?)\b.*'`,
);

/** The text without space around it; the reader made empty cells null, those of space alone follow. */
export function trimmed(cell: Sql): Sql {
  return sql`CASE WHEN regexp_matches(${cell}, ${EDGE_SPACE})
    THEN nullif(regexp_replace(${cell}, ${SPACES}, '', 'g'), '') ELSE ${cell} END`;
}

/**
 * Whether a value is one of a few; null for null, as with IN. Of an IN the engine makes a join, which
 * every row goes through also where a CASE asks for a few.
 */
export function isAmong(value: Sql, few: readonly (string | number)[]): Sql {
  if (few.length === 0) return raw('NULL');
  return sql`list_contains([${join(few.map((one) => sql`${one}`))}], ${value})`;
}

/** Null for a word that stands for an empty cell. */
export function withoutEmptyWords(text: Sql): Sql {
  return sql`CASE WHEN strlen(${text}) > 4 THEN ${text}
    WHEN ${isAmong(sql`upper(${text})`, EMPTY_WORDS)} THEN NULL ELSE ${text} END`;
}

/** The calendar day of a strict ISO day or timestamp as text; null = not written as a day. */
export function isoText(text: Sql): Sql {
  return sql`CASE WHEN regexp_full_match(${text}, ${DAY}) THEN left(${text}, 10) END`;
}

/** No day before this one is taken for a day. */
export const FIRST_DAY = raw(`DATE '1900-01-01'`);

/** The day of an ISO text; null where there is no such day, or none since 1900. */
export function toDay(iso: Sql): Sql {
  return sql`CASE WHEN ${iso} >= '1900-01-01' THEN TRY_CAST(${iso} AS DATE) END`;
}

/** The number of a text in a format; null = not a number. The twin of `readNumber`. */
export function toNumber(text: Sql, format: NumberFormat): Sql {
  const isNumber = sql`regexp_full_match(${text}, ${NUMBER_PATTERNS[format]})`;
  if (format === 'plain') return sql`CASE WHEN ${isNumber} THEN TRY_CAST(${text} AS DOUBLE) END`;
  const digits = sql`replace(regexp_replace(replace(${text}, ${TYPESET_MINUS}, '-'),
    ${NUMBER_MARKS[format]}, '', 'g'), ',', '.')`;
  return sql`CASE WHEN ${isNumber} THEN TRY_CAST(${digits} AS DOUBLE)
    * CASE WHEN starts_with(${text}, '(') THEN -1 ELSE 1 END END`;
}

/** A number that is not below zero; null = none. */
export function toAmount(number: Sql): Sql {
  return sql`CASE WHEN ${number} >= 0 THEN ${number} END`;
}

/** A whole number that is not below zero; null = none. */
export function toWhole(number: Sql): Sql {
  return sql`CASE WHEN ${number} BETWEEN 0 AND 2147483647 AND ${number} = round(${number})
    THEN CAST(${number} AS INTEGER) END`;
}

/** True or false of a word for yes or no; null = neither. */
export function toYesNo(text: Sql): Sql {
  const word = sql`lower(${text})`;
  return sql`CASE WHEN ${isAmong(word, ['yes', 'y', 'true', 't', '1'])} THEN TRUE
    WHEN ${isAmong(word, ['no', 'n', 'false', 'f', '0'])} THEN FALSE END`;
}

/** The code of a word, matched without case, stored as one byte; null = none of the codes. */
export function toCode(text: Sql, codes: readonly string[]): Sql {
  return sql`TRY_CAST(lower(${text}) AS ${enumType(codes)})`;
}

/** The type of a column that holds one of a few codes. */
export function enumType(codes: readonly string[]): Sql {
  return raw(`ENUM(${codes.map((code) => `'${code.replaceAll("'", "''")}'`).join(', ')})`);
}

/** Whether a first cell is that of a total, a count or a footer. */
export function isTotal(text: Sql): Sql {
  return sql`coalesce(regexp_full_match(${text}, ${TOTAL}, 'i'), FALSE)`;
}
