/** `target`: what each program is meant to give at each of its levels. */
import { type Sql, join, raw, sql } from '$lib/sql/sql';
import type { Settings } from '../settings';
import { TARGET_KINDS, type TargetSet } from '../targets';

/**
 * `target`: one row per program, level of its stays and kind that has a target; `low` or `high` is
 * null where there is no limit. What the program set replaces what holds for the level.
 */
export function targetTable({ targets }: Settings): Sql {
  const byLevel = rowsOf(Object.entries(targets.levels) as [string, TargetSet][]);
  const byProgram = rowsOf(Object.entries(targets.programs));
  return sql`CREATE OR REPLACE TABLE target AS
    WITH pair AS (SELECT DISTINCT program, level FROM stay_base),
    kind AS (SELECT unnest([${join(TARGET_KINDS.map(({ kind }) => sql`${kind}`))}]) AS kind),
    by_level AS (SELECT key::VARCHAR AS key, kind::VARCHAR AS kind, low, high FROM (VALUES ${byLevel}) AS v(key, kind, low, high)),
    by_program AS (SELECT key::VARCHAR AS key, kind::VARCHAR AS kind, low, high FROM (VALUES ${byProgram}) AS v(key, kind, low, high))
    SELECT pair.program, pair.level, kind.kind,
      CASE WHEN p.kind IS NOT NULL THEN p.low ELSE l.low END::DOUBLE AS low,
      CASE WHEN p.kind IS NOT NULL THEN p.high ELSE l.high END::DOUBLE AS high
    FROM pair CROSS JOIN kind
    LEFT JOIN by_level l ON l.key = pair.level AND l.kind = kind.kind
    LEFT JOIN by_program p ON p.key = pair.program AND p.kind = kind.kind
    WHERE coalesce(p.kind, l.kind) IS NOT NULL`;
}

/** Whether a value keeps to the `low` and `high` of the row of `target` with an alias. */
export function withinTarget(value: Sql, alias: string): Sql {
  const [low, high] = [raw(`${alias}.low`), raw(`${alias}.high`)];
  return sql`((${low} IS NULL OR ${value} >= ${low}) AND (${high} IS NULL OR ${value} <= ${high}))`;
}

function rowsOf(sets: readonly (readonly [string, TargetSet])[]): Sql {
  const rows = sets.flatMap(([key, set]) =>
    Object.entries(set).map(([kind, { low, high }]) => sql`(${key}, ${kind}, ${low}, ${high})`),
  );
  return rows.length > 0 ? join(rows) : sql`(NULL, NULL, NULL, NULL)`;
}
