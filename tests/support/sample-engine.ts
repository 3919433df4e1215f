/** An engine with the sample data loaded on its real way and every table derived. */
import { readFileSync } from 'node:fs';
import type { Engine } from '$lib/engine/port';
import type { FileAccount } from '$lib/ingest/types';
import { KINDS } from '$lib/model/canonical';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { derive } from './canonical-tables';
import { extraColumns, importFiles } from './import-files';
import { startNodeEngine } from './node-engine';

/** The latest day of the sample, on which everything is cut. */
export const SAMPLE_CUT = '2026-10-31';

/** After the cut of the sample, so that no day of it is too late. */
const DAY_OF_IMPORT = '2026-11-15';

/** The loaded sample. */
export interface LoadedSample {
  readonly engine: Engine;
  readonly accounts: readonly FileAccount[];
  readonly extras: readonly string[];
}

/** Starts an engine with the sample in it; end it with `engine.terminate()`. */
export async function startWithSample(): Promise<LoadedSample> {
  const engine = await startNodeEngine();
  const files = KINDS.map((kind) => ({
    name: `${kind}.csv`,
    content: new Blob([readFileSync(`sample-data/${kind}.csv`)]),
  }));
  const accounts = await importFiles(engine, files, DAY_OF_IMPORT);
  const extras = await extraColumns(engine);
  await derive(engine, DEFAULT_SETTINGS, extras);
  return { engine, accounts, extras };
}
