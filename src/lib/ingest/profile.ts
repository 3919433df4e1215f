/** What the first part of a file holds, column by column: the ground on which a mapping is proposed. */
import type { ColumnProfile, FileProfile } from './proposal';
import type { FoundTable } from './types';

/** Different values that are kept of a column, the most frequent ones. */
const KEPT_VALUES = 200;

/** The profile of the first rows of a file; cells are trimmed, missing cells count as empty. */
export function profileOf(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  isWhole: boolean,
  tables: readonly FoundTable[] = [],
): FileProfile {
  return {
    columns: header.map((name, at) => columnProfile(name, at, rows)),
    rows,
    rowCount: rows.length,
    isWhole,
    tables,
  };
}

function columnProfile(
  name: string,
  at: number,
  rows: readonly (readonly string[])[],
): ColumnProfile {
  const counts = new Map<string, number>();
  let filled = 0;
  for (const row of rows) {
    const value = row[at]?.trim() ?? '';
    if (value === '') continue;
    filled += 1;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const values = [...counts]
    .map(([value, n]) => ({ value, n }))
    .sort((a, b) => b.n - a.n)
    .slice(0, KEPT_VALUES);
  return { at, name, filled, values, distinct: counts.size };
}
