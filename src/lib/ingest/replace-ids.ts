/**
 * Puts random pseudonyms in the place of the ids of people and stays of one file, everywhere in the
 * engine. The tables are written anew: an update would leave the old text in the memory of the engine.
 */
import Papa from 'papaparse';
import type { KeyKind, PersonKeys } from '$lib/identity/pseudonyms';
import type { Engine, QueryOptions } from '$lib/engine/port';
import { ident, join, list, raw, type Sql, sql } from '$lib/sql/sql';
import { isFilled } from './sources';
import { typedTable } from './tables';
import type { FilePlan } from './types';

const PAGE_ROWS = 50_000;
const KEY_TABLE = raw('identity_key');
const IDS = [
  { kind: 'person', column: 'person_id' },
  { kind: 'stay', column: 'stay_id' },
] as const;

/** Replaces the ids of a file that was loaded and counted; does nothing where the plan keeps them. */
export async function replaceIds(
  engine: Engine,
  plan: FilePlan,
  fileId: number,
  keys: PersonKeys | undefined,
  options: QueryOptions,
): Promise<void> {
  if (plan.identity.personId === 'keep') return;
  if (!keys) throw new Error('Pseudonyms are asked for, but the load has no keys.');
  const columns = IDS.filter(({ column }) => isFilled(plan, column));
  const name = `import-keys-${fileId}.csv`;
  try {
    const parts: string[] = ['\n'];
    for (const { kind, column } of columns) {
      parts.push(...(await keyLines(engine, idsOf(plan, fileId, column), kind, keys, options)));
    }
    await engine.addFile(name, new Blob(parts));
    for (const { text } of [
      keyTable(name),
      ...(columns.length > 0 ? replacedTable(plan, fileId, columns) : []),
      ...replacedAside(plan, fileId),
    ]) {
      await engine.execute(text, options);
    }
  } finally {
    await engine.dropFile(name).catch(() => undefined);
    for (const table of ['identity_key', 'identity_id', 'identity_rows']) {
      await engine.execute(`DROP TABLE IF EXISTS ${table}`).catch(() => undefined);
    }
  }
}

/** Every id of a column that stands anywhere in the engine for this file. */
function idsOf(plan: FilePlan, fileId: number, column: string): Sql {
  const name = ident(column);
  return sql`SELECT ${name} AS id FROM ${typedTable(plan.kind, fileId)}
    UNION SELECT ${name} FROM set_aside WHERE file_id = ${fileId}
    UNION SELECT value FROM set_aside WHERE file_id = ${fileId} AND column_name = ${column}
    UNION SELECT value FROM cell_aside WHERE file_id = ${fileId} AND column_name = ${column}`;
}

async function keyLines(
  engine: Engine,
  ids: Sql,
  kind: KeyKind,
  keys: PersonKeys,
  options: QueryOptions,
): Promise<readonly string[]> {
  await engine.execute(
    sql`CREATE OR REPLACE TEMP TABLE identity_id AS
      SELECT CAST(row_number() OVER (ORDER BY hash(id)) AS INTEGER) AS no, id
      FROM (${ids}) WHERE id IS NOT NULL`.text,
    options,
  );
  const lines: string[] = [];
  for (let from = 1; ; from += PAGE_ROWS) {
    const page = await engine.query(
      sql`SELECT id FROM identity_id WHERE no BETWEEN ${from} AND ${from + PAGE_ROWS - 1}
        ORDER BY no`.text,
      options,
    );
    const rows = page.column('id').map((id) => {
      const text = String(id);
      return [kind, text, keys.pseudonymOf(kind, text)];
    });
    if (rows.length > 0) lines.push(`${Papa.unparse(rows, { quotes: true, newline: '\n' })}\n`);
    if (rows.length < PAGE_ROWS) return lines;
  }
}

function keyTable(file: string): Sql {
  return sql`CREATE OR REPLACE TEMP TABLE ${KEY_TABLE} AS FROM read_csv(${`upload/${file}`},
    columns = {'kind': 'VARCHAR', 'id': 'VARCHAR', 'pseudonym': 'VARCHAR'},
    auto_detect = false, header = false, delim = ',', quote = '"', escape = '"')`;
}

function replacedTable(
  plan: FilePlan,
  fileId: number,
  columns: readonly { readonly kind: KeyKind; readonly column: string }[],
): readonly Sql[] {
  const table = typedTable(plan.kind, fileId);
  const replaced = columns.map(
    ({ kind, column }) => sql`${ident(kind)}.pseudonym AS ${ident(column)}`,
  );
  const joins = columns.map(
    ({ kind, column }) => sql`LEFT JOIN ${KEY_TABLE} AS ${ident(kind)}
      ON ${ident(kind)}.kind = ${kind} AND ${ident(kind)}.id = rows.${ident(column)}`,
  );
  return [
    sql`CREATE TABLE identity_rows AS SELECT rows.* REPLACE (${join(replaced)})
      FROM ${table} AS rows ${join(joins, ' ')}`,
    sql`DROP TABLE ${table}`,
    sql`ALTER TABLE identity_rows RENAME TO ${table}`,
  ];
}

/** The lists of what was set aside: their id columns, and their values where these are ids. */
function replacedAside(plan: FilePlan, fileId: number): readonly Sql[] {
  return IDS.flatMap(({ kind, column }) => {
    // A row that was left out names the column of the file; a footer names none.
    const names = list([column, plan.header[plan.columns[column] ?? -1]?.trim() ?? column]);
    const from = sql`FROM ${KEY_TABLE} AS key WHERE file_id = ${fileId} AND key.kind = ${kind}`;
    const name = ident(column);
    return [
      sql`UPDATE set_aside SET ${name} = key.pseudonym ${from} AND key.id = ${name}`,
      ...['set_aside', 'cell_aside'].map(
        (table) => sql`UPDATE ${ident(table)} SET value = key.pseudonym ${from}
          AND key.id = value AND coalesce(column_name, ${column}) IN ${names}`,
      ),
    ];
  });
}
