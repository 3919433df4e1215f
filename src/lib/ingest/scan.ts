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
  type RecordFault,
  type ScanOptions,
  type ScanResult,
  type UnclosedQuotes,
} from './scan-result';

const LF = 10;
const CR = 13;
const SPACE = 32;
const BACKSLASH = 92;

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
  };

  constructor(
    private readonly options: ScanOptions,
    /** Called at the end of each record, in file order, as soon as it is known for certain. */
    private readonly onRecord?: OnRecord,
  ) {
    this.line = options.firstLine;
    this.lines = new LineMapBuilder(options.firstLine);
    this.fewest = options.cells;
    this.most = options.cells === 0 ? Infinity : options.cells;
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
    let { state, afterReturn } = this;
    for (let at = from; at < length; at += 1) {
      const byte = bytes[at]!;
      if (byte === LF || byte === CR) {
        const isSecondHalf = byte === LF && afterReturn;
        afterReturn = byte === CR;
        if (isSecondHalf) continue;
        if (state === RECORD_START) this.blanks += 1;
        else if ((state === QUOTED || state === ESCAPED) && this.goesOn(this.base + at, byte)) {
          state = QUOTED;
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
    if (state === RECORD_START) return true;
    if (!isLast) {
      return this.firstEnd === NONE || this.base + length - this.recordOffset <= MAX_RECORD_BYTES;
    }
    if (!this.endRecord(this.base + length, state)) return false;
    this.state = RECORD_START;
    return true;
  }

  private startRecord(offset: number): void {
    this.started += 1;
    this.recordOffset = offset;
    this.recordLine = this.line;
    this.lines.add(this.started, this.line, this.blanks);
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
    return end + 1;
  }

  private closeRecord(end: number, fault: RecordFault, isOpen: boolean): void {
    const { recordOffset: start, recordLine: line } = this;
    if (fault !== null) {
      this.bad.records.add(this.started);
      this.bad.offsets.add(start);
      this.bad.lengths.add(end - start);
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
    this.onRecord?.(fault, { start, end, line, lastLine: this.line, blankLines: this.blanks });
  }
}
