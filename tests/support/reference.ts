// The reference data: real data sets and results computed in R. They are not part of the repository,
// so tests that read them go through here and are skipped, with the reason, where they are absent.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Papa from 'papaparse';
import { describe, it } from 'vitest';

/**
 * Returns the absolute path of the reference data, or null where the folder is absent.
 *
 * The folder is `STEPDOWN_REFERENCE_DATA`, else `../shared/data` beside the repository.
 */
export function referenceData(): string | null {
  const folder = resolve(process.cwd(), process.env['STEPDOWN_REFERENCE_DATA'] ?? '../shared/data');
  return existsSync(join(folder, 'oracles')) ? folder : null;
}

/** Describes tests that need the reference data; skipped with the reason where it is absent. */
export function describeWithReference(name: string, tests: (folder: string) => void): void {
  const folder = referenceData();
  if (folder === null) {
    const reason = '(skipped: no reference data; set STEPDOWN_REFERENCE_DATA)';
    describe.skip(`${name} ${reason}`, () => {
      it('needs the reference data', () => undefined);
    });
  } else {
    describe(name, () => tests(folder));
  }
}

/** Reads a JSON file of the reference data; the caller knows its shape. */
export function readReferenceJson<T>(folder: string, path: string): T {
  return JSON.parse(readFileSync(join(folder, path), 'utf8')) as T;
}

/** Reads a CSV file of the reference data: one record per row, every value as text. */
export function readReferenceCsv(folder: string, path: string): Record<string, string>[] {
  const text = readFileSync(join(folder, path), 'utf8');
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
}
