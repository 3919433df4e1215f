/** What is told after a change of the data. */
import { plural } from '$lib/format/words';
import type { FileIssue, KeptFile } from './kept-file';

/** An import was cancelled. */
export const CANCELLED_IMPORT = 'Cancelled; nothing of the new files was loaded.';

/** Another change was cancelled. */
export const CANCELLED = 'Cancelled; nothing was changed.';

/** Reading the files again into a new engine was cancelled. */
export const CANCELLED_RESTART = 'Cancelled; no file is loaded now. Add your files again.';

/** The engine ended, or somebody asked for a new one. */
export const STARTED_AGAIN = 'The engine was started again and your files were read again.';

/** Everything was forgotten. */
export const FORGOTTEN = 'Everything is forgotten: files, filters and settings.';

/** Kept mappings were applied to these files. */
export function recalledWords(files: readonly string[]): string {
  const count = plural(files.length, 'file');
  return `Your mapping was applied to ${count}: ${files.join(', ')}. It can be changed on the Data page.`;
}

/** A replaced file is loaded again. */
export function broughtBackWords(name: string): string {
  return `${name} is loaded again as it was before; the file that had replaced it was taken out.`;
}

/** A new file that did not go in because the engine ended. */
export function notReadIssue({ name }: KeptFile): FileIssue {
  return {
    name,
    message: 'The engine stopped while it was read.',
    nextStep: 'Add the file again; the files that were loaded before are read again by themselves.',
    template: null,
  };
}
