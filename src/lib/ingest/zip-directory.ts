/**
 * The list of what a zip archive holds, read from its end as the format wants it (PKWARE APPNOTE
 * 6.3.10, sections 4.3 to 4.5), so that a member is known to be encrypted, packed in an unknown way or
 * cut off before a byte of it is unpacked.
 */

/** One member of an archive, as its list describes it. */
export interface ZipMember {
  /** With its folders, divided by `/`. */
  readonly name: string;
  readonly isEncrypted: boolean;
  /** 0 = stored as it is, 8 = deflate. */
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** Position of its local header in the archive. */
  readonly offset: number;
  /** Milliseconds since 1970, in the time of this computer; null = not given. */
  readonly modified: number | null;
}

/** The list of an archive is missing or damaged. */
export class ZipDamaged extends Error {
  override readonly name = 'ZipDamaged';
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const MOST_DIRECTORY_BYTES = 64 << 20;
const IN_64 = 0xffffffff;

/** The members of an archive in the order of its list; throws `ZipDamaged`. */
export async function zipMembers(archive: Blob): Promise<readonly ZipMember[]> {
  const tailAt = Math.max(0, archive.size - END_BYTES - LONGEST_COMMENT);
  const tail = await viewOf(archive, tailAt, archive.size);
  let at = tail.byteLength - END_BYTES;
  while (at >= 0 && tail.getUint32(at, true) !== END) at -= 1;
  if (at < 0) throw new ZipDamaged('The end of the archive is missing.');
  const { count, bytes, offset } = await placeOfList(archive, tail, at, tailAt);
  if (bytes > MOST_DIRECTORY_BYTES || offset + bytes > archive.size) {
    throw new ZipDamaged('The list of its files is damaged.');
  }
  return entries(await viewOf(archive, offset, offset + bytes), count);
}

/** The packed bytes of a member; throws `ZipDamaged`. */
export async function packedBytes(archive: Blob, member: ZipMember): Promise<Blob> {
  const { offset, packedSize } = member;
  const head = await viewOf(archive, offset, offset + 30);
  if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL) {
    throw new ZipDamaged('A file in it does not begin where the list says.');
  }
  const start = offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  if (start + packedSize > archive.size) throw new ZipDamaged('The archive is cut off.');
  return archive.slice(start, start + packedSize);
}

interface ListPlace {
  readonly count: number;
  readonly bytes: number;
  readonly offset: number;
}

async function placeOfList(
  archive: Blob,
  tail: DataView,
  end: number,
  tailAt: number,
): Promise<ListPlace> {
  const short = {
    count: tail.getUint16(end + 10, true),
    bytes: tail.getUint32(end + 12, true),
    offset: tail.getUint32(end + 16, true),
  };
  const locator = end - 20;
  if (locator < 0 || tail.getUint32(locator, true) !== LOCATOR_64) {
    if (short.offset + short.bytes > tailAt + end) throw new ZipDamaged('The archive is cut off.');
    return short;
  }
  const at = large(tail, locator + 8);
  const record = await viewOf(archive, at, at + 56);
  if (record.byteLength < 56 || record.getUint32(0, true) !== END_64) {
    throw new ZipDamaged('The list of its files is damaged.');
  }
  return { count: large(record, 32), bytes: large(record, 40), offset: large(record, 48) };
}

function entries(list: DataView, count: number): readonly ZipMember[] {
  const members: ZipMember[] = [];
  let at = 0;
  for (let entry = 0; entry < count; entry += 1) {
    if (at + 46 > list.byteLength || list.getUint32(at, true) !== ENTRY) {
      throw new ZipDamaged('The list of its files is damaged.');
    }
    const flags = list.getUint16(at + 8, true);
    const nameLength = list.getUint16(at + 28, true);
    const extraLength = list.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + list.getUint16(at + 32, true);
    if (next > list.byteLength) throw new ZipDamaged('The list of its files is damaged.');
    const name = new Uint8Array(list.buffer, list.byteOffset + at + 46, nameLength);
    const sizes = sizesOf(list, at, at + 46 + nameLength, extraLength);
    members.push({
      name: nameOf(name).replaceAll('\\', '/'),
      isEncrypted: (flags & 1) !== 0,
      method: list.getUint16(at + 10, true),
      crc: list.getUint32(at + 16, true),
      modified: dosTime(list.getUint16(at + 14, true), list.getUint16(at + 12, true)),
      ...sizes,
    });
    at = next;
  }
  return members;
}

/** Sizes and position; those that do not fit in 32 bits stand in the extra field 1. */
function sizesOf(
  list: DataView,
  at: number,
  extraAt: number,
  extraLength: number,
): Pick<ZipMember, 'packedSize' | 'size' | 'offset'> {
  const packed = list.getUint32(at + 20, true);
  const size = list.getUint32(at + 24, true);
  const offset = list.getUint32(at + 42, true);
  if (packed !== IN_64 && size !== IN_64 && offset !== IN_64) {
    return { packedSize: packed, size, offset };
  }
  let field = extraAt;
  while (field + 4 <= extraAt + extraLength && list.getUint16(field, true) !== 1) {
    field += 4 + list.getUint16(field + 2, true);
  }
  let next = field + 4;
  const take = (value: number): number => {
    if (value !== IN_64) return value;
    if (next + 8 > extraAt + extraLength) {
      throw new ZipDamaged('The list of its files is damaged.');
    }
    next += 8;
    return large(list, next - 8);
  };
  const fullSize = take(size);
  return { size: fullSize, packedSize: take(packed), offset: take(offset) };
}

function large(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

/** The text of a file name: UTF-8 in nearly all archives, whatever their flags say, else byte by byte. */
export function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return String.fromCharCode(...bytes);
  }
}

function dosTime(date: number, time: number): number | null {
  if (date === 0) return null;
  const year = 1980 + (date >> 9);
  return new Date(
    year,
    ((date >> 5) & 15) - 1,
    date & 31,
    time >> 11,
    (time >> 5) & 63,
    2 * (time & 31),
  ).getTime();
}

async function viewOf(blob: Blob, from: number, to: number): Promise<DataView> {
  return new DataView(await blob.slice(from, to).arrayBuffer());
}
