/** Feeds the bytes of a file to the scanner, chunk by chunk. */
import { Scanner } from './scan';
import type { ScanOptions, ScanResult } from './scan-result';

const REPORT_EVERY_BYTES = 4 << 20;

/** Scans a file from its first to its last byte; throws the signal's reason when it aborts. */
export async function scanStream(
  blob: Blob,
  options: ScanOptions,
  onProgress: (bytes: number, rows: number) => void,
  signal?: AbortSignal,
): Promise<ScanResult> {
  const scanner = new Scanner(options);
  const reader = blob.stream().getReader();
  let bytes = 0;
  let reported = 0;
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      scanner.push(value);
      bytes += value.length;
      if (bytes - reported >= REPORT_EVERY_BYTES) {
        reported = bytes;
        onProgress(bytes, scanner.records);
      }
    }
  } finally {
    await reader.cancel();
  }
  onProgress(bytes, scanner.records);
  return scanner.finish();
}
