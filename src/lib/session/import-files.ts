/** The way of files into the engine: read each, check them against each other, derive, in this order. */
import type { Engine } from '$lib/engine/port';
import { accounting } from '$lib/ingest/accounting';
import { loadFile } from '$lib/ingest/load';
import { removeFile } from '$lib/ingest/remove-file';
import { settle } from '$lib/ingest/settle';
import { deriveSteps } from '$lib/model/derive';
import type { Settings } from '$lib/model/settings';
import { isUnreadableFile, explain } from './explain';
import { readTimeMode } from './facts';
import type { FileIssue, ImportProgress, KeptFile } from './kept-file';

/** What an import needs beside the files. */
export interface ImportOptions {
  /** The day of the import, `YYYY-MM-DD`. */
  readonly today: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ImportProgress) => void;
}

/** Files that went in, and those that could not be read any more. */
export interface ImportResult {
  readonly loaded: readonly KeptFile[];
  readonly issues: readonly FileIssue[];
}

/**
 * Loads new files beside those that are loaded. Rejects, with nothing of the new files left, when it
 * is cancelled or the engine fails; a file that cannot be read is named and left out.
 */
export async function loadFiles(
  engine: Engine,
  files: readonly KeptFile[],
  options: ImportOptions,
): Promise<ImportResult> {
  const loaded: KeptFile[] = [];
  const issues: FileIssue[] = [];
  const bytesTotal = files.reduce((sum, { file }) => sum + file.size, 0);
  let bytesBefore = 0;
  let rowsBefore = 0;
  try {
    for (const kept of files) {
      const { signal, today } = options;
      try {
        const result = await loadFile(engine, kept.file, kept.id, kept.plan, {
          today,
          signal,
          onProgress: (progress) =>
            options.onProgress({
              phase: progress.phase,
              fileName: kept.name,
              bytesRead: bytesBefore + progress.bytesRead,
              bytesTotal,
              rows: rowsBefore + progress.rows,
            }),
        });
        rowsBefore += result.rowsRead;
        loaded.push(kept);
      } catch (error) {
        if (!isFileProblem(error)) throw error;
        issues.push({ name: kept.name, ...explain(error), template: kept.plan.kind });
      }
      bytesBefore += kept.file.size;
    }
    return { loaded, issues };
  } catch (error) {
    for (const { id } of files) await removeFile(engine, id).catch(() => undefined);
    throw error;
  }
}

/** Checks all files against each other and derives every table; fills in where each row went. */
export async function settleAndDerive(
  engine: Engine,
  files: readonly KeptFile[],
  settings: Settings,
  onPhase: (phase: string) => void,
): Promise<readonly KeptFile[]> {
  onPhase('Checking files against each other');
  await settle(
    engine,
    files.map(({ id, name }, order) => ({ fileId: id, name, order })),
  );
  const accounts = await accounting(engine);
  await derive(engine, settings, onPhase);
  return files.map((file) => ({
    ...file,
    account: accounts.find((account) => account.fileId === file.id) ?? null,
  }));
}

/** Makes every derived table anew from the canonical ones. */
export async function derive(
  engine: Engine,
  settings: Settings,
  onPhase: (phase: string) => void,
): Promise<void> {
  const extras = await engine.query('SELECT name FROM extra_column ORDER BY name');
  const { timeMode: time } = await readTimeMode((text) => engine.query(text));
  for (const step of deriveSteps(settings, extras.column('name').map(String), { time })) {
    onPhase(step.phase);
    await engine.execute(step.statement.text);
  }
}

/** Whether an error is about one file, so that the others can go in. */
function isFileProblem(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  return isUnreadableFile(error) || name === 'CountMismatch' || name === 'HeaderChanged';
}
