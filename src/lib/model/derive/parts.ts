/**
 * Parts in which a large table is filled, by rows of files or by persons, so that what one statement
 * holds beside the tables stays small. Small data have one part.
 */
import { type Sql, raw, sql } from '$lib/sql/sql';

/** Rows of one file, or of all (null); no end = all that follow. */
export type RowPart = {
  readonly fileId: number;
  readonly from: number;
  readonly to: number | null;
} | null;

/** A file whose rows are in the engine. */
export interface FileRows {
  readonly fileId: number;
  readonly rows: number;
}

/** About as many parts are made of all files together, since each reads the stays anew. */
const MOST_PARTS = 8;

/** The parts for these files, of about `atOnce` rows or more; half as many more make no second part. */
export function rowParts(files: readonly FileRows[], atOnce: number): readonly RowPart[] {
  const all = sumOf(files);
  if (all <= 1.5 * atOnce) return [null];
  const most = Math.max(atOnce, all / MOST_PARTS);
  return files.flatMap(({ fileId, rows }) => {
    const count = Math.max(1, Math.ceil(rows / most));
    const size = Math.ceil(rows / count);
    return Array.from({ length: count }, (_, at) => ({
      fileId,
      from: at * size,
      to: at === count - 1 ? null : (at + 1) * size - 1,
    }));
  });
}

/** Whether the row with an alias is in the part. */
export function isIn(part: RowPart, alias: string): Sql {
  if (!part) return raw('TRUE');
  const [file, row] = [raw(`${alias}.file_id`), raw(`${alias}.row_no`)];
  const end = part.to === null ? raw('') : sql` AND ${row} <= ${part.to}`;
  return sql`${file} = ${part.fileId} AND ${row} >= ${part.from}${end}`;
}

/** A share of the persons in their order, the `at`-th of `of`; null = all persons. */
export type PersonPart = { readonly at: number; readonly of: number } | null;

/** The shares of persons who have about `atOnce` rows or more of these files. */
export function personParts(files: readonly FileRows[], atOnce: number): readonly PersonPart[] {
  const all = sumOf(files);
  if (all <= 1.5 * atOnce) return [null];
  const of = Math.min(MOST_PARTS, Math.ceil(all / atOnce));
  return Array.from({ length: of }, (_, at) => ({ at, of }));
}

/** Whether the person of a number is in the part; the variable `last_person_no` must be set. */
export function isOf(part: PersonPart, personNo: string): Sql {
  if (!part) return raw('TRUE');
  const upTo = (share: number): Sql => sql`getvariable('last_person_no') * ${share} // ${part.of}`;
  return sql`${raw(personNo)} > ${upTo(part.at)} AND ${raw(personNo)} <= ${upTo(part.at + 1)}`;
}

/** How the rows that follow get into a table: the first part makes it, later ones fill it. */
export function intoTable(table: string, isFirst: boolean): Sql {
  return isFirst ? sql`CREATE OR REPLACE TABLE ${raw(table)} AS` : sql`INSERT INTO ${raw(table)}`;
}

function sumOf(files: readonly FileRows[]): number {
  return files.reduce((sum, { rows }) => sum + rows, 0);
}
