/** Files that were cut, spliced or scribbled on, and files of bytes as chance makes them. */
import fc from 'fast-check';
import type { Dialect } from '$lib/ingest/types';
import { type Style, writeTable } from './written-tables';

/** Bytes that may be anything, and the dialect in which a person says that they are written. */
export interface DamagedFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly dialect: Dialect;
}

const CELLS: Readonly<Record<string, readonly string[]>> = {
  person_id: ['P1', 'P2', 'P3', ''],
  stay_id: ['S1', 'S2', 'S3', '', '"'],
  level_of_care: ['iop', 'PHP', 'residential', '?'],
  admitted_on: ['2024-01-01', '2024-01-15', '2024-02-30', '01/02/2024'],
  discharged_on: ['2024-01-20', '', '9999-12-31', 'a\nb'],
  housing: ['stable', 'a, b', 'said "no"', "'", '\\', 'é', 'a\r\n\r\nb'],
};

const style: fc.Arbitrary<Style> = fc.record({
  dialect: fc.record({
    encoding: fc.constantFrom(
      ...(['utf-8', 'utf-8', 'utf-8', 'windows-1252', 'utf-16le'] as const),
    ),
    delimiter: fc.constantFrom(...([',', ',', ';', '\t', '|'] as const)),
    quote: fc.constantFrom(...(['"', '"', "'"] as const)),
    escape: fc.constantFrom(...(['doubled', 'doubled', 'backslash'] as const)),
  }),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r', 'mixed'),
  isQuotedAlways: fc.boolean(),
  hasMark: fc.boolean(),
  endsWithLineEnd: fc.boolean(),
});

const row = fc.tuple(...Object.values(CELLS).map((words) => fc.constantFrom(...words)));

const wholeFile: fc.Arbitrary<DamagedFile> = fc
  .tuple(style, fc.array(row, { maxLength: 15 }), fc.nat())
  .map(([drawn, rows, seed]) => ({
    bytes: writeTable([Object.keys(CELLS), ...rows], drawn, seed),
    dialect: drawn.dialect,
  }));

/** Bytes that mean something to a reader of CSV, and some that mean something to a decoder. */
const sign = fc.constantFrom(
  ...[0, 9, 10, 13, 32, 34, 34, 39, 44, 59, 92, 124, 128, 195, 239, 255, 65, 48],
);
const scribble = fc.array(sign, { maxLength: 8 });

/** Replaces a part of a file, given in shares of its length, by other bytes. */
function replacePart(
  bytes: Uint8Array,
  from: number,
  length: number,
  other: readonly number[] | Uint8Array,
): Uint8Array<ArrayBuffer> {
  const start = Math.floor(from * bytes.length);
  return new Uint8Array([...bytes.subarray(0, start), ...other, ...bytes.subarray(start + length)]);
}

const share = fc.double({ min: 0, max: 1, noNaN: true });

const scribbled = fc
  .tuple(wholeFile, fc.array(fc.tuple(share, fc.nat({ max: 4 }), scribble), { maxLength: 4 }))
  .map(([{ bytes, dialect }, marks]) => ({
    bytes: marks.reduce(
      (now, [from, length, other]) => replacePart(now, from, length, other),
      bytes,
    ),
    dialect,
  }));

const truncated = fc.tuple(wholeFile, share).map(([{ bytes, dialect }, end]) => ({
  bytes: bytes.slice(0, Math.ceil(end * bytes.length)),
  dialect,
}));

const spliced = fc.tuple(wholeFile, wholeFile, share, share).map(([one, other, end, start]) => ({
  bytes: new Uint8Array([
    ...one.bytes.subarray(0, Math.ceil(end * one.bytes.length)),
    ...other.bytes.subarray(Math.floor(start * other.bytes.length)),
  ]),
  dialect: one.dialect,
}));

const anyBytes = fc
  .tuple(
    style,
    fc.oneof(
      fc.array(sign, { maxLength: 120 }).map((bytes) => new Uint8Array(bytes)),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes)),
    ),
  )
  .map(([{ dialect }, bytes]) => ({ bytes, dialect }));

/** Files as they should never come. */
export const damagedFiles: fc.Arbitrary<DamagedFile> = fc.oneof(
  { weight: 4, arbitrary: scribbled },
  { weight: 2, arbitrary: truncated },
  { weight: 2, arbitrary: spliced },
  { weight: 2, arbitrary: anyBytes },
);

/** A damaged file as a failed test shows it. */
export function shownFile({ bytes, dialect }: DamagedFile): unknown {
  return { dialect, text: Array.from(bytes, (byte) => String.fromCharCode(byte)).join('') };
}
