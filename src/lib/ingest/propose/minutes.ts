/** How amounts of time are written, and where the minutes of a session come from. */
import type { ColumnProfile, FileProfile } from '../proposal';
import type { MinuteUnit, Reading } from '../reading';
import { holdsBilling } from './column-fit';
import { headerWords } from './header-text';
import { numbersOf } from './numbers';
import { isTimeOfDay, shareOf } from './values';

/** The unit of a column and whether its name or values make it certain. */
export function minuteUnitOf(column: ColumnProfile): { unit: MinuteUnit; isClear: boolean } {
  const words = headerWords(column.name);
  const numbers = numbersOf(column);
  const largest = numbers.length === 0 ? 0 : Math.max(...numbers);
  if (shareOf(column, (value) => /^\d{1,2}:\d{2}(:\d{2})?$/.test(value)) > 0.5) {
    return { unit: 'clock', isClear: true };
  }
  if (words.includes('minutes')) return { unit: 'minutes', isClear: true };
  if (words.includes('hours')) return { unit: 'hours', isClear: true };
  const hasParts = numbers.some((value) => !Number.isInteger(value));
  if (words.includes('unit')) return { unit: 'units15', isClear: largest <= 48 && !hasParts };
  if (hasParts && largest <= 12) return { unit: 'hours', isClear: true };
  const isSmall = numbers.length > 0 && largest <= 12;
  return { unit: 'minutes', isClear: !isSmall };
}

/** Start and end of the sessions as times of day; null where the file does not give both. */
export function minutesBetween(profile: FileProfile): Reading['minutesBetween'] {
  const times = profile.columns.filter(
    (column) => shareOf(column, isTimeOfDay) > 0.7 && shareOf(column, isMidnight) < 0.9,
  );
  const named = (...words: readonly string[]): ColumnProfile | undefined =>
    times.find(({ name }) => headerWords(name).some((word) => words.includes(word)));
  const start = named('start', 'in', 'from');
  const end = named('end', 'out', 'to', 'through');
  return start && end && start.at !== end.at ? { startAt: start.at, endAt: end.at } : null;
}

/** Exports write days as timestamps at midnight. */
function isMidnight(value: string): boolean {
  return /(^|\D)(00?:00|12:00(:00)?\s*am)/i.test(value);
}

/** The column of billing codes; null = none. */
export function billingColumn(profile: FileProfile): number | null {
  const named = profile.columns.find(({ name, filled }) => {
    const words = headerWords(name);
    const says = ['billing', 'procedure', 'service', 'charge'].some((word) => words.includes(word));
    return filled > 0 && says && words.includes('code');
  });
  const isNamed = named !== undefined && shareOf(named, (value) => /\d{4}/.test(value)) > 0.5;
  const byValues = profile.columns.find(holdsBilling);
  return (isNamed ? named : byValues)?.at ?? null;
}
