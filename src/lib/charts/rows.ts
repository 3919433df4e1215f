/** Reading the rows of a figure: numbers and words by column, and the groups that a view shows. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { LEVEL_NOT_GIVEN } from '$lib/model/levels';
import type { By, FigureChoices } from './figure-state';
import { levelOrder, levelShort, levelToken, programToken } from './labels';
import type { Pick } from './plot';

/** The number in a column; null where there is none. */
export function numberIn(row: FigureRow, column: string): number | null {
  const value = row[column];
  return typeof value === 'number' ? value : null;
}

/** The text in a column; null where there is none. */
export function textIn(row: FigureRow, column: string): string | null {
  const value = row[column];
  return typeof value === 'string' ? value : null;
}

/** Everybody, one level or one program, with its rows. */
export interface Group {
  readonly key: string;
  /** As it stands on an axis. */
  readonly label: string;
  readonly token: string;
  readonly rows: readonly FigureRow[];
  readonly pick: Pick | null;
}

/** Rows about everybody, about levels, or about programs. */
export function rowsBy(rows: readonly FigureRow[], by: By): readonly FigureRow[] {
  return rows.filter((row) => {
    const level = textIn(row, 'level');
    const program = textIn(row, 'program');
    if (by === 'all') return level === null && program === null;
    return by === 'level' ? level !== null && program === null : program !== null;
  });
}

/** The rows of a view in groups: levels by intensity, programs as the rows order them. */
export function groupsBy(rows: readonly FigureRow[], by: By): readonly Group[] {
  const kept = rowsBy(rows, by);
  if (by === 'all') {
    return kept.length > 0
      ? [{ key: 'all', label: 'Overall', token: 'accent', rows: kept, pick: null }]
      : [];
  }
  const keys = [...new Set(kept.map((row) => textIn(row, by) ?? ''))];
  if (by === 'level') keys.sort((a, b) => levelOrder(a) - levelOrder(b));
  return keys.map((key, index) => ({
    key,
    label: by === 'level' ? levelShort(key) : key,
    token: by === 'level' ? levelToken(key) : programToken(index),
    rows: kept.filter((row) => textIn(row, by) === key),
    pick: { field: by, value: key },
  }));
}

/** Whether a figure can be divided in a way at all; a level that no file gives divides nothing. */
export function canDivide(data: FigureData, by: By): boolean {
  return rowsBy(data.rows, by).some((row) => row['level'] !== LEVEL_NOT_GIVEN.code);
}

/** Measures with rows, in the order of the rows; null stands for any measure. */
export function measuresIn(data: FigureData, by: By): readonly (string | null)[] {
  if (!data.columns.includes('measure')) return [];
  return [...new Set(rowsBy(data.rows, by).map((row) => textIn(row, 'measure')))];
}

/** The chosen measure where it has rows, else any measure, the headline's one, or the first. */
export function measureOf(data: FigureData, view: FigureChoices): string | null {
  const measures = measuresIn(data, view.by);
  if (view.measure !== null && measures.includes(view.measure)) return view.measure;
  if (measures.includes(null)) return null;
  return measures.find((id) => id === data.about) ?? measures[0] ?? null;
}

/** Windows in days with rows, ascending. */
export function windowsIn(data: FigureData): readonly number[] {
  const days = data.rows.map((row) => numberIn(row, 'window'));
  return [...new Set(days)].filter((day) => day !== null).sort((a, b) => a - b);
}

/** The chosen window where it has rows, else the shortest. */
export function windowOf(data: FigureData, view: FigureChoices): number | null {
  const windows = windowsIn(data);
  if (view.window !== null && windows.includes(view.window)) return view.window;
  return windows[0] ?? null;
}
