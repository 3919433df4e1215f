/** Which columns of a file nothing reads. */
import type { FilePlan } from '$lib/ingest/types';
import { usedColumns } from '$lib/ingest/used-columns';

/** Names of the columns that nothing reads, in file order; columns without a name are left out. */
export function unusedColumns(plan: FilePlan): readonly string[] {
  const used = usedColumns(plan);
  return plan.header.filter((name, at) => name.trim() !== '' && !used.has(at));
}
