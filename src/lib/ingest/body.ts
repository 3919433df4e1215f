/** The part of a file that holds the records of its table. */
import { SLICE_BYTES } from './encoding';
import { HeaderChanged } from './errors';
import { readHeader } from './header';
import { offsetOfLine } from './line-offset';
import type { Body } from './read-body';
import type { FilePlan } from './types';

/** The records of the table without its header; throws where the header is not the plan's. */
export async function bodyOf(
  utf8: Blob,
  { dialect, header: names, layout }: Pick<FilePlan, 'dialect' | 'header' | 'layout'>,
  signal?: AbortSignal,
): Promise<Body> {
  const start = new Uint8Array(await utf8.slice(0, 2 * SLICE_BYTES).arrayBuffer());
  const header = readHeader(start, dialect, layout);
  const found = header?.names ?? [];
  const same = found.length === names.length && found.every((name, at) => name === names[at]);
  if (!header || !same) throw new HeaderChanged(names, found);
  const { bodyOffset, bodyLine: firstLine, prefix } = header;
  const { endLine } = layout;
  const end = endLine === null ? utf8.size : await offsetOfLine(utf8, endLine, signal);
  const body = utf8.slice(bodyOffset, Math.max(bodyOffset, end));
  return { text: prefix === '' ? body : new Blob([prefix, body]), firstLine };
}
