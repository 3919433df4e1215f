/** Files on their real way into a test engine: looked at, loaded, checked against each other. */
import type { Engine } from '$lib/engine/port';
import { accounting } from '$lib/ingest/accounting';
import { inspectFile } from '$lib/ingest/inspect';
import { loadFile } from '$lib/ingest/load';
import { settle } from '$lib/ingest/settle';
import type { FileAccount } from '$lib/ingest/types';

/** A file by its name. */
export interface NamedFile {
  readonly name: string;
  readonly content: Blob;
}

/** Imports files on a day into an empty engine; throws where a file needs a person to map it. */
export async function importFiles(
  engine: Engine,
  files: readonly NamedFile[],
  today: string,
): Promise<readonly FileAccount[]> {
  for (const [index, { name, content }] of files.entries()) {
    const found = await inspectFile(content);
    if (found.state !== 'ready') throw new Error(`${name}: ${found.sentence}`);
    await loadFile(engine, content, index + 1, found.plan, { today });
  }
  await settle(
    engine,
    files.map(({ name }, index) => ({ fileId: index + 1, name, order: index + 1 })),
  );
  return accounting(engine);
}

/** The columns of a stays file that were kept as filters. */
export async function extraColumns(engine: Engine): Promise<string[]> {
  const extras = await engine.query('SELECT name FROM extra_column ORDER BY name');
  return extras.column('name').map(String);
}
