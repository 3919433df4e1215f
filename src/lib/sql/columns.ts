/**
 * The shape in which query results cross from the engine to the rest of the code: named columns of
 * plain numbers, strings and nulls. Nothing else crosses; see `engine/read-columns.ts`.
 */

/** One value of a result: a number, a text (days as `YYYY-MM-DD`), or null. */
export type Cell = number | string | null;

/** A query result in columns, all of the same length. */
export class Columns {
  constructor(
    /** Number of rows. */
    readonly rowCount: number,
    private readonly data: ReadonlyMap<string, readonly Cell[]>,
  ) {}

  /** Column names in the order of the query. */
  get names(): readonly string[] {
    return [...this.data.keys()];
  }

  /** The values of a column; throws when the query has no such column. */
  column(name: string): readonly Cell[] {
    const values = this.data.get(name);
    if (!values)
      throw new Error(`The query has no column ${name}; it has ${this.names.join(', ')}`);
    return values;
  }

  /** The value in a row of a column as a number; null stays null. */
  number(name: string, row: number): number | null {
    const value = this.column(name)[row] ?? null;
    if (typeof value === 'string') throw new Error(`Column ${name} holds text, not numbers`);
    return value;
  }

  /** The value in a row of a column as text; null stays null. */
  text(name: string, row: number): string | null {
    const value = this.column(name)[row] ?? null;
    if (typeof value === 'number') throw new Error(`Column ${name} holds numbers, not text`);
    return value;
  }

  /** The rows as plain objects, for small results. */
  rows(): Record<string, Cell>[] {
    const names = this.names;
    return Array.from({ length: this.rowCount }, (_, row) =>
      Object.fromEntries(names.map((name) => [name, this.column(name)[row] ?? null])),
    );
  }
}
