/** The views over the typed tables of all files, with every canonical column in its type. */
import type { Engine } from '$lib/engine/port';
import {
  CANONICAL,
  type CanonicalColumn,
  type ColumnType,
  type Kind,
  KINDS,
  MADE_COLUMNS,
} from '$lib/model/canonical';
import { ident, join, raw, type Sql, sql } from '$lib/sql/sql';
import { readTypedColumns, typedTable } from './tables';

/** The type of each kind of column in the engine. */
export const ENGINE_TYPES: Readonly<Record<ColumnType, Sql>> = {
  text: raw('VARCHAR'),
  code: raw('VARCHAR'),
  day: raw('DATE'),
  number: raw('DOUBLE'),
  whole: raw('INTEGER'),
  yes_no: raw('BOOLEAN'),
};

interface TypedFile {
  readonly fileId: number;
  readonly kind: Kind;
  readonly columns: ReadonlySet<string>;
}

/**
 * Creates `typed_<kind>` of each kind over the files that are loaded now. With `joined`, a stay_id of
 * `joined_stay` reads as the one that was kept.
 */
export async function createTypedViews(engine: Engine, joined = false): Promise<void> {
  const files = await typedFiles(engine);
  const extras = await engine.query('SELECT DISTINCT name FROM loaded_extra ORDER BY name');
  const extraNames = extras.column('name').map(String);
  for (const kind of KINDS) {
    const ofKind = files.filter((file) => file.kind === kind);
    const names = kind === 'stays' ? extraNames : [];
    const isJoined = joined && kind !== 'stays';
    await engine.execute(typedView(kind, ofKind, names, isJoined).text);
  }
}

/** The canonical columns of a kind and those made while loading, as names. */
export function canonicalNames(kind: Kind): readonly Sql[] {
  return [...CANONICAL[kind], ...MADE_COLUMNS[kind]].map(({ name }) => ident(name));
}

async function typedFiles(engine: Engine): Promise<TypedFile[]> {
  const loaded = await engine.query('SELECT file_id, kind FROM loaded_file ORDER BY file_id');
  const columnsOf = await readTypedColumns((query) => engine.query(query));
  return loaded.rows().map((row) => {
    const [fileId, kind] = [Number(row['file_id']), row['kind'] as Kind];
    return { fileId, kind, columns: columnsOf(kind, fileId) };
  });
}

function typedView(
  kind: Kind,
  files: readonly TypedFile[],
  extras: readonly string[],
  isJoined: boolean,
): Sql {
  const columns: readonly Pick<CanonicalColumn, 'name' | 'type'>[] = [
    ...CANONICAL[kind],
    ...MADE_COLUMNS[kind],
    ...extras.map((name) => ({ name, type: 'text' as const })),
  ];
  const parts = files.map((file) => {
    const values = columns.map(({ name, type }) => {
      const value = file.columns.has(name) ? ident(name) : raw('NULL');
      return sql`CAST(${value} AS ${ENGINE_TYPES[type]}) AS ${ident(name)}`;
    });
    const part = file.columns.has('part_no') ? raw('part_no') : raw('0 AS part_no');
    return sql`SELECT ${join(values)}, file_id, row_no, row_hash_1, row_hash_2, ${part}
      FROM ${typedTable(kind, file.fileId)}`;
  });
  const empty = columns.map(
    ({ name, type }) => sql`CAST(NULL AS ${ENGINE_TYPES[type]}) AS ${ident(name)}`,
  );
  const nothing = sql`SELECT ${join(empty)}, CAST(NULL AS INTEGER) AS file_id,
    CAST(NULL AS INTEGER) AS row_no, CAST(NULL AS UBIGINT) AS row_hash_1,
    CAST(NULL AS UBIGINT) AS row_hash_2, 0 AS part_no WHERE FALSE`;
  const body = parts.length === 0 ? nothing : join(parts, ' UNION ALL ');
  const view = sql`CREATE OR REPLACE VIEW ${ident(`typed_${kind}`)} AS`;
  if (!isJoined) return sql`${view} ${body}`;
  return sql`${view} SELECT rows.* REPLACE (coalesce(kept_id, rows.stay_id) AS stay_id)
    FROM (${body}) AS rows LEFT JOIN joined_stay ON joined_stay.stay_id = rows.stay_id`;
}
