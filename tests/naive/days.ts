/** Arithmetic on days written as `YYYY-MM-DD`; such texts also compare in the order of time. */

const MILLISECONDS_PER_DAY = 86_400_000;

/** Days from one day to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / MILLISECONDS_PER_DAY;
}

/** The day that lies a number of days after another. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}

/** The earlier of two days. */
export function earlier(one: string, other: string): string {
  return one < other ? one : other;
}

/** The later of two days. */
export function later(one: string, other: string): string {
  return one > other ? one : other;
}

/** Whether a day lies between two others, both included. */
export function isWithin(day: string, from: string, to: string): boolean {
  return from <= day && day <= to;
}

/** Every day from one to another, both included. */
export function eachDay(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The Monday of the ISO week in which a day lies. */
export function mondayOf(day: string): string {
  const sundayIsZero = new Date(Date.parse(day)).getUTCDay();
  return addDays(day, -((sundayIsZero + 6) % 7));
}

/** The month of a day as `YYYY-MM`. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** The first day of a month that is written as `YYYY-MM`. */
export function firstOfMonth(month: string): string {
  return `${month}-01`;
}

/** The last day of a month that is written as `YYYY-MM`. */
export function lastOfMonth(month: string): string {
  return addDays(firstOfMonth(monthOf(addDays(firstOfMonth(month), 31))), -1);
}

/** Week since admission, counted from 0; days before admission belong to week 0. */
export function weekSince(admittedOn: string, day: string): number {
  return Math.max(0, Math.floor(daysBetween(admittedOn, day) / 7));
}
