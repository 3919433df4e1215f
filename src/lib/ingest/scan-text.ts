/** The places of the records in bytes that are at hand, such as the first part of a file. */
import { Scanner } from './scan';
import type { RecordFault, RecordPlace } from './scan-result';
import type { Dialect } from './types';

const PIECE_BYTES = 1 << 12;

/** Where reading begins: a position, and its physical line. */
export interface TextStart {
  readonly offset: number;
  readonly line: number;
}

/** A record of the bytes; its positions count from their first byte. */
export interface FoundRecord extends RecordPlace {
  readonly fault: RecordFault;
}

/**
 * The records one after the other, however many cells they have. The end of the bytes ends the last
 * one; where they are a part of a file, it may be cut.
 */
export function* recordsIn(
  bytes: Uint8Array,
  dialect: Dialect,
  from: TextStart,
): Generator<FoundRecord, void> {
  let found: FoundRecord[] = [];
  const scanner = new Scanner({ dialect, firstLine: from.line, cells: 0 }, (fault, place) => {
    const start = place.start + from.offset;
    found.push({ ...place, start, end: place.end + from.offset, fault });
  });
  for (let at = from.offset; at < bytes.length; at += PIECE_BYTES) {
    scanner.push(bytes.subarray(at, at + PIECE_BYTES));
    yield* found;
    found = [];
  }
  scanner.finish();
  yield* found;
}
