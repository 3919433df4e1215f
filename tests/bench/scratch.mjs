/** The folder below the system's temporary one where data, pages and pieces of files lie. */
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The root of everything that the benchmark writes, but its result. */
export const scratchRoot = join(tmpdir(), 'stepdown-bench');

/**
 * A folder of that root, made when it is not there.
 * @param {string} name
 * @returns {string}
 */
export function scratch(name) {
  const folder = join(scratchRoot, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
