/** Fingerprints of files, each computed once, whoever asks. */
import { fingerprint } from '$lib/ingest/fingerprint';

const known = new WeakMap<File, Promise<string>>();

/** The SHA-256 of a file in hex; a failure is not kept, so that it can be tried again. */
export function fingerprintOf(file: File): Promise<string> {
  const before = known.get(file);
  if (before) return before;
  const computed = fingerprint(file);
  known.set(file, computed);
  computed.catch(() => known.delete(file));
  return computed;
}
