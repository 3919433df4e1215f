/**
 * A first look at a file: how it is written, where its table stands, what kind it is, and whether it
 * can be loaded as it is. What a person has said about it is taken, the rest is found.
 */
import type { Kind } from '$lib/model/canonical';
import { EXCEL_NEXT_STEP } from './archive-words';
import { sniffDialect } from './dialect';
import { decodeSlice, isBinary, SLICE_BYTES, sniffEncoding } from './encoding';
import { type Header, readHeader } from './header';
import { recogniseKind, repeatedNames } from './kinds';
import { profileOf } from './profile';
import { isPlain } from './propose/propose';
import { PLAIN_READING } from './reading';
import { recordsOf, type TextRecord } from './records';
import { findTables } from './two-tables';
import {
  type Dialect,
  type FilePlan,
  type FoundTable,
  type Inspection,
  type Layout,
  PLAIN_FILE,
  PLAIN_LAYOUT,
} from './types';
import { askedLayout } from './written-words';

const PREVIEW_ROWS = 20;

const PRINTED_NEXT_STEP =
  'A printed report cannot be read. Export the data from the record system as CSV and add that file.';

/** First bytes of files that are no text, with the name of what they are and what to do. */
const BINARY: readonly (readonly [name: string, bytes: readonly number[], nextStep: string])[] = [
  ['an Excel workbook or a zip archive', [0x50, 0x4b, 0x03, 0x04], EXCEL_NEXT_STEP],
  ['an Excel workbook of the old kind', [0xd0, 0xcf, 0x11, 0xe0], EXCEL_NEXT_STEP],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46], PRINTED_NEXT_STEP],
  ['a gzip archive', [0x1f, 0x8b], EXCEL_NEXT_STEP],
];

/** Blank lines and rows of empty cells. */
const NOTHING = /^[\s,;|"']*$/;

/** What a person has said about how a file is written, or which of its tables is meant. */
export type Given = Partial<Pick<FilePlan, 'dialect' | 'layout'>>;

/** Looks at no more than the first 1 MiB of a file and proposes how to load it. */
export async function inspectFile(file: Blob, given: Given = {}): Promise<Inspection> {
  const bytes = new Uint8Array(await file.slice(0, SLICE_BYTES).arrayBuffer());
  if (bytes.length === 0) {
    return refused('The file is empty.', 'Export it again; a file needs at least its header line.');
  }
  const binary = BINARY.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte));
  if (binary) return refused(`The file is ${binary[0]}, not a CSV file.`, binary[2]);
  const isWhole = bytes.length < SLICE_BYTES;
  const encoding = given.dialect?.encoding ?? sniffEncoding(bytes, isWhole);
  const text = decodeSlice(bytes, encoding, isWhole);
  if (NOTHING.test(text)) {
    return refused('The file holds blank lines only.', 'Export it again with its header line.');
  }
  if (isBinary(text)) return refused('The file holds binary data, not text.', EXCEL_NEXT_STEP);
  const dialect = given.dialect ?? sniffDialect(text, encoding);
  const utf8 = new TextEncoder().encode(text);
  const records = recordsOf(utf8, dialect);
  const tables = findTables(records, isWhole);
  const layout = given.layout ?? tables[0]?.layout ?? PLAIN_LAYOUT;
  const header = readHeader(utf8, dialect, layout);
  if (!header) {
    return refused(
      `The file has no line ${layout.startLine} with text in it.`,
      'Enter the number of the line on which the names of the columns stand.',
    );
  }
  if (header.names.length < 2) {
    return refused(
      'The file does not look like a table: only one column was found.',
      'Export it as CSV with one column per field and the names of the columns in the first line.',
    );
  }
  const found = { dialect, layout, tables, isWhole };
  return lookAtTable(found, header, rowsOf(utf8, found, header, records), records);
}

interface Found {
  readonly dialect: Dialect;
  readonly layout: Layout;
  readonly tables: readonly FoundTable[];
  readonly isWhole: boolean;
}

function lookAtTable(
  { dialect, layout, tables, isWhole }: Found,
  { names }: Header,
  rows: readonly (readonly string[])[],
  records: readonly TextRecord[],
): Inspection {
  const preview = rows.slice(0, PREVIEW_ROWS).map((row) => [...row]);
  const profile = profileOf(names, rows, isWhole, tables);
  const unmapped = {
    state: 'needs-mapping',
    header: names,
    dialect,
    layout,
    preview,
    profile,
  } as const;
  const recognised = recogniseKind(names);
  const asked = askedLayout(layout, tables, records[0]?.line ?? 1);
  if (recognised.state === 'unrecognised') {
    const { likelyKind, missing } = recognised;
    const sentence = asked ?? missingSentence(likelyKind, missing);
    return { ...unmapped, likelyKind, missing, sentence };
  }
  const repeated = repeatedNames(names);
  if (repeated.length > 0) {
    const { kind: likelyKind } = recognised;
    return { ...unmapped, likelyKind, missing: [], sentence: repeatedSentence(repeated) };
  }
  const { kind, columns, extras } = recognised;
  if (asked !== null) return { ...unmapped, likelyKind: kind, missing: [], sentence: asked };
  const reading = PLAIN_READING;
  const plan = { ...PLAIN_FILE, kind, dialect, layout, header: names, columns, extras, reading };
  if (isPlain(plan, profile)) return { state: 'ready', plan, preview, profile };
  const sentence = `The columns are those of a ${kind} file, but many words or days are not ours.`;
  return { ...unmapped, likelyKind: kind, missing: [], sentence };
}

/** The rows of the table that the layout names, as far as they were read. */
function rowsOf(
  utf8: Uint8Array,
  { dialect, layout, isWhole }: Found,
  { names, bodyOffset, bodyLine, prefix }: Header,
  records: readonly TextRecord[],
): readonly (readonly string[])[] {
  // The body begins with a line end: that of the header, or one that is put before it.
  const start = { offset: bodyOffset, line: prefix === '' ? bodyLine : bodyLine + 1 };
  // Where the header is one of the records, those behind it are known already.
  const header = records.findIndex(({ end }) => end === bodyOffset);
  const all = header < 0 ? recordsOf(utf8, dialect, Infinity, start) : records.slice(header + 1);
  // The last record of a part is cut.
  const read = isWhole ? all : all.slice(0, -1);
  const { endLine, hasHeader, unitRows } = layout;
  const isHeader = ({ cells }: TextRecord): boolean =>
    hasHeader && names.every((name, at) => (cells[at] ?? '').trim() === name.trim());
  return read
    .filter(({ line }) => endLine === null || line < endLine)
    .slice(unitRows)
    .filter((record) => !isHeader(record))
    .map(({ cells }) => cells);
}

function refused(sentence: string, nextStep: string): Inspection {
  return { state: 'refused', sentence, nextStep };
}

function missingSentence(kind: Kind | null, missing: readonly string[]): string {
  if (kind === null) {
    return 'None of the columns in the first line is known; is the first line the header?';
  }
  const columns = missing.length === 1 ? 'the column' : 'the columns';
  return `This looks like a ${kind} file, but ${columns} ${missing.join(', ')} cannot be found.`;
}

function repeatedSentence(names: readonly string[]): string {
  const shown = names.join(', ');
  return `These columns stand more than once in the header: ${shown}. Each needs a name of its own.`;
}
