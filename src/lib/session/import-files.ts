/** The way of files into the engine: read each, check them against each other, derive, in this order. */
import { underSignal } from '$lib/engine/under-signal';
import type { Engine } from '$lib/engine/port';
import { accounting } from '$lib/ingest/accounting';
import { loadFile } from '$lib/ingest/load';
import { loadRemarks } from '$lib/ingest/load-remarks';
import { removeFile } from '$lib/ingest/remove-file';
import { settle } from '$lib/ingest/settle';
import type { LoadedFile, LoadOptions } from '$lib/ingest/types';
import { type DataShape, deriveSteps } from '$lib/model/derive';
import type { Kind } from '$lib/model/canonical';
import type { Settings } from '$lib/model/settings';
import { ident, raw, sql } from '$lib/sql/sql';
import { explain, isUnreadableFile } from './explain';
import { readTimeMode } from './facts';
import { expectUnchanged } from './file-marks';
import { type FileIssue, type ImportProgress, type KeptFile, phaseOf } from './kept-file';

/** About how many statements a check of files against each other takes; a bar needs no more. */
const SETTLE_STATEMENTS = 70;

/** Reports how far the work is. */
export type OnProgress = (progress: ImportProgress) => void;

/** What an import needs beside the files. */
export interface ImportOptions {
  /** What each load gets, but for signal and progress. */
  readonly load: Omit<LoadOptions, 'signal' | 'onProgress'>;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** Files that went in, and those that could not be read any more. */
export interface ImportResult {
  readonly loaded: readonly KeptFile[];
  readonly issues: readonly FileIssue[];
}

/**
 * Loads new files beside those that are loaded. Rejects, with nothing of the new files left, when it
 * is cancelled or the engine fails; a file that cannot be read, or changes meanwhile, is named and
 * left out.
 */
export async function loadFiles(
  engine: Engine,
  files: readonly KeptFile[],
  options: ImportOptions,
): Promise<ImportResult> {
  const loaded: KeptFile[] = [];
  const issues: FileIssue[] = [];
  const bytesTotal = files.reduce((sum, { file }) => sum + file.size, 0);
  let bytesRead = 0;
  let rows = 0;
  try {
    for (const kept of files) {
      const before = { ...phaseOf('', kept.name), bytesRead, bytesTotal, rows };
      try {
        const found = await loadOne(engine, kept, before, options);
        rows += found.rowsRead;
        const remarks = loadRemarks(kept.name, kept.plan, found);
        loaded.push({ ...kept, encoding: found.encoding, remarks });
      } catch (error) {
        if (options.signal.aborted || !isFileProblem(error)) throw error;
        issues.push({ name: kept.name, ...explain(error), template: kept.plan.kind });
      }
      bytesRead += kept.file.size;
    }
    return { loaded, issues };
  } catch (error) {
    for (const { id } of files) await removeFile(engine, id).catch(() => undefined);
    throw error;
  }
}

async function loadOne(
  engine: Engine,
  kept: KeptFile,
  before: ImportProgress,
  { load, signal, onProgress }: ImportOptions,
): Promise<LoadedFile> {
  const { id, file, plan } = kept;
  let found: LoadedFile;
  try {
    found = await loadFile(engine, file, id, plan, {
      ...load,
      signal,
      onProgress: ({ phase, bytesRead, bytesTotal, rows }) => {
        // The text that is read may be longer or shorter than the file, where it was decoded.
        const share = bytesTotal > 0 ? Math.min(1, bytesRead / bytesTotal) : 0;
        onProgress({
          ...before,
          phase,
          bytesRead: before.bytesRead + Math.round(share * file.size),
          rows: before.rows + rows,
        });
      },
    });
  } catch (error) {
    // What looks like a wrong count or header may be a file that somebody is writing.
    if (isFileProblem(error) && !isUnreadableFile(error)) await expectUnchanged(file);
    throw error;
  }
  try {
    await expectUnchanged(file);
  } catch (error) {
    await removeFile(engine, id);
    throw error;
  }
  return found;
}

/**
 * Checks all files against each other and derives every table; fills in where each row went. With a
 * signal that aborts it stops between two statements and rejects: the tables are then half made.
 */
export async function settleAndDerive(
  engine: Engine,
  files: readonly KeptFile[],
  settings: Settings,
  onProgress: OnProgress,
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly KeptFile[]> {
  const checking = phaseOf('Checking files against each other');
  let stepsDone = 0;
  const report = (): void => {
    const stepsTotal = Math.max(SETTLE_STATEMENTS, stepsDone);
    onProgress({ ...checking, stepsDone, stepsTotal });
    stepsDone += 1;
  };
  report();
  const own = underSignal(engine, signal, report);
  await settle(
    own,
    files.map(({ id, name }, order) => ({ fileId: id, name, order })),
  );
  const accounts = await accounting(own);
  await derive(engine, settings, onProgress, signal);
  return files.map((file) => ({
    ...file,
    account: accounts.find((account) => account.fileId === file.id) ?? null,
  }));
}

/**
 * Makes every derived table anew from the canonical ones; stops between two steps on an abort. The old
 * ones are dropped first: memory for both together would be half as many rows.
 */
export async function derive(
  engine: Engine,
  settings: Settings,
  onProgress: OnProgress,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  const own = underSignal(engine, signal);
  const extras = await own.query('SELECT name FROM extra_column ORDER BY name');
  const { timeMode: time } = await readTimeMode((text) => own.query(text));
  const files = await rowsOfFiles(own);
  const steps = deriveSteps(settings, extras.column('name').map(String), { time, files });
  await dropTables(own, steps);
  for (const [stepsDone, { phase, statement }] of steps.entries()) {
    onProgress({ ...phaseOf(phase), stepsDone, stepsTotal: steps.length });
    await own.execute(statement.text);
  }
}

/** What the loaded files of some kinds hold, in file order. */
async function rowsOfFiles(engine: Engine): Promise<NonNullable<DataShape['files']>> {
  const found = await engine.query(
    'SELECT kind, file_id, rows_read FROM loaded_file ORDER BY file_order, file_id',
  );
  const all = Array.from({ length: found.rowCount }, (_, row) => ({
    kind: found.text('kind', row),
    fileId: found.number('file_id', row) ?? 0,
    rows: found.number('rows_read', row) ?? 0,
  }));
  const of = (kind: Kind): typeof all => all.filter((file) => file.kind === kind);
  return { stays: of('stays'), sessions: of('sessions'), scores: of('scores') };
}

async function dropTables(
  engine: Engine,
  steps: readonly { readonly table: string }[],
): Promise<void> {
  const found = await engine.query('SELECT table_name, table_type FROM information_schema.tables');
  const made = new Set(steps.map(({ table }) => table));
  for (const { table_name: name, table_type: type } of found.rows()) {
    if (!made.has(String(name))) continue;
    await engine.execute(
      sql`DROP ${raw(type === 'VIEW' ? 'VIEW' : 'TABLE')} ${ident(String(name))}`.text,
    );
  }
}

/** Whether an error is about one file, so that the others can go in. */
function isFileProblem(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  return (
    isUnreadableFile(error) || ['CountMismatch', 'HeaderChanged', 'FileChanged'].includes(name)
  );
}
