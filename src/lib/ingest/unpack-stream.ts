/**
 * Unpacks deflated bytes into a Blob of pieces, a small part at a time, so that the page stays alive
 * and no file is ever whole in memory. What grows without reason or does not match its check sum is
 * given up.
 */
import { Gunzip, Inflate } from 'fflate';

/** Packed bytes that are unpacked at a time, between two of which the page can answer. */
const STEP_BYTES = 1 << 17;
const PIECE_BYTES = 4 << 20;

/** An archive may grow to this; a smaller one also to any multiple of its size. */
const MOST_BYTES = 4 * 2 ** 30;
const UNSUSPICIOUS_BYTES = 100 * 2 ** 20;
const MOST_GROWTH = 200;

/** An archive that unpacks to more than any export of its size can hold. */
export class GrowsTooLarge extends Error {
  override readonly name = 'GrowsTooLarge';
}

/** Packed bytes that cannot be unpacked, or unpack to something else than what was packed. */
export class PackedDamaged extends Error {
  override readonly name = 'PackedDamaged';
}

/** How much of an archive has been unpacked, all of its files together. */
export class Growth {
  private bytes = 0;

  constructor(private readonly packedBytes: number) {}

  /** Counts further bytes; throws `GrowsTooLarge`. */
  add(bytes: number): void {
    this.bytes += bytes;
    const isSuspicious =
      this.bytes > UNSUSPICIOUS_BYTES && this.bytes > MOST_GROWTH * this.packedBytes;
    if (this.bytes > MOST_BYTES || isSuspicious) throw new GrowsTooLarge('It grows too large.');
  }
}

/** What was unpacked, and its check sum (CRC-32). */
export interface Unpacked {
  readonly content: Blob;
  readonly crc: number;
}

type Form = 'stored' | 'deflate' | 'gzip';

/**
 * Unpacks bytes; the check sum of gzip is that of its last member. Throws `GrowsTooLarge`,
 * `PackedDamaged`, or the signal's reason.
 */
export async function unpackStream(
  packed: Blob,
  form: Form,
  growth: Growth,
  signal?: AbortSignal,
): Promise<Unpacked> {
  const pieces: Blob[] = [];
  let pending: Uint8Array<ArrayBuffer>[] = [];
  let pendingBytes = 0;
  let crc = 0;
  const take = (bytes: Uint8Array): void => {
    growth.add(bytes.length);
    crc = crc32(bytes, crc);
    pending.push(bytes.slice());
    pendingBytes += bytes.length;
    if (pendingBytes < PIECE_BYTES) return;
    pieces.push(new Blob(pending));
    pending = [];
    pendingBytes = 0;
  };
  const push = pusherOf(form, take, () => (crc = 0));
  for (let at = 0; at < packed.size; at += STEP_BYTES) {
    signal?.throwIfAborted();
    const step = new Uint8Array(await packed.slice(at, at + STEP_BYTES).arrayBuffer());
    try {
      push(step, at + STEP_BYTES >= packed.size);
    } catch (error) {
      if (error instanceof GrowsTooLarge) throw error;
      throw new PackedDamaged('The packed bytes are damaged.', { cause: error });
    }
  }
  return { content: new Blob([...pieces, ...pending]), crc };
}

function pusherOf(
  form: Form,
  take: (bytes: Uint8Array) => void,
  onMember: () => void,
): (bytes: Uint8Array, isLast: boolean) => void {
  if (form === 'stored') return take;
  if (form === 'deflate') {
    const inflate = new Inflate(take);
    return (bytes, isLast) => inflate.push(bytes, isLast);
  }
  const gunzip = new Gunzip(take);
  gunzip.onmember = onMember;
  return (bytes, isLast) => gunzip.push(bytes, isLast);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 (ISO 3309) of bytes that follow others with the given check sum. */
function crc32(bytes: Uint8Array, before: number): number {
  let crc = ~before;
  for (let at = 0; at < bytes.length; at += 1) {
    crc = CRC_TABLE[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}
