/** Takes a file back. */
import type { Engine } from '$lib/engine/port';
import { KINDS } from '$lib/model/canonical';
import { sql } from '$lib/sql/sql';
import { forgetLines } from './line-registry';
import { deleteOfFile, FILE_TABLES, typedTable } from './tables';

/** Removes everything of a file from every table; run `settle` afterwards. */
export async function removeFile(engine: Engine, fileId: number): Promise<void> {
  for (const table of FILE_TABLES) await engine.execute(deleteOfFile(table, fileId).text);
  for (const kind of KINDS) {
    await engine.execute(sql`DROP TABLE IF EXISTS ${typedTable(kind, fileId)}`.text);
  }
  forgetLines(engine, fileId);
}
