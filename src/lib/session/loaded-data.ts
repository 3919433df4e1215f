/**
 * What the derived tables hold and what is known of them, as one value: a change of the data makes a
 * new one or leaves the old one standing, so that no page sees half of a change.
 */
import type { Engine } from '$lib/engine/port';
import { underSignal } from '$lib/engine/under-signal';
import { setOwnInstruments } from '$lib/measures/library';
import type { Settings } from '$lib/model/settings';
import type { Columns } from '$lib/sql/columns';
import { type DataQuestion, readDataQuestions } from './data-questions';
import { type DataFacts, readDataFacts } from './facts';
import { derive, type OnProgress, settleAndDerive } from './import-files';
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

/** What making tables anew needs beside the engine. */
export interface RebuildOptions {
  readonly onProgress: OnProgress;
  /** Stops between two statements and rejects; the tables are then half made. */
  readonly signal?: AbortSignal;
  /** The files are the same: nothing is checked against each other again. */
  readonly isDeriveOnly?: boolean;
}

/** Nothing is loaded, under these settings. */
export function nothingLoaded(settings: Settings): LoadedData {
  return { files: [], settings, facts: null, questions: [], answeredData: {} };
}

/**
 * Checks files against each other and derives every table under the settings of `wanted`, whose files
 * stand in the engine; answers to questions that are no longer raised are taken back.
 */
export async function rebuild(
  engine: Engine,
  wanted: LoadedData,
  { onProgress, signal = new AbortController().signal, isDeriveOnly = false }: RebuildOptions,
): Promise<LoadedData> {
  let { files, settings } = wanted;
  setOwnInstruments(settings.instruments);
  if (isDeriveOnly) await derive(engine, settings, onProgress, signal);
  else files = await settleAndDerive(engine, files, settings, onProgress, signal);
  if (files.length === 0) return nothingLoaded(settings);
  const own = underSignal(engine, signal);
  const run = (text: string): Promise<Columns> => own.query(text);
  let facts = await readDataFacts(run, settings);
  const questions = await readDataQuestions(run, facts);
  const left = withoutStaleAnswers(wanted, questions);
  if (!isSame(left.settings, settings)) {
    settings = left.settings;
    await derive(engine, settings, onProgress, signal);
    facts = await readDataFacts(run, settings);
  }
  return { files, settings, facts, questions, answeredData: left.answeredData };
}

/** Settings and answers without the answers to questions that the rows do not raise any more. */
function withoutStaleAnswers(
  { questions, answeredData, settings }: LoadedData,
  raised: readonly DataQuestion[],
): Pick<LoadedData, 'settings' | 'answeredData'> {
  const isRaised = (id: string): boolean => raised.some((question) => question.id === id);
  const stale = questions.filter(({ id }) => id in answeredData && !isRaised(id));
  return {
    settings: stale.reduce((changed, { reset }) => reset(changed), settings),
    answeredData: Object.fromEntries(Object.entries(answeredData).filter(([id]) => isRaised(id))),
  };
}

/** Whether two plain values are the same. */
export function isSame<T>(one: T, other: T): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
