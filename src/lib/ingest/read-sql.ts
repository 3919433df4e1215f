/** SQL that reads the records of a file as text, every setting given, nothing detected. */
import { type Sql, ident, join, raw, sql } from '$lib/sql/sql';
import { normalName } from './kinds';
import { isOwnColumn } from './own-column-names';
import { MAX_RECORD_BYTES } from './scan-result';
import type { Dialect, FilePlan } from './types';

/** The engine counts the line end as well; what is longer than the scan allows is never read. */
const ENGINE_RECORD_BYTES = MAX_RECORD_BYTES + 1024;

/** Names of the tables into which the engine writes the rows that it cannot read. */
export interface RejectTables {
  readonly rejects: string;
  readonly scans: string;
}

/** The cell at a position of the header. */
export function cell(at: number): Sql {
  return ident(`c${at}`);
}

/** A `read_csv` of a file without its header; each cell is a text column named by its position. */
export function readCsv(
  file: string,
  dialect: Dialect,
  columnCount: number,
  tables: RejectTables,
): Sql {
  const columns = Array.from({ length: columnCount }, (_, at) => raw(`'c${at}': 'VARCHAR'`));
  const quote = dialect.quote ?? '';
  // Empty in quotes and empty without are the same nothing.
  return sql`read_csv(${`upload/${file}`}, columns = {${join(columns)}}, auto_detect = false,
    header = false, delim = ${dialect.delimiter}, quote = ${quote},
    escape = ${dialect.escape === 'backslash' && quote !== '' ? '\\' : quote},
    strict_mode = true, null_padding = false, max_line_size = ${ENGINE_RECORD_BYTES}, store_rejects = true,
    rejects_limit = 0, rejects_table = ${tables.rejects}, rejects_scan = ${tables.scans})`;
}

/**
 * Two numbers that stand for all cells of a row, mapped or not, in the order of the column names:
 * the same row has the same numbers in every file with the same columns, whatever their order.
 */
export function rowHashes(plan: FilePlan): { first: Sql; second: Sql } {
  const columns = plan.header
    .map((name, at) => ({ name: normalName(name), at }))
    .filter(({ name }) => !isOwnColumn(name))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.at - b.at));
  const names = columns.map(({ name }) => name).join('\u001f');
  const cells = columns.map(({ at }) => cell(at));
  return {
    first: sql`hash(${names}, ${join(cells)})`,
    second: sql`hash(${join(cells.reverse())}, ${names}, 2)`,
  };
}
