/** The read of a file into its typed table. */
import type { Engine, QueryOptions } from '$lib/engine/port';
import { sql } from '$lib/sql/sql';
import type { ReadJob } from './engine-read';
import { typedRows } from './load-sql';
import { hasParts } from './parts';
import { typedTable } from './tables';
import type { FilePlan } from './types';

/** A read with the plan behind it. */
export interface LoadJob extends ReadJob {
  readonly plan: FilePlan;
}

/** The read that a plan asks for, on a day. */
export function loadJob(
  engine: Engine,
  fileId: number,
  plan: FilePlan,
  today: string,
  query: QueryOptions,
): LoadJob {
  const table = typedTable(plan.kind, fileId);
  return {
    ...{ engine, fileId, plan, query, table },
    dialect: plan.dialect,
    cells: plan.header.length,
    // Every record of a wide file has a first part, whatever it holds.
    rows: hasParts(plan) ? sql`${table} WHERE part_no = 0` : table,
    select: (source, piece) => typedRows(plan, fileId, source, piece, today),
  };
}
