/**
 * SQL that brings a day, however it is written, to `year-month-day`. A text in another form gives
 * null (not a date); a text in the right form that names no day is caught when it is cast.
 */
import { join, type Sql, raw, sql } from '$lib/sql/sql';
import { isoText, toDay } from './cells';
import {
  CLEAR_FORMATS,
  DAY_FORMS,
  type DayForm,
  LAST_YEAR_OF_THIS_CENTURY,
  MONTH_NAME,
  MONTHS,
  type OneFormat,
  SERIALS_AMONG_DAYS,
  TIME_AFTER_DAY,
  ZONE,
} from './day-forms';
import type { DayFormat, TimeMode } from './reading';
import type { FilePlan } from './types';

/** The day that stands for day 0 where a file knows only days since the first admission. */
export const DAY_ZERO = '2000-01-01';

/** The day of a text as `year-month-day`, also one that there is not; null = not written so. */
export function dayText(text: Sql, format: DayFormat, time: TimeMode): Sql {
  if (time === 'relative') return relativeDay(text);
  if (format === 'excel') return excelDay(text);
  if (format === 'mixed' || format === 'mixed-mdy' || format === 'mixed-dmy') {
    return mixedDay(text, format);
  }
  return writtenDay(text, format);
}

/** Whether days of a column may stand as the engine writes them, which it reads faster than any pattern. */
export function isPlainDay({ reading }: FilePlan, name: string): boolean {
  const format = reading.dayFormats[name] ?? 'ymd';
  return reading.time === 'dates' && (format === 'ymd' || format.startsWith('mixed'));
}

/** A day that the engine may read from a text of the usual length. */
export function castDay(text: Sql): Sql {
  return sql`CASE WHEN strlen(${text}) = 10 THEN TRY_CAST(${text} AS DATE) END`;
}

function writtenDay(text: Sql, format: OneFormat): Sql {
  const days = DAY_FORMS[format].map((form) => formDay(text, form, format));
  if (format === 'ymd') return sql`coalesce(${isoText(text)}, ${join(days)})`;
  return sql`coalesce(${join(days)})`;
}

function formDay(text: Sql, { pattern, year, month, day }: DayForm, format: OneFormat): Sql {
  const whole = `(?i)${pattern}${TIME_AFTER_DAY}`;
  const ordered = sql`regexp_replace(${text}, ${`^${whole}$`}, ${`\\${year}-\\${month}-\\${day}`})`;
  const withYear = format.endsWith('2') ? century(ordered) : ordered;
  const numbered = format.includes('mon') ? monthNumber(withYear) : withYear;
  return sql`CASE WHEN regexp_full_match(${text}, ${whole}) THEN ${numbered} END`;
}

/**
 * Each value in the form that it has. A value that is a real day with the month first and another one
 * with the day first is read in the order of the format, or is no day where the format has none.
 */
function mixedDay(text: Sql, format: 'mixed' | 'mixed-mdy' | 'mixed-dmy'): Sql {
  const { from, to } = SERIALS_AMONG_DAYS;
  const serial = sql`CASE WHEN TRY_CAST(left(${text}, 5) AS INTEGER) BETWEEN ${from} AND ${to}
    THEN ${excelDay(text)} END`;
  const monthFirst = sql`coalesce(${writtenDay(text, 'mdy')}, ${writtenDay(text, 'mdy2')})`;
  const dayFirst = sql`coalesce(${writtenDay(text, 'dmy')}, ${writtenDay(text, 'dmy2')})`;
  const [asMonth, asDay] = [toDay(monthFirst), toDay(dayFirst)];
  const chosen = { mixed: raw('NULL'), 'mixed-mdy': monthFirst, 'mixed-dmy': dayFirst }[format];
  const numeric = sql`CASE WHEN ${asMonth} <> ${asDay} THEN ${chosen}
    WHEN ${asMonth} IS NULL AND ${asDay} IS NOT NULL THEN ${dayFirst} ELSE ${monthFirst} END`;
  const clear = CLEAR_FORMATS.map((one) => writtenDay(text, one));
  return sql`coalesce(${join([...clear, serial, numeric])})`;
}

function century(day: Sql): Sql {
  const last = String(LAST_YEAR_OF_THIS_CENTURY);
  return sql`concat(CASE WHEN left(${day}, 2) <= ${last} THEN '20' ELSE '19' END, ${day})`;
}

/** `2026-Mar-9` with its month as a number; a word that is no month gives month 0, which there is not. */
function monthNumber(day: Sql): Sql {
  const name = sql`lower(split_part(${day}, '-', 2))`;
  const at = sql`instr(${MONTHS}, left(${name}, 3))`;
  return sql`concat_ws('-', split_part(${day}, '-', 1),
    CASE WHEN regexp_full_match(${name}, ${MONTH_NAME}) THEN (${at} + 2) // 3 ELSE 0 END,
    split_part(${day}, '-', 3))`;
}

/**
 * Serial days of spreadsheets, counted from 1899-12-30; a time of day after the point is cut off.
 * Workbooks that count from 1904 are not told apart: nothing in a CSV says so.
 */
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

const CLOCK = String.raw`(?i)(?:^|[T ,])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?[ \x{a0}\x{202f}]*(?:([AP])\.?M\.?)?${ZONE}$`;
