/** Files that are read anew under another mapping take the place of the old ones. */
import type { KeptFile } from './kept-file';

/** A file that was read anew under another mapping, and the one that it replaces. */
export interface Replacement {
  readonly old: number;
  readonly anew: number;
}

/** Files in the order in which they count; one that was read anew keeps the place of the old one. */
export function inOrder(
  before: readonly KeptFile[],
  loaded: readonly KeptFile[],
  gone: readonly Replacement[],
): readonly KeptFile[] {
  const inPlace = before.map((file) => {
    const replacement = gone.find(({ old }) => old === file.id);
    return replacement ? loaded.find(({ id }) => id === replacement.anew)! : file;
  });
  return [...inPlace, ...loaded.filter(({ id }) => !gone.some(({ anew }) => anew === id))];
}
