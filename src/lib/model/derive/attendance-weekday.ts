/** `attendance_weekday`: counted sessions of a stay by day of the week, so that single ones are not read. */
import { type Sql, sql } from '$lib/sql/sql';

/** Sums by stay and day of the week, from Monday = 1; sessions before admission included. */
export function attendanceWeekdayTable(): Sql {
  return sql`CREATE OR REPLACE TABLE attendance_weekday AS
    SELECT stay_no, isodow(held_on)::UTINYINT AS weekday, count(*)::INTEGER AS counted,
      count_if(is_attended)::INTEGER AS attended
    FROM session WHERE is_counted GROUP BY ALL ORDER BY stay_no, weekday`;
}
