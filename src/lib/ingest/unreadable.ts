/** The rows that could not be read, written down with their raw text. */
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

/** Writes the unreadable rows of a file to `set_aside`. */
export async function placeUnreadable(
  engine: Engine,
  fileId: number,
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
    await engine.execute(written(fileId, name).text, options);
  } finally {
    await engine.dropFile(name);
  }
}

/** One row per record: its number, why it is set aside, and its raw text. */
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
    parts.push(`${records[at]},${reason},${raw}\n`);
  }
  return new Blob(parts);
}

function written(fileId: number, name: string): Sql {
  return sql`INSERT INTO set_aside SELECT ${fileId}, record, reason, NULL, nullif(raw, ''), NULL,
      NULL, NULL, NULL
    FROM read_csv(${`upload/${name}`},
      columns = {'record': 'INTEGER', 'reason': 'VARCHAR', 'raw': 'VARCHAR'},
      auto_detect = false, header = false, delim = ',', quote = '"', escape = '"')`;
}
