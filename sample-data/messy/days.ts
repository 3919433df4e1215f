// The ways in which the imagined record system writes a day.
import { dayOf, isoOf } from '../generator/days';

/** First day with admissions: 14 months up to the data cut. */
export const FIRST_DAY = dayOf('2025-09-01');

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Day of the month, 1 to 31. */
export function dayOfMonth(day: number): number {
  return Number(isoOf(day).slice(8));
}

function partsOf(day: number): { year: string; month: number; date: string } {
  const [year = '', month = '', date = ''] = isoOf(day).split('-');
  return { year, month: Number(month), date };
}

/** `3/9/2026`, month first. */
export function monthFirst(day: number): string {
  const { year, month, date } = partsOf(day);
  return `${String(month)}/${String(Number(date))}/${year}`;
}

/** `09-Mar-2026`. */
export function dayMonthName(day: number): string {
  const { year, month, date } = partsOf(day);
  return `${date}-${MONTHS[month - 1] ?? ''}-${year}`;
}

/** `Mar 9, 2026`. */
export function monthName(day: number): string {
  const { year, month, date } = partsOf(day);
  return `${MONTHS[month - 1] ?? ''} ${String(Number(date))}, ${year}`;
}
