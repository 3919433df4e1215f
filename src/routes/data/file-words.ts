/** How a file is written, in words, as far as it is not written like most. */
import { plural } from '$lib/format/words';
import type { Encoding, FoundTable, Layout } from '$lib/ingest/types';

const ENCODINGS: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16, big endian',
  'windows-1252': 'Windows-1252',
  'latin-1': 'Latin-1',
};

/** An encoding by the name that people know. */
export function encodingWords(encoding: Encoding): string {
  return ENCODINGS[encoding];
}

/**
 * Where the table stands, such as `lines 4 to 120, no header`; null = it is the whole file. `tables`
 * are those that were found in the file: they know the last line with anything in it.
 */
export function layoutWords(layout: Layout, tables: readonly FoundTable[] = []): string | null {
  const { startLine, hasHeader, unitRows, endLine } = layout;
  const found = tables.find(
    (table) => table.layout.startLine === startLine && table.layout.endLine === endLine,
  );
  const words = [
    ...(endLine !== null
      ? [`lines ${startLine} to ${found?.lastLine ?? endLine - 1}`]
      : startLine > 1
        ? [`from line ${startLine}`]
        : []),
    ...(hasHeader ? [] : ['no header']),
    ...(unitRows > 0 ? [`${plural(unitRows, 'line')} of units below the header`] : []),
  ];
  return words.length === 0 ? null : words.join(', ');
}
