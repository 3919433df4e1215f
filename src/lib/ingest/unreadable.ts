/**
 * The rows that could not be read: written down with their raw text, and counted in, so that the
 * rows that could be read get the record numbers that they have in the file.
 */
import Papa from 'papaparse';
import type { Engine, QueryOptions } from '$lib/engine/port';
import { type Sql, sql } from '$lib/sql/sql';
import { KEPT_CHARACTERS } from './load-sql';
import type { UnreadableRecords } from './scan-result';
import type { Reason } from './words';

/** Rows whose raw text is kept; a file with more has a problem that the first ones show. */
const KEPT_ROWS = 5_000;

/** What becomes of the raw text of a row. */
export interface RawTextRules {
  /** What may be kept of it; the empty text = nothing. */
  readonly kept: (text: string) => string;
  /** Whether it is a total or a note, by its position in the list and its text. */
  readonly isNote: (at: number, text: string) => boolean;
}

/** Writes the unreadable rows of a file to `set_aside` and renumbers its typed table. */
export async function placeUnreadable(
  engine: Engine,
  fileId: number,
  table: Sql,
  body: Blob,
  unreadable: UnreadableRecords,
  rules: RawTextRules,
  options: QueryOptions,
): Promise<void> {
  if (unreadable.records.length === 0) return;
  const name = `import-unreadable-${fileId}.csv`;
  // A file is the only way in for a list that may be as long as the file itself.
  await engine.addFile(name, await asCsv(body, unreadable, rules));
  try {
    for (const { text } of placing(fileId, table, name)) await engine.execute(text, options);
  } finally {
    await engine.execute('DROP TABLE IF EXISTS import_unreadable');
    await engine.dropFile(name);
  }
}

/** One row per record: its number, how many were unreadable up to there, why, and its raw text. */
async function asCsv(
  body: Blob,
  { records, offsets, lengths }: UnreadableRecords,
  { kept, isNote }: RawTextRules,
): Promise<Blob> {
  const decoder = new TextDecoder();
  // The engine takes the first line end for that of the file, and raw text may begin with another.
  const parts: string[] = ['\n'];
  for (let at = 0; at < records.length; at += 1) {
    let text = '';
    if (at < KEPT_ROWS) {
      const start = offsets[at]!;
      const end = start + Math.min(lengths[at]!, 4 * KEPT_CHARACTERS);
      const bytes = await body.slice(start, end).arrayBuffer();
      text = decoder.decode(bytes).slice(0, KEPT_CHARACTERS);
    }
    const reason: Reason = isNote(at, text) ? 'total_row' : 'unreadable';
    const raw = Papa.unparse([[kept(text)]], { quotes: true });
    parts.push(`${records[at]},${at + 1},${reason},${raw}\n`);
  }
  return new Blob(parts);
}

function placing(fileId: number, table: Sql, name: string): Sql[] {
  return [
    sql`CREATE OR REPLACE TEMP TABLE import_unreadable AS FROM read_csv(${`upload/${name}`},
      columns = {'record': 'INTEGER', 'so_far': 'INTEGER', 'reason': 'VARCHAR',
        'raw': 'VARCHAR'},
      auto_detect = false, header = false, delim = ',', quote = '"', escape = '"')`,
    sql`INSERT INTO set_aside SELECT ${fileId}, record, reason, NULL, nullif(raw, ''), NULL,
      NULL, NULL, NULL FROM import_unreadable`,
    // The k-th row that was read stands behind all unreadable records r with r - so_far < k.
    sql`UPDATE ${table} SET row_no = ${table}.row_no + later.so_far FROM (
        SELECT rows.rowid AS id, steps.so_far FROM ${table} AS rows ASOF JOIN (
          SELECT record - so_far + 1 AS from_row, max(so_far) AS so_far FROM import_unreadable
          GROUP BY from_row) AS steps ON rows.row_no >= steps.from_row) AS later
      WHERE ${table}.rowid = later.id`,
  ];
}
