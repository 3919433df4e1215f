/** What a scan is asked and what it answers. */
import type { LineMap } from './line-map';
import type { Dialect } from './types';

/** Longest record, in bytes, that is read; what is longer is nearly always an open quote. */
export const MAX_RECORD_BYTES = 2 << 20;

/** Records that cannot be read, in file order: their numbers from 1, and where they stand. */
export interface UnreadableRecords {
  readonly records: Float64Array;
  readonly offsets: Float64Array;
  /** Without the line end; one line each. */
  readonly lengths: Float64Array;
}

/** Quotes that open and do not close, or close where no cell can end. */
export interface UnclosedQuotes {
  /** Records that were cut at their first line end because of such a quote. */
  readonly count: number;
  /** Physical line of the first of them. */
  readonly firstLine: number;
}

/** Records that stand together, so that they can be read without the rest of the text. */
export interface Piece {
  /** Position of the line end before its first record; 0 for the first piece. */
  readonly start: number;
  /** Position of the line end behind its last record, or the end of the text. */
  readonly end: number;
  /** Records before it. */
  readonly before: number;
  /** Rows that can be read of the records before it. */
  readonly rowsBefore: number;
  readonly records: number;
  /** false = none of its cells begins or ends with space of any kind. */
  readonly hasEdgeSpace: boolean;
  /** Its unreadable records that are not merely of the wrong number of cells. */
  readonly brokenRecords: number;
  /** The numbers of its unreadable records. */
  readonly unreadable: Float64Array;
  /** Their numbers in the piece, with blank lines counted: those of the engine for rows that it rejects. */
  readonly rejected: Float64Array;
}

/** What a finished scan knows. */
export interface ScanResult {
  /** Records, without blank lines. */
  readonly records: number;
  readonly blankLines: number;
  /** Unreadable records that are not merely of the wrong number of cells. */
  readonly brokenRecords: number;
  /** null = every quote that opens closes. */
  readonly unclosedQuotes: UnclosedQuotes | null;
  readonly unreadable: UnreadableRecords;
  readonly lines: LineMap;
}

/**
 * Why a record cannot be read: too few or too many cells, a broken quote, or more than
 * `MAX_RECORD_BYTES`; null = it can.
 */
export type RecordFault = 'cells' | 'quotes' | 'length' | null;

/** Where a record stands. */
export interface RecordPlace {
  /** Position of its first byte. */
  readonly start: number;
  /** Position of the line end that ends it, or of the end of the file. */
  readonly end: number;
  /** Physical line on which it begins. */
  readonly line: number;
  /** Physical line on which it ends. */
  readonly lastLine: number;
  /** Blank lines before it, from the first byte that was scanned. */
  readonly blankLines: number;
}

/** Told about a record when it has ended. */
export type OnRecord = (fault: RecordFault, place: RecordPlace) => void;

/** How the bytes are written, on which physical line they begin, and how many cells a record has. */
export interface ScanOptions {
  readonly dialect: Pick<Dialect, 'delimiter' | 'quote' | 'escape'>;
  readonly firstLine: number;
  /** 0 = any number will do. */
  readonly cells: number;
  /** Size from which a piece is cut; absent = as it suits the engine. */
  readonly pieceBytes?: number;
}
