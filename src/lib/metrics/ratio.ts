/**
 * Ratios over sessions, weeks or hours by view, with persons as the sampling unit: the sums in SQL,
 * the ratio and its interval from them.
 */
import { type Sql, join, raw, sql } from '$lib/sql/sql';
import { clusteredRatio } from '$lib/stats/clustered-ratio';
import { wilson } from '$lib/stats/wilson';
import type { Columns } from '$lib/sql/columns';
import type { Count } from '$lib/tally/tally';
import { groupByView } from './groups';
import type { FigureRow } from './metric';

/** What every attendance figure says of its interval. */
export const ATTENDANCE_INTERVAL = 'ratio clustered by person, 95 %';

/** Where the interval of ratios over sessions comes from. */
export const RATIO_SOURCE =
  'Our convention; ratio estimator with clusters (Cochran 1977, Sampling Techniques, ch. 6)';

/** What is summed over the rows of a table, one row per stay and further keys. */
export interface RatioParts {
  readonly from: string;
  readonly y: Sql;
  readonly x: Sql;
  /** Which rows count. */
  readonly where: Sql;
}

/** `by_person` and `by_view`: the sums that a clustered ratio needs, by view and further keys. */
export function ratioSums({ from, y, x, where }: RatioParts, ...keys: readonly string[]): Sql {
  const columns = raw(['level', 'program', ...keys].join(', '));
  return sql`by_person AS (
      SELECT ${columns}, person_no, min(level_position) AS level_position, count(*) AS stays,
        sum((${y})::DOUBLE) AS y, sum((${x})::DOUBLE) AS x
      FROM ${raw(from)} WHERE ${where}
      ${groupByView(...keys, 'person_no')}
    ),
    by_view AS (
      SELECT ${columns}, min(level_position) AS level_position, sum(stays)::INTEGER AS n,
        count(*)::INTEGER AS persons, sum(y) AS sum_y, sum(x) AS sum_x,
        sum(y * y) AS sum_yy, sum(x * y) AS sum_xy, sum(x * x) AS sum_xx
      FROM by_person GROUP BY ${columns}
    )`;
}

/**
 * The units behind `ratioSums`: what each row adds, under the stay that it belongs to, with further
 * columns of the table.
 */
export function ratioUnits({ from, y, x, where }: RatioParts, ...columns: readonly string[]): Sql {
  const more = columns.map((column) => sql`, ${raw(column)}`);
  return sql`SELECT 'stay ' || stay_no AS unit, person_no, stay_no, level, program${join(more, '')},
      NULL::VARCHAR AS left_out, (${y})::DOUBLE AS numerator, (${x})::DOUBLE AS denominator
    FROM ${raw(from)} WHERE ${where}`;
}

/** `ORDER BY` for rows of `by_view`, where the place of a level is a column; then further keys. */
export function orderBySums(...keys: readonly string[]): Sql {
  return join(
    [
      sql`ORDER BY program NULLS FIRST, level IS NOT NULL,
        CASE WHEN level IS NOT NULL THEN level_position END, level`,
      ...keys.map(raw),
    ],
    ', ',
  );
}

/** What `ratioRow` reads, of units with these columns. */
export function ratioCounts(y: string, x: string): Readonly<Record<string, Count>> {
  return {
    n: { of: 'rows' },
    persons: { of: 'persons' },
    sum_y: { of: 'sum', column: y },
    sum_x: { of: 'sum', column: x },
    sum_yy: { of: 'product', columns: [y, y] },
    sum_xy: { of: 'product', columns: [x, y] },
    sum_xx: { of: 'product', columns: [x, x] },
  };
}

/**
 * The ratio in a row of sums with its person-clustered interval.
 *
 * @param per What was summed in the units of numerator and denominator, such as 60 minutes in an hour.
 */
export function ratioRow(
  result: Columns,
  row: number,
  bound: 'share' | 'none',
  per: { readonly y: number; readonly x: number } = { y: 1, x: 1 },
): FigureRow {
  const sum = (name: string): number => result.number(name, row) ?? 0;
  const [sumY, sumX] = [sum('sum_y') / per.y, sum('sum_x') / per.x];
  const ratio = clusteredRatio(
    {
      n: sum('persons'),
      sumY,
      sumX,
      sumYY: sum('sum_yy') / per.y ** 2,
      sumXY: sum('sum_xy') / (per.x * per.y),
      sumXX: sum('sum_xx') / per.x ** 2,
    },
    bound,
  );
  return {
    n: sum('n'),
    persons: sum('persons'),
    numerator: sumY,
    denominator: sumX,
    value: ratio?.value ?? null,
    low: ratio?.low ?? null,
    high: ratio?.high ?? null,
  };
}

/** The share in a row of `by_view` whose units are taken as independent, with Wilson's interval. */
export function shareRow(result: Columns, row: number): FigureRow {
  const [numerator, denominator] = [result.number('sum_y', row)!, result.number('sum_x', row)!];
  const interval = wilson(numerator, denominator);
  return {
    n: result.number('n', row),
    persons: result.number('persons', row),
    numerator,
    denominator,
    value: denominator > 0 ? numerator / denominator : null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  };
}

/** Level and program of a row of a result. */
export function viewOf(result: Columns, row: number): FigureRow {
  return { level: result.text('level', row), program: result.text('program', row) };
}
