/** Measurements that were due and done, by instrument and program; the same that adherence counts. */
import type { Columns } from '$lib/sql/columns';
import { type Sql, sql } from '$lib/sql/sql';
import type { Share } from './share';

/** The parts of a stay for which measurements are due. */
export const DUE_PARTS = ['admission', 'periodic', 'discharge'] as const;

/** Measurements of one instrument in one program for one part of a stay. */
export interface MeasuresDone extends Share {
  readonly measure: string;
  readonly program: string;
  readonly part: (typeof DUE_PARTS)[number];
}

/** `measure`, `program`, `part`, `n` done of those due up to three days before the data cut. */
export const MEASURES_DONE: Sql = sql`SELECT a.measure, b.program, a.part,
    count_if(a.is_done)::INTEGER AS n, count(*)::INTEGER AS of
  FROM administration a JOIN stay_base b USING (stay_no) WHERE a.is_observed
  GROUP BY a.measure, b.program, a.part ORDER BY a.measure, b.program, a.part`;

/** Reads what was due and done. */
export async function readMeasuresDone(
  run: (query: string) => Promise<Columns>,
): Promise<readonly MeasuresDone[]> {
  const found = await run(MEASURES_DONE.text);
  return found.rows().map((row) => ({
    measure: String(row['measure']),
    program: String(row['program']),
    part: row['part'] as MeasuresDone['part'],
    n: Number(row['n']),
    of: Number(row['of']),
  }));
}
