/** What rates over sessions share: which sessions count, programs that cannot tell, exclusions. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { Query } from '$lib/tally/tally';
import { exclusionsFrom } from '../exclusions';
import { isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { FigureData, FigureRow, MetricContext, QueryResults } from '../metric';
import { NOT_COUNTED, doseByStay } from './dose';
import { type LeftOut, leftOutQuery, reasonUnits } from './left-out';
import { type RatioParts, ratioCounts, ratioRow, ratioUnits, viewOf } from '../ratio';
import { type Tallied, tallied } from '../tallied';
import type { Units } from '../units';

/** The columns of a rate over sessions. */
export const RATE_COLUMNS = [
  'level', 'program', 'n', 'persons', 'numerator', 'denominator', 'value', 'low', 'high',
] as const; // prettier-ignore

/** Why sessions of a program that cannot tell are left out. */
export const NOT_TOLD = 'no absences recorded';

const STATUSES = ['attended', 'no_show', 'late_cancel', ...NOT_COUNTED];

/** Which statuses of sessions make up a rate. */
export interface SessionRate {
  /** Statuses in the denominator; `attended` or one of them is counted out of it. */
  readonly outOf: readonly string[];
  readonly counted: string;
  /** The flag of a stay whose program's export can tell the rate. */
  readonly told: 'has_absences' | 'has_missed';
}

/** The rate of attendance. */
export const ATTENDANCE_RATE: SessionRate = {
  counted: 'attended',
  outOf: ['attended', 'no_show', 'late_cancel'],
  told: 'has_absences',
};

/** The sessions of `dose` by stay that a rate leaves out. */
export function sessionsLeftOut({ outOf, told }: SessionRate): readonly LeftOut[] {
  const beside = STATUSES.filter((status) => !outOf.includes(status));
  return [
    { name: NOT_TOLD, when: sql`NOT ${raw(told)}`, adds: sumOf(STATUSES) },
    ...beside.map((status) => ({ name: status, when: raw(told), adds: raw(status) })),
  ];
}

/** The queries of a rate over sessions. */
export function rateQueries(rate: SessionRate, context: MetricContext): Record<string, Query> {
  const told = raw(rate.told);
  const parts = partsOf(rate, 'dose');
  const units =
    (where: Sql): Tallied['units'] =>
    (own) => ({
      tables: doseByStay(own),
      select: sql`SELECT stay_no, person_no, place_no, (${parts.y})::INTEGER AS y,
        (${parts.x})::INTEGER AS x
      FROM dose WHERE ${where} AND ${parts.where}`,
    });
  return {
    rates: tallied(context, { units: units(told), counts: ratioCounts('y', 'x') }),
    silent: tallied(context, {
      views: 'programs',
      units: units(sql`NOT ${told}`),
      counts: {
        n: { of: 'rows' },
        persons: { of: 'persons' },
        numerator: { of: 'sum', column: 'y' },
        denominator: { of: 'sum', column: 'x' },
      },
    }),
    excluded: leftOutQuery(context, doseByStay, 'dose', sessionsLeftOut(rate)),
  };
}

/** What stands behind a rate over sessions: the sessions of each stay. */
export function rateUnits(rate: SessionRate): Units {
  return {
    query: (context) => sql`WITH ${doseByStay(context)} ${rateUnitRows(rate)}`,
    apart: [],
    within: [],
    guards: 'people',
  };
}

/**
 * The units of a rate, from `dose` by stay. Stays of a program that cannot tell count in the row of
 * that program alone, and are left out of everything else.
 */
export function rateUnitRows(rate: SessionRate): Sql {
  const told = raw(rate.told);
  return sql`SELECT * FROM (
      WITH placed AS (
        SELECT * REPLACE (CASE WHEN ${told} THEN level END AS level),
          (NOT ${told})::INTEGER AS divided
        FROM dose
      )
      ${ratioUnits(partsOf(rate, 'placed'), 'divided')}
      UNION ALL BY NAME ${reasonUnits('placed', sessionsLeftOut(rate), 'divided')}
    )`;
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

function partsOf({ counted, outOf }: SessionRate, from: string): RatioParts {
  const x = sumOf(outOf);
  return { from, y: raw(counted), x, where: sql`${x} > 0` };
}

function sumOf(statuses: readonly string[]): Sql {
  return raw(`(${statuses.join(' + ')})`);
}
