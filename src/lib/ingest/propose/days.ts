/**
 * How the days of a column are written. Day and month cannot be told apart where no value of the
 * file has a part above 12; then nothing is decided here.
 */
import type { ColumnProfile, FileProfile } from '../proposal';
import type { DayFormat } from '../reading';
import { headerWords } from './header-text';
import { bothDays, isDay, isSerialDay, ONE_FORMATS, readDay, withoutTime } from './read-day';
import { shareOf, tellingValues } from './values';

/** Order of day and month in numbers such as 03/04/2026; null = the values do not tell. */
export type DayOrder = 'mdy' | 'dmy' | null;

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
  const values = tellingValues(column);
  return saysDay(column) && values.length > 0 && values.every(({ value }) => isSerialDay(value));
}

/**
 * The format of a column; null = most of its values are no days. `mdy` where the order is open. A
 * mixed one where more than a slip is written in another form than the rest.
 */
export function dayFormatOf(column: ColumnProfile, profile: FileProfile): DayFormat | null {
  const known = formats.get(column);
  if (known !== undefined) return known;
  const format = foundFormat(column, profile);
  formats.set(column, format);
  return format;
}

const formats = new WeakMap<ColumnProfile, DayFormat | null>();

function foundFormat(column: ColumnProfile, profile: FileProfile): DayFormat | null {
  if (isExcelDays(column)) return 'excel';
  const values = tellingValues(column);
  const total = sum(values);
  const days = values.filter(
    ({ value }) => isDay(value) || (saysDay(column) && isSerialDay(value)),
  );
  if (total === 0 || sum(days) < 0.5 * total) return null;
  const order = dayOrder(column, profile);
  const best = bestFormat(days);
  const numeric = /^(mdy|dmy)(2?)$/.exec(best);
  const format = numeric ? (`${order ?? 'mdy'}${numeric[2]}` as DayFormat) : best;
  const other = sum(days.filter(({ value }) => readDay(value, format) === null));
  if (other <= Math.max(1, Math.min(MOST_SLIPS, SLIPS * total))) return format;
  return order === null ? 'mixed' : `mixed-${order}`;
}

/** Values in another form than the rest, up to which they are slips; a single one always is. */
const MOST_SLIPS = 5;
const SLIPS = 0.02;

/** The format that reads most values, those of serial numbers last. */
function bestFormat(values: ColumnProfile['values']): DayFormat {
  const counted = ONE_FORMATS.map((format) => ({
    format,
    n: sum(values.filter(({ value }) => readDay(value, format) !== null)),
  }));
  return counted.reduce((a, b) => (b.n > a.n ? b : a)).format;
}

function sum(values: ColumnProfile['values']): number {
  return values.reduce((all, { n }) => all + n, 0);
}

function saysDay({ name }: ColumnProfile): boolean {
  const words = headerWords(name);
  return ['date', 'day', 'on'].some((word) => words.includes(word));
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
    const both = bothDays(value);
    if (both) return { value, ...both };
  }
  return null;
}

const NUMERIC = /^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})$/;

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
