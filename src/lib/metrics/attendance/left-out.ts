/**
 * What figures of attendance leave out, by reason: sessions or stays of the rows of a table of stays.
 * One list gives the counts beside a figure and the units behind them.
 */
import { type Sql, ident, join, raw, sql } from '$lib/sql/sql';
import type { Query } from '$lib/tally/tally';
import type { MetricContext } from '../metric';
import { sumsOf, tallied } from '../tallied';

/** A reason, which rows of the table have something left out for it, and how much of each. */
export interface LeftOut {
  readonly name: string;
  readonly when: Sql;
  /** What a row adds to the number; a row that adds 0 is no unit. */
  readonly adds: Sql;
}

/** A stay that is left out as a whole. */
export function stayLeftOut(name: string, when: Sql): LeftOut {
  return { name, when, adds: raw('1') };
}

/** The query for the number of each reason, in one row; the table has stay_no, person_no, place_no. */
export function leftOutQuery(
  context: MetricContext,
  tables: (context: MetricContext) => Sql,
  table: string,
  reasons: readonly LeftOut[],
): Query {
  return tallied(context, {
    views: 'everybody',
    units: (own) => ({
      tables: tables(own),
      select: sql`SELECT stay_no, person_no, place_no, ${join(
        reasons.map(
          ({ name, when, adds }) =>
            sql`coalesce(CASE WHEN ${when} THEN ${adds} END, 0)::INTEGER AS ${ident(name)}`,
        ),
      )}
      FROM ${ident(table)}`,
    }),
    counts: sumsOf(reasons.map(({ name }) => name)),
  });
}

/** The `SELECT` list of one row with the number of each reason, named by it. */
export function reasonCounts(reasons: readonly LeftOut[]): Sql {
  return join(
    reasons.map(
      ({ name, when, adds }) =>
        sql`coalesce(sum(${adds}) FILTER (WHERE ${when}), 0)::INTEGER AS ${ident(name)}`,
    ),
  );
}

/** The units that are left out, for `UNION ALL BY NAME`: each stay of the table once for a reason. */
export function reasonUnits(
  table: string,
  reasons: readonly LeftOut[],
  ...columns: readonly string[]
): Sql {
  const more = columns.map((column) => sql`, ${ident(column)}`);
  return join(
    reasons.map(
      ({ name, when, adds }) => sql`SELECT 'stay ' || stay_no AS unit, person_no, stay_no, level,
      program${join(more, '')}, ${name} AS left_out, NULL::DOUBLE AS numerator,
      (${adds})::DOUBLE AS denominator
    FROM ${ident(table)} WHERE (${when}) AND (${adds}) > 0`,
    ),
    '\n    UNION ALL BY NAME ',
  );
}
