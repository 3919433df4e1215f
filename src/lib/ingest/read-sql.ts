/** SQL that reads the records of a file as text, every setting given, nothing detected. */
import { all, type Sql, ident, join, raw, sql } from '$lib/sql/sql';
import { trimmed } from './cells';
import { normalName } from './kinds';
import { isOwnColumn } from './own-column-names';
import { MAX_RECORD_BYTES, type Piece } from './scan-result';
import type { Dialect, FilePlan } from './types';

/** The engine counts the line end as well; what is longer than the scan allows is never read. */
const ENGINE_RECORD_BYTES = MAX_RECORD_BYTES + 1024;

/** The engine takes this much memory for each read; as it chooses it would be 32 MiB. */
const BUFFER_BYTES = 8 << 20;

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
    strict_mode = true, null_padding = false, max_line_size = ${ENGINE_RECORD_BYTES},
    buffer_size = ${BUFFER_BYTES}, store_rejects = true,
    rejects_limit = 0, rejects_table = ${tables.rejects}, rejects_scan = ${tables.scans})`;
}

/** What a piece of a file tells about the records in it. */
export type PieceFacts = Pick<Piece, 'before' | 'hasEdgeSpace'>;

/**
 * The records of a source: `row_no`, two hashes, `is_note`, and the cells without space around them.
 * The hashes tell equal rows apart by all cells, also by those that nothing else may read.
 */
export function numberedRecords(plan: FilePlan, source: Sql, piece: PieceFacts): Sql {
  const cells = plan.header.map((_, at) => cell(at));
  const hashes = cells.map((text, at) => sql`hash(${text}) AS ${cellHash(at)}`);
  const bare = piece.hasEdgeSpace ? cells.map((text) => sql`${trimmed(text)} AS ${text}`) : cells;
  const { first, second } = rowHashes(plan);
  return sql`SELECT row_no, ${first} AS row_hash_1, ${second} AS row_hash_2,
      ${isLoneNote(cells)} AS is_note, ${join(bare)}
    FROM (SELECT CAST(${piece.before} + row_number() OVER () AS INTEGER) AS row_no,
      ${join([...hashes, ...cells])} FROM ${source})`;
}

/**
 * Two numbers that stand for all cells of a row, mapped or not, in the order of the column names:
 * the same row has the same numbers in every file with the same columns, whatever their order.
 */
function rowHashes(plan: FilePlan): { first: Sql; second: Sql } {
  const columns = plan.header
    .map((name, at) => ({ name: normalName(name), at }))
    .filter(({ name }) => !isOwnColumn(name))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.at - b.at));
  const names = columns.map(({ name }) => name).join('\u001f');
  const cells = columns.map(({ at }) => cellHash(at));
  return {
    first: sql`hash(${names}, ${join(cells)})`,
    second: sql`hash(${join(cells.reverse())}, ${names}, 2)`,
  };
}

function cellHash(at: number): Sql {
  return ident(`h${at}`);
}

/** An id alone is a row without its values; words or a label alone are a note. */
function isLoneNote([first = raw('NULL'), second, ...others]: readonly Sql[]): Sql {
  if (!second) return raw('FALSE');
  const note = sql`coalesce(regexp_matches(trim(${first}), '[A-Za-z] +[A-Za-z0-9]|:$'), FALSE)`;
  const empty = others.map((text) => sql`${text} IS NULL`);
  return sql`CASE WHEN ${second} IS NULL THEN ${all([note, ...empty])} ELSE FALSE END`;
}
