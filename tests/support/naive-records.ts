/**
 * The rules by which text becomes records, written a second time and without a thought for speed: a
 * text is read cell by cell, and a record that cannot be read is its first line.
 */
import type { Dialect } from '$lib/ingest/types';

type Quoting = Pick<Dialect, 'delimiter' | 'quote' | 'escape'>;

/** One record as it stands in a text. */
export interface NaiveRecord {
  readonly start: number;
  readonly end: number;
  /** Physical line on which it begins; the first line of the text is 1. */
  readonly line: number;
  /** null = it cannot be read. */
  readonly cells: readonly string[] | null;
}

/** The records of a text; each must have so many cells, where empty ones beyond do not count. */
export function naiveRecords(text: string, dialect: Quoting, cells: number): NaiveRecord[] {
  const records: NaiveRecord[] = [];
  let at = 0;
  while (at < text.length) {
    if (isLineEnd(text[at])) {
      at += 1;
      continue;
    }
    const line = text.slice(0, at).split(/\r\n|\r|\n/).length;
    const read = readRecord(text, at, dialect);
    const surplus = read?.cells.slice(cells) ?? [];
    const isWhole = read !== null && read.cells.length >= cells && surplus.every((c) => c === '');
    const end = isWhole ? read.end : lineEnd(text, at);
    records.push({ start: at, end, line, cells: isWhole ? read.cells.slice(0, cells) : null });
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  return records;
}

function readRecord(
  text: string,
  start: number,
  dialect: Quoting,
): { end: number; cells: string[] } | null {
  const cells: string[] = [];
  for (let at = start; ; at += 1) {
    const quoted = [at, text[at] === ' ' ? at + 1 : at].find(
      (first) => text[first] === dialect.quote,
    );
    if (dialect.quote !== null && quoted !== undefined && quoted < text.length) {
      const cell = readQuoted(text, quoted + 1, dialect);
      if (cell === null) return null;
      cells.push(cell.value);
      at = cell.end;
      at = spacesEnd(text, at);
    } else {
      const from = at;
      while (at < text.length && text[at] !== dialect.delimiter && !isLineEnd(text[at])) at += 1;
      cells.push(text.slice(from, at));
    }
    if (at >= text.length || isLineEnd(text[at])) return { end: at, cells };
    if (text[at] !== dialect.delimiter) return null;
  }
}

/** The text up to the closing quote, and the position behind it. */
function readQuoted(
  text: string,
  start: number,
  { quote, escape }: Quoting,
): { value: string; end: number } | null {
  let value = '';
  for (let at = start; at < text.length; at += 1) {
    if (escape === 'backslash' && text[at] === '\\') {
      value += text[at + 1] ?? '';
      at += 1;
    } else if (text[at] !== quote) value += text[at];
    else {
      // As the engine has it, a quote that follows a closed one, spaces between them or not, opens it again.
      const next = spacesEnd(text, at + 1);
      if (escape !== 'doubled' || text[next] !== quote) return { value, end: at + 1 };
      value += next === at + 1 ? quote : text.slice(at + 1, next);
      at = next;
    }
  }
  return null;
}

function spacesEnd(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}

function isLineEnd(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineEnd(text[at])) at += 1;
  return at;
}
