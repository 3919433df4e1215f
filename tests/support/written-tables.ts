/**
 * Tables of strings as chance makes them, and files in which they are written in any dialect, line end
 * and encoding. For properties: what is written comes back.
 */
import fc from 'fast-check';
import type { Dialect, Encoding } from '$lib/ingest/types';

/** A way to write a file. */
export interface Style {
  readonly dialect: Dialect;
  readonly lineEnd: '\n' | '\r\n' | '\r' | 'mixed';
  readonly isQuotedAlways: boolean;
  readonly hasMark: boolean;
  readonly endsWithLineEnd: boolean;
}

/** A table with its header, and the file in which it is written. */
export interface WrittenTable {
  readonly style: Style;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Columns of ours: enough to know a header by. */
const HEADER = ['person_id', 'level_of_care', 'admitted_on', 'discharged_on', 'stay_id'];

const LINE_ENDS = ['\n', '\r\n', '\r'] as const;
const WORDS = ['a', 'P1', '2024-01-31', 'x y', 'iop', 'o', '-', '0', '1,5', 'n;m', '#', '?', 'NA'];
const SIGNS = [',', ';', '\t', '|', '"', "'", '\\', ' ', '\n', '\r', '\r\n', '""', "''", '\\"'];
const UMLAUTS = ['é', 'ü', 'ß', 'Å', '£', '½', 'ÿ', '\u00a0'];
const SYMBOLS = ['€', '’', '“', 'Š', '…'];
const WIDE = ['中', 'ж', '😀', 'e\u0301', '\u2028', 'x\ufeff', 'ﬁ', '\ufffd', '𝒳'];

/** Characters that stand for something in an encoding. */
function alphabet(encoding: Encoding, withNul: boolean): readonly string[] {
  const nul = withNul ? ['\u0000'] : [];
  if (encoding === 'latin-1') return [...WORDS, ...SIGNS, ...UMLAUTS, ...nul];
  if (encoding === 'windows-1252') return [...WORDS, ...SIGNS, ...UMLAUTS, ...SYMBOLS, ...nul];
  return [...WORDS, ...SIGNS, ...UMLAUTS, ...SYMBOLS, ...WIDE, ...nul];
}

const anyStyle: fc.Arbitrary<Style> = fc.record({
  dialect: fc.record({
    encoding: fc.constantFrom(
      ...(['utf-8', 'utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'latin-1'] as const),
    ),
    delimiter: fc.constantFrom(...([',', ';', '\t', '|'] as const)),
    quote: fc.constantFrom(...(['"', '"', "'", null] as const)),
    escape: fc.constantFrom(...(['doubled', 'doubled', 'backslash'] as const)),
  }),
  lineEnd: fc.constantFrom(...LINE_ENDS, 'mixed' as const),
  isQuotedAlways: fc.boolean(),
  hasMark: fc.boolean(),
  endsWithLineEnd: fc.boolean(),
});

/** Styles that can be told from the file itself, however few its rows are. */
const plainStyle: fc.Arbitrary<Style> = anyStyle.map((style) => ({
  ...style,
  dialect: { ...style.dialect, quote: '"', escape: 'doubled' },
}));

/** Tables written in any style; `longest` is the length of the longest cells, in pieces of text. */
export function writtenTables(longest = 12): fc.Arbitrary<WrittenTable> {
  return anyStyle.chain((style) => tablesIn(style, longest, true));
}

/** Tables from which our own look at the file must find how they are written. */
export function plainTables(longest = 12): fc.Arbitrary<WrittenTable> {
  return plainStyle
    .chain((style) => tablesIn(style, longest, false))
    .filter((table) => tellsEncoding(table) && tellsQuote(table));
}

/** Cells in apostrophes may be cells that were quoted with them. */
function tellsQuote({ rows }: WrittenTable): boolean {
  return !rows.flat().some((cell) => /^'.*'$/s.test(cell));
}

/** Bytes of a smaller encoding can happen to be UTF-8, and nobody can tell. */
function tellsEncoding({ style, bytes }: WrittenTable): boolean {
  if (style.dialect.encoding !== 'windows-1252' && style.dialect.encoding !== 'latin-1')
    return true;
  if (bytes.every((byte) => byte < 128)) return true;
  return new TextDecoder().decode(bytes).includes('\ufffd');
}

function tablesIn(style: Style, longest: number, withNul: boolean): fc.Arbitrary<WrittenTable> {
  const { encoding } = style.dialect;
  const unit = fc.constantFrom(...alphabet(encoding, withNul));
  const cell = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...WORDS, '') },
    { weight: 3, arbitrary: fc.string({ unit, maxLength: 4 }) },
    { weight: 1, arbitrary: fc.string({ unit, maxLength: longest, size: 'max' }) },
  );
  return fc.integer({ min: 2, max: HEADER.length }).chain((width) => {
    const row = fc.array(cell, { minLength: width, maxLength: width });
    return fc
      .tuple(fc.array(row, { minLength: 1, maxLength: 8 }), fc.nat())
      .map(([drawn, seed]): WrittenTable => {
        const header = HEADER.slice(0, width);
        const rows = drawn.map((cells) => cells.map((text) => writable(text, style.dialect)));
        return { style, header, rows, bytes: writeTable([header, ...rows], style, seed) };
      });
  });
}

/** A table as a failed test shows it. */
export function shownTable({ style, rows }: WrittenTable): unknown {
  return { style, rows };
}

/** A text without what a dialect cannot say: without quotes, delimiters and line ends. */
function writable(text: string, { quote, delimiter }: Dialect): string {
  return quote === null ? text.replaceAll(delimiter, '').replaceAll(/[\r\n]/g, '') : text;
}

/** A table as bytes; the seed picks the line ends where they are mixed. */
export function writeTable(
  rows: readonly (readonly string[])[],
  style: Style,
  seed: number,
): Uint8Array<ArrayBuffer> {
  const { dialect, lineEnd, endsWithLineEnd, hasMark } = style;
  let text = '';
  rows.forEach((cells, at) => {
    const end = lineEnd === 'mixed' ? LINE_ENDS[(seed + at * (1 + (seed % 7))) % 3]! : lineEnd;
    text += cells.map((cell) => writeCell(cell, style)).join(dialect.delimiter);
    if (endsWithLineEnd || at < rows.length - 1) text += end;
  });
  return encode(text, dialect.encoding, hasMark);
}

function writeCell(text: string, { dialect, isQuotedAlways }: Style): string {
  const { delimiter, quote, escape } = dialect;
  if (quote === null) return text;
  const needsQuotes =
    text.includes(delimiter) || /[\r\n]/.test(text) || [quote, ` ${quote}`].some((q) => text.startsWith(q)); // prettier-ignore
  if (!isQuotedAlways && !needsQuotes) return text;
  if (escape === 'doubled') return quote + text.replaceAll(quote, quote + quote) + quote;
  return quote + text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
}

function encode(text: string, encoding: Encoding, hasMark: boolean): Uint8Array<ArrayBuffer> {
  if (encoding === 'utf-8') return new TextEncoder().encode(`${hasMark ? '\ufeff' : ''}${text}`);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const units = Array.from(`${hasMark ? '\ufeff' : ''}${text}`.split(''), (unit) =>
      unit.charCodeAt(0),
    );
    const isLittle = encoding === 'utf-16le';
    return new Uint8Array(
      units.flatMap((unit) => (isLittle ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])),
    );
  }
  return new Uint8Array(
    Array.from(text, (character) => {
      const byte = encoding === 'latin-1' ? character.charCodeAt(0) : BYTES_1252.get(character);
      if (byte === undefined || byte > 255) throw new Error(`${character} is not in ${encoding}`);
      return byte;
    }),
  );
}

// Node decodes Windows-1252 as it should in streams only.
const DECODER_1252 = new TextDecoder('windows-1252');
const BYTES_1252: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 256 }, (_, byte) => [
    DECODER_1252.decode(new Uint8Array([byte]), { stream: true }),
    byte,
  ]),
);
