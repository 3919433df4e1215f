/**
 * The attendance rate by view and a further key, such as the week: everything is counted by place
 * first; only the interval, which takes the persons as what was sampled, is counted by person.
 */
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { Columns } from '$lib/sql/columns';
import { clusteredRatio } from '$lib/stats/clustered-ratio';
import { ATTENDED } from './dose';
import { CELLS, groupByView, orderByView } from '../groups';
import type { FigureRow } from '../metric';

const { from, where, x, y } = ATTENDED;

/** The rest of a query over `dose`: stays, attended and counted sessions by view and key. */
export function rateCounts(key: string): Sql {
  return sql`, cell AS (
      SELECT place_no, ${raw(key)}, count(*) AS n, sum(${y}) AS y, sum(${x}) AS x
      FROM ${raw(from)} WHERE ${where} GROUP BY place_no, ${raw(key)}
    )
    SELECT level, program, ${raw(key)}, sum(n)::INTEGER AS n, sum(y)::DOUBLE AS sum_y,
      sum(x)::DOUBLE AS sum_x
    FROM ${CELLS} ${groupByView(key)} ${orderByView(key)}`;
}

/** The rest of a query over `dose`: persons and their sums of squares by view and key. */
export function rateSquares(key: string): Sql {
  const columns = raw(`level, program, ${key}`);
  return sql`, by_person AS (
      SELECT ${columns}, person_no, sum(${y}::DOUBLE) AS y, sum(${x}::DOUBLE) AS x
      FROM ${raw(from)} WHERE ${where} ${groupByView(key, 'person_no')}
    )
    SELECT ${columns}, count(*)::INTEGER AS persons, sum(y * y)::DOUBLE AS sum_yy,
      sum(x * y)::DOUBLE AS sum_xy, sum(x * x)::DOUBLE AS sum_xx
    FROM by_person GROUP BY ${columns}`;
}

/**
 * The rows of a figure from the results of `rateCounts` and `rateSquares`; without the latter persons
 * and limits are null, since they are still to come.
 *
 * @param place What a row says of its key.
 */
export function keyedRates(
  counts: Columns,
  squares: Columns | undefined,
  key: string,
  place: (key: number) => FigureRow,
): FigureRow[] {
  const found = new Map(squares?.rows().map((row) => [nameOf(row, key), row]));
  return counts.rows().map((row): FigureRow => {
    const { level, program, n, sum_y: numerator, sum_x: denominator } = row;
    const sums = found.get(nameOf(row, key));
    const number = (name: string): number => Number(sums?.[name] ?? 0);
    const persons = sums ? number('persons') : null;
    const rate = clusteredRatio(
      {
        n: persons ?? 0,
        sumY: Number(numerator),
        sumX: Number(denominator),
        sumYY: number('sum_yy'),
        sumXY: number('sum_xy'),
        sumXX: number('sum_xx'),
      },
      'share',
    );
    return {
      level: level ?? null,
      program: program ?? null,
      ...place(Number(row[key])),
      n: n ?? null,
      persons,
      numerator: numerator ?? null,
      denominator: denominator ?? null,
      value: rate?.value ?? null,
      low: rate?.low ?? null,
      high: rate?.high ?? null,
    };
  });
}

function nameOf(row: FigureRow, key: string): string {
  return JSON.stringify([row['level'], row['program'], row[key]]);
}
