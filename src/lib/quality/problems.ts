/**
 * One list of everything that is not as it should be, over all files: rows set aside, cells left
 * empty, and loaded rows that are worth a look. The last of these need the derived tables too.
 */
import { SESSION_CONDITIONS } from '$lib/ingest/session-notices';
import {
  CELL_REASONS,
  type CellReason,
  CELL_WORDS,
  NOTICE_WORDS,
  type NoticeCode,
  NOTICES,
  type Reason,
  REASON_WORDS,
  REASONS,
  type Words,
} from '$lib/ingest/words';
import type { Columns } from '$lib/sql/columns';
import { type Sql, sql } from '$lib/sql/sql';
import { LATE_NOTICES, LATE_ROWS, LATE_WORDS, lateCounts, type LateNotice } from './late-notices';

/** How much was lost: a whole row, one cell, or nothing. */
export type Severity = 'row' | 'cell' | 'note';

/** One kind of problem in one column of one file. */
export interface Problem {
  readonly severity: Severity;
  readonly code: Reason | CellReason | NoticeCode | LateNotice;
  readonly fileId: number;
  /** Canonical column, or the file's own in a wide file; null = the row as such. */
  readonly column: string | null;
  /** Rows or cells; at least 1. */
  readonly n: number;
}

/** One row of a problem. */
export interface ProblemRow {
  /** Physical line on which the row begins; the header is line 1. */
  readonly line: number;
  /** What stands there; null = nothing in particular. */
  readonly value: string | null;
  /** Id and line of the row that was kept, or of the stay that was set aside. */
  readonly other: { readonly fileId: number; readonly line: number } | null;
}

type Run = (query: string) => Promise<Columns>;

/** Where a row of a file stands in it, from `ingest/line-registry`. */
export type LineOf = (fileId: number, rowNo: number) => number;

const SEVERITIES: readonly Severity[] = ['row', 'cell', 'note'];

/** In this order problems of one severity are listed. */
const CODES: readonly string[] = [...REASONS, ...CELL_REASONS, ...NOTICES, ...LATE_NOTICES];

/** All problems that the import wrote down: `severity`, `code`, `file_id`, `column_name`, `n`. */
export function problemCounts(): Sql {
  return sql`SELECT 'row' AS severity, reason AS code, file_id, column_name, count(*)::INTEGER AS n
    FROM every_set_aside GROUP BY ALL
    UNION ALL SELECT 'cell', reason, file_id, column_name, count(*)::INTEGER
    FROM cell_aside GROUP BY ALL
    UNION ALL SELECT 'note', code, file_id, column_name, sum(n)::INTEGER
    FROM notice GROUP BY ALL
    UNION ALL SELECT 'note', code, file_id, column_name, n FROM (${lateCounts()})`;
}

/** Every problem of every loaded file: the gravest first, then in the order in which it is looked for. */
export async function readProblems(run: Run): Promise<readonly Problem[]> {
  const found = await run(problemCounts().text);
  const problems = found.rows().map((row) => ({
    severity: row['severity'] as Severity,
    code: row['code'] as Problem['code'],
    fileId: Number(row['file_id']),
    column: row['column_name'] as string | null,
    n: Number(row['n']),
  }));
  return problems.sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      CODES.indexOf(a.code) - CODES.indexOf(b.code) ||
      a.fileId - b.fileId ||
      (a.column ?? '').localeCompare(b.column ?? ''),
  );
}

/** What happened, and what to do about it. */
export function problemWords({ severity, code }: Pick<Problem, 'severity' | 'code'>): Words {
  if (severity === 'row') return REASON_WORDS[code as Reason];
  if (severity === 'cell') return CELL_WORDS[code as CellReason];
  return isLate(code) ? LATE_WORDS[code] : NOTICE_WORDS[code as NoticeCode];
}

/**
 * The rows of a problem as `row_no`, `value`, `other_file_id`, `other_row_no`; none where only their
 * number is known, as for words that were read as empty.
 */
export function problemRows(problem: Problem, limit: number): Sql {
  return sql`SELECT row_no, value, other_file_id, other_row_no FROM (${rowsOf(problem)})
    ORDER BY row_no, value LIMIT ${limit}`;
}

/** The first rows of a problem by physical line; null where only their number is known. */
export async function readProblemRows(
  problem: Problem,
  limit: number,
  run: Run,
  lineOf: LineOf,
): Promise<readonly ProblemRow[] | null> {
  const found = await run(problemRows(problem, limit).text);
  if (found.rowCount === 0) return null;
  return Array.from({ length: found.rowCount }, (_, row) => {
    const otherFile = found.number('other_file_id', row);
    const otherRow = found.number('other_row_no', row);
    return {
      line: lineOf(problem.fileId, found.number('row_no', row)!),
      value: found.text('value', row),
      other:
        otherFile === null || otherRow === null
          ? null
          : { fileId: otherFile, line: lineOf(otherFile, otherRow) },
    };
  });
}

function rowsOf({ severity, code, fileId, column }: Problem): Sql {
  const own = sql`file_id = ${fileId} AND column_name IS NOT DISTINCT FROM ${column}`;
  const none = sql`NULL::INTEGER AS other_file_id, NULL::INTEGER AS other_row_no`;
  if (severity === 'row') {
    return sql`SELECT row_no, value, other_file_id, other_row_no FROM every_set_aside
      WHERE ${own} AND reason = ${code}`;
  }
  if (severity === 'cell') {
    return sql`SELECT row_no, value, ${none} FROM cell_aside WHERE ${own} AND reason = ${code}`;
  }
  if (isLate(code)) {
    return sql`SELECT row_no, value, ${none} FROM (${LATE_ROWS[code]}) WHERE ${own}`;
  }
  const session = SESSION_CONDITIONS.find((condition) => condition.code === code);
  if (session) {
    return sql`SELECT row_no, held_on::VARCHAR AS value, ${none} FROM sessions
      WHERE file_id = ${fileId} AND ${session.when}`;
  }
  return sql`SELECT row_no, NULL::VARCHAR AS value, ${none} FROM notice
    WHERE ${own} AND code = ${code} AND row_no IS NOT NULL`;
}

function isLate(code: string): code is LateNotice {
  return (LATE_NOTICES as readonly string[]).includes(code);
}
