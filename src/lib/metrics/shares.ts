/**
 * Shares of stays or of whole paths by view: Wilson for stays, the ratio clustered by person for paths.
 * One query counts every class by person first, since persons are what the clusters are.
 */
import { type Sql, ident, join, raw, sql } from '$lib/sql/sql';
import type { OutcomeUnit } from '$lib/cohort/cohort';
import { clusteredRatio } from '$lib/stats/clustered-ratio';
import { wilson } from '$lib/stats/wilson';
import { groupByView, orderByView } from './groups';
import type { FigureRow, MetricContext } from './metric';
import { unitName } from './pairs';

/**
 * `by_person` and the final SELECT over a common table with person_no, level, level_position and
 * program: per view and keys the denominator, the persons, and for each class, a condition by its
 * name, the sums that `shareRows` reads.
 *
 * @param order How rows are ordered inside a view; the keys where it is left out.
 */
export function shareCounts(
  table: string,
  classes: Readonly<Record<string, string>>,
  keys: readonly string[],
  order: readonly string[] = keys,
): Sql {
  const names = Object.keys(classes);
  const columns = raw(['level', 'program', ...keys].join(', '));
  const counts = names.map((name) => sql`count_if(${raw(classes[name]!)}) AS ${ident(name)}`);
  const sums = names.flatMap((name) => {
    const y = ident(name);
    return [
      sql`sum(${y})::INTEGER AS ${ident(`y ${name}`)}`,
      sql`sum(${y} * ${y})::DOUBLE AS ${ident(`yy ${name}`)}`,
      sql`sum(x * ${y})::DOUBLE AS ${ident(`xy ${name}`)}`,
    ];
  });
  return sql`, by_person AS (
      SELECT ${columns}, person_no, min(level_position) AS level_position, count(*) AS x,
        ${join(counts)}
      FROM ${raw(table)} ${groupByView(...keys, 'person_no')}
    )
    SELECT ${columns}, sum(x)::INTEGER AS denominator, count(*)::INTEGER AS persons,
      sum(x * x)::DOUBLE AS xx, ${join(sums)}
    FROM by_person GROUP BY ${columns} ${orderByView(...order)}`;
}

/** One row per class, in the given order, for one row of `shareCounts`. */
export function shareRows(
  cells: FigureRow,
  keys: readonly string[],
  names: readonly string[],
  unit: OutcomeUnit,
): FigureRow[] {
  const number = (name: string): number => Number(cells[name] ?? 0);
  const common = Object.fromEntries(
    ['level', 'program', ...keys].map((key) => [key, cells[key] ?? null]),
  );
  const denominator = number('denominator');
  const persons = number('persons');
  return names.map((name): FigureRow => {
    const numerator = number(`y ${name}`);
    const interval =
      unit === 'stay'
        ? wilson(numerator, denominator)
        : clusteredRatio(
            {
              n: persons,
              sumY: numerator,
              sumX: denominator,
              sumYY: number(`yy ${name}`),
              sumXY: number(`xy ${name}`),
              sumXX: number('xx'),
            },
            'share',
          );
    return {
      ...common,
      class: name,
      numerator,
      denominator,
      persons,
      value: denominator > 0 ? numerator / denominator : null,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
    };
  });
}

/**
 * What stands behind a share in the columns of `units.ts`: the rows of a common table with stay_no,
 * path_no, person_no, level, program and the keys, which may be SQL with a name.
 *
 * @param counted The condition of the numerator; null there does not count, as in `shareCounts`.
 */
export function shareUnits(
  context: MetricContext,
  table: string,
  counted: string,
  keys: readonly string[],
): Sql {
  return sql`SELECT ${unitColumns(context, keys)}, ${numeratorOf(counted)} AS numerator
    FROM ${raw(table)}`;
}

/**
 * What stands behind `shareCounts`: as `shareUnits`, with each row once per class.
 *
 * @param where Which rows of the table have these classes.
 */
export function classUnits(
  context: MetricContext,
  table: string,
  classes: Readonly<Record<string, string>>,
  keys: readonly string[],
  where: Sql = sql`TRUE`,
): Sql {
  const names = Object.keys(classes).map((name) => sql`${name}`);
  // Lists that are unnested side by side advance together.
  return sql`SELECT ${unitColumns(context, keys)}, unnest([${join(names)}]) AS class,
      unnest([${join(Object.values(classes).map(numeratorOf))}]) AS numerator
    FROM ${raw(table)} WHERE ${where}`;
}

/** The classes that a figure shows in each of its scopes, in their order. */
export type ClassesByScope = Readonly<Record<string, readonly string[]>>;

/** As `classUnits` over a table with the key `scope`, where each scope has classes of its own. */
export function scopedClassUnits(
  context: MetricContext,
  table: string,
  classes: Readonly<Record<string, string>>,
  byScope: ClassesByScope,
  keys: readonly string[],
): Sql {
  const scopes = Object.entries(byScope).map(([scope, names]) => {
    const own = Object.fromEntries(names.map((name) => [name, classes[name]!]));
    return classUnits(context, table, own, keys, sql`scope = ${scope}`);
  });
  return join(scopes, ' UNION ALL ');
}

function unitColumns(context: MetricContext, keys: readonly string[]): Sql {
  const columns = raw(['person_no', 'stay_no', 'level', 'program', ...keys].join(', '));
  return sql`${unitName(context)} AS unit, ${columns}, NULL::VARCHAR AS left_out,
      1::DOUBLE AS denominator`;
}

function numeratorOf(condition: string): Sql {
  return sql`coalesce(${raw(condition)}, FALSE)::INTEGER::DOUBLE`;
}

/** What a share of stays or paths says of its interval. */
export const SHARE_INTERVAL =
  'Wilson, 95 %, stays of one person treated as independent; of paths: ratio clustered by person';
