/**
 * Rows that are one stay: some systems write a row per bed or unit. Where the person said so, a row
 * joins the one before it, in the order of the person's days, when level and program are the same and
 * at most so many days lie between them.
 */
import { CANONICAL, MADE_COLUMNS } from '$lib/model/canonical';
import { ident, join, raw, type Sql, sql } from '$lib/sql/sql';

/** Columns that the last row of a joined stay decides; of the others, the first that says something. */
const LAST = new Set(['discharge_reason', 'discharged_to', 'aftercare_plan', 'last_contact_on']);

/** The order of a person's rows. */
const DAYS = raw('admitted_on, admitted_second, discharged_on, file_order, row_no, part_no');

/** `stays` from `named_stay`, joined where the file asks for it, and `joined_stay`, the ids that went. */
export function joinedStays(extras: readonly string[]): readonly Sql[] {
  return [
    sql`CREATE OR REPLACE TEMP TABLE stay_row AS
      SELECT *, sum(is_new::INTEGER) OVER (
        PARTITION BY person_id ORDER BY ${DAYS} ROWS UNBOUNDED PRECEDING) AS chain
      FROM (
        SELECT *, coalesce(
          merge_gap_days IS NULL
          OR lag(level_of_care) OVER days IS DISTINCT FROM level_of_care
          OR lag(program) OVER days IS DISTINCT FROM program
          OR admitted_on - coalesce(lag(discharged_on) OVER days, DATE '9999-12-31')
            > merge_gap_days, TRUE) AS is_new
        FROM (
          SELECT named_stay.* FROM named_stay ANTI JOIN set_aside_cross AS aside
            ON aside.file_id = named_stay.file_id AND aside.row_no = named_stay.row_no)
        WINDOW days AS (PARTITION BY person_id ORDER BY ${DAYS}))`,
    sql`CREATE OR REPLACE TABLE stays AS SELECT ${join(merged(extras))} FROM stay_row
      GROUP BY person_id, chain ORDER BY min(file_order), first(row_no ORDER BY ${DAYS}), min(part_no)`,
    sql`CREATE OR REPLACE TABLE joined_stay AS
      SELECT stay_id, first_value(stay_id) OVER (PARTITION BY person_id, chain ORDER BY ${DAYS})
        AS kept_id
      FROM stay_row QUALIFY stay_id <> kept_id`,
    sql`INSERT INTO notice_cross SELECT 'stays', file_id, row_no, 'merged_stay', NULL, 1
      FROM stay_row WHERE NOT is_new`,
    sql`DROP TABLE stay_row`,
  ];
}

function merged(extras: readonly string[]): readonly Sql[] {
  const names = [...CANONICAL.stays, ...MADE_COLUMNS.stays].map(({ name }) => name);
  return [...names, ...extras, 'file_id', 'row_no'].map((name) => {
    const column = ident(name);
    if (name === 'person_id') return column;
    if (name === 'discharged_on') {
      return sql`CASE WHEN bool_or(discharged_on IS NULL) THEN NULL ELSE max(discharged_on) END
        AS discharged_on`;
    }
    if (name === 'observed_until') return sql`max(observed_until) AS observed_until`;
    if (LAST.has(name)) return sql`last(${column} ORDER BY ${DAYS}) AS ${column}`;
    if (['file_id', 'row_no', 'admitted_on', 'admitted_second', 'stay_id'].includes(name)) {
      return sql`first(${column} ORDER BY ${DAYS}) AS ${column}`;
    }
    return sql`first(${column} ORDER BY ${column} IS NULL, ${DAYS}) AS ${column}`;
  });
}
