/**
 * An independent reader of the bytes of a CSV file: it counts the records, knows on which line each
 * begins, and which of them cannot be read. It follows the strict rules of the engine's reader: a
 * quote opens only at the start of a cell or after one space, spaces after a quoted cell do not
 * matter, empty cells beyond the last column do not matter, a line without any byte is no record,
 * and the rest of a cell after a broken quote is plain text.
 */
import { GrowingNumbers } from './growing-numbers';
import { LineMap, LineMapBuilder } from './line-map';
import type { Dialect } from './types';

/** Longest record, in bytes, that is read; what is longer is nearly always an open quote. */
export const MAX_RECORD_BYTES = 2 << 20;

/** Records that cannot be read, in file order: their numbers from 1, and where they stand. */
export interface UnreadableRecords {
  readonly records: Float64Array;
  readonly offsets: Float64Array;
  readonly lengths: Float64Array;
}

/** What a finished scan knows. */
export interface ScanResult {
  /** Records, without blank lines. */
  readonly records: number;
  readonly blankLines: number;
  /** Record in which a quote stays open to the end of the file; null = none. */
  readonly unclosedQuote: number | null;
  readonly unreadable: UnreadableRecords;
  readonly lines: LineMap;
}

/** Why a record cannot be read: too few or too many cells, or a broken quote. */
export type RecordFault = 'cells' | 'quotes' | null;

/** How the bytes are written, on which physical line they begin, and how many cells a record has. */
export interface ScanOptions {
  readonly dialect: Pick<Dialect, 'delimiter' | 'quote' | 'escape'>;
  readonly firstLine: number;
  readonly cells: number;
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const BACKSLASH = 92;

const RECORD_START = 0;
const CELL_START = 1;
const PLAIN = 2;
const QUOTED = 3;
const AFTER_QUOTE = 4;
const AFTER_QUOTE_SPACE = 5;
const ESCAPED = 6;
const AFTER_SPACE = 7;

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
  private pushed = 0;
  private recordOffset = 0;
  private readonly lines: LineMapBuilder;
  private readonly bad = {
    records: new GrowingNumbers(),
    offsets: new GrowingNumbers(),
    lengths: new GrowingNumbers(),
  };

  constructor(
    private readonly options: ScanOptions,
    /** Called at the end of each record. */
    private readonly onRecord?: (fault: RecordFault) => void,
  ) {
    this.line = options.firstLine;
    this.lines = new LineMapBuilder(options.firstLine);
  }

  /** Records that have begun so far. */
  get records(): number {
    return this.started;
  }

  /** Whether the bytes so far end between two records. */
  get betweenRecords(): boolean {
    return this.state === RECORD_START;
  }

  /** Physical line of the next byte. */
  get nextLine(): number {
    return this.line;
  }

  /** Reads the next bytes. */
  push(bytes: Uint8Array): void {
    const delimiter = this.options.dialect.delimiter.charCodeAt(0);
    const quote = this.options.dialect.quote?.charCodeAt(0) ?? -1;
    const escapes = this.options.dialect.escape === 'backslash';
    const expected = this.options.cells;
    let { state, afterReturn } = this;
    const length = bytes.length;
    for (let at = 0; at < length; at += 1) {
      const byte = bytes[at]!;
      if (byte === LF || byte === CR) {
        const isSecondHalf = byte === LF && afterReturn;
        afterReturn = byte === CR;
        if (isSecondHalf) continue;
        this.line += 1;
        if (state === QUOTED || state === ESCAPED) {
          state = QUOTED;
          if (this.cells > expected) this.overfull = true;
        } else {
          if (state === RECORD_START) this.blanks += 1;
          else this.endRecord(this.pushed + at, state);
          state = RECORD_START;
        }
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
          if (this.cells > expected) this.overfull = true;
        }
      } else if (state === CELL_START || state === RECORD_START || state === AFTER_SPACE) {
        if (state === RECORD_START) this.startRecord(this.pushed + at);
        if (byte === delimiter) {
          if (state === AFTER_SPACE && this.cells > expected) this.overfull = true;
          this.cells += 1;
          state = CELL_START;
        } else if (byte === quote) {
          state = QUOTED;
        } else {
          state = byte === SPACE && state !== AFTER_SPACE ? AFTER_SPACE : PLAIN;
          if (state === PLAIN && this.cells > expected) this.overfull = true;
        }
      } else if (state === ESCAPED) {
        state = QUOTED;
      } else if (byte === delimiter) {
        this.cells += 1;
        state = CELL_START;
      } else if (byte === SPACE) {
        state = AFTER_QUOTE_SPACE;
      } else if (byte === quote && !escapes) {
        state = QUOTED;
        if (this.cells > expected) this.overfull = true;
      } else {
        this.broken = true;
        state = PLAIN;
      }
    }
    this.pushed += length;
    this.state = state;
    this.afterReturn = afterReturn;
  }

  /** Ends the scan after the last byte. */
  finish(): ScanResult {
    const unclosed = this.state === QUOTED || this.state === ESCAPED;
    if (unclosed) this.broken = true;
    if (this.state !== RECORD_START) this.endRecord(this.pushed, this.state);
    const { records, offsets, lengths } = this.bad;
    return {
      records: this.started,
      blankLines: this.blanks,
      unclosedQuote: unclosed ? this.started : null,
      unreadable: {
        records: records.finish(),
        offsets: offsets.finish(),
        lengths: lengths.finish(),
      },
      lines: this.lines.finish(),
    };
  }

  private startRecord(offset: number): void {
    this.started += 1;
    this.recordOffset = offset;
    this.lines.add(this.started, this.line, this.blanks);
  }

  private endRecord(end: number, state: number): void {
    if (state === AFTER_SPACE && this.cells > this.options.cells) this.overfull = true;
    const length = end - this.recordOffset;
    const uneven = this.cells < this.options.cells || this.overfull;
    if (this.broken || uneven || length > MAX_RECORD_BYTES) {
      this.bad.records.add(this.started);
      this.bad.offsets.add(this.recordOffset);
      this.bad.lengths.add(length);
    }
    this.onRecord?.(this.broken ? 'quotes' : uneven ? 'cells' : null);
    this.overfull = false;
    this.broken = false;
    this.cells = 1;
  }
}
