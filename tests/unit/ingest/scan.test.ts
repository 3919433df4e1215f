/** The scan of bytes against a naive reader, in pieces of any size. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Scanner } from '$lib/ingest/scan';
import {
  MAX_RECORD_BYTES,
  type Piece,
  type RecordFault,
  type RecordPlace,
  type ScanOptions,
  type ScanResult,
} from '$lib/ingest/scan-result';
import type { Dialect } from '$lib/ingest/types';
import { naiveRecords } from '../../support/naive-records';

const CSV: Pick<Dialect, 'delimiter' | 'quote' | 'escape'> = {
  delimiter: ',',
  quote: '"',
  escape: 'doubled',
};

const delimiters = [',', ';', '\t', '|'] as const;
const anyDialect = fc.record({
  delimiter: fc.constantFrom(...delimiters),
  quote: fc.constantFrom('"', "'", null),
  escape: fc.constantFrom('doubled', 'backslash'),
}) satisfies fc.Arbitrary<Pick<Dialect, 'delimiter' | 'quote' | 'escape'>>;

function scan(bytes: Uint8Array, options: ScanOptions, sizes: readonly number[] = []): ScanResult {
  const scanner = new Scanner(options);
  let at = 0;
  for (const size of sizes) {
    scanner.push(bytes.subarray(at, at + size));
    at += size;
  }
  scanner.push(bytes.subarray(Math.min(at, bytes.length)));
  return scanner.finish();
}

const scanText = (text: string, cells = 2, dialect = CSV): ScanResult =>
  scan(new TextEncoder().encode(text), { dialect, firstLine: 1, cells });

describe('scan', () => {
  it.each<[text: string, records: number, blanks: number, unreadable: number[]]>([
    ['', 0, 0, []],
    ['a,b', 1, 0, []],
    ['a,b\n', 1, 0, []],
    ['a,b\r\nc,d\r\n', 2, 0, []],
    ['a,b\rc,d\r', 2, 0, []],
    ['\n\na,b\n\r\n\nc,d\n\n', 2, 5, []],
    ['a,"b\nc"\nd,e\n', 2, 0, []],
    ['a,"b ""c"" d"\n', 1, 0, []],
    ['a,b"c\nd,e"\n', 2, 0, []],
    ['a, "b,c"\na,  "b,c"\n', 2, 0, [2]],
    ['a,"b" \n', 1, 0, []],
    ['a,"b" "c\nd"\n', 1, 0, []],
    ['a,"b"c\nd,e\n', 2, 0, [1]],
    ['a\na,b,c\na,b,,""\na,b, \n', 4, 0, [1, 2, 4]],
    ['a,b\n"c,d\ne,f\n', 3, 0, [2]],
    ['a,"b\n\nc,d\r\n"e",f', 3, 1, [1]],
    ['a,"b\r\nc,d\r\n"e,f\r\n', 3, 0, [1, 3]],
    ['a,"b\nc"d,e\nf,g\n', 3, 0, [1]],
    ['a,"b" c,"d\n"e,f\ng,"h\ni"\n', 3, 0, [1, 2]],
    [' \n', 1, 0, [1]],
  ])('of %j', (text, records, blankLines, unreadable) => {
    const result = scanText(text);
    expect(result).toMatchObject({ records, blankLines });
    expect([...result.unreadable.records]).toEqual(unreadable);
  });

  it('reads a backslash before a quote only where the dialect says so', () => {
    const text = '"a \\" b",c\n"d\\\\",e\n';
    expect([...scanText(text, 2, { ...CSV, escape: 'backslash' }).unreadable.records]).toEqual([]);
    expect([...scanText(text).unreadable.records]).toEqual([1]);
  });

  it('finds a cell too many that holds a line break only', () => {
    expect([...scanText('a,b,"\n"\nc,d\n').unreadable.records]).toEqual([1, 2]);
    expect([...scanText('a,b,\nc,d\n').unreadable.records]).toEqual([]);
  });

  it('takes one line for a quote that never closes, and says where the first one opens', () => {
    const { unclosedQuotes } = scanText('a,b\n\nc,"d\ne,f\ng,h\n"i,j\nk,l\n');
    expect(unclosedQuotes).toEqual({ count: 2, firstLine: 3 });
    expect(scanText('a,b\nc,"d\n"\n').unclosedQuotes).toBeNull();
    expect(scanText('a,"b"c\n').unclosedQuotes).toBeNull();
  });

  it('reads a record of the greatest length and gives up on a longer one', () => {
    const long = (bytes: number, inside = ''): string =>
      `a,b\nc,"${inside}${'x'.repeat(bytes - inside.length - 4)}"\nd,e\n`;
    const records = (text: string): number[] => [...scanText(text).unreadable.records];
    expect(records(long(MAX_RECORD_BYTES))).toEqual([]);
    expect(records(long(MAX_RECORD_BYTES + 1))).toEqual([2]);
    expect(records(long(MAX_RECORD_BYTES, 'f\n'))).toEqual([]);
    expect(records(long(MAX_RECORD_BYTES + 1, 'f\n'))).toEqual([2, 3]);
    expect(records(`a,"b\n${'c,d\n'.repeat(MAX_RECORD_BYTES / 2)}`)).toEqual([1]);
  });

  it('does not depend on the pieces where a quote stays open for too long', () => {
    const text = `a,"b\r\n${'c,d\r\n'.repeat(500_000)}"e,f\r\n"g\r\nh",i\r\n`;
    const bytes = new TextEncoder().encode(text);
    const options = { dialect: CSV, firstLine: 1, cells: 2 };
    const whole = scan(bytes, options);
    expect(whole.records).toBe(500_003);
    expect([...whole.unreadable.records]).toEqual([1, 500_002]);
    expect(whole.lines.lineOf(500_003)).toBe(500_003);
    for (const size of [1 << 16, (1 << 16) + 1, 7, MAX_RECORD_BYTES - 1]) {
      const sizes = Array.from({ length: Math.ceil(bytes.length / size) }, () => size);
      expect(scan(bytes, options, sizes)).toEqual(whole);
    }
  });

  it('tells where an unreadable record stands', () => {
    const { unreadable } = scanText('a,b\r\n\r\nzwölf\r\nc,d\r\n');
    expect([unreadable.offsets[0], unreadable.lengths[0]]).toEqual([7, 6]);
  });

  it('maps records to lines', () => {
    const { lines } = scanText('\n\na,"x\ny"\n\n\nb,c\nd,e\n"f\r\n\r\n",g\nh,i\n');
    expect([1, 2, 3, 4, 5].map((record) => lines.lineOf(record))).toEqual([3, 7, 8, 9, 12]);
  });

  it('is the same in one piece and in many', () => {
    const piece = fc.constantFrom(
      'a',
      ',',
      ';',
      '"',
      "'",
      '\\',
      '\n',
      '\r',
      '\r\n',
      ' ',
      'ü',
      '\t',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }),
        anyDialect,
        fc.array(fc.nat({ max: 7 })),
        (pieces, dialect, sizes) => {
          const bytes = new TextEncoder().encode(pieces.join(''));
          const options = { dialect, firstLine: 5, cells: 3 };
          expect(scan(bytes, options, sizes)).toEqual(scan(bytes, options));
        },
      ),
    );
  });

  it('finds the records of a naive reader', () => {
    const piece = fc.constantFrom(
      ...['a', 'b', ',', ',', ',', '"', '"', '\n', '\n', '\r', '\r\n', ' ', '\\', '\u0000'],
      ...['"",', '" "', '"x\ny",', 'a,b,c\n', ',"'],
    );
    const dialect = anyDialect.map((drawn) => ({ ...drawn, delimiter: ',' as const }));
    const sizes = fc.array(fc.nat({ max: 9 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), dialect, sizes, (pieces, drawn, cuts) => {
        const text = pieces.join('').replaceAll('"', drawn.quote ?? '"');
        const found: [RecordFault, RecordPlace][] = [];
        const options = { dialect: drawn, firstLine: 1, cells: 3 };
        const scanner = new Scanner(options, (...record) => found.push(record));
        const bytes = new TextEncoder().encode(text);
        let at = 0;
        for (const size of [...cuts, bytes.length]) {
          scanner.push(bytes.subarray(at, at + size));
          at += size;
        }
        const { lines, unreadable } = scanner.finish();
        const expected = naiveRecords(text, drawn, 3);
        expect(found.map(([, { start, end, line }]) => [start, end, line])).toEqual(
          expected.map(({ start, end, line }) => [start, end, line]),
        );
        expect(found.map(([fault]) => fault === null)).toEqual(
          expected.map(({ cells }) => cells !== null),
        );
        expect(expected.map((_, no) => lines.lineOf(no + 1))).toEqual(
          expected.map(({ line }) => line),
        );
        const bad = expected.filter(({ cells }) => cells === null);
        expect([...unreadable.offsets]).toEqual(bad.map(({ start }) => start));
        expect([...unreadable.lengths]).toEqual(bad.map(({ start, end }) => end - start));
      }),
      { numRuns: 2000 },
    );
  });

  it('knows of every piece in which a cell begins or ends with space', () => {
    const part = fc.constantFrom(
      ...['a', 'b', ',', ',', '"', '\n', '\r\n', ' ', '\t', '\u00a0', '\ufeff', '\\'],
      ...['a,b,c\n', '"x",', '"\n"', '"" '],
    );
    const sizes = fc.array(fc.nat({ max: 9 }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), anyDialect, sizes, (parts, drawn, cuts) => {
        const text = parts.join('').replaceAll(',', drawn.delimiter);
        const bytes = new TextEncoder().encode(text);
        const scanner = new Scanner({ dialect: drawn, firstLine: 1, cells: 3 });
        const pieces: Piece[] = [];
        let at = 0;
        for (const size of [...cuts, bytes.length]) {
          scanner.push(bytes.subarray(at, at + size));
          at += size;
          pieces.push(scanner.takePiece());
        }
        scanner.finish();
        pieces.push(scanner.takePiece());
        const has = naiveRecords(text, drawn, 3).map(
          ({ cells }) =>
            cells?.some((cell) => /^[ \t\n\f\r\u00a0\ufeff]|[ \t\n\f\r\u00a0\ufeff]$/.test(cell)) ??
            false,
        );
        expect(pieces.reduce((sum, { records }) => sum + records, 0)).toBe(has.length);
        for (const { before, records, hasEdgeSpace } of pieces) {
          if (!hasEdgeSpace) expect(has.slice(before, before + records)).not.toContain(true);
        }
      }),
      { numRuns: 2000 },
    );
    const plain = new Scanner({ dialect: CSV, firstLine: 1, cells: 2 });
    plain.push(new TextEncoder().encode('a,"b c"\r\n"d",e\r\n'));
    expect(plain.takePiece().hasEdgeSpace).toBe(false);
  });

  it('finds the records and lines of any table that was written in its dialect', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'é', '"', "'", ',', ';', '|', ' ', '\n', '\r\n', '\\'),
      maxLength: 6,
    });
    const row = fc.option(fc.array(cell, { minLength: 3, maxLength: 3 }), { nil: null, freq: 4 });
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 12 }),
        anyDialect,
        fc.constantFrom('\n', '\r\n', '\r'),
        (rows, dialect, lineEnd) => {
          let text = '';
          const expected: number[] = [];
          for (const cells of rows) {
            if (cells) expected.push(2 + text.split(/\r\n|\n|\r/).length - 1);
            text += `${(cells ?? []).map((c) => writeCell(c, dialect)).join(dialect.delimiter)}${lineEnd}`;
          }
          const bytes = new TextEncoder().encode(text);
          const { records, unreadable, lines } = scan(bytes, { dialect, firstLine: 2, cells: 3 });
          expect(records).toBe(expected.length);
          expect(unreadable.records).toHaveLength(0);
          expect(expected.map((_, at) => lines.lineOf(at + 1))).toEqual(expected);
        },
      ),
    );
  });
});

function writeCell(
  text: string,
  { delimiter, quote, escape }: Pick<Dialect, 'delimiter' | 'quote' | 'escape'>,
): string {
  if (quote === null) return text.replaceAll(delimiter, '').replaceAll(/[\r\n]/g, '');
  if (escape === 'doubled') return quote + text.replaceAll(quote, quote + quote) + quote;
  return quote + text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
}
