/** The views of `dropout-incidence` from single stays, which its bootstrap needs too. */
import type { Columns } from '$lib/sql/columns';
import type { ViewStays } from './dropout-bands';

/** The stays of everybody, of a level or of a program. */
export interface IncidenceView extends ViewStays {
  readonly level: string | null;
  readonly program: string | null;
}

/**
 * Everybody, then levels from the most intensive on, then programs by name, from one row per stay with
 * person_no, level, level_position, program, length_days and cause; `persons` = distinct persons.
 */
export function incidenceViews(stays: Columns): { views: IncidenceView[]; persons: number } {
  const all = Array.from({ length: stays.rowCount }, (_, row) => row);
  const numbers = new Map<number, number>();
  for (const row of all) {
    const person = stays.number('person_no', row)!;
    if (!numbers.has(person)) numbers.set(person, numbers.size);
  }
  const toView = (level: string | null, program: string | null, rows: number[]): IncidenceView => {
    const lengthDays = rows.map((row) => stays.number('length_days', row)!);
    return {
      level,
      program,
      persons: rows.map((row) => numbers.get(stays.number('person_no', row)!)!),
      lengthDays,
      causes: rows.map((row) => stays.number('cause', row)!),
      days: [...new Set(lengthDays)].sort((a, b) => a - b),
    };
  };
  if (all.length === 0) return { views: [], persons: 0 };
  const levels = partsOf(stays, 'level', all).sort(
    (one, other) => positionOf(stays, one.rows) - positionOf(stays, other.rows),
  );
  const programs = partsOf(stays, 'program', all).sort((one, other) =>
    one.key < other.key ? -1 : 1,
  );
  return {
    persons: numbers.size,
    views: [
      toView(null, null, all),
      ...levels.map(({ key, rows }) => toView(key, null, rows)),
      ...programs.map(({ key, rows }) => toView(null, key, rows)),
    ],
  };
}

function partsOf(
  stays: Columns,
  column: 'level' | 'program',
  all: readonly number[],
): { key: string; rows: number[] }[] {
  const found = new Map<string, number[]>();
  for (const row of all) {
    const key = stays.text(column, row)!;
    const rows = found.get(key) ?? [];
    rows.push(row);
    found.set(key, rows);
  }
  return [...found].map(([key, rows]) => ({ key, rows }));
}

function positionOf(stays: Columns, rows: readonly number[]): number {
  return stays.number('level_position', rows[0]!) ?? Infinity;
}
