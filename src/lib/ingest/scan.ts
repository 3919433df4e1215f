/**
 * An independent reader of the bytes of a CSV file: it counts the records, knows on which line each
 * begins, and which of them cannot be read. A record of several lines that cannot be read ends at
 * its first line end, and the next line is read anew, so a quote that never closes takes one line
 * with it and not the rest of the file. For all else it follows the strict rules of the engine's
 * reader: a quote opens only at the start of a cell or after one space, and again after the spaces
 * behind a closed one; spaces after a quoted cell and empty cells beyond the last column do not
 * matter, a line without any byte is no record.
 */
import { GrowingBytes } from './growing-bytes';
import { GrowingNumbers } from './growing-numbers';
import { LineMapBuilder } from './line-map';
import {
  MAX_RECORD_BYTES,
  type OnRecord,
  type Piece,
  type RecordFault,
  type ScanOptions,
  type ScanResult,
  type UnclosedQuotes,
} from './scan-result';

const LF = 10;
const CR = 13;
const SPACE = 32;
const BACKSLASH = 92;
const TAB = 9;

/** First and last bytes of what counts as space around a cell, and of some characters that do not. */
const GAPS = [TAB, 11, 12, SPACE, 0xa0, 0xbf, 0xc2, 0xef];

const RECORD_START = 0;
const CELL_START = 1;
const PLAIN = 2;
const QUOTED = 3;
const AFTER_QUOTE = 4;
const ESCAPED = 5;
const AFTER_SPACE = 6;

const NONE = -1;
const NOTHING = new Uint8Array(0);

/** Reads chunks of UTF-8 bytes one after the other; the result does not depend on where they are cut. */
export class Scanner {
  private state = RECORD_START;
  private cells = 1;
  private broken = false;
  /** Whether a cell beyond the last column is not empty. */
  private overfull = false;
  private afterReturn = false;
  private line: number;
  private blanks = 0;
  private started = 0;
  /** Position of the first byte of the present chunk. */
  private base = 0;
  private recordOffset = 0;
  private recordLine = 0;
  /** Position of the first line end inside the present record. */
  private firstEnd = NONE;
  private firstEndIsReturn = false;
  /** Bytes of earlier chunks that follow the first line end of the present record. */
  private readonly held = new GrowingBytes();
  private brokenRecords = 0;
  private unclosed: UnclosedQuotes | null = null;
  private readonly lines: LineMapBuilder;
  private readonly fewest: number;
  private readonly most: number;
  private readonly bad = {
    records: new GrowingNumbers(),
    offsets: new GrowingNumbers(),
    lengths: new GrowingNumbers(),
    /** Their numbers when blank lines count as well. */
    counted: new GrowingNumbers(),
  };
  /** Position of the end of the last record that has ended, and the blank lines up to it. */
  private endedAt = 0;
  private endedBlanks = 0;
  private readonly isGap: Uint8Array;
  private readonly isMark: Uint8Array;
  /** Whether a cell since the last piece may begin or end with space, and the last place of one. */
  private hasEdgeSpace = false;
  private edgeAt = NONE;
  /** The last byte of the chunk before. */
  private lastByte = LF;
  /** What had ended when the last piece was taken. */
  private taken = { end: 0, records: 0, blanks: 0, bad: 0, broken: 0 };

  constructor(
    private readonly options: ScanOptions,
    /** Called at the end of each record, in file order, as soon as it is known for certain. */
    private readonly onRecord?: OnRecord,
  ) {
    this.line = options.firstLine;
    this.lines = new LineMapBuilder(options.firstLine);
    this.fewest = options.cells;
    this.most = options.cells === 0 ? Infinity : options.cells;
    const { delimiter, quote } = options.dialect;
    const marks = [delimiter, quote ?? delimiter, '\n', '\r'].map((mark) => mark.charCodeAt(0));
    this.isMark = bytesAmong(marks);
    this.isGap = bytesAmong(GAPS.filter((byte) => !marks.includes(byte)));
  }

  /** Records that have begun so far. */
  get records(): number {
    return this.started;
  }

  /** Position of the first byte of a record that has begun and may still be read; null = none. */
  get openRecord(): number | null {
    const isOpen = this.state !== RECORD_START && this.base - this.recordOffset <= MAX_RECORD_BYTES;
    return isOpen ? this.recordOffset : null;
  }

  /** Bytes of the records that have ended since the last piece. */
  get pieceBytes(): number {
    return this.endedAt - this.taken.end;
  }

  /** The records that have ended since the last piece, as the next one. */
  takePiece(): Piece {
    const { end: start, records: before, blanks, bad, broken } = this.taken;
    const records = this.state === RECORD_START ? this.started : this.started - 1;
    // A later piece begins with the line end of the record before it, as with a blank line.
    const counted = before + blanks - (start === 0 ? 0 : 1);
    this.taken = {
      end: this.endedAt,
      records,
      blanks: this.endedBlanks,
      bad: this.bad.records.length,
      broken: this.brokenRecords,
    };
    const { hasEdgeSpace } = this;
    this.hasEdgeSpace = this.edgeAt >= this.endedAt;
    return {
      start,
      end: this.endedAt,
      before,
      rowsBefore: before - bad,
      records: records - before,
      hasEdgeSpace,
      brokenRecords: this.brokenRecords - broken,
      unreadable: this.bad.records.finish(bad),
      rejected: this.bad.counted.finish(bad).map((number) => number - counted),
    };
  }

  /** Reads the next bytes. */
  push(bytes: Uint8Array): void {
    this.readAll(bytes, false);
  }

  /** Ends the scan after the last byte. */
  finish(): ScanResult {
    this.readAll(NOTHING, true);
    const { records, offsets, lengths } = this.bad;
    return {
      records: this.started,
      blankLines: this.blanks,
      brokenRecords: this.brokenRecords,
      unclosedQuotes: this.unclosed,
      unreadable: {
        records: records.finish(),
        offsets: offsets.finish(),
        lengths: lengths.finish(),
      },
      lines: this.lines.finish(),
    };
  }

  private readAll(bytes: Uint8Array, isLast: boolean): void {
    let chunk = bytes;
    let at = 0;
    while (!this.read(chunk, at, isLast)) {
      const resumed = this.cutRecord();
      if (resumed < this.base) {
        this.held.append(chunk);
        chunk = this.held.finish();
        this.base = resumed;
      }
      at = resumed - this.base;
    }
    if (this.firstEnd === NONE) this.held.clear();
    else {
      const from = this.firstEnd + 1 - this.base;
      if (from >= 0) this.held.clear();
      this.held.append(chunk.subarray(Math.max(from, 0)));
    }
    this.base += chunk.length;
  }

  /** Reads a chunk to its end; false = the present record cannot be read and has to be cut. */
  private read(bytes: Uint8Array, from: number, isLast: boolean): boolean {
    const delimiter = this.options.dialect.delimiter.charCodeAt(0);
    const quote = this.options.dialect.quote?.charCodeAt(0) ?? NONE;
    const escapes = this.options.dialect.escape === 'backslash';
    const most = this.most;
    const length = bytes.length;
    const { isGap, isMark } = this;
    let { state, afterReturn } = this;
    let previous = from === 0 ? this.lastByte : bytes[from - 1]!;
    for (let at = from; at < length; at += 1) {
      const byte = bytes[at]!;
      if (isGap[byte] ? isMark[previous] : isMark[byte] && isGap[previous]) this.noteEdge(at);
      previous = byte;
      if (byte === LF || byte === CR) {
        const isSecondHalf = byte === LF && afterReturn;
        afterReturn = byte === CR;
        if (isSecondHalf) continue;
        if (state === RECORD_START) this.blanks += 1;
        else if ((state === QUOTED || state === ESCAPED) && this.goesOn(this.base + at, byte)) {
          state = QUOTED;
          this.noteEdge(at);
          if (this.cells > most) this.overfull = true;
        } else if (this.endRecord(this.base + at, state)) state = RECORD_START;
        else return false;
        this.line += 1;
        continue;
      }
      afterReturn = false;
      if (state === PLAIN) {
        if (byte === delimiter) {
          this.cells += 1;
          state = CELL_START;
        }
      } else if (state === QUOTED) {
        if (byte === quote) state = AFTER_QUOTE;
        else {
          if (escapes && byte === BACKSLASH) state = ESCAPED;
          if (byte === TAB) this.noteEdge(at);
          if (this.cells > most) this.overfull = true;
        }
      } else if (state === CELL_START || state === RECORD_START || state === AFTER_SPACE) {
        if (state === RECORD_START) this.startRecord(this.base + at);
        if (byte === delimiter) {
          if (state === AFTER_SPACE && this.cells > most) this.overfull = true;
          this.cells += 1;
          state = CELL_START;
        } else if (byte === quote) {
          state = QUOTED;
        } else {
          state = byte === SPACE && state !== AFTER_SPACE ? AFTER_SPACE : PLAIN;
          if (state === PLAIN && this.cells > most) this.overfull = true;
        }
      } else if (state === ESCAPED) {
        state = QUOTED;
        if (isGap[byte]) this.noteEdge(at);
      } else if (byte === delimiter) {
        this.cells += 1;
        state = CELL_START;
      } else if (byte === SPACE) {
        continue;
      } else if (byte === quote && !escapes) {
        state = QUOTED;
        if (this.cells > most) this.overfull = true;
      } else {
        this.broken = true;
        if (this.firstEnd !== NONE) return false;
        state = PLAIN;
      }
    }
    this.state = state;
    this.afterReturn = afterReturn;
    this.lastByte = previous;
    if (isLast && isGap[previous]) this.noteEdge(length);
    if (state === RECORD_START) return true;
    if (!isLast) {
      return this.firstEnd === NONE || this.base + length - this.recordOffset <= MAX_RECORD_BYTES;
    }
    if (!this.endRecord(this.base + length, state)) return false;
    this.state = RECORD_START;
    return true;
  }

  private noteEdge(at: number): void {
    this.hasEdgeSpace = true;
    this.edgeAt = this.base + at;
  }

  private startRecord(offset: number): void {
    this.started += 1;
    this.recordOffset = offset;
    this.recordLine = this.line;
    this.lines.add(this.started, this.line);
  }

  /** Whether a record with an open quote may go on after a line end. */
  private goesOn(end: number, byte: number): boolean {
    if (this.broken || end - this.recordOffset > MAX_RECORD_BYTES) return false;
    if (this.firstEnd === NONE) {
      this.firstEnd = end;
      this.firstEndIsReturn = byte === CR;
    }
    return true;
  }

  /** Ends a record; false = it has several lines and cannot be read. */
  private endRecord(end: number, state: number): boolean {
    if (state === AFTER_SPACE && this.cells > this.most) this.overfull = true;
    const isOpen = state === QUOTED || state === ESCAPED;
    const isLong = end - this.recordOffset > MAX_RECORD_BYTES;
    if (this.broken || isOpen || isLong || this.overfull || this.cells < this.fewest) {
      if (this.firstEnd !== NONE) return false;
      this.closeRecord(end, this.broken || isOpen ? 'quotes' : isLong ? 'length' : 'cells', isOpen);
    } else this.closeRecord(end, null, false);
    return true;
  }

  /** Ends a record at its first line end; the position from which reading resumes. */
  private cutRecord(): number {
    const end = this.firstEnd;
    this.line = this.recordLine;
    this.closeRecord(end, 'quotes', true);
    this.line += 1;
    this.afterReturn = this.firstEndIsReturn;
    this.state = RECORD_START;
    this.lastByte = LF;
    return end + 1;
  }

  private closeRecord(end: number, fault: RecordFault, isOpen: boolean): void {
    const { recordOffset: start, recordLine: line } = this;
    if (fault !== null) {
      this.bad.records.add(this.started);
      this.bad.offsets.add(start);
      this.bad.lengths.add(end - start);
      this.bad.counted.add(this.started + this.blanks);
      if (fault !== 'cells') this.brokenRecords += 1;
      if (isOpen) {
        const { count, firstLine } = this.unclosed ?? { count: 0, firstLine: line };
        this.unclosed = { count: count + 1, firstLine };
      }
    }
    this.overfull = false;
    this.broken = false;
    this.cells = 1;
    this.firstEnd = NONE;
    this.endedAt = end;
    this.endedBlanks = this.blanks;
    this.onRecord?.(fault, { start, end, line, lastLine: this.line, blankLines: this.blanks });
  }
}

function bytesAmong(bytes: readonly number[]): Uint8Array {
  const isAmong = new Uint8Array(256);
  for (const byte of bytes) isAmong[byte] = 1;
  return isAmong;
}
