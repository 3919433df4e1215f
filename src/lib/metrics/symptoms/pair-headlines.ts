/**
 * What figures over pairs of scores share: the headline of the main measure and of every other one,
 * and the pairs that begin on the well side where a figure counts only the others.
 */
import { type Sql, ident, join, raw, sql } from '$lib/sql/sql';
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
import { classifiedPairs, unitName, withoutPair } from '../pairs';

/** Reasons of pairs that a figure does not count, in the order in which they are printed. */
const BESIDE = {
  'baseline on the well side': raw('NOT is_baseline_unwell'),
  'baseline without a day': raw('is_baseline_unwell AND baseline_on IS NULL'),
} as const;

/** Why a figure does not count a pair. */
export type BesideReason = keyof typeof BESIDE;

const BESIDE_REASONS = Object.keys(BESIDE) as BesideReason[];

/**
 * The pairs that do not begin on the unwell side, and those that do on no known day, by measure and
 * rater; read by `pairHeadlines`.
 */
export function besideQuery(context: MetricContext): Sql {
  const counts = BESIDE_REASONS.map(
    (reason) => sql`count_if(${BESIDE[reason]})::INTEGER AS ${ident(reason)}`,
  );
  return sql`WITH ${classifiedPairs(context)}
    SELECT measure, rater, ${join(counts)} FROM pair GROUP BY measure, rater`;
}

/**
 * The pairs of the common table `pair` that a figure does not count, as units that are left out; to be
 * joined to those that it counts by `UNION ALL BY NAME`.
 */
export function besideUnits(context: MetricContext, reasons: readonly BesideReason[]): Sql {
  const units = reasons.map(
    (reason) => sql`SELECT ${unitName(context)} AS unit, person_no, stay_no, level, program,
      measure, rater, ${reason} AS left_out, NULL::DOUBLE AS numerator, 1::DOUBLE AS denominator
    FROM pair WHERE ${BESIDE[reason]}`,
  );
  return join(units, ' UNION ALL ');
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
  leftOut: readonly BesideReason[] = [],
): Headline & { readonly focuses: readonly FigureFocus[] } {
  const statuses = results['statuses']!.rows();
  const beside = results['beside']?.rows() ?? [];
  const excludedOf = (kind: FigureRow): readonly Exclusion[] => [
    ...withoutPair(kind, statuses),
    ...BESIDE_REASONS.filter((reason) => leftOut.includes(reason)).flatMap((reason) => {
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
