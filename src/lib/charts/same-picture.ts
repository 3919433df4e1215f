/**
 * Whether a picture has to be made anew. A figure is told several times while it comes, with other notes
 * and what was left out, which no builder reads; drawing its picture each time costs more than asking.
 */
import type { FigureData, FigureRow } from '$lib/metrics/metric';

const NOT_READ: ReadonlySet<string> = new Set(['notes', 'excluded', 'focuses']);

/** Whether two figures of one metric make the same picture. */
export function makeSamePicture(one: FigureData, other: FigureData): boolean {
  const { rows: rowsOfOne, ...restOfOne } = one;
  const { rows: rowsOfOther, ...restOfOther } = other;
  return areSameRows(rowsOfOne, rowsOfOther) && wordsOf(restOfOne) === wordsOf(restOfOther);
}

function areSameRows(one: readonly FigureRow[], other: readonly FigureRow[]): boolean {
  if (one === other) return true;
  return one.length === other.length && one.every((row, at) => isSameRow(row, other[at]!));
}

function isSameRow(one: FigureRow, other: FigureRow): boolean {
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.is(one[key], other[key]))
  );
}

function wordsOf(rest: Omit<FigureData, 'rows'>): string {
  return JSON.stringify(rest, (key, value: unknown) => (NOT_READ.has(key) ? undefined : value));
}
