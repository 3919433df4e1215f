/** The words of a file's code columns with what each becomes, in the order in which they are shown. */
import { EMPTY_WORDS } from '$lib/ingest/cells';
import { takesRow } from '$lib/ingest/checks';
import { readNumber } from '$lib/ingest/number-text';
import { isYesNo } from '$lib/ingest/propose/values';
import { codesOf, mappedWords } from '$lib/ingest/propose/words';
import type { Confidence, FileProfile } from '$lib/ingest/proposal';
import { wordKey } from '$lib/ingest/reading';
import type { FilePlan } from '$lib/ingest/types';
import { CANONICAL, type ColumnType } from '$lib/model/canonical';
import { partWords } from './profile-words';

/** One word of a column. */
export interface WordRow {
  /** As it stands in the file; empty = an empty cell. */
  readonly word: string;
  readonly key: string;
  /** Rows in the first part of the file. */
  readonly n: number;
  /** What it becomes; null = nothing yet, so that it would be set aside. */
  readonly code: string | null;
  readonly confidence: Confidence | null;
}

/** The words of one column; without codes its words can be read as empty or left out. */
export interface WordTable {
  /** Canonical name. */
  readonly column: string;
  readonly codes: readonly { readonly code: string; readonly label: string }[];
  readonly isRequired: boolean;
  /** A word that cannot be read sets its whole row aside; else only its cell is lost. */
  readonly takesRow: boolean;
  /** Words that nothing is known of first, then by falling number of rows. */
  readonly rows: readonly WordRow[];
}

const YES_NO = [
  { code: 'yes', label: 'Yes' },
  { code: 'no', label: 'No' },
];

/** A table for each mapped column whose words can become something. */
export function wordTables(plan: FilePlan, profile: FileProfile): readonly WordTable[] {
  const words = mappedWords(plan, profile);
  return CANONICAL[plan.kind].flatMap((canonical) => {
    const { name, type, required } = canonical;
    // Phases have a place and a role, scores become numbers: both have a table of their own.
    if (name === 'phase' || name === 'score') return [];
    const found = type === 'code' || type === 'text' ? null : plainWords(plan, profile, name, type);
    const rows = found ?? codedWords(plan, profile, name, words);
    if (rows.length === 0) return [];
    const codes = type === 'yes_no' ? YES_NO : found === null ? codesOf(name) : [];
    const table = {
      column: name,
      codes,
      isRequired: required,
      takesRow: takesRow(plan, canonical),
    };
    return [{ ...table, rows: sortWords(rows) }];
  });
}

/** Words of a column of codes, an empty cell among them. */
function codedWords(
  plan: FilePlan,
  profile: FileProfile,
  name: string,
  words: ReturnType<typeof mappedWords>,
): readonly WordRow[] {
  const spelled = new Map(wordsOf(plan, profile, name).map(({ key, word }) => [key, word]));
  const rows = words
    .filter(({ column }) => column === name)
    .map(({ word, n, code, confidence }): WordRow => {
      const key = wordKey(word);
      return { word: spelled.get(key) ?? word, key, n, code, confidence };
    });
  const empty = rows.length > 0 ? emptyCell(plan, profile, name) : null;
  return empty && !rows.some(({ key }) => key === '') ? [...rows, empty] : rows;
}

/** Words of a column of days, numbers, or yes and no, that do not say what they are by themselves. */
function plainWords(
  plan: FilePlan,
  profile: FileProfile,
  name: string,
  type: Exclude<ColumnType, 'code' | 'text'>,
): readonly WordRow[] {
  const entries = plan.reading.codes[name] ?? {};
  const isNumeric = type === 'number' || type === 'whole';
  // Other words among numbers lose their cell; only what was decided about one is shown.
  const isPlain = (word: string): boolean =>
    isNumeric || (type === 'yes_no' ? isYesNo(word) : /\d/.test(word));
  const isReadAsEmpty = (word: string): boolean =>
    name !== 'discharged_on' && EMPTY_WORDS.some((empty) => empty === word.toUpperCase());
  return wordsOf(plan, profile, name)
    .filter(({ word, key }) => key in entries || !(isPlain(word) || isReadAsEmpty(word)))
    .map(({ word, key, n }) => ({ word, key, n, code: entries[key] ?? null, confidence: null }));
}

/** Words among the scores of a file, which become numbers; null = none yet. */
export function scoreWords(plan: FilePlan, profile: FileProfile): readonly WordRow[] {
  if (plan.kind !== 'scores') return [];
  const { shape } = plan.reading;
  const single = plan.columns['score'];
  const positions =
    shape.kind === 'scores'
      ? shape.parts.filter(({ at }) => at.length === 1).flatMap(({ at }) => at)
      : single === undefined
        ? []
        : [single];
  const codes = plan.reading.codes['score'] ?? {};
  const format = plan.reading.numbers['score'] ?? 'plain';
  const words = partWords(profile, positions).filter(
    ({ key }) => key in codes || readNumber(key, format) === null,
  );
  return sortWords(
    words.map(({ word, key, n }) => ({ word, key, n, code: codes[key] ?? null, confidence: null })),
  );
}

/** The number of words that would be set aside as unknown. */
export function undecided(rows: readonly WordRow[]): number {
  return rows.filter(isUndecided).length;
}

/** Whether a word would be set aside as unknown; an empty cell is none. */
export function isUndecided({ code, key }: Pick<WordRow, 'code' | 'key'>): boolean {
  return code === null && key !== '';
}

function wordsOf(plan: FilePlan, profile: FileProfile, name: string): ReturnType<typeof partWords> {
  const at = plan.columns[name];
  return at === undefined ? [] : partWords(profile, [at]);
}

function emptyCell(plan: FilePlan, profile: FileProfile, name: string): WordRow | null {
  const at = plan.columns[name];
  const column = at === undefined ? undefined : profile.columns[at];
  const n = column ? profile.rowCount - column.filled : 0;
  if (n === 0) return null;
  return { word: '', key: '', n, code: plan.reading.codes[name]?.[''] ?? null, confidence: null };
}

function sortWords(rows: readonly WordRow[]): readonly WordRow[] {
  const isOpen = (row: WordRow): number => (isUndecided(row) ? 0 : 1);
  return [...rows].sort((a, b) => isOpen(a) - isOpen(b) || b.n - a.n);
}
