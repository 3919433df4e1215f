/** The views of `dropout-incidence` from single stays, which its bootstrap needs too. */
import type { Columns } from '$lib/sql/columns';
import type { ViewStays } from './dropout-bands';

/** The stays of everybody, of a level or of a program. */
export interface IncidenceView extends ViewStays {
  readonly level: string | null;
  readonly program: string | null;
}

/** The rows of a figure and its bands are made from the same views. */
const known = new WeakMap<Columns, { views: IncidenceView[]; persons: number }>();

/**
 * Everybody, then levels from the most intensive on, then programs by name, from one row per stay with
 * person_no, level, level_position, program, length_days and cause; `persons` = distinct persons.
 */
export function incidenceViews(stays: Columns): { views: IncidenceView[]; persons: number } {
  const before = known.get(stays);
  if (before) return before;
  const made = viewsOf(stays);
  known.set(stays, made);
  return made;
}

function viewsOf(stays: Columns): { views: IncidenceView[]; persons: number } {
  const { rowCount } = stays;
  if (rowCount === 0) return { views: [], persons: 0 };
  const [lengths, causes] = [numbersIn(stays, 'length_days'), numbersIn(stays, 'cause')];
  const persons = personNumbers(numbersIn(stays, 'person_no'));
  const toView = (
    level: string | null,
    program: string | null,
    rows: readonly number[],
  ): IncidenceView => {
    const lengthDays = rows.map((row) => lengths[row]!);
    return {
      level,
      program,
      persons: rows.map((row) => persons[row]!),
      lengthDays,
      causes: rows.map((row) => causes[row]!),
      days: [...new Set(lengthDays)].sort((a, b) => a - b),
    };
  };
  const levels = partsOf(stays, 'level').sort(
    (one, other) => positionOf(stays, one.rows) - positionOf(stays, other.rows),
  );
  const programs = partsOf(stays, 'program').sort((one, other) => (one.key < other.key ? -1 : 1));
  return {
    persons: persons.at(-1)! + 1,
    views: [
      toView(
        null,
        null,
        Array.from({ length: rowCount }, (_, row) => row),
      ),
      ...levels.map(({ key, rows }) => toView(key, null, rows)),
      ...programs.map(({ key, rows }) => toView(null, key, rows)),
    ],
  };
}

function numbersIn(stays: Columns, column: string): readonly number[] {
  return stays.column(column) as readonly number[];
}

/** The persons as numbers from 0; the rows are ordered by person. */
function personNumbers(ids: readonly number[]): Int32Array {
  const numbers = new Int32Array(ids.length);
  for (let row = 1; row < ids.length; row += 1) {
    numbers[row] = numbers[row - 1]! + (ids[row] === ids[row - 1] ? 0 : 1);
  }
  return numbers;
}

function partsOf(stays: Columns, column: 'level' | 'program'): { key: string; rows: number[] }[] {
  const found = new Map<string, number[]>();
  const keys = stays.column(column) as readonly string[];
  keys.forEach((key, row) => {
    const rows = found.get(key);
    if (rows) rows.push(row);
    else found.set(key, [row]);
  });
  return [...found].map(([key, rows]) => ({ key, rows }));
}

function positionOf(stays: Columns, rows: readonly number[]): number {
  return stays.number('level_position', rows[0]!) ?? Infinity;
}
