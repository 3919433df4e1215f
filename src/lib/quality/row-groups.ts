/** How loaded rows are grouped to look at their quality: by file, by program, by month. */
import type { Kind } from '$lib/model/canonical';
import { ident, raw, type Sql, sql } from '$lib/sql/sql';

/** What rows are grouped by. */
export type Grouping = 'file' | 'program' | 'month';

/** The day that puts a row into a month: the admission of stays, its own of the others. */
const DAY: Readonly<Record<Kind, string>> = {
  stays: 'admitted_on',
  scores: 'taken_on',
  sessions: 'held_on',
  surveys: 'taken_on',
};

/** Stands for the program of rows of people with stays in several programs that name no stay. */
export const SEVERAL_PROGRAMS = 'several programs';

/** Stands for a program or a month that is not known. */
export const NOT_GIVEN = 'not given';

/** The loaded rows of a kind, all columns and `group_name`. */
export function groupedRows(kind: Kind, by: Grouping): Sql {
  const rows = sql`${ident(kind)} AS rows`;
  if (by === 'file') return sql`SELECT rows.*, file_id::VARCHAR AS group_name FROM ${rows}`;
  if (by === 'month') {
    const month = sql`strftime(${ident(DAY[kind])}, '%Y-%m')`;
    return sql`SELECT rows.*, coalesce(${month}, ${NOT_GIVEN}) AS group_name FROM ${rows}`;
  }
  if (kind === 'stays') {
    return sql`SELECT rows.*, coalesce(program, ${NOT_GIVEN}) AS group_name FROM ${rows}`;
  }
  // The program of the stay that the row names, else the only one of the person.
  return sql`SELECT rows.*, coalesce(named.program_name, own.program_name, ${NOT_GIVEN}) AS group_name
    FROM ${rows}
      LEFT JOIN (SELECT stay_id, person_id, coalesce(program, ${NOT_GIVEN}) AS program_name FROM stays)
        AS named ON named.stay_id = rows.stay_id AND named.person_id = rows.person_id
      LEFT JOIN (${raw(`SELECT person_id, CASE WHEN count(DISTINCT program_name) = 1
          THEN min(program_name) ELSE '${SEVERAL_PROGRAMS}' END AS program_name
        FROM (SELECT person_id, coalesce(program, '${NOT_GIVEN}') AS program_name FROM stays)
        GROUP BY person_id`)}) AS own ON own.person_id = rows.person_id`;
}
