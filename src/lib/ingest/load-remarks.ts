/** What a person should know about a file that went in, other than the rows and cells it lost. */
import { formatCount } from '$lib/format/numbers';
import type { FilePlan, LoadedFile } from './types';
import { ENCODING_LABELS } from './written-words';

/** Sentences about a loaded file, each with what to do; empty = all went as it was planned. */
export function loadRemarks(
  name: string,
  { dialect }: FilePlan,
  {
    encoding,
    rowsRead,
    unclosedQuotes = null,
  }: Pick<LoadedFile, 'encoding' | 'rowsRead'> & Partial<Pick<LoadedFile, 'unclosedQuotes'>>,
): readonly string[] {
  const remarks: string[] = [];
  if (encoding !== dialect.encoding) {
    remarks.push(
      `${name} begins as ${ENCODING_LABELS[dialect.encoding]}, but holds characters that are not; ` +
        `it was read as ${ENCODING_LABELS[encoding]}. Check names and words with accents, or save ` +
        'the file anew as "CSV UTF-8".',
    );
  }
  if (rowsRead === 0) {
    remarks.push(
      `${name} holds the names of its columns and no rows: nothing of it counts. Export it again ` +
        'with a period that has records, if there should be some.',
    );
  }
  if (unclosedQuotes !== null) {
    const { count, firstLine } = unclosedQuotes;
    const others = count > 1 ? `, and ${formatCount(count - 1)} more like it` : '';
    remarks.push(
      `${name}: the quote that opens on line ${formatCount(firstLine)} never closes${others}. Each such ` +
        'line was set aside, and reading went on with the next one. Close the quote in the file, or ' +
        'write a quote inside a text twice.',
    );
  }
  return remarks;
}
