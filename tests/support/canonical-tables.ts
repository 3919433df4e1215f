/** Fills the canonical tables of a test engine straight from plain rows, without any file. */
import type { Engine } from '$lib/engine/port';
import { createTables } from '$lib/ingest/tables';
import { CANONICAL, type ColumnType, type Kind, MADE_COLUMNS } from '$lib/model/canonical';
import { deriveSteps } from '$lib/model/derive';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import { ident, join, sql } from '$lib/sql/sql';
import type { Canonical } from '../naive/types';

const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  text: 'VARCHAR',
  code: 'VARCHAR',
  day: 'DATE',
  number: 'DOUBLE',
  whole: 'INTEGER',
  yes_no: 'BOOLEAN',
};

type PlainRow = Readonly<Record<string, string | number | boolean | null>>;

/** Replaces the canonical tables by these rows; `x_` columns of the first stay are extras. */
export async function fillCanonicalTables(engine: Engine, tables: Canonical): Promise<void> {
  await createTables(engine);
  await fill(engine, 'stays', tables.stays as unknown as readonly PlainRow[]);
  const scores = [...tables.scores, ...(tables.visits ?? [])];
  await fill(engine, 'scores', scores as unknown as readonly PlainRow[]);
  await fill(engine, 'sessions', tables.sessions as unknown as readonly PlainRow[]);
  await fill(engine, 'surveys', (tables.surveys ?? []) as unknown as readonly PlainRow[]);
  await engine.execute('DELETE FROM loaded_phase');
  for (const { fileId, word, position, role } of tables.phases ?? []) {
    const values = sql`INSERT INTO loaded_phase VALUES (${fileId}, ${word}, ${position}, ${role})`;
    await engine.execute(values.text);
  }
}

/** Runs every derivation on the canonical tables. */
export async function derive(
  engine: Engine,
  settings: Settings = DEFAULT_SETTINGS,
  extras: readonly string[] = [],
): Promise<void> {
  for (const { statement } of deriveSteps(settings, extras)) await engine.execute(statement.text);
}

async function fill(engine: Engine, kind: Kind, rows: readonly PlainRow[]): Promise<void> {
  const extras = Object.keys(rows[0] ?? {}).filter((name) => name.startsWith('x_'));
  const columns = [
    { name: 'file_id', type: 'INTEGER', key: 'fileId' },
    { name: 'row_no', type: 'INTEGER', key: 'rowNo' },
    ...[...CANONICAL[kind], ...MADE_COLUMNS[kind]].map(({ name, type }) => ({
      name,
      type: SQL_TYPES[type],
      key: name,
    })),
    ...extras.map((name) => ({ name, type: 'VARCHAR', key: name })),
  ];
  const definition = columns.map(({ name, type }) => `"${name}" ${type}`).join(', ');
  await engine.execute(`CREATE OR REPLACE TABLE ${kind} (${definition})`);
  for (let start = 0; start < rows.length; start += 2000) {
    const values = rows
      .slice(start, start + 2000)
      .map((row) => sql`(${join(columns.map(({ key }) => sql`${row[key] ?? null}`))})`);
    const names = join(columns.map(({ name }) => ident(name)));
    await engine.execute(sql`INSERT INTO ${ident(kind)} (${names}) VALUES ${join(values)}`.text);
  }
}
