/** A decided word as the value of a list, the entries beside the codes, and how sure it is. */
import { suggestCode } from '$lib/ingest/propose/words';
import { AS_EMPTY, LEAVE_OUT } from '$lib/ingest/reading';
import type { FilePlan } from '$lib/ingest/types';
import type { Sureness } from './column-rows';
import type { SelectOption } from '$lib/ui/Select.svelte';
import type { WordRow, WordTable } from './word-tables';

/** Entry of a word that becomes nothing yet. */
export const NOT_DECIDED = '!not-decided';

/** Entry of a word that is read as an empty cell. */
export const READ_AS_EMPTY = '!read-as-empty';

/** The entry that is chosen for a word. */
export function codeChoice({ code }: WordRow): string {
  if (code === null) return NOT_DECIDED;
  return code === AS_EMPTY ? READ_AS_EMPTY : code;
}

/** The entry of a word that becomes nothing yet: what is done with its cells as long as it stands. */
export function undecidedWay(table: WordTable, { key }: WordRow): SelectOption {
  const way = (label: string): SelectOption => ({ value: NOT_DECIDED, label });
  // The empty cell of an optional column is empty already; of a needed one it sets its row aside.
  if (key === '') return way(table.isRequired ? 'Nothing: set aside as missing' : 'Stays empty');
  if (table.codes.length > 0) return way('Not decided yet');
  return way(table.takesRow ? 'Set these rows aside: not a date' : 'Leave the cell empty');
}

/** The entries that lose something: last, so that no arrow key meets them on the way to a code. */
export function lossyWays(table: WordTable, { key }: WordRow): readonly SelectOption[] {
  const empty = table.column === 'discharged_on' ? 'Read as empty: still open' : 'Read as empty';
  return [
    ...(key === '' || table.isRequired ? [] : [{ value: READ_AS_EMPTY, label: empty }]),
    { value: LEAVE_OUT, label: 'Leave these rows out' },
  ];
}

/** How sure a word is; null = nothing to say. */
export function wordSureness(
  plan: FilePlan,
  column: string,
  row: WordRow,
): Sureness['level'] | null {
  if (row.code === null) return row.key === '' ? null : 'open';
  if (row.code === row.key) return 'sure';
  const suggestion = row.key === '' ? null : suggestCode(column, row.word);
  if (suggestion?.code === row.code) return row.confidence ?? suggestion.confidence;
  return plan.reading.codes[column]?.[row.key] === undefined ? row.confidence : 'yours';
}
