// Deliberate mess: rows and cells that an importer must set aside, and oddities that it must load.
import type { Table } from './table';

/** Why an importer sets a row or a cell aside, in the words of the data model. */
export type Problem =
  | 'unreadable'
  | 'total row'
  | 'missing required value'
  | 'not a date'
  | 'impossible date'
  | 'future day'
  | 'unknown code'
  | 'discharge before admission'
  | 'unknown instrument'
  | 'score out of range or off its grid'
  | 'duplicate row'
  | 'duplicate stay_id'
  | 'person never admitted'
  | 'orphan'
  | 'last contact before admission'
  | 'discharge reason without a discharge day'
  | 'not a number';

/** One deliberate problem; the line is known once the table is complete. */
export interface Planted {
  readonly table: Table;
  readonly row: string[];
  readonly kind: 'row' | 'cell';
  /** Null where the whole row is the problem. */
  readonly column: string | null;
  readonly problem: Problem;
}

/** Cells by column name. */
export type Cells = Readonly<Record<string, string>>;

/** A table that mess is planted in, with every planting written down. */
export class Patch {
  constructor(
    private readonly table: Table,
    private readonly planted: Planted[],
  ) {}

  /** The position of a column. */
  indexOf(column: string): number {
    const index = this.table.columns.indexOf(column);
    if (index < 0) throw new Error(`${this.table.file} has no column ${column}`);
    return index;
  }

  /** The cell of a row. */
  cell(row: readonly string[], column: string): string {
    return row[this.indexOf(column)] ?? '';
  }

  /** The first untouched row at or after a share of the file whose cells pass the test. */
  find(share: number, test: (cell: (column: string) => string) => boolean): string[] {
    const { rows } = this.table;
    const from = Math.floor(share * rows.length);
    const used = new Set(this.planted.map((item) => item.row));
    const found = rows
      .slice(from)
      .find((row) => !used.has(row) && test((column) => this.cell(row, column)));
    if (!found) throw new Error(`${this.table.file} has no row that fits after ${String(from)}`);
    return found;
  }

  /** The earliest admission of a person, as an ISO date. */
  firstDayOf(person: string): string {
    const own = this.table.rows.filter((row) => this.cell(row, 'person_id') === person);
    return own.map((row) => this.cell(row, 'admitted_on')).sort()[0] ?? '';
  }

  /** The latest admission of a person, as an ISO date. */
  lastDayOf(person: string): string {
    const own = this.table.rows.filter((row) => this.cell(row, 'person_id') === person);
    return (
      own
        .map((row) => this.cell(row, 'admitted_on'))
        .sort()
        .at(-1) ?? ''
    );
  }

  /** A copy of the row with some cells replaced. */
  copy(row: readonly string[], cells: Cells): string[] {
    const copy = [...row];
    for (const [column, value] of Object.entries(cells)) copy[this.indexOf(column)] = value;
    return copy;
  }

  /** Adds a row some lines after another, without a problem. */
  insert(row: string[], after: string[], lines = 2): string[] {
    this.table.rows.splice(this.table.rows.indexOf(after) + lines, 0, row);
    return row;
  }

  /** Adds a row that must be set aside; without `cells` it is an exact copy. */
  plant(problem: Problem, column: string | null, after: string[], cells: Cells = {}): string[] {
    const row = this.insert(this.copy(after, cells), after);
    this.planted.push({ table: this.table, row, kind: 'row', column, problem });
    return row;
  }

  /** Adds a last row that must be set aside. */
  append(problem: Problem, column: string | null, row: string[]): void {
    this.table.rows.push(row);
    this.planted.push({ table: this.table, row, kind: 'row', column, problem });
  }

  /** Spoils one cell of a row that otherwise loads. */
  spoil(problem: Problem, column: string, row: string[], value: string): void {
    row[this.indexOf(column)] = value;
    this.planted.push({ table: this.table, row, kind: 'cell', column, problem });
  }
}
