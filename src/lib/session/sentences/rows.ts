/**
 * The rows that a sentence reads. What a release hides of them is null here and never zero, so that no
 * sentence takes a hidden number for none.
 */
import { isEverybody } from '$lib/metrics/groups';
import { type FigureData, type FigureRow, SUPPRESSED } from '$lib/metrics/metric';

/** Denominators below this are marked as small. */
export const SMALL_N = 20;

/** The numbers of a share. */
export type ShareNumbers = Pick<FigureData, 'numerator' | 'denominator' | 'value' | 'low' | 'high'>;

/** The rows that are not about a level or program. */
export function everybody({ rows }: Pick<FigureData, 'rows'>): readonly FigureRow[] {
  return rows.filter(isEverybody);
}

/** A number of a row; null = hidden, not computed, or there is no such row. */
export function numberIn(row: FigureRow | undefined, column: string): number | null {
  const cell = row?.[column];
  return typeof cell === 'number' ? cell : null;
}

/** Whether a release hides a number of a row. */
export function hides(row: FigureRow | undefined, column: string): boolean {
  return row?.[SUPPRESSED] === 1 && numberIn(row, column) === null;
}

/** The share in a row. */
export function shareIn(row: FigureRow): ShareNumbers {
  return {
    numerator: numberIn(row, 'numerator'),
    denominator: numberIn(row, 'denominator'),
    value: numberIn(row, 'value'),
    low: numberIn(row, 'low'),
    high: numberIn(row, 'high'),
  };
}

/** The row of a reliable-change figure with those who got worse on the measure of its headline. */
export function worsenedRow(data: FigureData): FigureRow | undefined {
  return classRow(data, 'deteriorated', 'all');
}

/** The row of everybody with a class on the measure of the headline. */
export function classRow(data: FigureData, code: string, scope?: string): FigureRow | undefined {
  return everybody(data).find(
    (row) =>
      row['measure'] === data.about &&
      (row['scope'] ?? undefined) === scope &&
      row['class'] === code,
  );
}

/** The numbers of everybody in a scope; undefined without such a row, or where its value is hidden. */
export function wholeRow(
  data: FigureData,
  scope: string,
): (ShareNumbers & Pick<FigureData, 'n'>) | undefined {
  const row = everybody(data).find((candidate) => candidate['scope'] === scope);
  if (!row || hides(row, 'value')) return undefined;
  const share = shareIn(row);
  return { n: numberIn(row, 'n') ?? share.denominator, ...share };
}

/**
 * The first week, and the last that still holds a tenth of its stays; visits where nothing has a week.
 * Null with too few of either; weeks whose number is hidden are passed over.
 */
export function firstAndLater(rows: readonly FigureRow[]): readonly [FigureRow, FigureRow] | null {
  const own = everybody({ rows });
  const weeks = own.filter((row) => typeof row['week'] === 'number');
  const places = (weeks.length > 0 ? weeks : own).filter(
    (row) => Number(row['n']) >= SMALL_N && numberIn(row, 'value') !== null,
  );
  const [first] = places;
  const later = places
    .filter((row) => row['rater'] === first?.['rater'])
    .filter((row) => Number(row['n']) * 10 >= Number(first?.['n']))
    .at(-1);
  return first && later && later !== first ? [first, later] : null;
}
