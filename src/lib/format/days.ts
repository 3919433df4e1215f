/**
 * Days and months as words. Everything works on the text `YYYY-MM-DD`, never on a local date, so that
 * no time zone can move a day.
 */
import { NO_VALUE } from './numbers';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: number | null;
}

function read(text: string | null | undefined): Parts | null {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?/.exec(text ?? '');
  const month = months[Number(match?.[2]) - 1];
  if (!match?.[1] || !month) return null;
  return { year: match[1], month, day: match[3] === undefined ? null : Number(match[3]) };
}

/** A day: `12 Mar 2026`; text that is no day comes back as it is. */
export function formatDay(day: string | null | undefined): string {
  const parts = read(day);
  if (!parts || parts.day === null) return day || NO_VALUE;
  return `${parts.day} ${parts.month} ${parts.year}`;
}

/** The month of a day or month: `Mar 2026`. */
export function formatMonth(day: string | null | undefined): string {
  const parts = read(day);
  return parts ? `${parts.month} ${parts.year}` : day || NO_VALUE;
}

/** The month for an axis where the year stands beside it: `Mar`. */
export function formatMonthOnly(day: string): string {
  return read(day)?.month ?? day;
}

/** The year of a day: `2026`. */
export function yearOf(day: string): string {
  return day.slice(0, 4);
}

/**
 * A period in words: `1 Jan to 30 Jun 2026`, `Jan to Jun 2026` where it covers whole months,
 * `from 1 Jan 2026`, `until 30 Jun 2026`, `all days`.
 */
export function formatPeriod(from: string | null, to: string | null): string {
  if (from === null && to === null) return 'all days';
  if (from === null) return `until ${formatDay(to)}`;
  if (to === null) return `from ${formatDay(from)}`;
  const wholeMonths = from.endsWith('-01') && to === lastDayOfMonth(to);
  const start = wholeMonths ? formatMonth(from) : formatDay(from);
  const end = wholeMonths ? formatMonth(to) : formatDay(to);
  if (start === end) return end;
  const sameYear = yearOf(from) === yearOf(to);
  return `${sameYear ? start.slice(0, -5) : start} to ${end}`;
}

/** The last day of the month that a day or month lies in. */
export function lastDayOfMonth(day: string): string {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return `${day.slice(0, 7)}-${String(last).padStart(2, '0')}`;
}

/** Whole days since 1 January 1970; throws a RangeError for text that is no day. */
export function dayNumber(day: string): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!parts) throw new RangeError(`${day} is not a day`);
  return Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) / 86_400_000;
}

/** The day of a number of days since 1 January 1970. */
export function dayOfNumber(number: number): string {
  return new Date(number * 86_400_000).toISOString().slice(0, 10);
}
