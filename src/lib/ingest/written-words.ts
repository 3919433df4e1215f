/** How a file is written and where its table stands, in sentences for a person. */
import { listOf, plural, sentenceCase } from '$lib/format/words';
import type { Dialect, Encoding, FoundTable, Layout } from './types';

/** The names of the encodings as programs that export files call them. */
export const ENCODING_LABELS: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16, little-endian (Unicode text of Excel)',
  'utf-16be': 'UTF-16, big-endian',
  'windows-1252': 'Windows-1252 (Western European, Excel)',
  'latin-1': 'Latin-1 (ISO 8859-1)',
};

/** What stands between two cells. */
export const DELIMITER_LABELS: Readonly<Record<Dialect['delimiter'], string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'vertical bars',
};

/** How a file is written, in one sentence. */
export function dialectSentence({ encoding, delimiter, quote, escape }: Dialect): string {
  const name = ENCODING_LABELS[encoding].replace(/ \(.*\)$/, '');
  const quotes =
    quote === null
      ? 'without quotes around text'
      : `text in ${quote === '"' ? 'double' : 'single'} quotes`;
  const escaped = quote !== null && escape === 'backslash' ? ', a backslash before a quote' : '';
  return `The text is ${name}, its cells are divided by ${DELIMITER_LABELS[delimiter]}, ${quotes}${escaped}.`;
}

/** Where the names of the columns and the first records stand, in one or two sentences. */
export function layoutSentence({ startLine, hasHeader, unitRows }: Layout): string {
  const below =
    unitRows === 0
      ? ''
      : ` The ${unitRows === 1 ? 'row' : `${unitRows} rows`} right below ${unitRows === 1 ? 'says' : 'say'} units or labels and ${unitRows === 1 ? 'is' : 'are'} set aside.`;
  const where = hasHeader
    ? `The names of the columns stand on line ${startLine}.`
    : `No line holds the names of the columns: the records begin on line ${startLine}, and the columns are called Column 1, Column 2 and so on.`;
  return where + below;
}

/** What stands beside this table in the file; null = it stands alone. */
export function tablesSentence(layout: Layout, tables: readonly FoundTable[]): string | null {
  const here = tables.find((table) => table.layout.startLine === layout.startLine);
  const others = tables.filter((table) => table.layout.startLine !== layout.startLine);
  if (!here || others.length === 0) return null;
  const spans = listOf(
    others.map(linesOf).map((lines) => `the one on ${lines}`),
    8,
  );
  const count = tables.length === 2 ? 'two' : String(tables.length);
  const wait =
    others.length === 1 ? 'waits as a file of its own' : 'each wait as a file of their own';
  const rest =
    others.length === 1 ? `the other one, ${linesOf(others[0]!)},` : `the others, ${spans},`;
  return `This file holds ${count} tables. This is the one on ${linesOf(here)}; ${rest} ${wait}.`;
}

/**
 * Why a person is asked about where the table stands; null = it begins with its header and stands
 * alone, so there is nothing to ask. `firstLine` is the first line with text.
 */
export function askedLayout(
  layout: Layout,
  tables: readonly FoundTable[],
  firstLine: number,
): string | null {
  const reasons: string[] = [];
  const { startLine, hasHeader, unitRows } = layout;
  if (startLine > firstLine) {
    reasons.push(`the table begins on line ${startLine}, below lines that are no part of it`);
  }
  if (!hasHeader) reasons.push('no line holds the names of the columns');
  if (unitRows > 0) {
    reasons.push(
      `${plural(unitRows, 'row')} below the header ${unitRows === 1 ? 'holds' : 'hold'} no data`,
    );
  }
  if (tables.length > 1 || layout.endLine !== null) reasons.push('the file holds several tables');
  return reasons.length === 0
    ? null
    : `${sentenceCase(listOf(reasons))}; check that this is right.`;
}

/** The lines of a table in words. */
export function linesOf({ layout, lastLine }: FoundTable): string {
  return lastLine === null
    ? `line ${layout.startLine} and after it`
    : `lines ${layout.startLine} to ${lastLine}`;
}
