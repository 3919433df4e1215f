/** What the sentences of several figures share: shares and intervals in words, right in number. */
import { formatCount, formatNumber, formatShare, formatShort } from '$lib/format/numbers';
import { visitWords } from '$lib/format/visits';
import { plural } from '$lib/format/words';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { ShareNumbers } from './rows';

/**
 * Makes the sentence of one figure, which begins in lower case where it begins with a number word; null
 * = all that it would say is hidden.
 */
export type Build = (data: FigureData) => string | null;

type Limits = Pick<FigureData, 'low' | 'high'>;

type Counts = Pick<FigureData, 'numerator' | 'denominator'>;

/** `45 of 100 pairs`, `none of 12 pairs`, `all 12 pairs`; of a single one `1 of 1 pair`. */
export function counted({ numerator, denominator }: Counts, one: string, many = `${one}s`): string {
  const units = plural(denominator, one, many);
  const isSeveral = denominator !== null && denominator > 1;
  if (isSeveral && numerator === 0) return `none of ${units}`;
  if (isSeveral && numerator === denominator) return `all ${units}`;
  return `${formatCount(numerator)} of ${units}`;
}

/** The verb after `counted`: of one it is singular. */
export function verb({ numerator, denominator }: Counts, one: string, many: string): string {
  return numerator === 1 || denominator === 1 ? one : many;
}

/** `45 of 100 stays (45.0 %, 95 % interval 35.6 % to 54.8 %)`. */
export function share(data: ShareNumbers, one = 'stay', many = `${one}s`): string {
  return `${counted(data, one, many)} (${percent(data)})`;
}

/** A count inside a sentence: `none`, `7`. */
export function orNone(count: number): string {
  return count === 0 ? 'none' : formatCount(count);
}

/** `half of 40 stays`, and `the 1 stay` of one. */
export function halfOf(count: number, one: string): string {
  return count === 1 ? `the ${plural(1, one)}` : `half of ${plural(count, one)}`;
}

/** `45.0 %, 95 % interval 35.6 % to 54.8 %`. */
export function percent({ value, ...limits }: Pick<FigureData, 'value' | 'low' | 'high'>): string {
  return `${formatShare(value)}${interval(limits, formatShare)}`;
}

/** `, 95 % interval 3.9 to 4.2`; empty without one. */
export function interval(
  { low, high }: Limits,
  format: (limit: number) => string = formatNumber,
): string {
  if (low === null || high === null) return '';
  return `, 95 % interval ${format(low)} to ${format(high)}`;
}

/** The interval of a number of days, in brackets. */
export function days({ low, high }: Limits): string {
  if (low === null) return '';
  return ` (95 % interval ${formatShort(low)} to ${high === null ? 'not reached' : formatShort(high)})`;
}

/** `in week 3 (n 40)`, `at visit 2 (n 40, 95 % interval 9.1 to 11.3)`. */
export function when(row: FigureRow, limits = ''): string {
  const { week, visit_label: label, visit } = row;
  const place =
    typeof week === 'number' ? `in week ${week + 1}` : `at ${visitWords(String(label ?? visit))}`;
  return `${place} (n ${formatCount(Number(row['n']))}${limits})`;
}
