/** The records of the first part of a file with the lines on which they stand, by the rules of the scan. */
import { parseCells, skipSeparator } from './header';
import { recordsIn, type TextStart } from './scan-text';
import type { Dialect } from './types';

/** One record of a text. */
export interface TextRecord {
  /** Physical line on which it begins. */
  readonly line: number;
  /** Physical line on which it ends. */
  readonly lastLine: number;
  /** Position of the line end behind it. */
  readonly end: number;
  readonly cells: readonly string[];
  /** Cells with something in them. */
  readonly filled: number;
  /** A blank line, or a record without anything in its cells, stands right before it. */
  readonly isApart: boolean;
}

/**
 * The first records of a text in UTF-8, without those that hold nothing; at most so many. They begin
 * behind a byte order mark and a `sep=` line unless it is said where.
 */
export function recordsOf(
  bytes: Uint8Array,
  dialect: Dialect,
  most = Infinity,
  start: TextStart = skipSeparator(bytes),
): TextRecord[] {
  const textAt = textOf(bytes);
  const records: TextRecord[] = [];
  let blanksBefore = 0;
  let isApart = false;
  for (const { start: from, end, line, lastLine, blankLines } of recordsIn(bytes, dialect, start)) {
    const cells = cellsOf(textAt(from, end), dialect);
    const filled = cells.filter((cell) => cell.trim() !== '').length;
    isApart ||= blankLines > blanksBefore;
    blanksBefore = blankLines;
    if (filled > 0) records.push({ line, lastLine, end, cells, filled, isApart });
    isApart = filled === 0;
    if (records.length >= most) break;
  }
  return records;
}

/** The text between two positions of bytes in UTF-8. */
function textOf(bytes: Uint8Array): (start: number, end: number) => string {
  const decoder = new TextDecoder();
  const text = decoder.decode(bytes);
  // As many letters as bytes: each byte is one. Else every record is decoded, which takes longer.
  if (text.length === bytes.length) return (start, end) => text.slice(start, end);
  return (start, end) => decoder.decode(bytes.subarray(start, end));
}

function cellsOf(text: string, dialect: Dialect): readonly string[] {
  const { quote, delimiter } = dialect;
  if (quote === null || !text.includes(quote)) return text.split(delimiter);
  return parseCells(text, dialect, 1)[0] ?? [];
}
