/** Words keep their place while a person decides about them: a row that jumps takes the focus along. */
import { LEAVE_OUT } from '$lib/ingest/reading';

/** Rows in the order in which their keys stood at first; later ones follow. */
export function inFirstOrder<Row extends { readonly key: string }>(
  first: readonly string[],
  rows: readonly Row[],
): readonly Row[] {
  const known = first.flatMap((key) => rows.find((row) => row.key === key) ?? []);
  return [...known, ...rows.filter(({ key }) => !first.includes(key))];
}

/**
 * The rows that are shown before the person asks for the others: the first ones, the pinned ones, and
 * words that lose rows, wherever they stand.
 */
export function shownRows<Row extends { readonly key: string; readonly code: string | null }>(
  rows: readonly Row[],
  first: number,
  pinned: readonly string[],
): readonly Row[] {
  const isPinned = ({ key, code }: Row): boolean => code === LEAVE_OUT || pinned.includes(key);
  return rows.filter((row, at) => at < first || isPinned(row));
}
