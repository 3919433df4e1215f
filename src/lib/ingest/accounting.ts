/** Where every row of every file went; read from the tables of account after `settle`. */
import type { Engine } from '$lib/engine/port';
import type { Kind } from '$lib/model/canonical';
import { ident, sql } from '$lib/sql/sql';
import { type CellReason, type NoticeCode, NOTICES, type Reason, REASONS } from './words';
import type { FileAccount } from './types';

/** The account of each loaded file, in file order; rowsRead = rowsLoaded + rowsSetAside in each. */
export async function accounting(engine: Engine): Promise<readonly FileAccount[]> {
  const files = await engine.query(
    `SELECT file_id, kind, name, rows_read, is_wide::INTEGER AS is_wide FROM loaded_file
     ORDER BY file_order, file_id`,
  );
  const rows = await engine.query(
    `SELECT file_id, reason, CAST(count(*) AS INTEGER) AS n FROM every_set_aside GROUP BY ALL`,
  );
  const cells = await engine.query(
    `SELECT file_id, column_name, reason, CAST(count(*) AS INTEGER) AS n FROM cell_aside
     GROUP BY ALL ORDER BY file_id, n DESC, column_name, reason`,
  );
  const notices = await engine.query(
    `SELECT file_id, code, CAST(sum(n) AS INTEGER) AS n FROM notice GROUP BY ALL`,
  );
  const made = new Map<unknown, number>();
  for (const file of files.rows().filter((row) => row['is_wide'] === 1)) {
    const found = await engine.query(
      sql`SELECT count(*)::INTEGER AS n FROM ${ident(String(file['kind']))}
        WHERE file_id = ${Number(file['file_id'])}`.text,
    );
    made.set(file['file_id'], found.number('n', 0) ?? 0);
  }
  return files.rows().map((file) => {
    const ofFile = (row: Record<string, unknown>): boolean => row['file_id'] === file['file_id'];
    const byReason = rows
      .rows()
      .filter(ofFile)
      .map((row) => ({ reason: row['reason'] as Reason, n: Number(row['n']) }))
      .sort((a, b) => REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason));
    const rowsRead = Number(file['rows_read']);
    const rowsSetAside = byReason.reduce((sum, { n }) => sum + n, 0);
    return {
      fileId: Number(file['file_id']),
      name: String(file['name']),
      kind: file['kind'] as Kind,
      rowsRead,
      rowsLoaded: rowsRead - rowsSetAside,
      rowsSetAside,
      made: made.get(file['file_id']) ?? null,
      byReason,
      cells: cells
        .rows()
        .filter(ofFile)
        .map((row) => ({
          column: String(row['column_name']),
          reason: row['reason'] as CellReason,
          n: Number(row['n']),
        })),
      notices: notices
        .rows()
        .filter(ofFile)
        .map((row) => ({ code: row['code'] as NoticeCode, n: Number(row['n']) }))
        .sort((a, b) => NOTICES.indexOf(a.code) - NOTICES.indexOf(b.code)),
    };
  });
}
