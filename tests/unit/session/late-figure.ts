/** A metric whose interval and exclusions follow its estimate, with the answer of each of its queries. */
import { attendanceCourse } from '$lib/metrics/attendance/attendance-course';
import type { Metric } from '$lib/metrics/metric';
import { Columns } from '$lib/sql/columns';

export const LATE: Metric = {
  ...attendanceCourse,
  queries: () => ({ rates: { text: 'r' }, total: { text: 't' }, excluded: { text: 'e' } }),
  laterQueries: () => ({ squares: { text: 's' } }),
};

const view = { level: null, program: null, week: 0 };

/** The answers by the texts of the queries of `LATE`. */
export const LATE_ANSWERS: Readonly<Record<string, Columns>> = {
  r: columns({ ...view, n: 4, sum_y: 6, sum_x: 8 }),
  t: columns({ n: 4, persons: 3 }),
  e: columns({ excused: 2 }),
  s: columns({ ...view, persons: 3, sum_yy: 20, sum_xy: 26, sum_xx: 34 }),
};

function columns(row: Record<string, number | null>): Columns {
  return new Columns(1, new Map(Object.entries(row).map(([name, value]) => [name, [value]])));
}
