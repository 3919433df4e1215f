/**
 * What a plan would make of a file: the first rows as they would be loaded, and what would be lost.
 * It is a real load under a number that no file has, taken back at once, so that it cannot promise
 * what the load will not do.
 */
import type { Engine, QueryOptions } from '$lib/engine/port';
import { PersonKeys } from '$lib/identity/pseudonyms';
import { ident, join, type Sql, sql } from '$lib/sql/sql';
import type { ColumnType } from '$lib/model/canonical';
import { DAY_ZERO } from './day-text';
import { lineOf } from './line-registry';
import { loadFile } from './load';
import { hasParts } from './parts';
import { removeFile } from './remove-file';
import { filledColumns } from './sources';
import { typedTable } from './tables';
import type { FilePlan } from './types';
import type { CellReason, Reason } from './words';

/** The number of a file that is only looked at. */
const PREVIEW_ID = 0;

/** Larger files are previewed by their first part. */
const WHOLE_BYTES = 8 << 20;
const PART_BYTES = 2 << 20;

const SAMPLE_ROWS = 8;
const EXAMPLES = 3;

/** One value that would be set aside. */
export interface AsideExample {
  /** Physical line of the file; the header is line 1. */
  readonly line: number;
  readonly value: string | null;
}

/** Rows or cells that would be set aside for one reason in one column. */
export interface AsideGroup<R extends string> {
  readonly reason: R;
  /** Canonical column, or the column of the file in a wide shape; null = the row as such. */
  readonly column: string | null;
  readonly n: number;
  readonly examples: readonly AsideExample[];
}

/** What a plan makes of a file, before it is checked against other files. */
export interface MappingPreview {
  /** false = only the first part of a large file was read. */
  readonly isWhole: boolean;
  readonly rowsRead: number;
  /** rowsRead = rowsTyped + rowsSetAside. */
  readonly rowsTyped: number;
  readonly rowsSetAside: number;
  /** Scores or stays that the rows of a wide file hold; null = one each. */
  readonly made: number | null;
  readonly rows: readonly AsideGroup<Reason>[];
  readonly cells: readonly AsideGroup<CellReason>[];
  /** Canonical columns of `sample`. */
  readonly columns: readonly string[];
  /** First rows as text in canonical form; null = empty. */
  readonly sample: readonly {
    readonly line: number;
    readonly values: readonly (string | null)[];
  }[];
}

/**
 * Reads a file, or the first part of a large one, by a plan; leaves no trace in the engine. Rejects as
 * `loadFile` does.
 */
export async function previewFile(
  engine: Engine,
  file: Blob,
  plan: FilePlan,
  today: string,
  signal?: AbortSignal,
): Promise<MappingPreview> {
  const isWhole = file.size <= WHOLE_BYTES;
  const part = isWhole ? file : await firstRecords(file, plan);
  const options: QueryOptions = signal ? { signal } : {};
  try {
    // Keys of its own: a look at the first rows is not what pseudonyms are remembered for.
    const personKeys = new PersonKeys();
    const load = { today, personKeys, ...options };
    const loaded = await loadFile(engine, part, PREVIEW_ID, plan, load);
    return {
      isWhole,
      rowsRead: loaded.rowsRead,
      rowsTyped: loaded.rowsTyped,
      rowsSetAside: loaded.rowsSetAside,
      made: hasParts(plan) ? await count(engine, plan, options) : null,
      rows: await groups<Reason>(engine, 'set_aside', options),
      cells: await groups<CellReason>(engine, 'cell_aside', options),
      ...(await sampleOf(engine, plan, options)),
    };
  } finally {
    await removeFile(engine, PREVIEW_ID).catch(() => undefined);
  }
}

/** The first part of a file up to a line end. */
async function firstRecords(file: Blob, { dialect }: FilePlan): Promise<Blob> {
  const bytes = new Uint8Array(await file.slice(0, PART_BYTES).arrayBuffer());
  const lastFeed = bytes.lastIndexOf(10);
  const end = lastFeed < 0 ? bytes.lastIndexOf(13) : lastFeed;
  const width = dialect.encoding === 'utf-16le' ? 2 : 1;
  return file.slice(0, end < 0 ? PART_BYTES : end + width);
}

async function count(engine: Engine, plan: FilePlan, options: QueryOptions): Promise<number> {
  const table = typedTable(plan.kind, PREVIEW_ID);
  const found = await engine.query(sql`SELECT count(*)::INTEGER AS n FROM ${table}`.text, options);
  return found.number('n', 0) ?? 0;
}

async function groups<R extends string>(
  engine: Engine,
  table: 'set_aside' | 'cell_aside',
  options: QueryOptions,
): Promise<readonly AsideGroup<R>[]> {
  const found = await engine.query(
    sql`SELECT reason, column_name, row_no, value,
        count(*) OVER (PARTITION BY reason, column_name)::INTEGER AS n
      FROM ${ident(table)} WHERE file_id = ${PREVIEW_ID}
      QUALIFY row_number() OVER (PARTITION BY reason, column_name ORDER BY row_no) <= ${EXAMPLES}
      ORDER BY n DESC, reason, column_name, row_no`.text,
    options,
  );
  const byKey = new Map<string, AsideGroup<R> & { examples: AsideExample[] }>();
  for (let row = 0; row < found.rowCount; row += 1) {
    const reason = found.text('reason', row) as R;
    const column = found.text('column_name', row);
    const key = JSON.stringify([reason, column]);
    const group = byKey.get(key) ?? {
      reason,
      column,
      n: found.number('n', row) ?? 0,
      examples: [],
    };
    const line = lineOf(engine, PREVIEW_ID, found.number('row_no', row)!);
    group.examples.push({ line, value: found.text('value', row) });
    byKey.set(key, group);
  }
  return [...byKey.values()];
}

/** A value as a person reads it: days since admission as numbers, whole scores without a point. */
function shown(plan: FilePlan, name: string, type: ColumnType): Sql {
  const column = ident(name);
  if (type === 'day' && plan.reading.time === 'relative') {
    return sql`'day ' || (${column} - CAST(${DAY_ZERO} AS DATE))`;
  }
  if (type === 'number') return sql`regexp_replace(CAST(${column} AS VARCHAR), '[.]0$', '')`;
  return column;
}

async function sampleOf(
  engine: Engine,
  plan: FilePlan,
  options: QueryOptions,
): Promise<Pick<MappingPreview, 'columns' | 'sample'>> {
  const filled = filledColumns(plan);
  const columns = filled.map(({ name }) => name);
  const values = filled.map(
    ({ name, type }): Sql => sql`CAST(${shown(plan, name, type)} AS VARCHAR) AS ${ident(name)}`,
  );
  const order = hasParts(plan) ? sql`row_no, part_no` : sql`row_no`;
  const found = await engine.query(
    sql`SELECT row_no, ${join(values)} FROM ${typedTable(plan.kind, PREVIEW_ID)}
      ORDER BY ${order} LIMIT ${SAMPLE_ROWS}`.text,
    options,
  );
  return {
    columns,
    sample: Array.from({ length: found.rowCount }, (_, row) => ({
      line: lineOf(engine, PREVIEW_ID, found.number('row_no', row)!),
      values: columns.map((name) => found.text(name, row)),
    })),
  };
}
