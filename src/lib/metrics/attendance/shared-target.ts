/** The target that a row of a figure names: the one that all its stays share. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { TargetKind } from '$lib/model/targets';

/** What is said where a row holds stays with different targets. */
export const OWN_TARGETS =
  'Targets are starting points that a program may replace. A row whose stays have different targets names none; each stay is held against its own.';

/** `LEFT JOIN` of the target of a kind for a stay under the alias `t`. */
export function joinTarget(kind: TargetKind, stay: string): Sql {
  const alias = raw(stay);
  return sql`LEFT JOIN target t ON t.program = ${alias}.program AND t.level = ${alias}.level
      AND t.kind = ${kind}`;
}

/** `target_low` and `target_high` of grouped rows with `low` and `high`; null unless shared by all. */
export function sharedTarget(low = 'low', high = 'high'): Sql {
  const [from, to] = [raw(low), raw(high)];
  const isShared = sql`min(coalesce(${from}, -1)) = max(coalesce(${from}, -1))
        AND min(coalesce(${to}, -1)) = max(coalesce(${to}, -1))`;
  return sql`CASE WHEN ${isShared} THEN any_value(${from}) END::DOUBLE AS target_low,
      CASE WHEN ${isShared} THEN any_value(${to}) END::DOUBLE AS target_high`;
}
