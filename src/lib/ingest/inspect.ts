/** A first look at a file: how it is written, what kind it is, and whether it can be loaded as it is. */
import type { Kind } from '$lib/model/canonical';
import { sniffDialect } from './dialect';
import { decodeSlice, SLICE_BYTES, sniffEncoding } from './encoding';
import { parseCells, readHeader } from './header';
import { recogniseKind, repeatedNames } from './kinds';
import { profileOf } from './profile';
import { isPlain } from './propose/propose';
import { PLAIN_READING } from './reading';
import type { FilePlan, Inspection } from './types';

const PREVIEW_ROWS = 20;

/** For the parser: no limit. */
const ALL_RECORDS = 0;

const SAVE_AS_CSV = 'Open it in your spreadsheet and save it as "CSV UTF-8", then add that file.';

/** First bytes of files that are no text, with the name of what they are. */
const BINARY: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['an Excel workbook or a zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['an Excel workbook of the old kind', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
  ['a gzip archive', [0x1f, 0x8b]],
];

/** Looks at no more than the first 1 MiB of a file and proposes how to load it. */
export async function inspectFile(file: Blob): Promise<Inspection> {
  const bytes = new Uint8Array(await file.slice(0, SLICE_BYTES).arrayBuffer());
  if (bytes.length === 0) {
    return refused('The file is empty.', 'Export it again; a file needs at least its header line.');
  }
  const binary = BINARY.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte));
  if (binary) return refused(`The file is ${binary[0]}, not a CSV file.`, SAVE_AS_CSV);
  const encoding = sniffEncoding(bytes);
  const text = decodeSlice(bytes, encoding);
  if (text.slice(0, 4096).includes('\u0000')) {
    return refused('The file holds binary data, not text.', SAVE_AS_CSV);
  }
  const dialect = sniffDialect(text, encoding);
  const utf8 = new TextEncoder().encode(text);
  const header = readHeader(utf8, dialect);
  if (!header) {
    return refused('The file holds blank lines only.', 'Export it again with its header line.');
  }
  const body = new TextDecoder().decode(utf8.subarray(header.bodyOffset));
  const names = header.names;
  if (names.length < 2) {
    return refused(
      'The file does not look like a table: only one column was found.',
      'Export it as CSV with one column per field and the names of the columns in the first line.',
    );
  }
  const isWhole = bytes.length < SLICE_BYTES;
  const records = parseCells(body, dialect, ALL_RECORDS);
  // The last record of a part is cut.
  const rows = isWhole ? records : records.slice(0, -1);
  const preview = rows.slice(0, PREVIEW_ROWS);
  const profile = profileOf(names, rows, isWhole);
  const unmapped = { state: 'needs-mapping', header: names, dialect, preview, profile } as const;
  const recognised = recogniseKind(names);
  if (recognised.state === 'unrecognised') {
    const { likelyKind, missing } = recognised;
    return { ...unmapped, likelyKind, missing, sentence: missingSentence(likelyKind, missing) };
  }
  const repeated = repeatedNames(names);
  if (repeated.length > 0) {
    const { kind: likelyKind } = recognised;
    return { ...unmapped, likelyKind, missing: [], sentence: repeatedSentence(repeated) };
  }
  const { kind, columns, extras } = recognised;
  const plan: FilePlan = { kind, dialect, header: names, columns, extras, reading: PLAIN_READING };
  if (isPlain(plan, profile)) return { state: 'ready', plan, preview, profile };
  const sentence = `The columns are those of a ${kind} file, but most words or days are not ours.`;
  return { ...unmapped, likelyKind: kind, missing: [], sentence };
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
