/** Makes every derived table anew under the settings of what is wanted, and reads what they hold. */
import type { Engine } from '$lib/engine/port';
import { underSignal } from '$lib/engine/under-signal';
import { setOwnInstruments } from '$lib/measures/library';
import type { Columns } from '$lib/sql/columns';
import { type DataQuestion, readDataQuestions } from './data-questions';
import { readDataFacts } from './facts';
import { derive, type OnProgress, settleAndDerive } from './import-files';
import { isSame, type LoadedData, nothingLoaded } from './loaded-data';

/** What making tables anew needs beside the engine. */
export interface RebuildOptions {
  readonly onProgress: OnProgress;
  /** Stops between two statements and rejects; the tables are then half made. */
  readonly signal?: AbortSignal;
  /** The files are the same: nothing is checked against each other again. */
  readonly isDeriveOnly?: boolean;
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
