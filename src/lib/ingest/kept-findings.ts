/**
 * What looks like an identifier in the first part of a file, kept beside it: looking takes long enough to
 * be done once, and in another thread than that of the page.
 */
import type { Finding } from '$lib/identity/find';
import type { FileProfile } from './proposal';

const found = new WeakMap<FileProfile, readonly Finding[]>();

/** The findings of a profile that was looked at; undefined = it was not. */
export function keptFindings(profile: FileProfile): readonly Finding[] | undefined {
  return found.get(profile);
}

/** Keeps the findings of a profile, such as those that a worker sent with it. */
export function keepFindings(profile: FileProfile, findings: readonly Finding[]): void {
  found.set(profile, findings);
}
