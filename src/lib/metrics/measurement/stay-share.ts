/** Shares of the stays of a cohort of which a condition holds, each with the stays left out. */
import { type Sql, sql } from '$lib/sql/sql';
import { exclusionsFrom } from '../exclusions';
import { groupByView, isEverybody, orderByView } from '../groups';
import { headlineOf } from '../headline';
import type { FigureData, MetricContext, QueryResults } from '../metric';
import { type Reason, judgedExclusions, judgedStays, stayShareUnits } from '../eligible-discharge';
import { SHARE_COLUMNS, WILSON_INTERVAL, shareRow } from '../share-row';
import type { Units } from '../units';

export { SHARE_COLUMNS, WILSON_INTERVAL, stayShareUnits };

/** `shares` by view and `excluded`: of the stays without a reason, those of which `holds` is true. */
export function shareQueries(
  context: MetricContext,
  reasons: readonly Reason[],
  holds: Sql,
): Readonly<Record<'shares' | 'excluded', Sql>> {
  return {
    shares: sql`WITH ${judgedStays(context, reasons)}
    SELECT level, program, count_if(${holds})::INTEGER AS numerator,
      count(*)::INTEGER AS denominator, count(DISTINCT person_no)::INTEGER AS persons
    FROM judged WHERE reason IS NULL ${groupByView()} ${orderByView()}`,
    excluded: judgedExclusions(context, reasons),
  };
}

/** The figure of `shareQueries`; without a stay it has no rows. */
export function shareFigure(
  { shares, excluded }: QueryResults,
  about: string | null,
  notes: readonly string[] = [],
): FigureData {
  const counted = shares!.rows().filter((row) => Number(row['denominator']) > 0);
  const rows = counted.map((row) => shareRow(row, ['level', 'program']));
  return {
    ...headlineOf(rows.find(isEverybody)),
    about,
    excluded: exclusionsFrom(excluded!),
    columns: SHARE_COLUMNS,
    rows,
    notes,
  };
}

/** The figure without rows, and why. */
export function without(figure: FigureData, emptyReason: string): FigureData {
  return { ...figure, ...headlineOf(undefined), excluded: [], rows: [], notes: [], emptyReason };
}

/**
 * The units of a figure that has rows only where there is something to count.
 *
 * @param known Makes a condition without columns of its own, such as that any score was reviewed.
 */
export function unitsWhere(known: () => Sql, units: Units): Units {
  return {
    ...units,
    query: (context) => sql`SELECT * FROM (${units.query(context)}) WHERE ${known()}`,
  };
}

/** The stays of `judged` that are left out, as units; to be joined by `UNION ALL BY NAME`. */
export const LEFT_OUT_STAYS = sql`SELECT 'stay ' || stay_no AS unit, person_no, stay_no, level,
      program, reason AS left_out, NULL::DOUBLE AS numerator, 1::DOUBLE AS denominator
    FROM judged WHERE reason IS NOT NULL`;
