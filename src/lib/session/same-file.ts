/** Files whose bytes are loaded already: adding them again would count every row twice. */
import { fingerprintOf } from './fingerprints';
import type { KeptFile } from './kept-file';

/** A file as far as it can be compared. */
export type Comparable = Pick<KeptFile, 'name' | 'file'> & Partial<Pick<KeptFile, 'sha256'>>;

/**
 * Those of `others` that hold the very same bytes. Files of another size are told apart without being
 * read; the rest by their SHA-256. Where one cannot be read any more, name and last change decide.
 */
export async function sameBytes<T extends Comparable>(
  file: File,
  others: readonly T[],
  onHashing: () => void = () => undefined,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (const other of others) {
    if (other.file === file) found.push(other);
    else if (other.file.size === file.size && (await isSame(file, other, onHashing))) {
      found.push(other);
    }
  }
  return found;
}

async function isSame(file: File, other: Comparable, onHashing: () => void): Promise<boolean> {
  onHashing();
  const own = await fingerprintOf(file);
  const known = other.sha256 ?? (await fingerprintOf(other.file).catch(() => null));
  if (known !== null) return own === known;
  return file.name === other.file.name && file.lastModified === other.file.lastModified;
}
