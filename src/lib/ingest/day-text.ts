/**
 * SQL that brings a day, however it is written, to `year-month-day`. A text in another form gives
 * null (not a date); a text in the right form that names no day is caught when it is cast.
 */
import { type Sql, raw, sql } from '$lib/sql/sql';
import { isoText } from './cells';
import type { DayFormat, TimeMode } from './reading';

/** The day that stands for day 0 where a file knows only days since the first admission. */
export const DAY_ZERO = '2000-01-01';

/** Two-digit years from 69 on belong to the last century. */
const LAST_YEAR_OF_THIS_CENTURY = '68';

const TIME = String.raw`([T ,]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|[+-]\d{2}:?(\d{2})?)?)?`;
const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';

/** Pattern with three groups, and the order in which they make year, month and day. */
const PATTERNS: Readonly<Record<Exclude<DayFormat, 'excel'>, readonly [string, string]>> = {
  ymd: [String.raw`(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})`, String.raw`\1-\2-\3`],
  mdy: [String.raw`(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})`, String.raw`\3-\1-\2`],
  dmy: [String.raw`(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})`, String.raw`\3-\2-\1`],
  mdy2: [String.raw`(\d{1,2})[-/.](\d{1,2})[-/.](\d{2})`, String.raw`\3-\1-\2`],
  dmy2: [String.raw`(\d{1,2})[-/.](\d{1,2})[-/.](\d{2})`, String.raw`\3-\2-\1`],
  'd-mon-y': [String.raw`(\d{1,2})[-/. ]+([A-Za-z]{3,9})[-/., ]+(\d{4})`, String.raw`\3-\2-\1`],
  'd-mon-y2': [String.raw`(\d{1,2})[-/. ]+([A-Za-z]{3,9})[-/., ]+(\d{2})`, String.raw`\3-\2-\1`],
  'mon-d-y': [String.raw`([A-Za-z]{3,9})[-/. ]+(\d{1,2})[-/., ]+(\d{4})`, String.raw`\3-\1-\2`],
};

/** The day of a text as `year-month-day`, also one that there is not; null = not written so. */
export function dayText(text: Sql, format: DayFormat, time: TimeMode): Sql {
  if (time === 'relative') return relativeDay(text);
  if (format === 'excel') return excelDay(text);
  if (format === 'ymd') return sql`coalesce(${isoText(text)}, ${patternDay(text, 'ymd')})`;
  return patternDay(text, format);
}

function patternDay(text: Sql, format: Exclude<DayFormat, 'excel'>): Sql {
  const [pattern, order] = PATTERNS[format];
  const whole = `${pattern}${TIME}`;
  const ordered = sql`regexp_replace(${text}, ${`^${whole}$`}, ${order})`;
  const withYear = format.endsWith('2') ? century(ordered) : ordered;
  const numbered = format.includes('mon') ? monthNumber(withYear) : withYear;
  return sql`CASE WHEN regexp_full_match(${text}, ${whole}) THEN ${numbered} END`;
}

function century(day: Sql): Sql {
  return sql`concat(CASE WHEN left(${day}, 2) <= ${LAST_YEAR_OF_THIS_CENTURY} THEN '20' ELSE '19' END, ${day})`;
}

/** `2026-Mar-9` with its month as a number; a word that is no month gives month 0, which there is not. */
function monthNumber(day: Sql): Sql {
  const name = sql`lower(left(split_part(${day}, '-', 2), 3))`;
  return sql`concat_ws('-', split_part(${day}, '-', 1),
    CASE WHEN instr(${MONTHS}, ${name}) % 3 = 1 THEN (instr(${MONTHS}, ${name}) + 2) // 3 ELSE 0 END,
    split_part(${day}, '-', 3))`;
}

/** Serial days of spreadsheets, counted from 1899-12-30; a time of day after the point is cut off. */
function excelDay(text: Sql): Sql {
  return sql`CASE WHEN regexp_full_match(${text}, '[0-9]{5}([.][0-9]+)?')
    THEN strftime(DATE '1899-12-30' + CAST(left(${text}, 5) AS INTEGER), '%Y-%m-%d') END`;
}

/** Whole days since the first admission; negative before it. */
function relativeDay(text: Sql): Sql {
  return sql`CASE WHEN regexp_full_match(${text}, '[+-]?[0-9]{1,5}([.]0+)?')
    THEN strftime(CAST(${DAY_ZERO} AS DATE) + CAST(CAST(${text} AS DOUBLE) AS INTEGER), '%Y-%m-%d') END`;
}

/** Seconds since midnight of the time of day at the end of a text; null = it has none. */
export function secondsOfDay(text: Sql): Sql {
  const part = (group: number): Sql =>
    sql`TRY_CAST(regexp_extract(${text}, ${CLOCK}, ${group}) AS INTEGER)`;
  const hours = part(1);
  const half = sql`upper(left(regexp_extract(${text}, ${CLOCK}, 4), 1))`;
  return sql`CASE WHEN regexp_matches(${text}, ${CLOCK}) THEN 3600 * (CASE
      WHEN ${half} = 'P' AND ${hours} < 12 THEN ${hours} + 12
      WHEN ${half} = 'A' AND ${hours} = 12 THEN 0 ELSE ${hours} END)
    + 60 * ${part(2)} + coalesce(${part(3)}, 0) END`;
}

const CLOCK = raw(
  String.raw`'(?:^|[T ])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp]?)\.?[Mm]?\.?\s*(?:Z|UTC|[+-]\d{2}:?(?:\d{2})?)?$'`,
);
