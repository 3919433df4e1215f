/** The columns of numbers that are not written plainly, in words with an example. */
import { numberColumns, writtenNumbers } from '$lib/ingest/propose/plain-cells';
import { readNumber } from '$lib/ingest/number-text';
import type { ColumnProfile, FileProfile } from '$lib/ingest/proposal';
import type { NumberFormat } from '$lib/ingest/reading';
import type { FilePlan } from '$lib/ingest/types';
import type { SelectOption } from '$lib/ui/Select.svelte';

/** The ways to write a number, in words with examples. */
export const NUMBER_FORMAT_OPTIONS: readonly (SelectOption & { readonly value: NumberFormat })[] = [
  { value: 'plain', label: 'Plain: 1234.5' },
  { value: 'point', label: 'Point before decimals: 1,234.5' },
  { value: 'comma', label: 'Comma before decimals: 1.234,5' },
];

/** One canonical column of numbers. */
export interface NumberRow {
  readonly name: string;
  /** Name in the file; of several columns the first. */
  readonly header: string;
  readonly format: NumberFormat;
  readonly example: string;
  /** Some values that are numbers in another format are none in this one. */
  readonly isUnread: boolean;
}

/** A row for each column of numbers that is not read, or should not be read, as plain. */
export function numberRows(plan: FilePlan, profile: FileProfile): readonly NumberRow[] {
  return numberColumns(plan, profile).flatMap(({ name, columns }): NumberRow[] => {
    const format = plan.reading.numbers[name] ?? 'plain';
    const proposed = writtenNumbers(columns).format;
    if (format === 'plain' && proposed === 'plain') return [];
    const values = columns.flatMap((column) => column.values);
    return [
      {
        name,
        header: columns[0]?.name.trim() ?? '',
        format,
        example: exampleOf(values, format),
        isUnread: count(values, format) < count(values, proposed),
      },
    ];
  });
}

/** A value that plain numbers do not have, with what it is read as. */
function exampleOf(values: ColumnProfile['values'], format: NumberFormat): string {
  const written = values.map(({ value }) => value);
  const marked = written.filter((value) => readNumber(value, 'plain') === null);
  const shown = marked.find((value) => readNumber(value, format) !== null);
  if (shown !== undefined) return `${shown} is read as ${readNumber(shown, format)}`;
  const [unread] = marked.filter((value) => /\d/.test(value));
  return unread === undefined ? '' : `${unread} is no number so`;
}

function count(values: ColumnProfile['values'], format: NumberFormat): number {
  return values.reduce(
    (sum, { value, n }) => sum + (readNumber(value, format) === null ? 0 : n),
    0,
  );
}
