/** What the sentences of several figures share: shares, intervals, ends of a course. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { formatCount, formatShort, formatShare } from '$lib/format/numbers';
import { visitWords } from '$lib/format/visits';
import { plural } from '$lib/format/words';

/** Denominators below this are marked as small. */
export const SMALL_N = 20;

/** Makes the sentence of one figure. */
export type Build = (data: FigureData) => string;

/** The row of a reliable-change figure with those who got worse on the measure of its headline. */
export function worsenedRow(data: FigureData): FigureRow | undefined {
  return classRow(data, 'deteriorated', 'all');
}

/** The row of everybody with a class on the measure of the headline. */
export function classRow(data: FigureData, code: string, scope?: string): FigureRow | undefined {
  return data.rows.find(
    (row) =>
      row['level'] === null &&
      row['program'] === null &&
      row['measure'] === data.about &&
      (row['scope'] ?? undefined) === scope &&
      row['class'] === code,
  );
}

/**
 * The first week, and the last that still holds a tenth of its stays; visits where nothing has a week.
 * Null with too few of either.
 */
export function firstAndLater(rows: readonly FigureRow[]): readonly [FigureRow, FigureRow] | null {
  const everybody = rows.filter((row) => row['level'] === null && row['program'] === null);
  const weeks = everybody.filter((row) => typeof row['week'] === 'number');
  const places = (weeks.length > 0 ? weeks : everybody).filter(
    (row) => Number(row['n']) >= SMALL_N,
  );
  const [first] = places;
  const own = places.filter((row) => row['rater'] === first?.['rater']);
  const later = own.filter((row) => Number(row['n']) * 10 >= Number(first?.['n'])).at(-1);
  return first && later && later !== first ? [first, later] : null;
}

export function when(row: FigureRow): string {
  const { week, visit_label: label, visit } = row;
  const place =
    typeof week === 'number' ? `in week ${week + 1}` : `at ${visitWords(String(label ?? visit))}`;
  return `${place} (n ${formatCount(Number(row['n']))})`;
}

export function share(
  data: Pick<FigureData, 'numerator' | 'denominator' | 'value' | 'low' | 'high'>,
  unit = 'stay',
): string {
  return `${formatCount(data.numerator)} of ${plural(data.denominator ?? 0, unit)} (${percent(data)})`;
}

export function percent(data: Pick<FigureData, 'value' | 'low' | 'high'>): string {
  const interval =
    data.low !== null && data.high !== null
      ? `, 95 % interval ${formatShare(data.low)} to ${formatShare(data.high)}`
      : '';
  return `${formatShare(data.value)}${interval}`;
}

export function days(data: Pick<FigureData, 'low' | 'high'>): string {
  if (data.low === null) return '';
  return ` (95 % interval ${formatShort(data.low)} to ${data.high === null ? 'not reached' : formatShort(data.high)})`;
}

/** The numbers of everybody in a scope; undefined where the figure has no such row. */
export function wholeRow(
  data: FigureData,
  scope: string,
): Pick<FigureData, 'n' | 'numerator' | 'denominator' | 'value' | 'low' | 'high'> | undefined {
  const row = data.rows.find(
    (candidate) =>
      candidate['level'] === null && candidate['program'] === null && candidate['scope'] === scope,
  );
  if (!row) return undefined;
  const number = (name: string): number | null => {
    const value = row[name];
    return typeof value === 'number' ? value : null;
  };
  const [n, numerator, denominator] = [number('n'), number('numerator'), number('denominator')];
  return {
    n: n ?? denominator,
    numerator,
    denominator,
    value: number('value'),
    low: number('low'),
    high: number('high'),
  };
}
