/** Which of several stays that contain a day a record belongs to when it names none. */
import { type Sql, raw, sql } from '$lib/sql/sql';

/**
 * One stay for each record: on a transfer day (one stay ends, another starts) the one that starts,
 * then the higher level, the earlier admission, the stay id. The candidates have the columns `day`,
 * `stay_no`, `admitted_on`, `discharged_on`, `rank`, `stay_id` beside the key of the record.
 */
export function chooseContaining(recordKey: string, candidates = 'candidates'): Sql {
  const key = raw(recordKey);
  return sql`
      WITH marked AS (
        SELECT *, admitted_on = day
          AND count_if(ends) OVER (PARTITION BY ${key}) >= 1
          AND count_if(admitted_on = day OR ends) OVER (PARTITION BY ${key}) >= 2
          AS starts_on_transfer_day
        FROM (SELECT *, coalesce(discharged_on = day, FALSE) AS ends FROM ${raw(candidates)})
      )
      SELECT ${key}, stay_no FROM marked
      QUALIFY row_number() OVER (
        PARTITION BY ${key}
        ORDER BY starts_on_transfer_day DESC, rank DESC NULLS LAST, admitted_on, stay_id) = 1`;
}
