/** Sorting of table rows: numbers as numbers, words as people sort them, nothing always last. */
import type { DataRow } from './DataTable.svelte';

/** The column that orders a table, and which way. */
export interface SortOrder {
  readonly key: string;
  readonly direction: 'ascending' | 'descending';
}

/** A sorted copy of the rows; rows that are equal keep their order. */
export function sortRows(rows: readonly DataRow[], order: SortOrder): readonly DataRow[] {
  const sign = order.direction === 'ascending' ? 1 : -1;
  return [...rows].sort((a, b) => {
    const left = a[order.key]?.sort ?? null;
    const right = b[order.key]?.sort ?? null;
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (typeof left === 'number' && typeof right === 'number') return sign * (left - right);
    return sign * String(left).localeCompare(String(right), 'en-US', { numeric: true });
  });
}
