/** Words that leave their rows out, of whatever column, and the way to the list that decides. */
import type { FileProfile } from '$lib/ingest/proposal';
import { LEAVE_OUT } from '$lib/ingest/reading';
import type { FilePlan } from '$lib/ingest/types';
import { scoreWords, wordTables } from './word-tables';

/** A word of a mapped column whose rows are left out. */
export interface LeftOutWord {
  /** Canonical name of the column. */
  readonly column: string;
  readonly key: string;
  /** As the page writes it. */
  readonly word: string;
  /** Rows in the first part of the file. */
  readonly n: number;
}

/** The words of a plan that leave their rows out, in the order of its columns. */
export function leftOutWords(plan: FilePlan, profile: FileProfile): readonly LeftOutWord[] {
  const scores = { column: 'score', rows: scoreWords(plan, profile) };
  return [...wordTables(plan, profile), scores].flatMap(({ column, rows }) =>
    rows
      .filter(({ code }) => code === LEAVE_OUT)
      .map(({ key, word, n }) => ({ column, key, word: word === '' ? '(empty)' : word, n })),
  );
}

/** Names the row of a word on the page, as `data-word`. */
export function wordAnchor(column: string, key: string): string {
  return `${column} ${key}`;
}

/** Brings the focus to the list that says what a word becomes. */
export function focusWord(column: string, key: string): void {
  const anchor = wordAnchor(column, key);
  const rows = [...document.querySelectorAll<HTMLElement>('[data-word]')];
  const row = rows.find(({ dataset }) => dataset['word'] === anchor);
  row?.querySelector('select')?.focus();
}
