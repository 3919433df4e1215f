/**
 * What the derived tables hold and what is known of them, as one value: a change of the data makes a
 * new one or leaves the old one standing, so that no page sees half of a change.
 */
import type { Settings } from '$lib/model/settings';
import type { DataQuestion } from './data-questions';
import type { DataFacts } from './facts';
import type { KeptFile } from './kept-file';

/** Everything that is loaded. */
export interface LoadedData {
  readonly files: readonly KeptFile[];
  readonly settings: Settings;
  /** null = no file is loaded. */
  readonly facts: DataFacts | null;
  /** What the loaded rows leave open. */
  readonly questions: readonly DataQuestion[];
  /** Labels of the answers to such questions, by question. */
  readonly answeredData: Readonly<Record<string, string>>;
}

/** Nothing is loaded, under these settings. */
export function nothingLoaded(settings: Settings): LoadedData {
  return { files: [], settings, facts: null, questions: [], answeredData: {} };
}

/** Whether two plain values are the same. */
export function isSame<T>(one: T, other: T): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
