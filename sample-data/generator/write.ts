// Writing: UTF-8, comma, LF, a header row, nothing quoted because nothing needs it.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Planted } from './mess';
import type { Table } from './table';

function csvOf(table: Table): string {
  const lines = [table.columns, ...table.rows].map((row) => row.join(','));
  if (lines.some((line) => line.includes('"'))) throw new Error(`${table.file} needs quotes`);
  return `${lines.join('\n')}\n`;
}

/** Writes one table and returns a line about it: rows, bytes, fingerprint. */
export function writeTable(folder: string, table: Table): string {
  const csv = csvOf(table);
  writeFileSync(`${folder}/${table.file}`, csv);
  const digest = createHash('sha256').update(csv).digest('hex');
  return `${table.file}  ${String(table.rows.length)} rows  ${String(csv.length)} bytes  ${digest}`;
}

/** The planted rows and cells with their physical lines (header = 1). */
export function expectedSetAside(planted: readonly Planted[]): Table {
  const found = planted.map(({ table, row, kind, column, problem }) => {
    const value = column === null ? '' : (row[table.columns.indexOf(column)] ?? '');
    return { table, line: table.rows.indexOf(row) + 2, kind, column: column ?? '', value, problem };
  });
  found.sort((a, b) =>
    a.table.file < b.table.file ? -1 : a.table === b.table ? a.line - b.line : 1,
  );
  return {
    file: 'expected-set-aside.csv',
    columns: ['file', 'line', 'kind', 'column', 'value', 'reason'],
    rows: found.map((item) => [
      item.table.file,
      String(item.line),
      item.kind,
      item.column,
      item.value,
      item.problem,
    ]),
  };
}
