/** Notices of cells that are read as empty though something stands in them. */
import { join, raw, type Sql, sql } from '$lib/sql/sql';
import { hasParts, partColumns } from './parts';
import { filledColumns } from './sources';
import type { FilePlan } from './types';

/**
 * One notice per column in which words for empty were read as empty, with their number, in the rows
 * that are loaded. Runs while `problems` still stands beside the rows: a part that is blank for such a
 * word is no row afterwards.
 */
export function emptyWordNotices(plan: FilePlan, fileId: number, table: Sql): Sql {
  const ofParts = partColumns(plan);
  const bits = filledColumns(plan).map(
    ({ name }, at) => sql`(${name}, ${2 ** at}, ${ofParts.includes(name)})`,
  );
  const isFirst = hasParts(plan) ? raw('part_no = 0') : raw('TRUE');
  return sql`INSERT INTO notice_load
    SELECT ${plan.kind}, ${fileId}, NULL, 'empty_word', name, CAST(sum(n) AS INTEGER)
    FROM (SELECT empty_words, ${isFirst} AS is_first, coalesce(problems[1].weight, '') AS weight,
        count(*) AS n FROM ${table} WHERE empty_words <> 0 GROUP BY ALL)
      JOIN (VALUES ${join(bits)}) AS columns(name, bit, of_part)
        ON (empty_words & CAST(bit AS UINTEGER)) <> 0 AND weight <> 'row'
          AND CASE WHEN of_part THEN weight <> 'part' ELSE is_first END
    GROUP BY name, bit ORDER BY bit`;
}

/** One notice for all cells of scores and items of a wide file that are read as no answer. */
export function noAnswerNotices(plan: FilePlan, fileId: number, table: Sql): readonly Sql[] {
  if (!hasParts(plan)) return [];
  return [
    sql`INSERT INTO notice_load SELECT ${plan.kind}, ${fileId}, NULL, 'no_answer', 'score',
      CAST(sum(no_answers) AS INTEGER) FROM ${table}
      WHERE coalesce(problems[1].weight, '') <> 'row' HAVING sum(no_answers) > 0`,
    sql`ALTER TABLE ${table} DROP COLUMN no_answers`,
  ];
}
