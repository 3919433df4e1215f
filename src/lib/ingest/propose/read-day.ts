/** The day that a text means in a format: the twin of `dayText`, over the same patterns. */
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
} from '../day-forms';
import type { DayFormat } from '../reading';

/** The formats in which each value is written alike, without serial numbers. */
export const ONE_FORMATS = Object.keys(DAY_FORMS) as readonly OneFormat[];

/** Excel counts days from here; day 60 never was, later days are right. */
const EXCEL_EPOCH = -25_569;

const DAY_MS = 86_400_000;

const SERIAL = /^(\d{5})(\.\d+)?$/;

/** Whole days since 1 January 1970 of a text in a format; null = not written so, or no such day. */
export function readDay(text: string, format: DayFormat): number | null {
  const bare = text.trim();
  switch (format) {
    case 'excel': {
      const serial = SERIAL.exec(bare);
      return serial ? Number(serial[1]) + EXCEL_EPOCH : null;
    }
    case 'mixed':
    case 'mixed-mdy':
    case 'mixed-dmy':
      return readMixed(bare, format);
    default:
      return readWritten(bare, format);
  }
}

/** Whether a text is written as a day in any format but a serial number. */
export function isDay(text: string): boolean {
  return ONE_FORMATS.some((format) => readWritten(text.trim(), format) !== null);
}

/** Whether a text is a serial number of a day that a record may have. */
export function isSerialDay(text: string): boolean {
  const serial = Number(SERIAL.exec(text.trim())?.[1] ?? 0);
  return serial >= SERIALS_AMONG_DAYS.from && serial <= SERIALS_AMONG_DAYS.to;
}

/** Both days of a text whose numbers are a day with the month and with the day first; null = one, none. */
export function bothDays(text: string): { mdy: number; dmy: number } | null {
  const [mdy, dmy] = numericDays(text.trim());
  return mdy !== null && dmy !== null && mdy !== dmy ? { mdy, dmy } : null;
}

/** A text without the time of day behind its day. */
export function withoutTime(text: string): string {
  return text.trim().replace(TIME, '');
}

const TIME = new RegExp(`(?<=\\d)${TIME_AFTER_DAY}$`, 'i');

function readMixed(bare: string, format: 'mixed' | 'mixed-mdy' | 'mixed-dmy'): number | null {
  for (const one of CLEAR_FORMATS) {
    const day = readWritten(bare, one);
    if (day !== null) return day;
  }
  if (isSerialDay(bare)) return readDay(bare, 'excel');
  const [mdy, dmy] = numericDays(bare);
  if (mdy === null || dmy === null || mdy === dmy) return mdy ?? dmy;
  return format === 'mixed' ? null : format === 'mixed-mdy' ? mdy : dmy;
}

function numericDays(bare: string): [mdy: number | null, dmy: number | null] {
  return [
    readWritten(bare, 'mdy') ?? readWritten(bare, 'mdy2'),
    readWritten(bare, 'dmy') ?? readWritten(bare, 'dmy2'),
  ];
}

interface Form extends DayForm {
  readonly whole: RegExp;
}

const FORMS = Object.fromEntries(
  ONE_FORMATS.map((format): [OneFormat, readonly Form[]] => [
    format,
    DAY_FORMS[format].map((form) => ({
      ...form,
      whole: new RegExp(`^${form.pattern}${TIME_AFTER_DAY}$`, 'i'),
    })),
  ]),
) as Readonly<Record<OneFormat, readonly Form[]>>;

const IS_MONTH = new RegExp(`^(?:${MONTH_NAME})$`, 'i');

/** So many texts are known of each format at a time: days of a file repeat, and questions read them again. */
const MOST_KNOWN = 20_000;

const known = new Map<OneFormat, Map<string, number | null>>();

function readWritten(bare: string, format: OneFormat): number | null {
  const texts = known.get(format) ?? new Map<string, number | null>();
  if (texts.size >= MOST_KNOWN) texts.clear();
  known.set(format, texts);
  const before = texts.get(bare);
  if (before !== undefined) return before;
  const day = dayWritten(bare, format);
  texts.set(bare, day);
  return day;
}

function dayWritten(bare: string, format: OneFormat): number | null {
  for (const { whole, year, month, day } of FORMS[format]) {
    const found = whole.exec(bare);
    if (found) return dayOf(found[year]!, found[month]!, found[day]!);
  }
  return null;
}

/** Whole days since 1970 of a day since 1900; null = there is no such day. */
function dayOf(year: string, month: string, day: string): number | null {
  const years = year.length === 2 ? fullYear(Number(year)) : Number(year);
  const months = monthOf(month);
  const days = Number(day);
  const last = new Date(Date.UTC(years, months, 0)).getUTCDate();
  if (years < 1900 || months < 1 || months > 12 || days < 1 || days > last) return null;
  return Date.UTC(years, months - 1, days) / DAY_MS;
}

function fullYear(year: number): number {
  return year + (year <= LAST_YEAR_OF_THIS_CENTURY ? 2000 : 1900);
}

function monthOf(month: string): number {
  if (/\d/.test(month)) return Number(month);
  if (!IS_MONTH.test(month)) return 0;
  return MONTHS.indexOf(month.slice(0, 3).toLowerCase()) / 3 + 1;
}
