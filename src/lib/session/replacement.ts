/** Which files are loaded, in which order, when some are read anew under another mapping. */
import type { KeptFile } from './kept-file';

/** A file that was read anew under another mapping, and the one that it replaces. */
export interface Replacement {
  readonly old: number;
  readonly anew: number;
}

const names = new Intl.Collator('en', { numeric: true });

/**
 * Files in the order in which they count: by name, then size, so that the same files give the same
 * numbers however they were dropped. Of a person's scores on one day, and of a stay that comes twice,
 * that of the later file counts: `2026-10.csv` after `2026-09.csv`.
 */
export function inOrder(
  before: readonly KeptFile[],
  loaded: readonly KeptFile[],
  gone: readonly Replacement[],
): readonly KeptFile[] {
  const kept = before.filter(({ id }) => !gone.some(({ old }) => old === id));
  return [...kept, ...loaded].sort(
    (a, b) => names.compare(a.name, b.name) || a.file.size - b.file.size || a.id - b.id,
  );
}
