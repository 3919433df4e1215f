/** Which canonical columns the loaded files give. */
import { readTypedColumns } from '$lib/ingest/tables';
import { CANONICAL, type Kind } from '$lib/model/canonical';
import type { Columns } from '$lib/sql/columns';

/** One loaded file and what it gives. */
export interface GivenFile {
  readonly fileId: number;
  readonly name: string;
  readonly kind: Kind;
  readonly isWide: boolean;
  /** In canonical order. */
  readonly columns: readonly string[];
}

type Run = (query: string) => Promise<Columns>;

/** The loaded files in file order. */
export async function readGivenFiles(run: Run): Promise<readonly GivenFile[]> {
  const files = await run(
    `SELECT file_id, name, kind, is_wide::INTEGER AS is_wide FROM loaded_file
     ORDER BY file_order, file_id`,
  );
  const columnsOf = await readTypedColumns(run);
  return files.rows().map((row) => {
    const fileId = Number(row['file_id']);
    const kind = row['kind'] as Kind;
    const given = columnsOf(kind, fileId);
    return {
      fileId,
      name: String(row['name']),
      kind,
      isWide: row['is_wide'] === 1,
      columns: CANONICAL[kind].map(({ name }) => name).filter((name) => given.has(name)),
    };
  });
}

/** Canonical columns of a kind that some file gives, in canonical order. */
export function givenColumns(files: readonly GivenFile[], kind: Kind): readonly string[] {
  const own = files.filter((file) => file.kind === kind);
  return CANONICAL[kind]
    .map(({ name }) => name)
    .filter((name) => own.some(({ columns }) => columns.includes(name)));
}

/** The canonical column of a column of account; in a wide file a part's stands for that of its kind. */
export function canonicalColumn({ kind, isWide }: GivenFile, column: string): string {
  if (!isWide || CANONICAL[kind].some(({ name }) => name === column)) return column;
  return kind === 'scores' ? 'score' : 'admitted_on';
}
