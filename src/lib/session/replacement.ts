/** Which loaded file a new one takes the place of, and in which order the files count. */
import { headerFingerprint } from './mapping-memory';
import type { FileIssue, KeptFile } from './kept-file';

/** A file that was read, and the one that it replaces. */
export interface Replacement {
  readonly old: number;
  readonly anew: number;
}

/** A file that another one of the same name has replaced, to be told and to be undone. */
export interface ReplacedFile {
  readonly sentence: string;
  /** The file that was taken out; its handle stays. */
  readonly old: KeptFile;
  /** The id of the one that is loaded instead. */
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
): readonly KeptFile[] {
  return [...before, ...loaded].sort(
    (a, b) => names.compare(a.name, b.name) || a.file.size - b.file.size || a.id - b.id,
  );
}

/**
 * The loaded files that new ones of the same name and kind replace: corrected exports. Of several
 * tables in one file each replaces the one with the same header, else the first that is left.
 */
export function replacements(
  loaded: readonly KeptFile[],
  fresh: readonly KeptFile[],
): readonly Replacement[] {
  const left = new Set(loaded);
  const found = new Map<number, number>();
  const pair = (isFitting: (old: KeptFile, anew: KeptFile) => boolean): void => {
    for (const anew of fresh) {
      if (found.has(anew.id)) continue;
      const old = [...left].find((one) => isSameName(one, anew) && isFitting(one, anew));
      if (!old) continue;
      left.delete(old);
      found.set(anew.id, old.id);
    }
  };
  pair((old, anew) => headerOf(old) === headerOf(anew));
  pair(() => true);
  return [...found].map(([anew, old]) => ({ old, anew }));
}

/**
 * New files without those that came together under one name with different contents: which of them
 * is meant cannot be known, so none is loaded.
 */
export function withoutTwins(fresh: readonly KeptFile[]): {
  readonly single: readonly KeptFile[];
  readonly issues: readonly FileIssue[];
} {
  const isTwin = (file: KeptFile): boolean =>
    fresh.some((other) => other.file !== file.file && isSameName(other, file));
  return {
    single: fresh.filter((file) => !isTwin(file)),
    issues: fresh.filter(isTwin).map(({ name }) => ({
      name,
      message: 'Another file of the same name came with it, with other content.',
      nextStep: 'Give each a name of its own, then add them again; or add only the right one.',
      template: null,
    })),
  };
}

/** What is told of files that were replaced. */
export function toldReplaced(
  replaced: readonly Replacement[],
  before: readonly KeptFile[],
  files: readonly KeptFile[],
): readonly ReplacedFile[] {
  const byId = (list: readonly KeptFile[], id: number): KeptFile | undefined =>
    list.find((file) => file.id === id);
  return replaced.flatMap(({ old: oldId, anew: anewId }) => {
    const [old, anew] = [byId(before, oldId), byId(files, anewId)];
    // The same file under another mapping is no other file.
    if (!old || !anew || old.file === anew.file) return [];
    const isOlder = anew.file.lastModified < old.file.lastModified;
    const by = isOlder ? 'an older file' : 'the newer file';
    const sentence = `${old.name} was replaced by ${by} of the same name.`;
    return [{ sentence, old, anew: anewId }];
  });
}

function isSameName(one: KeptFile, other: KeptFile): boolean {
  return one.file.name === other.file.name && one.plan.kind === other.plan.kind;
}

function headerOf({ plan }: KeptFile): string {
  return headerFingerprint(plan.header);
}
