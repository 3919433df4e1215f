/** The fingerprint of the original bytes. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '$lib/ingest/fingerprint';

describe('the fingerprint', () => {
  it('is SHA-256 of the bytes', async () => {
    const bytes = Uint8Array.from({ length: 300_001 }, (_, at) => (at * 31) % 256);
    const seen: number[] = [];
    const found = await fingerprint(new Blob([bytes]), { onProgress: (n) => seen.push(n) });
    expect(found).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(seen.at(-1)).toBe(bytes.length);
  });

  it('stops when it is cancelled', async () => {
    const signal = AbortSignal.abort(new Error('stop'));
    const cancelled = fingerprint(new Blob(['abc']), { signal });
    await expect(cancelled).rejects.toThrow('stop');
  });
});
