/** What can be chosen about how a file is written. */
import type { Dialect, Encoding, Layout } from '$lib/ingest/types';
import { DELIMITER_LABELS, ENCODING_LABELS } from '$lib/ingest/written-words';
import type { SelectOption } from '$lib/ui/Select.svelte';

/** A choice of a list with the value that it stands for. */
export interface Choice<T> extends SelectOption {
  readonly means: T;
}

/** Every encoding. */
export const ENCODINGS: readonly Choice<Encoding>[] = (
  Object.keys(ENCODING_LABELS) as Encoding[]
).map((value) => ({ value, label: ENCODING_LABELS[value], means: value }));

/** Every delimiter. */
export const DELIMITERS: readonly Choice<Dialect['delimiter']>[] = (
  [',', ';', '\t', '|'] as const
).map((means) => ({ value: means, label: DELIMITER_LABELS[means], means }));

/** Every kind of quotes. */
export const QUOTES: readonly Choice<Dialect['quote']>[] = [
  { value: 'double', label: 'double quotes: "text"', means: '"' },
  { value: 'single', label: "single quotes: 'text'", means: "'" },
  { value: 'none', label: 'nothing', means: null },
];

/** Both ways to write a quote inside quoted text. */
export const ESCAPES: readonly Choice<Dialect['escape']>[] = [
  { value: 'doubled', label: 'twice', means: 'doubled' },
  { value: 'backslash', label: 'after a backslash', means: 'backslash' },
];

/** The value of the choice that means something. */
export function chosen<T>(choices: readonly Choice<T>[], means: T): string {
  return choices.find((choice) => choice.means === means)?.value ?? '';
}

/** What a value of a list means; null = none of its choices. */
export function meant<T>(choices: readonly Choice<T>[], value: string): { means: T } | null {
  return choices.find((choice) => choice.value === value) ?? null;
}

/** A whole number that a person typed; null = it is none, or below the least one. */
export function typedLine(text: string, least: number): number | null {
  const number = Number(text);
  return text.trim() !== '' && Number.isInteger(number) && number >= least ? number : null;
}

/** Whether the table does not simply begin on the first line and go on to the end. */
export function isUnusual({ startLine, hasHeader, unitRows, endLine }: Layout): boolean {
  return startLine > 1 || !hasHeader || unitRows > 0 || endLine !== null;
}
