/** The target that a row of a figure names: the one that all its stays share. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { Columns } from '$lib/sql/columns';
import type { Count } from '$lib/tally/tally';
import type { FigureRow } from '../metric';
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

/** Stands for no target among those of units. */
export const NO_TARGET = -1;

/** The columns of units for `TARGET_COUNTS`, from rows with `low` and `high`. */
export const TARGET_COLUMNS = sql`coalesce(low, ${NO_TARGET})::DOUBLE AS low,
        coalesce(high, ${NO_TARGET})::DOUBLE AS high`;

/** What `targetOfRow` reads. */
export const TARGET_COUNTS: Readonly<Record<string, Count>> = {
  low_least: { of: 'least', column: 'low' },
  low_greatest: { of: 'greatest', column: 'low' },
  high_least: { of: 'least', column: 'high' },
  high_greatest: { of: 'greatest', column: 'high' },
};

/** The target of a row of counts; null unless all of its units share both ends. */
export function targetOfRow(counts: Columns, row: number): FigureRow {
  const isShared = isSame(counts, row, 'low') && isSame(counts, row, 'high');
  return {
    target_low: isShared ? sharedBy(counts, row, 'low') : null,
    target_high: isShared ? sharedBy(counts, row, 'high') : null,
  };
}

/** The value that all units of a row share, from its least and greatest; null = they do not, or have none. */
export function sharedBy(counts: Columns, row: number, name: string): number | null {
  const value = counts.number(`${name}_least`, row);
  return isSame(counts, row, name) && value !== NO_TARGET ? value : null;
}

function isSame(counts: Columns, row: number, name: string): boolean {
  return counts.number(`${name}_least`, row) === counts.number(`${name}_greatest`, row);
}

/** `target_low` and `target_high` of grouped rows with `low` and `high`; null unless shared by all. */
export function sharedTarget(low = 'low', high = 'high'): Sql {
  const [from, to] = [raw(low), raw(high)];
  const isShared = sql`min(coalesce(${from}, -1)) = max(coalesce(${from}, -1))
        AND min(coalesce(${to}, -1)) = max(coalesce(${to}, -1))`;
  return sql`CASE WHEN ${isShared} THEN any_value(${from}) END::DOUBLE AS target_low,
      CASE WHEN ${isShared} THEN any_value(${to}) END::DOUBLE AS target_high`;
}
