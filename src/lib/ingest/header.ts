/**
 * Where the records of a file begin. A byte order mark, Excel's `sep=;` line, blank lines and the
 * header itself are passed over in our own code, so the engine sees records only.
 */
import Papa from 'papaparse';
import { Scanner } from './scan';
import type { Dialect } from './types';

/** The header of a file and where its records begin. */
export interface Header {
  readonly names: readonly string[];
  /**
   * Position of the line end of the header. The body begins with it, as a blank line: the engine
   * takes the first line end that it meets, even one inside a cell, for that of the whole file.
   */
  readonly bodyOffset: number;
  /** Physical line on which the body begins, that is on which the header ends. */
  readonly bodyLine: number;
}

/** Reads the header from the first bytes of a file in UTF-8; null when there is none. */
export function readHeader(bytes: Uint8Array, dialect: Dialect): Header | null {
  const start = preambleLength(bytes);
  const scanner = new Scanner({ dialect, firstLine: start.line, cells: 0 });
  let at = start.offset;
  let line = start.line;
  while (at < bytes.length) {
    line = scanner.nextLine;
    scanner.push(bytes.subarray(at, at + 1));
    if (scanner.records === 1 && scanner.betweenRecords) break;
    at += 1;
  }
  if (scanner.records === 0) return null;
  const text = new TextDecoder().decode(bytes.subarray(start.offset, at));
  const [names] = parseCells(text.replace(/^[\r\n]+/, ''), dialect, 1);
  return { names: names ?? [], bodyOffset: at, bodyLine: line };
}

/** The cells of the first records of a text, for a header or a preview. */
export function parseCells(text: string, dialect: Dialect, records: number): string[][] {
  const quote = dialect.quote ?? '\u0000';
  return Papa.parse<string[]>(text, {
    delimiter: dialect.delimiter,
    quoteChar: quote,
    escapeChar: dialect.escape === 'backslash' ? '\\' : quote,
    preview: records,
    skipEmptyLines: true,
  }).data;
}

/** Length and lines of the byte order mark and of a `sep=` line. */
function preambleLength(bytes: Uint8Array): { offset: number; line: number } {
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const text = new TextDecoder('latin1').decode(bytes.subarray(mark, mark + 16));
  const separator = /^"?sep=.?"?(?:\r\n|\n|\r)/i.exec(text);
  if (!separator) return { offset: mark, line: 1 };
  return { offset: mark + separator[0].length, line: 2 };
}
