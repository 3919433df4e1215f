/** Whole months before a day, as the periods that people ask for first. */
import { dayNumber, dayOfNumber, lastDayOfMonth } from './days';

/** The last so many whole months that end on or before a day, both ends included. */
export function lastFullMonths(cut: string, months: number): { from: string; to: string } {
  const isWhole = lastDayOfMonth(cut) === cut;
  const to = isWhole ? cut : dayOfNumber(dayNumber(`${cut.slice(0, 7)}-01`) - 1);
  const from = new Date(Date.UTC(Number(to.slice(0, 4)), Number(to.slice(5, 7)) - months, 1));
  return { from: from.toISOString().slice(0, 10), to };
}
