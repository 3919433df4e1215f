/** Exclusions as values: zero counts are left out, the order stays. */
import type { Columns } from '$lib/sql/columns';
import { type Sql, ident, join, raw, sql } from '$lib/sql/sql';
import type { Exclusion } from './metric';

/** Columns of units: 1 where a column of the table gives this reason, by its name. */
export function reasonColumns(column: 'reason' | 'left_out', reasons: readonly string[]): Sql {
  return join(
    reasons.map(
      (reason) => sql`coalesce(${raw(column)} = ${reason}, FALSE)::INTEGER AS ${ident(reason)}`,
    ),
  );
}

/** Reads exclusions from a result of one row whose columns are counts named by their reason. */
export function exclusionsFrom(result: Columns): readonly Exclusion[] {
  return result.names
    .map((reason) => ({ reason, n: result.number(reason, 0) ?? 0 }))
    .filter((exclusion) => exclusion.n > 0);
}
