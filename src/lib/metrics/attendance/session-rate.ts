/** What rates over sessions share: which sessions count, programs that cannot tell, exclusions. */
import { type Sql, ident, join, raw, sql } from '$lib/sql/sql';
import { exclusionsFrom } from '../exclusions';
import { isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { FigureData, FigureRow, MetricContext, QueryResults } from '../metric';
import { NOT_COUNTED, doseByStay } from './dose';
import { orderBySums, ratioRow, ratioSums, viewOf } from '../ratio';

/** The columns of a rate over sessions. */
export const RATE_COLUMNS = [
  'level', 'program', 'n', 'persons', 'numerator', 'denominator', 'value', 'low', 'high',
] as const; // prettier-ignore

const STATUSES = ['attended', 'no_show', 'late_cancel', ...NOT_COUNTED];

/** Which statuses of sessions make up a rate. */
export interface SessionRate {
  /** Statuses in the denominator; `attended` or one of them is counted out of it. */
  readonly outOf: readonly string[];
  readonly counted: string;
  /** The flag of a stay whose program's export can tell the rate. */
  readonly told: 'has_absences' | 'has_missed';
}

/** The queries of a rate over sessions. */
export function rateQueries(rate: SessionRate, context: MetricContext): Record<string, Sql> {
  const told = raw(rate.told);
  const outOf = sumOf(rate.outOf);
  const parts = { from: 'dose', y: raw(rate.counted), x: outOf };
  const beside = STATUSES.filter((status) => !rate.outOf.includes(status));
  return {
    rates: sql`WITH ${doseByStay(context)},
    ${ratioSums({ ...parts, where: sql`${told} AND ${outOf} > 0` })}
    SELECT * EXCLUDE (level_position) FROM by_view ${orderBySums()}`,
    silent: sql`WITH ${doseByStay(context)}
    SELECT program, count(*)::INTEGER AS n, count(DISTINCT person_no)::INTEGER AS persons,
      sum(${raw(rate.counted)})::INTEGER AS numerator, sum(${outOf})::INTEGER AS denominator
    FROM dose WHERE NOT ${told} AND ${outOf} > 0 GROUP BY program ORDER BY program`,
    excluded: sql`WITH ${doseByStay(context)}
    SELECT coalesce(sum(${sumOf(STATUSES)}) FILTER (WHERE NOT ${told}), 0)::INTEGER
        AS "no absences recorded",
      ${join(
        beside.map(
          (status) => sql`coalesce(sum(${raw(status)}) FILTER (WHERE ${told}), 0)::INTEGER
        AS ${ident(status)}`,
        ),
      )} FROM dose`,
  };
}

/** The figure of a rate over sessions; programs that cannot tell have a row without a value. */
export function rateFigure({ rates, silent, excluded }: QueryResults): FigureData {
  const rows = Array.from({ length: rates!.rowCount }, (_, row): FigureRow => ({
    ...viewOf(rates!, row),
    ...ratioRow(rates!, row, 'share'),
  }));
  const silentRows = silent!
    .rows()
    .map((row): FigureRow => ({ level: null, value: null, low: null, high: null, ...row }));
  const name = (row: FigureRow): string => String(row['program']);
  const programs = [...rows.filter((row) => row['program'] !== null), ...silentRows].sort(
    (one, other) => (name(one) < name(other) ? -1 : 1),
  );
  return {
    ...headlineOf(rows.find(isEverybody)),
    about: null,
    excluded: exclusionsFrom(excluded!),
    columns: RATE_COLUMNS,
    rows: [...rows.filter((row) => row['program'] === null), ...programs],
    notes: silentRows.map((row) => `${name(row)}: this export has no absences, so it has no rate.`),
    ...(rows.length === 0 && silentRows.length > 0
      ? { emptyReason: 'The export has no absences, so there is no rate.' }
      : {}),
  };
}

function sumOf(statuses: readonly string[]): Sql {
  return raw(`(${statuses.join(' + ')})`);
}
