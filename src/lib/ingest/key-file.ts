/** The key between ids and pseudonyms as a CSV file; it goes to the person's disk and nowhere else. */
import Papa from 'papaparse';
import type { KeyEntry, KeyKind, PersonKeys } from '$lib/identity/pseudonyms';

const COLUMNS = ['person_id', 'pseudonym', 'kind'] as const;
const KINDS: readonly string[] = ['person', 'stay'] satisfies readonly KeyKind[];
const PSEUDONYM = /^[PS]-[0-9A-HJKMNP-TV-Z]{10}$/;

/** A file that is no key file. */
export class KeyFileNotReadable extends Error {
  override readonly name = 'KeyFileNotReadable';
  readonly nextStep =
    'Choose the file that was saved with "Save the key file"; nothing was changed.';
}

/** The key file as text: one line per id; a stay's id stands in the first column too. */
export function keyFileText(keys: PersonKeys): string {
  const data = Array.from(keys.entries(), ({ id, pseudonym, kind }) => [id, pseudonym, kind]);
  // Not guarded against formulas: an id that is changed is not found again.
  const text = Papa.unparse({ fields: [...COLUMNS], data }, { newline: '\r\n' });
  return `${text}\r\n`;
}

/** The pseudonyms of a key file, also one that a spreadsheet wrote; throws `KeyFileNotReadable`. */
export function readKeyFile(text: string): readonly KeyEntry[] {
  const { data } = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), {
    delimitersToGuess: [',', ';', '\t'],
    skipEmptyLines: 'greedy',
  });
  const [header = [], ...rows] = data;
  const at = COLUMNS.map((name) => header.findIndex((cell) => cell.trim() === name));
  if (at.some((position) => position < 0)) {
    throw new KeyFileNotReadable(`The file lacks one of the columns ${COLUMNS.join(', ')}.`);
  }
  return rows.map((row, no) => {
    const [id = '', pseudonym = '', kind = ''] = at.map((position) => row[position]?.trim());
    if (id === '' || !PSEUDONYM.test(pseudonym) || !KINDS.includes(kind)) {
      throw new KeyFileNotReadable(`Line ${no + 2} is no id with its pseudonym.`);
    }
    return { id, pseudonym, kind: kind as KeyKind };
  });
}
