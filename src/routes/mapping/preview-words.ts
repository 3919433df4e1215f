/** The counts of a preview as sentences. */
import { formatCount } from '$lib/format/numbers';
import { plural } from '$lib/format/words';
import type { MappingPreview } from '$lib/ingest/preview';
import type { Kind } from '$lib/model/canonical';

/** `498 of 524 rows would be loaded, 26 set aside.`, and of which part of the file. */
export function countSentence(preview: MappingPreview, kind: Kind): string {
  const { rowsTyped, rowsRead, rowsSetAside, made, isWhole } = preview;
  const part = isWhole ? '' : ' in the first part of the file';
  const holds =
    made === null ? '' : ` They hold ${plural(made, kind === 'stays' ? 'stay' : 'score')}.`;
  return (
    `${formatCount(rowsTyped)} of ${plural(rowsRead, 'row')}${part} would be loaded, ` +
    `${formatCount(rowsSetAside)} set aside.${holds}`
  );
}
