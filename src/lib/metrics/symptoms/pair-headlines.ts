/**
 * What figures over pairs of scores share: the headline of the main measure and of every other one,
 * and the pairs that begin on the well side where a figure counts only the others.
 */
import { type Sql, sql } from '$lib/sql/sql';
import { isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type {
  Exclusion,
  FigureFocus,
  FigureRow,
  Headline,
  MetricContext,
  QueryResults,
} from '../metric';
import { classifiedPairs, withoutPair } from '../pairs';

/** Reasons of pairs that a figure does not count, in the order in which they are printed. */
const BESIDE = ['baseline on the well side', 'baseline without a day'] as const;

/**
 * The pairs that do not begin on the unwell side, and those that do on no known day, by measure and
 * rater; read by `pairHeadlines`.
 */
export function besideQuery(context: MetricContext): Sql {
  return sql`WITH ${classifiedPairs(context)}
    SELECT measure, rater, count_if(NOT is_baseline_unwell)::INTEGER AS "baseline on the well side",
      count_if(is_baseline_unwell AND baseline_on IS NULL)::INTEGER AS "baseline without a day"
    FROM pair GROUP BY measure, rater`;
}

/**
 * The headline of the figure and one focus per measure, from its rows about everybody (one per measure
 * and rater) and the results named `primary`, `statuses` and, where pairs are left out, `beside`.
 *
 * @param leftOut Which of the pairs in `beside` the figure leaves out.
 */
export function pairHeadlines(
  rows: readonly FigureRow[],
  results: QueryResults,
  leftOut: readonly (typeof BESIDE)[number][] = [],
): Headline & { readonly focuses: readonly FigureFocus[] } {
  const statuses = results['statuses']!.rows();
  const beside = results['beside']?.rows() ?? [];
  const excludedOf = (kind: FigureRow): readonly Exclusion[] => [
    ...withoutPair(kind, statuses),
    ...BESIDE.filter((reason) => leftOut.includes(reason)).flatMap((reason) => {
      const n = Number(beside.find((row) => isSameKind(row, kind))?.[reason] ?? 0);
      return n > 0 ? [{ reason, n }] : [];
    }),
  ];
  const own = rows.filter(isEverybody);
  const [main] = results['primary']!.rows();
  return {
    ...headlineOf(own.find((row) => main && isSameKind(row, main))),
    about: (main?.['measure'] as string | undefined) ?? null,
    excluded: main ? excludedOf(main) : [],
    focuses: own.map((row) => {
      const measure = String(row['measure']);
      return { key: measure, ...headlineOf(row), about: measure, excluded: excludedOf(row) };
    }),
  };
}

/** The measures of rows, each once, in their order. */
export function measuresOf(rows: readonly FigureRow[]): string[] {
  return [...new Set(rows.map((row) => String(row['measure'])))];
}

/** A row cut to the columns of its figure, in their order. */
export function inColumns(row: FigureRow, columns: readonly string[]): FigureRow {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
}

/** Whether two rows are about one measure by one rater. */
export function isSameKind(one: FigureRow, other: FigureRow): boolean {
  return one['measure'] === other['measure'] && one['rater'] === other['rater'];
}
