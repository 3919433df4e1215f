/** A first look at a file: how it is written, what kind it is, and whether it can be loaded as it is. */
import type { Kind } from '$lib/model/canonical';
import { sniffDialect } from './dialect';
import { decodeSlice, SLICE_BYTES, sniffEncoding } from './encoding';
import { parseCells, readHeader } from './header';
import { recogniseKind, repeatedNames } from './kinds';
import type { Inspection } from './types';

const PREVIEW_ROWS = 20;

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
  const preview = parseCells(body, dialect, PREVIEW_ROWS);
  const names = header.names;
  const unmapped = { state: 'needs-mapping', header: names, dialect, preview } as const;
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
  return { state: 'ready', plan: { kind, dialect, header: names, columns, extras }, preview };
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
