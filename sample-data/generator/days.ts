// Calendar days as whole numbers since 1970-01-01, so that no time zone can enter.

const MS_PER_DAY = 86_400_000;

/** The day number of an ISO date. */
export function dayOf(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / MS_PER_DAY;
}

/** The ISO date of a day number. */
export function isoOf(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Day of the week, 0 = Monday to 6 = Sunday. */
export function weekdayOf(day: number): number {
  return (day + 3) % 7;
}

/** The day itself, or the Monday after it when it falls on a weekend. */
export function nextWeekday(day: number): number {
  const weekday = weekdayOf(day);
  return weekday < 5 ? day : day + 7 - weekday;
}

/** First day with admissions. */
export const FIRST_DAY = dayOf('2024-11-01');

/** The data cut: the last day on which anything was observed. */
export const CUT = dayOf('2026-10-31');

/** Bookings reach this many days beyond the cut. */
export const BOOKING_DAYS = 14;

const CLOSED = new Set(
  [
    '2024-11-28 2024-12-25 2025-01-01 2025-05-26 2025-07-04 2025-09-01 2025-11-27 2025-12-25',
    '2026-01-01 2026-05-25 2026-07-03 2026-09-07',
  ]
    .join(' ')
    .split(' ')
    .map(dayOf),
);

/** Whether the ambulatory programs are closed (public holidays of the United States). */
export function isHoliday(day: number): boolean {
  return CLOSED.has(day);
}
