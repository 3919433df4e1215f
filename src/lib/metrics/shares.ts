/**
 * Shares of stays or of whole paths by view: Wilson for stays, the ratio clustered by person for paths.
 * One query counts every class, of paths by person first, since persons are what the clusters are.
 */
import { type Sql, ident, join, raw, sql } from '$lib/sql/sql';
import type { OutcomeUnit } from '$lib/cohort/cohort';
import type { Count } from '$lib/tally/tally';
import { clusteredRatio } from '$lib/stats/clustered-ratio';
import { wilson } from '$lib/stats/wilson';
import { CELLS, PEOPLE, PERSONS, groupByView, orderByView } from './groups';
import type { FigureRow, MetricContext } from './metric';
import { unitName } from './pairs';

/**
 * The common tables and the final SELECT over a table with person_no, place_no, level, level_position
 * and program: per view and keys the denominator, the persons, and for each class, a condition by its
 * name, what `shareRows` reads. Stays are counted by place; of paths, persons are counted first.
 *
 * @param order How rows are ordered inside a view; the keys where it is left out.
 */
export function shareCounts(
  unit: OutcomeUnit,
  table: string,
  classes: Readonly<Record<string, string>>,
  keys: readonly string[],
  order: readonly string[] = keys,
): Sql {
  if (unit === 'path') return clusteredCounts(table, classes, keys, order);
  const counts = Object.keys(classes).map(
    (name) => sql`count_if(${raw(classes[name]!)}) AS ${ident(name)}`,
  );
  return sql`, cell AS (
      SELECT ${raw(['place_no', ...keys].join(', '))}, count(*) AS n, ${PEOPLE} AS people,
        ${join(counts)}
      FROM ${raw(table)} GROUP BY ${raw(['place_no', ...keys].join(', '))}
    )
    ${fromCells(classes, keys, order)}`;
}

/** The scopes of a share by name, in their order: which rows each of them counts. */
export type Scopes = Readonly<Record<string, string>>;

/** The rows of a table once for every scope that they are in, with `scope` and `scope_position`. */
export function scopedRows(table: string, scopes: Scopes): Sql {
  return join(
    Object.entries(scopes).map(
      ([scope, condition], position) =>
        sql`SELECT *, ${scope} AS scope, ${position} AS scope_position
        FROM ${raw(table)} WHERE ${raw(condition)}`,
    ),
    ' UNION ALL ',
  );
}

function fromCells(
  classes: Readonly<Record<string, string>>,
  keys: readonly string[],
  order: readonly string[],
): Sql {
  const sums = Object.keys(classes).map(
    (name) => sql`sum(${ident(name)})::INTEGER AS ${ident(`y ${name}`)}`,
  );
  const columns = raw(['level', 'program', ...keys].join(', '));
  return sql`SELECT ${columns}, sum(n)::INTEGER AS denominator, ${PERSONS} AS persons, ${join(sums)}
    FROM ${CELLS} ${groupByView(...keys)} HAVING count(*) > 0 ${orderByView(...order)}`;
}

function clusteredCounts(
  table: string,
  classes: Readonly<Record<string, string>>,
  keys: readonly string[],
  order: readonly string[],
): Sql {
  const columns = raw(['level', 'program', ...keys].join(', '));
  const { counts, sums } = clusteredSums(classes);
  return sql`, by_person AS (
      SELECT ${columns}, person_no, min(level_position) AS level_position, count(*)::DOUBLE AS x,
        ${counts}
      FROM ${raw(table)} ${groupByView(...keys, 'person_no')}
    )
    SELECT ${columns}, ${sums}
    FROM by_person GROUP BY ${columns} ${orderByView(...order)}`;
}

/** Counts per person by class, and what an interval clustered by person sums over persons. */
function clusteredSums(classes: Readonly<Record<string, string>>): { counts: Sql; sums: Sql } {
  const names = Object.keys(classes);
  // Products of whole numbers: as DOUBLE they are exact, and far quicker than as HUGEINT.
  const counts = names.map(
    (name) => sql`count_if(${raw(classes[name]!)})::DOUBLE AS ${ident(name)}`,
  );
  const sums = names.flatMap((name) => {
    const y = ident(name);
    return [
      sql`sum(${y})::INTEGER AS ${ident(`y ${name}`)}`,
      sql`sum(${y} * ${y}) AS ${ident(`yy ${name}`)}`,
      sql`sum(x * ${y}) AS ${ident(`xy ${name}`)}`,
    ];
  });
  return {
    counts: join(counts),
    sums: sql`sum(x)::INTEGER AS denominator, count(*)::INTEGER AS persons, sum(x * x) AS xx,
      ${join(sums)}`,
  };
}

/** The columns of units for the counts below: 1 where the unit is of a class, by its name, and `unit` 1. */
export function classColumns(classes: Readonly<Record<string, string>>): Sql {
  const columns = Object.entries(classes).map(
    ([name, condition]) => sql`coalesce(${raw(condition)}, FALSE)::INTEGER AS ${ident(name)}`,
  );
  return sql`1::INTEGER AS unit, ${join(columns)}`;
}

/** What `shareRows` reads of a share of stays. */
export function stayShareCounts(classes: Readonly<Record<string, string>>): Counts {
  return {
    denominator: { of: 'rows' },
    persons: { of: 'persons' },
    ...byClass(classes, (name) => [[`y ${name}`, { of: 'sum', column: name }]]),
  };
}

/** What `shareRows` reads of a share of paths, whose interval is clustered by person. */
export function pathShareCounts(classes: Readonly<Record<string, string>>): Counts {
  return {
    ...stayShareCounts(classes),
    xx: { of: 'product', columns: ['unit', 'unit'] },
    ...byClass(classes, (name) => [
      [`yy ${name}`, { of: 'product', columns: [name, name] }],
      [`xy ${name}`, { of: 'product', columns: ['unit', name] }],
    ]),
  };
}

type Counts = Readonly<Record<string, Count>>;

function byClass(
  classes: Readonly<Record<string, string>>,
  of: (name: string) => readonly (readonly [string, Count])[],
): Counts {
  return Object.fromEntries(Object.keys(classes).flatMap(of));
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
