/**
 * The cells of a file as the decisions about identifying columns leave them: everything that reads a
 * cell stands above this layer, so that a column that was dropped can reach nothing.
 */
import { coarsened } from '$lib/identity/coarsen';
import { join, raw, type Sql, sql } from '$lib/sql/sql';
import { isTotal } from './cells';
import { heldDecisions } from './identity-plan';
import { isLayoutRow } from './layout-rows';
import { cell } from './read-sql';
import type { FilePlan } from './types';

/** Whether any cell is taken out or coarsened. */
export function isGuarded(plan: FilePlan): boolean {
  return guards(plan).length > 0;
}

/** All cells of a record for a SELECT, those of decided columns empty or coarse. */
export function guardedCells(plan: FilePlan, today: string): Sql {
  const replaced = guards(plan).map(({ at, kind, action }) =>
    action === 'drop'
      ? sql`CAST(NULL AS VARCHAR) AS ${cell(at)}`
      : sql`${coarsened(kind, cell(at), today)} AS ${cell(at)}`,
  );
  return replaced.length === 0
    ? raw('* EXCLUDE (is_note)')
    : sql`* EXCLUDE (is_note) REPLACE (${join(replaced)})`;
}

/** Whether a record is a total, a footer or a header by its cells, before any is taken out. */
export function isFooter(plan: FilePlan): Sql {
  return sql`(${isTotal(cell(0))} OR ${isLayoutRow(plan)})`;
}

function guards(plan: FilePlan): ReturnType<typeof heldDecisions> {
  return heldDecisions(plan).filter(({ action }) => action !== 'keep');
}
