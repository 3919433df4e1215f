/** The problems of all files as the page lists them: filtered, sorted, named. */
import type { KeptFile } from '$lib/session/kept-file';
import { type Problem, problemWords, type Severity } from '$lib/quality/problems';

/** How grave a problem is, in words. */
export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  row: 'Set aside',
  cell: 'Cell left empty',
  note: 'Loaded, worth a look',
};

/** What the list can be sorted by. */
export const SORTS = [
  { value: 'severity', label: 'Gravest first' },
  { value: 'count', label: 'Most rows first' },
  { value: 'file', label: 'By file' },
  { value: 'column', label: 'By column' },
] as const;

/** One of them. */
export type Sort = (typeof SORTS)[number]['value'];

/** A problem with the names that a person reads. */
export interface ListedProblem {
  readonly problem: Problem;
  readonly key: string;
  readonly label: string;
  readonly happened: string;
  readonly remedy: string;
  readonly fileName: string;
  /** The column by its name in the file; null = the row as such. */
  readonly column: string | null;
}

/** The problems of one file, or of all, in an order; the order of the gravest is that of the list. */
export function listProblems(
  problems: readonly Problem[],
  files: readonly Pick<KeptFile, 'id' | 'name' | 'plan'>[],
  fileId: number | null,
  sort: Sort,
): readonly ListedProblem[] {
  const listed = problems
    .filter((problem) => fileId === null || problem.fileId === fileId)
    .map((problem) => {
      const file = files.find(({ id }) => id === problem.fileId);
      const { severity, code, fileId: of, column } = problem;
      return {
        ...{ problem, ...problemWords(problem) },
        key: `${severity} ${code} ${of} ${column ?? ''}`,
        fileName: file?.name ?? '',
        column: column === null ? null : columnInFile(column, file?.plan),
      };
    });
  const by = (text: (one: ListedProblem) => string) => (a: ListedProblem, b: ListedProblem) =>
    text(a).localeCompare(text(b), 'en-US', { numeric: true });
  if (sort === 'count') return listed.sort((a, b) => b.problem.n - a.problem.n);
  if (sort === 'file') return listed.sort(by(({ fileName }) => fileName));
  if (sort === 'column') return listed.sort(by(({ column }) => column ?? ''));
  return listed;
}

/** `admitted_on, "Admit Dt" in the file`; a column that the file names like we do is named once. */
function columnInFile(column: string, plan: KeptFile['plan'] | undefined): string {
  const name = plan?.header[plan.columns[column] ?? -1]?.trim();
  if (!name || name.toLowerCase() === column) return column;
  return `${name} (${column})`;
}
