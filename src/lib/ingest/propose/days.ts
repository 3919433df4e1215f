/**
 * How the days of a column are written. Day and month cannot be told apart where no value of the
 * file has a part above 12; then nothing is decided here.
 */
import { dayNumber } from '$lib/format/days';
import type { ColumnProfile, FileProfile } from '../proposal';
import { DAY_FORMATS, type DayFormat } from '../reading';
import { headerWords } from './header-text';
import { shareOf, tellingValues } from './values';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_NAME =
  /^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)$/i;

/** Excel counts days from here; day 60 never was, later days are right. */
const EXCEL_EPOCH = -25_569;

interface Written {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Order of day and month in numbers such as 03/04/2026; null = the values do not tell. */
export type DayOrder = 'mdy' | 'dmy' | null;

/** Whole days since 1 January 1970 of a text in a format; null = not written so, or no such day. */
export function readDay(text: string, format: DayFormat): number | null {
  const bare = withoutTime(text);
  if (format === 'excel') {
    const serial = /^\d{5}(\.\d+)?$/.test(bare) ? Math.floor(Number(bare)) : 0;
    return serial >= 20_000 && serial <= 60_000 ? serial + EXCEL_EPOCH : null;
  }
  const parts = written(bare, format);
  if (!parts) return null;
  const { year, month, day } = parts;
  const iso = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  const isReal = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return isReal && year >= 1900 ? dayNumber(iso) : null;
}

/** Whether a text is written as a day in any format but a serial number. */
export function isDay(text: string): boolean {
  return DAY_FORMATS.some((format) => format !== 'excel' && readDay(text, format) !== null);
}

/** Share of the filled cells of a column that are written as days. */
export function dayShare(column: ColumnProfile): number {
  const known = dayShares.get(column);
  if (known !== undefined) return known;
  const share = shareOf(column, isDay);
  dayShares.set(column, share);
  return share;
}

/** Profiles are looked at for many canonical columns. */
const dayShares = new WeakMap<ColumnProfile, number>();

/** Whether a column holds serial numbers of days: its name says date and nothing else stands in it. */
export function isExcelDays(column: ColumnProfile): boolean {
  const words = headerWords(column.name);
  const values = tellingValues(column);
  const says = ['date', 'day', 'on'].some((word) => words.includes(word));
  return says && values.length > 0 && values.every(({ value }) => readDay(value, 'excel') !== null);
}

/** The format of a column; null = most of its values are no days. `mdy` where the order is open. */
export function dayFormatOf(column: ColumnProfile, profile: FileProfile): DayFormat | null {
  if (isExcelDays(column)) return 'excel';
  if (dayShare(column) < 0.5) return null;
  const values = tellingValues(column);
  const total = values.reduce((sum, { n }) => sum + n, 0);
  const reads = (format: DayFormat): number =>
    values.reduce((sum, { value, n }) => sum + (readDay(value, format) === null ? 0 : n), 0);
  const counted = DAY_FORMATS.filter((format) => format !== 'excel').map((format) => ({
    format,
    n: reads(format),
  }));
  const best = counted.reduce((a, b) => (b.n > a.n ? b : a));
  if (best.n < 0.5 * total) return null;
  const numeric = /^(mdy|dmy)(2?)$/.exec(best.format);
  if (!numeric) return best.format;
  return `${dayOrder(column, profile) ?? 'mdy'}${numeric[2] === '2' ? '2' : ''}` as DayFormat;
}

/** The order of day and month in a column, by its own values or those of the other columns. */
export function dayOrder(column: ColumnProfile, profile: FileProfile): DayOrder {
  const own = votes(column);
  const decided = decide(own);
  if (decided !== null || own.style === null) return decided;
  const alike = profile.columns.map(votes).filter(({ style }) => style === own.style);
  return decide({
    mdy: alike.reduce((sum, { mdy }) => sum + mdy, 0),
    dmy: alike.reduce((sum, { dmy }) => sum + dmy, 0),
  });
}

/** A value of a column that reads as two different days, with both; null = there is none. */
export function ambiguousValue(
  column: ColumnProfile,
): { value: string; mdy: number; dmy: number } | null {
  for (const { value } of column.values) {
    const two = /\D\d{2}$/.test(withoutTime(value)) ? '2' : '';
    const mdy = readDay(value, `mdy${two}`);
    const dmy = readDay(value, `dmy${two}`);
    if (mdy !== null && dmy !== null && mdy !== dmy) return { value, mdy, dmy };
  }
  return null;
}

const NUMERIC = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/;

/** How many values can only be read with the month, or only with the day, in front. */
function votes(column: ColumnProfile): { mdy: number; dmy: number; style: string | null } {
  let mdy = 0;
  let dmy = 0;
  let style: string | null = null;
  for (const { value, n } of column.values) {
    const parts = NUMERIC.exec(withoutTime(value));
    if (!parts) continue;
    style ??= parts[2]!;
    const [first, second] = [Number(parts[1]), Number(parts[3])];
    if (first > 12 && first <= 31 && second <= 12) dmy += n;
    if (second > 12 && second <= 31 && first <= 12) mdy += n;
  }
  return { mdy, dmy, style };
}

/** A few slips on the other side do not make the order open. */
function decide({ mdy, dmy }: { mdy: number; dmy: number }): DayOrder {
  if (mdy > 20 * dmy) return 'mdy';
  return dmy > 20 * mdy ? 'dmy' : null;
}

function written(bare: string, format: DayFormat): Written | null {
  if (format === 'ymd') {
    const parts = /^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})$/.exec(bare);
    if (!parts || (parts[2] === '' && bare.length !== 8)) return null;
    return asWritten(parts[1], parts[3], parts[4]);
  }
  if (format === 'd-mon-y' || format === 'd-mon-y2' || format === 'mon-d-y') {
    const parts =
      format === 'mon-d-y'
        ? /^([a-z]{3,9})\.?[-\s/]*(\d{1,2})(?:st|nd|rd|th)?[,\s/-]+(\d{4})$/i.exec(bare)
        : /^(\d{1,2})(?:st|nd|rd|th)?[-\s/.]*([a-z]{3,9})\.?[-\s/,.]*(\d{4}|\d{2})$/i.exec(bare);
    if (!parts) return null;
    const [name, day] = format === 'mon-d-y' ? [parts[1]!, parts[2]] : [parts[2]!, parts[1]];
    if (!MONTH_NAME.test(name) || (parts[3]!.length === 2) !== format.endsWith('y2')) return null;
    const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
    return asWritten(parts[3], String(month), day);
  }
  const parts = NUMERIC.exec(bare);
  if (!parts || (parts[4]!.length === 2) !== format.endsWith('2')) return null;
  const [month, day] = format.startsWith('mdy') ? [parts[1], parts[3]] : [parts[3], parts[1]];
  return asWritten(parts[4], month, day);
}

function asWritten(year = '', month = '', day = ''): Written {
  const full = year.length === 2 ? 2000 + Number(year) - (Number(year) >= 70 ? 100 : 0) : year;
  return { year: Number(full), month: Number(month), day: Number(day) };
}

function withoutTime(text: string): string {
  return text.trim().replace(/(?<=\d)[T\s,]+\d{1,2}:\d{2}.*$/, '');
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
