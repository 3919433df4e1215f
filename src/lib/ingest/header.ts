/**
 * Where the records of a file begin. A byte order mark, Excel's `sep=;` line, notes above the table,
 * blank lines and the header itself are passed over in our own code, so the engine sees records only.
 */
import Papa from 'papaparse';
import { type FoundRecord, recordsIn, type TextStart } from './scan-text';
import { type Dialect, type Layout, PLAIN_LAYOUT } from './types';

/** Records by which the number of columns is told where no header names them. */
const WIDTH_RECORDS = 50;

const LF = 10;
const CR = 13;

/** The header of a file and where its records begin. */
export interface Header {
  /** `Column 1`, `Column 2`, … where the file has no names. */
  readonly names: readonly string[];
  /**
   * Position of the line end of the header, or of the first record where there is no header. The body
   * begins with a line end, as a blank line: the engine takes the first line end that it meets, even
   * one inside a cell, for that of the whole file.
   */
  readonly bodyOffset: number;
  /** Physical line on which the body begins, that is on which the header ends. */
  readonly bodyLine: number;
  /** Line end to put before the body, where there is no header to lend its own. */
  readonly prefix: string;
}

/** Reads the header from the first bytes of a file in UTF-8; null when there is none. */
export function readHeader(
  bytes: Uint8Array,
  dialect: Dialect,
  { startLine, hasHeader }: Pick<Layout, 'startLine' | 'hasHeader'> = PLAIN_LAYOUT,
): Header | null {
  const start = skipTo(bytes, startLine);
  if (start === null) return null;
  const first = recordsIn(bytes, dialect, start).next().value;
  if (!first) return null;
  if (hasHeader) {
    const names = cellsAt(bytes, dialect, first);
    return { names, bodyOffset: first.end, bodyLine: first.lastLine, prefix: '' };
  }
  return {
    names: Array.from({ length: usualWidth(bytes, dialect, start) }, (_, at) => columnName(at)),
    bodyOffset: first.start,
    bodyLine: first.line - 1,
    prefix: lineEndOf(bytes.subarray(start.offset)),
  };
}

/** The name of a column that has none in the file. */
export function columnName(at: number): string {
  return `Column ${at + 1}`;
}

/** The cells of the first records of a text, for a header or a preview. */
export function parseCells(text: string, dialect: Dialect, records: number): string[][] {
  // Where nothing quotes, a character that no text holds must stand for the quote.
  const quote = dialect.quote ?? '\uffff';
  return Papa.parse<string[]>(text, {
    delimiter: dialect.delimiter,
    quoteChar: quote,
    escapeChar: dialect.escape === 'backslash' ? '\\' : quote,
    preview: records,
    skipEmptyLines: true,
  }).data;
}

/** Where the text begins behind a byte order mark and a `sep=` line, and on which physical line. */
export function skipSeparator(bytes: Uint8Array): TextStart {
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const text = new TextDecoder('latin1').decode(bytes.subarray(mark, mark + 16));
  const separator = /^"?sep=.?"?(?:\r\n|\n|\r)/i.exec(text);
  if (!separator) return { offset: mark, line: 1 };
  return { offset: mark + separator[0].length, line: 2 };
}

/** The begin of a physical line; null where the bytes hold fewer lines. */
function skipTo(bytes: Uint8Array, line: number): TextStart | null {
  const start = skipSeparator(bytes);
  let { offset } = start;
  for (let now = start.line; now < line; now += 1) {
    while (offset < bytes.length && bytes[offset] !== LF && bytes[offset] !== CR) offset += 1;
    if (offset >= bytes.length) return null;
    offset += bytes[offset] === CR && bytes[offset + 1] === LF ? 2 : 1;
  }
  return { offset, line: Math.max(line, start.line) };
}

/** How many cells most of the first records have; of two numbers that are as frequent, the larger. */
function usualWidth(bytes: Uint8Array, dialect: Dialect, start: TextStart): number {
  const counts = new Map<number, number>();
  let records = 0;
  for (const record of recordsIn(bytes, dialect, start)) {
    const width = cellsAt(bytes, dialect, record).length;
    counts.set(width, (counts.get(width) ?? 0) + 1);
    records += 1;
    if (records === WIDTH_RECORDS) break;
  }
  const [usual] = [...counts].sort(([a, n], [b, m]) => m - n || b - a);
  return usual?.[0] ?? 0;
}

function cellsAt(
  bytes: Uint8Array,
  dialect: Dialect,
  { start, end }: Pick<FoundRecord, 'start' | 'end'>,
): readonly string[] {
  return parseCells(new TextDecoder().decode(bytes.subarray(start, end)), dialect, 1)[0] ?? [];
}

/** The first line end of a text; a text of one line gets that of Unix. */
function lineEndOf(bytes: Uint8Array): string {
  const at = bytes.findIndex((byte) => byte === LF || byte === CR);
  if (at < 0 || bytes[at] === LF) return '\n';
  return bytes[at + 1] === LF ? '\r\n' : '\r';
}
