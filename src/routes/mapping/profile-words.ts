/** What the columns of a file hold, as short words for the page. */
import { formatCount } from '$lib/format/numbers';
import type { ColumnProfile, FileProfile } from '$lib/ingest/proposal';
import { wordKey } from '$lib/ingest/reading';

/** The first different values of a column: `iop, PHP, Res`. */
export function firstValues(column: ColumnProfile | undefined, most = 3): string {
  return (column?.values ?? [])
    .slice(0, most)
    .map(({ value }) => (value.length > 28 ? `${value.slice(0, 27)}…` : value))
    .join(' · ');
}

/** The first different values of a column, or why none are shown. */
export function shownValues(column: ColumnProfile): string {
  return firstValues(column) || (column.filled > 0 ? '(not shown)' : '(empty)');
}

/** How many rows have something in a column; null = all have. */
export function filledWords(
  column: ColumnProfile | undefined,
  profile: FileProfile,
): string | null {
  if (!column || column.filled === profile.rowCount) return null;
  if (column.filled === 0) return 'always empty';
  return `filled in ${formatCount(column.filled)} of ${formatCount(profile.rowCount)} rows`;
}

/** The different values of some columns; positions that a plan lacks are passed over. */
export function columnValues(
  profile: FileProfile,
  positions: readonly (number | undefined)[],
): readonly string[] {
  return positions.flatMap((at) =>
    at === undefined ? [] : (profile.columns[at]?.values.map(({ value }) => value) ?? []),
  );
}

/** The values of one column in the rows where another one holds a word. */
export function valuesWhere(
  profile: FileProfile,
  at: number | undefined,
  wordAt: number | undefined,
  key: string,
): readonly string[] {
  if (at === undefined || wordAt === undefined) return [];
  const rows = profile.rows.filter((row) => wordKey(row[wordAt] ?? '') === key);
  return [...new Set(rows.map((row) => row[at]?.trim() ?? ''))];
}

/** The words of several columns together, without case, the most frequent first. */
export function partWords(
  profile: FileProfile,
  positions: readonly number[],
): readonly { readonly word: string; readonly key: string; readonly n: number }[] {
  const words = new Map<string, { word: string; key: string; n: number }>();
  for (const at of positions) {
    for (const { value, n } of profile.columns[at]?.values ?? []) {
      const key = wordKey(value);
      const before = words.get(key);
      words.set(key, { word: before?.word ?? value, key, n: (before?.n ?? 0) + n });
    }
  }
  return [...words.values()].sort((a, b) => b.n - a.n);
}
