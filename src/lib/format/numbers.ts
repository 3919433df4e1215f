/**
 * Numbers as people read them: `1,980`, `62.4 %`, `11.3`, `< 0.001`. The locale is fixed, so that a
 * print from any machine reads the same; null and what is no number become a dash.
 */

/** Stands where there is no number to show. */
export const NO_VALUE = '–';

/** Stands for a number that a release hides. */
export const HIDDEN_TEXT = 'hidden';

/** Keeps a number and its unit on one line. */
export const NARROW_SPACE = '\u202f';

const minus = '\u2212';

/** By number of decimals: making a formatter takes a hundred times as long as using one. */
const formatters = new Map<number, Intl.NumberFormat>();

function formatter(digits: number): Intl.NumberFormat {
  const known = formatters.get(digits);
  if (known) return known;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const made = new Intl.NumberFormat('en-US', options);
  formatters.set(digits, made);
  return made;
}

function inLocale(value: number, digits: number): string {
  const text = formatter(digits).format(value);
  // A value that rounds to nothing has no sign.
  if (!text.startsWith('-')) return text;
  return /[1-9]/.test(text) ? text.replace('-', minus) : text.slice(1);
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** A count: `1,980`. */
export function formatCount(value: number | null | undefined): string {
  return isNumber(value) ? inLocale(value, 0) : NO_VALUE;
}

/** A count to the nearest ten, where the exact one would tell a number that is hidden. */
export function toTens(count: number): number {
  return Math.round(count / 10) * 10;
}

/** A number with a fixed number of digits after the point: `11.3`. */
export function formatNumber(value: number | null | undefined, digits = 1): string {
  return isNumber(value) ? inLocale(value, digits) : NO_VALUE;
}

/** A number with as many digits as it needs, at most two: `41`, `2.5`. */
export function formatShort(value: number | null | undefined): string {
  if (!isNumber(value)) return NO_VALUE;
  const rounded = Math.round(value * 100) / 100;
  const digits = Number.isInteger(rounded) ? 0 : Number.isInteger(rounded * 10) ? 1 : 2;
  return inLocale(rounded, digits);
}

/** A share from 0 to 1 as a percentage: `62.4 %`; null stays a dash without a unit. */
export function formatShare(value: number | null | undefined, digits = 1): string {
  return isNumber(value) ? `${inLocale(value * 100, digits)}${NARROW_SPACE}%` : NO_VALUE;
}

/** A p value: `0.034`, and `< 0.001` below that. */
export function formatP(value: number | null | undefined): string {
  if (!isNumber(value)) return NO_VALUE;
  if (value < 0.001) return `<${NARROW_SPACE}0.001`;
  return inLocale(value, value < 0.1 ? 3 : 2);
}

/** How the values of a figure are written. */
export type Unit = 'share' | 'days' | 'points' | 'count' | 'number';

/** A value with its unit: `62.4 %`, `41 days`, `11.3`, `1,980`. */
export function formatValue(value: number | null | undefined, unit: Unit): string {
  if (!isNumber(value)) return NO_VALUE;
  if (unit === 'share') return formatShare(value);
  if (unit === 'count') return formatCount(value);
  if (unit === 'days') return `${formatShort(value)} ${value === 1 ? 'day' : 'days'}`;
  return unit === 'points' ? formatNumber(value) : formatShort(value);
}

/** The limits of an interval, with the unit once: `53.1 to 72.0 %`; a missing limit is a dash. */
export function formatInterval(
  low: number | null | undefined,
  high: number | null | undefined,
  unit: Unit,
): string {
  const first = unit === 'days' ? formatShort(low) : formatValue(low, unit);
  const start = isNumber(high) ? first.replace(`${NARROW_SPACE}%`, '') : first;
  return `${start} to ${formatValue(high, unit)}`;
}
