/**
 * Every change of the data, all or nothing: after it stands what was asked for, or what stood before.
 * New files are read beside the old ones; old ones are parked, not dropped, until everything is
 * derived; what fails or is cancelled in between is taken back and derived again.
 */
import { EngineGone } from '$lib/engine/errors';
import type { Engine } from '$lib/engine/port';
import { bringBack, dropParked, parkFile } from '$lib/ingest/park-file';
import { removeFile } from '$lib/ingest/remove-file';
import { setOwnInstruments } from '$lib/measures/library';
import type { Settings } from '$lib/model/settings';
import { type ImportOptions, loadFiles, type OnProgress } from './import-files';
import type { FileIssue, KeptFile } from './kept-file';
import { isSame, type LoadedData } from './loaded-data';
import { rebuild } from './rebuild';
import { inOrder, type Replacement } from './replacement';

/** What is to change; what is absent stays. */
export interface DataChange {
  readonly add?: readonly KeptFile[];
  /** A file leaves when the one that replaces it has been read. */
  readonly replace?: readonly Replacement[];
  /** Ids of files that leave. */
  readonly remove?: readonly number[];
  readonly settings?: Settings;
  readonly answeredData?: LoadedData['answeredData'];
  /** One file that cannot be read is a reason to change nothing. */
  readonly isWhole?: boolean;
}

/** How a change is made. */
export interface ChangeOptions extends ImportOptions {
  /** Keeps queries waiting while tables are made anew. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>;
}

/** What stands after a change that succeeded. */
export interface Changed {
  readonly data: LoadedData;
  /** New files that could not be read. */
  readonly issues: readonly FileIssue[];
  readonly replaced: readonly Replacement[];
}

/** The change failed, and the data of before could not be made again in this engine. */
export class WayBackFailed extends Error {
  override readonly name = 'WayBackFailed';
  constructor(
    /** Why the change itself failed. */
    readonly reason: unknown,
    options?: ErrorOptions,
  ) {
    super('The data of before could not be made again.', options);
  }
}

/** A file that a change needs could not be read again. */
export class FileMissing extends Error {
  override readonly name = 'FileMissing';
  readonly nextStep =
    'Nothing was changed. Remove the file on the Data page or choose it again, then repeat this.';
  constructor(issue: FileIssue) {
    super(`This needs ${issue.name} to be read again. ${issue.message}`);
  }
}

/**
 * Makes a change. Rejects with what failed or with the abort when the data of before stand again, with
 * `EngineGone` when the engine ended, and with `WayBackFailed` when only a new engine can help.
 */
export async function changeData(
  engine: Engine,
  before: LoadedData,
  change: DataChange,
  options: ChangeOptions,
): Promise<Changed> {
  const { add = [], replace = [], remove = [], settings = before.settings } = change;
  // Ranges of scores are those of the instruments while a file is read.
  setOwnInstruments(settings.instruments);
  const { loaded, issues } = await read(engine, before, change, options);
  const replaced = replace.filter(({ anew }) => loaded.some(({ id }) => id === anew));
  const leaving = [...remove, ...replaced.map(({ old }) => old)];
  const isSettled = loaded.length === 0 && leaving.length === 0;
  if (isSettled && isSame(settings, before.settings)) return { data: before, issues, replaced: [] };
  const wanted: LoadedData = {
    ...before,
    settings,
    answeredData: change.answeredData ?? before.answeredData,
    files: inOrder(
      before.files.filter(({ id }) => !leaving.includes(id)),
      loaded,
    ),
  };
  return options.exclusively(async () => {
    const { signal, onProgress } = options;
    try {
      signal.throwIfAborted();
      for (const id of leaving) await parkFile(engine, id);
      const data = await rebuild(engine, wanted, { signal, onProgress, isDeriveOnly: isSettled });
      signal.throwIfAborted();
      return { data, issues, replaced };
    } catch (error) {
      if (error instanceof EngineGone) throw error;
      const added = add.map(({ id }) => id);
      try {
        await goBack(engine, before, { added, leaving, isSettled }, onProgress);
      } catch (cause) {
        if (cause instanceof EngineGone) throw cause;
        throw new WayBackFailed(error, { cause });
      }
      throw error;
    }
  });
}

/**
 * Gives up what a change took out; to be called once its result is shown. What is left behind when
 * the engine refuses takes memory, and nothing else; rejects with `EngineGone` only.
 */
export async function giveUp(engine: Engine, ids: readonly number[]): Promise<void> {
  for (const id of ids) {
    try {
      await dropParked(engine, id);
    } catch (error) {
      if (error instanceof EngineGone) throw error;
    }
  }
}

async function read(
  engine: Engine,
  before: LoadedData,
  { add = [], isWhole = false }: DataChange,
  options: ChangeOptions,
): Promise<{ loaded: readonly KeptFile[]; issues: readonly FileIssue[] }> {
  try {
    const result = await loadFiles(engine, add, options);
    const [issue] = result.issues;
    if (!issue || !isWhole) return result;
    for (const { id } of add) await removeFile(engine, id);
    throw new FileMissing(issue);
  } catch (error) {
    setOwnInstruments(before.settings.instruments);
    throw error;
  }
}

async function goBack(
  engine: Engine,
  before: LoadedData,
  made: { added: readonly number[]; leaving: readonly number[]; isSettled: boolean },
  onProgress: OnProgress,
): Promise<void> {
  const phase = 'Going back to the data as they were';
  for (const id of made.added) await removeFile(engine, id);
  for (const id of made.leaving) await bringBack(engine, id);
  await rebuild(engine, before, {
    onProgress: (progress) => onProgress({ ...progress, phase }),
    isDeriveOnly: made.isSettled,
  });
}
