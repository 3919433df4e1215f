/** The rows that were set aside, page by page for the screen and whole as CSV. */
import Papa from 'papaparse';
import type { Engine } from '$lib/engine/port';
import { all, type Sql, sql } from '$lib/sql/sql';
import { lineOf } from './line-registry';
import type { SetAsideQuery, SetAsideRow } from './types';
import { REASON_WORDS, type Reason } from './words';

const PAGE_ROWS = 20_000;

const CSV_COLUMNS = ['file', 'line', 'column', 'value', 'reason', 'what to do', 'see'] as const;

/** Rows that were set aside, by file and then by row. */
export async function setAsideRows(
  engine: Engine,
  { limit, offset, ...filter }: SetAsideQuery,
): Promise<readonly SetAsideRow[]> {
  const found = await engine.query(
    sql`SELECT aside.file_id, files.name, aside.row_no, aside.reason, aside.column_name,
        aside.value, aside.other_file_id, aside.other_row_no, others.name AS other_name
      FROM every_set_aside AS aside JOIN loaded_file AS files USING (file_id)
        LEFT JOIN loaded_file AS others ON others.file_id = aside.other_file_id
      WHERE ${condition(filter)}
      ORDER BY files.file_order, aside.file_id, aside.row_no LIMIT ${limit} OFFSET ${offset}`.text,
  );
  return Array.from({ length: found.rowCount }, (_, row) => {
    const fileId = found.number('file_id', row)!;
    const otherFile = found.number('other_file_id', row);
    const otherName = found.text('other_name', row);
    const otherRow = found.number('other_row_no', row);
    return {
      fileId,
      fileName: found.text('name', row)!,
      line: lineOf(engine, fileId, found.number('row_no', row)!),
      column: found.text('column_name', row),
      value: found.text('value', row),
      reason: found.text('reason', row) as Reason,
      other:
        otherFile === null || otherRow === null || otherName === null
          ? null
          : { fileName: otherName, line: lineOf(engine, otherFile, otherRow) },
    };
  });
}

/**
 * All set-aside rows that match, as CSV text. Values stand as they were in the file, also those that
 * a spreadsheet would take for a formula: the list exists to find and repair exactly these cells.
 */
export async function setAsideCsv(
  engine: Engine,
  filter: Omit<SetAsideQuery, 'limit' | 'offset'> = {},
): Promise<string> {
  const parts = [Papa.unparse([CSV_COLUMNS])];
  for (let offset = 0; ; offset += PAGE_ROWS) {
    const rows = await setAsideRows(engine, { ...filter, limit: PAGE_ROWS, offset });
    if (rows.length > 0) parts.push(Papa.unparse(rows.map(csvRow)));
    if (rows.length < PAGE_ROWS) return `${parts.join('\r\n')}\r\n`;
  }
}

function csvRow(row: SetAsideRow): readonly (string | number)[] {
  const { label, remedy } = REASON_WORDS[row.reason];
  const see = row.other ? `${row.other.fileName}, line ${row.other.line}` : '';
  return [row.fileName, row.line, row.column ?? '', row.value ?? '', label, remedy, see];
}

function condition({ fileId, reason }: Omit<SetAsideQuery, 'limit' | 'offset'>): Sql {
  return all([
    ...(fileId === undefined ? [] : [sql`aside.file_id = ${fileId}`]),
    ...(reason === undefined ? [] : [sql`aside.reason = ${reason}`]),
  ]);
}
