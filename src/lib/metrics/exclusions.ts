/** Exclusions as values: zero counts are left out, the order stays. */
import type { Columns } from '$lib/sql/columns';
import type { Exclusion } from './metric';

/** Reads exclusions from a result of one row whose columns are counts named by their reason. */
export function exclusionsFrom(result: Columns): readonly Exclusion[] {
  return result.names
    .map((reason) => ({ reason, n: result.number(reason, 0) ?? 0 }))
    .filter((exclusion) => exclusion.n > 0);
}
