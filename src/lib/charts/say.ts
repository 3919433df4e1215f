/** What the cursor and the tooltip say about a row: value, interval and n in words. */
import { formatCount, formatInterval, formatValue, type Unit } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import type { FigureRow } from '$lib/metrics/metric';
import { HIDDEN_STORY, isHidden, written } from './hidden';
import { numberIn } from './rows';

/** Under this denominator an estimate is marked as one of few. */
export const SMALL_N = 20;

/** `62.4 % (95 % interval 53.1 to 72.0 %)`; without limits only the value; hidden in words. */
export function sayEstimate(row: FigureRow, unit: Unit): string {
  if (isHidden(row, 'value')) return HIDDEN_STORY;
  const value = formatValue(numberIn(row, 'value'), unit);
  const low = numberIn(row, 'low');
  const high = numberIn(row, 'high');
  if (low === null && high === null) return value;
  return `${value} (95 % interval ${formatInterval(low, high, unit)})`;
}

/** `n 98` or `n hidden`, from the denominator where there is one. */
export function sayN(row: FigureRow, ...columns: readonly string[]): string {
  const [first = 'n', ...others] = columns.length > 0 ? columns : ['denominator', 'n'];
  const known = [first, ...others].find((column) => numberIn(row, column) !== null);
  const hidden = [first, ...others].find((column) => isHidden(row, column));
  return `n ${written(row, known ?? hidden ?? first, formatCount)}`;
}

/**
 * `62 of 98 stays, 91 people`, or `98 stays, 91 people` where nothing is counted out of them, `of 98
 * stays` where only those counted are hidden.
 */
export function sayCount(row: FigureRow, one = 'stay', many = `${one}s`): string {
  const numerator = numberIn(row, 'numerator');
  const total = numberIn(row, 'denominator') ?? numberIn(row, 'n');
  const persons = numberIn(row, 'persons');
  const people = persons === null ? '' : `, ${plural(persons, 'person', 'people')}`;
  if (total === null) return people.slice(2);
  const counted = isHidden(row, 'numerator') ? 'of ' : '';
  const of = numerator === null ? counted : `${formatCount(numerator)} of `;
  const small = total < SMALL_N && total > 0 ? ' (small n)' : '';
  return `${of}${plural(total, one, many)}${people}${small}`;
}

/** The parts of a point, joined the way the tooltip splits them. */
export function saying(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join('; ');
}
