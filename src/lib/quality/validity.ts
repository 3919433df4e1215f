/**
 * Validity: the share of values that can be used among those given, by file and column. A value fails
 * when it is no day, no number, no known code or instrument, or out of the range of its instrument.
 */
import {
  CELL_REASONS,
  type CellReason,
  CELL_WORDS,
  type Reason,
  REASON_WORDS,
  REASONS,
} from '$lib/ingest/words';
import { CANONICAL, type Kind, KINDS } from '$lib/model/canonical';
import type { Columns } from '$lib/sql/columns';
import { ident, join, list, type Sql, sql } from '$lib/sql/sql';
import { canonicalColumn, type GivenFile } from './given-columns';
import type { Share } from './share';

/** Reasons that are about a value itself, and not about another one or about its absence. */
export const INVALID = [
  'not_a_date',
  'impossible_date',
  'future_day',
  'unknown_code',
  'unknown_visit',
  'unknown_instrument',
  'not_a_number',
  'invalid_score',
] as const satisfies readonly (Reason | CellReason)[];

/** The values of one column of one file. */
export interface Validity extends Share {
  readonly fileId: number;
  readonly kind: Kind;
  readonly column: string;
  /** Why the others cannot be used, in words, with their number. */
  readonly failed: readonly { readonly label: string; readonly n: number }[];
}

/** Whether values of a column can fail; any text is a text. */
export function hasRule(kind: Kind, column: string): boolean {
  if (column === 'measure') return true;
  const found = CANONICAL[kind].find(({ name }) => name === column);
  return found !== undefined && found.type !== 'text';
}

/** Loaded values by file: `file_id`, and for each column at position i `n_<i>`. */
export function loadedValues(kind: Kind, columns: readonly string[]): Sql {
  const counts = columns.map(
    (name, at) => sql`count(${ident(name)})::INTEGER AS ${ident(`n_${at}`)}`,
  );
  return sql`SELECT file_id, ${join(counts)} FROM ${ident(kind)} GROUP BY file_id`;
}

/** Values that failed: `file_id`, `column_name`, `reason`, `n`. */
export const FAILED_VALUES = sql`SELECT file_id, column_name, reason, count(*)::INTEGER AS n FROM (
    SELECT file_id, column_name, reason FROM every_set_aside
    UNION ALL SELECT file_id, column_name, reason FROM cell_aside)
  WHERE reason IN ${list(INVALID)} GROUP BY ALL`;

type Run = (query: string) => Promise<Columns>;

/** Reads the validity of every column with a rule, in file order and canonical order. */
export async function readValidity(
  files: readonly GivenFile[],
  run: Run,
): Promise<readonly Validity[]> {
  const failed = (await run(FAILED_VALUES.text)).rows();
  const found: Validity[] = [];
  for (const kind of KINDS) {
    const own = files.filter((file) => file.kind === kind);
    const columns = CANONICAL[kind].map(({ name }) => name).filter((name) => hasRule(kind, name));
    if (own.length === 0) continue;
    const counts = await run(loadedValues(kind, columns).text);
    const byFile = new Map(counts.rows().map((row) => [row['file_id'], row]));
    for (const file of own) {
      for (const column of columns.filter((name) => file.columns.includes(name))) {
        const n = Number(byFile.get(file.fileId)?.[`n_${columns.indexOf(column)}`] ?? 0);
        const reasons = failed
          .filter((row) => row['file_id'] === file.fileId)
          .filter((row) => canonicalColumn(file, String(row['column_name'])) === column)
          .map((row) => ({ label: labelOf(String(row['reason'])), n: Number(row['n']) }));
        const of = n + reasons.reduce((sum, reason) => sum + reason.n, 0);
        found.push({ fileId: file.fileId, kind, column, n, of, failed: reasons });
      }
    }
  }
  return found;
}

/** The validity of each column over several files: kinds and columns in canonical order. */
export function overFiles(values: readonly Validity[]): readonly Omit<Validity, 'fileId'>[] {
  const columns = new Map<string, Omit<Validity, 'fileId'>>();
  for (const { kind, column, n, of, failed } of values) {
    const key = `${kind} ${column}`;
    const before = columns.get(key) ?? { kind, column, n: 0, of: 0, failed: [] };
    const labels = [...new Set([...before.failed, ...failed].map(({ label }) => label))];
    const total = (label: string): number =>
      [...before.failed, ...failed]
        .filter((reason) => reason.label === label)
        .reduce((sum, reason) => sum + reason.n, 0);
    columns.set(key, {
      ...{ kind, column, n: before.n + n, of: before.of + of },
      failed: labels.map((label) => ({ label, n: total(label) })),
    });
  }
  return KINDS.flatMap((kind) =>
    CANONICAL[kind].flatMap(({ name }) => columns.get(`${kind} ${name}`) ?? []),
  );
}

function labelOf(reason: string): string {
  if ((REASONS as readonly string[]).includes(reason)) return REASON_WORDS[reason as Reason].label;
  return (CELL_REASONS as readonly string[]).includes(reason)
    ? CELL_WORDS[reason as CellReason].label
    : reason;
}
