/**
 * Whether a file on the disk is still the one that was chosen. Some browsers refuse to read a file
 * that changed, others read what stands there now: its size, its last change and its two ends tell.
 */

/** Bytes that are kept of the beginning and of the end of a file. */
const END_BYTES = 16 << 10;

interface FileMark {
  readonly size: number;
  readonly lastModified: number;
  readonly ends: readonly Uint8Array[];
}

const marks = new WeakMap<File, FileMark>();

/** The file is not any more what it was when it was chosen. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged';
  readonly nextStep =
    'Wait until the export is finished, then choose the file again; what was loaded before stands as it was.';
  constructor(options?: ErrorOptions) {
    super('It changed while it was read; nothing of it was loaded.', options);
  }
}

/** Keeps in mind how a file looks now, if it was not seen before; rejects when it cannot be read. */
export async function markFile(file: File): Promise<void> {
  if (!marks.has(file)) marks.set(file, await markOf(file));
}

/** Throws `FileChanged` when a file that was marked has changed since, or cannot be read any more. */
export async function expectUnchanged(file: File): Promise<void> {
  const before = marks.get(file);
  if (!before) return;
  let now: FileMark;
  try {
    now = await markOf(file);
  } catch (cause) {
    throw new FileChanged({ cause });
  }
  const isSame =
    now.size === before.size &&
    now.lastModified === before.lastModified &&
    now.ends.every((end, at) => isEqual(end, before.ends[at]!));
  if (!isSame) throw new FileChanged();
}

async function markOf(file: File): Promise<FileMark> {
  const { size, lastModified } = file;
  const parts = [file.slice(0, END_BYTES), file.slice(Math.max(0, size - END_BYTES))];
  const ends = await Promise.all(
    parts.map(async (part) => new Uint8Array(await part.arrayBuffer())),
  );
  return { size, lastModified, ends };
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
