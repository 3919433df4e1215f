/** SHA-256 of the bytes of a file as they are on disk, so that a report can name its sources. */
import { createSHA256 } from 'hash-wasm';

const REPORT_EVERY_BYTES = 16 << 20;

/** Hashes a file chunk by chunk; returns 64 hexadecimal digits. */
export async function hashStream(
  blob: Blob,
  onProgress: (bytes: number) => void,
  signal?: AbortSignal,
): Promise<string> {
  const hash = await createSHA256();
  const reader = blob.stream().getReader();
  let bytes = 0;
  let reported = 0;
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      hash.update(value);
      bytes += value.length;
      if (bytes - reported >= REPORT_EVERY_BYTES) {
        reported = bytes;
        onProgress(bytes);
      }
    }
  } finally {
    await reader.cancel();
  }
  onProgress(bytes);
  return hash.digest('hex');
}
