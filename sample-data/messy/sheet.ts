// A file before it is written, with what is wrong in each row noted beside the row, so that the
// lines of expected.json follow from where the rows end up.

/** Why a row or a cell must be set aside; codes of the import. */
export interface Trouble {
  readonly reason: string;
  /** Canonical column; null = the row as such. */
  readonly column: string | null;
  /** As it stands in the file; null = empty, or nothing in particular. */
  readonly value: string | null;
  /** Instrument, where the row holds several scores. */
  readonly measure?: string;
}

/** One record; without cells it is a blank line. */
export interface Row {
  cells: string[];
  aside?: Trouble;
  lost?: Trouble[];
}

/** How the text of a file is written. */
export interface Dialect {
  readonly encoding: 'utf-8' | 'utf-16le' | 'windows-1252';
  readonly byteOrderMark: boolean;
  readonly delimiter: ',' | ';' | '\t' | '|';
  /** Every cell stands in quotes, with quotes inside doubled; else no cell needs any. */
  readonly quoted: boolean;
  readonly lineEnd: 'CRLF' | 'LF';
  /** The last line ends with a line end. */
  readonly closed: boolean;
}

/** One file. */
export interface Sheet {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: Row[];
  readonly dialect: Dialect;
}

/** A row with the physical line on which it begins; the header is line 1. */
export interface Placed {
  readonly line: number;
  readonly row: Row;
}

/** Windows-1252 characters between 0x80 and 0x9f that the files hold. */
const WINDOWS = new Map([
  ['–', 0x96],
  ['’', 0x92],
]);

function recordOf(cells: readonly string[], { delimiter, quoted }: Dialect): string {
  const special = new RegExp(`[${delimiter}"\r\n]`);
  return cells
    .map((cell) => {
      if (quoted) return `"${cell.replaceAll('"', '""')}"`;
      if (special.test(cell)) throw new Error(`needs quotes: ${cell}`);
      return cell;
    })
    .join(delimiter);
}

function encode(text: string, encoding: Dialect['encoding']): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  if (encoding === 'utf-16le')
    return Uint8Array.from(units.flatMap((unit) => [unit & 255, unit >> 8]));
  return Uint8Array.from(units, (unit, at) => WINDOWS.get(text.charAt(at)) ?? unit);
}

/** The bytes of a file. */
export function bytesOf({ header, rows, dialect }: Sheet): Uint8Array {
  const lineEnd = dialect.lineEnd === 'CRLF' ? '\r\n' : '\n';
  const records = [header, ...rows.map(({ cells }) => cells)];
  const text = records.map((cells) => recordOf(cells, dialect)).join(lineEnd);
  const mark = dialect.byteOrderMark ? '\ufeff' : '';
  return encode(mark + text + (dialect.closed ? lineEnd : ''), dialect.encoding);
}

/** The records of a file with their lines; blank lines count as lines only. */
export function placedRows({ rows }: Sheet): Placed[] {
  let line = 2;
  const placed = rows.map((row) => {
    const at = line;
    line += 1 + row.cells.join('').split('\n').length - 1;
    return { line: at, row };
  });
  return placed.filter(({ row }) => row.cells.length > 0);
}

/** The first row at or after a share of the file that nothing has touched and that fits. */
export function pickRow(
  { rows, header }: Pick<Sheet, 'rows' | 'header'>,
  share: number,
  fits: (cell: (name: string) => string) => boolean = () => true,
): Row {
  const found = rows
    .slice(Math.floor(share * rows.length))
    .find(
      (row) => !row.aside && !row.lost && fits((name) => row.cells[header.indexOf(name)] ?? ''),
    );
  if (!found) throw new Error(`no row fits after ${String(share)}`);
  return found;
}

/** Puts a row some lines after another. */
export function insertAfter(rows: Row[], after: Row, row: Row, lines = 1): void {
  rows.splice(rows.indexOf(after) + lines, 0, row);
}
