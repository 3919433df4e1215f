/** Moves what is wrong with the rows of a typed table into the tables of account. */
import type { Engine, QueryOptions } from '$lib/engine/port';
import { raw, type Sql, sql } from '$lib/sql/sql';
import { emptyWordNotices, noAnswerNotices } from './empty-notices';
import { setIdentifiersAside } from './late-identifiers';
import { hasParts } from './parts';
import { wordKey } from './reading';
import { typedTable } from './tables';
import type { FilePlan } from './types';

/** Takes the rows and cells that failed out of the typed table and writes down where they went. */
export async function writeAccounts(
  engine: Engine,
  plan: FilePlan,
  fileId: number,
  rowsRead: number,
  options: QueryOptions,
): Promise<{ rowsSetAside: number; cellsSetAside: number }> {
  const table = typedTable(plan.kind, fileId);
  for (const statement of [
    emptyWordNotices(plan, fileId, table),
    ...noAnswerNotices(plan, fileId, table),
    ...((await hasProblems(engine, table, options)) ? problemStatements(plan, fileId, table) : []),
    sql`ALTER TABLE ${table} DROP COLUMN problems`,
    sql`ALTER TABLE ${table} DROP COLUMN empty_words`,
    ...plan.extras.map(
      ({ name, header }) => sql`INSERT INTO loaded_extra VALUES (${fileId}, ${name}, ${header})`,
    ),
    ...Object.entries(plan.reading.phases).map(
      ([word, { position, role }]) =>
        sql`INSERT INTO loaded_phase VALUES (${fileId}, ${wordKey(word)}, ${position}, ${role})`,
    ),
    sql`INSERT INTO loaded_file VALUES (${fileId}, ${plan.kind}, ${`file ${fileId}`}, ${fileId},
      ${rowsRead}, ${plan.reading.time}, ${plan.reading.mergeGapDays},
      ${hasParts(plan)}, ${plan.reading.isShifted})`,
  ]) {
    await engine.execute(statement.text, options);
  }
  await setIdentifiersAside(engine, plan, fileId, options);
  const counts = await engine.query(
    sql`SELECT
      CAST((SELECT count(*) FROM set_aside
        WHERE file_id = ${fileId}) AS INTEGER) AS row_count,
      CAST((SELECT count(*) FROM cell_aside WHERE file_id = ${fileId}) AS INTEGER) AS cell_count`
      .text,
    options,
  );
  return {
    rowsSetAside: counts.number('row_count', 0) ?? 0,
    cellsSetAside: counts.number('cell_count', 0) ?? 0,
  };
}

async function hasProblems(engine: Engine, table: Sql, options: QueryOptions): Promise<boolean> {
  const found = await engine.query(
    sql`SELECT CAST(count(problems) AS INTEGER) AS n FROM ${table}`.text,
    options,
  );
  return found.number('n', 0) !== 0;
}

function problemStatements(plan: FilePlan, fileId: number, table: Sql): Sql[] {
  const person = 'person_id' in plan.columns ? raw('person_id') : raw('NULL');
  const stay = 'stay_id' in plan.columns ? raw('stay_id') : raw('NULL');
  const part = hasParts(plan) ? raw('part_no, part_column') : raw('0 AS part_no');
  const found = sql`(SELECT row_no, ${person} AS person_id, ${stay} AS stay_id, ${part},
    unnest(problems) AS problem FROM ${table} WHERE problems IS NOT NULL)`;
  // All parts of a record agree about its own cells; they are counted once.
  const once = raw('part_no = 0');
  return [
    sql`INSERT INTO set_aside SELECT ${fileId}, row_no, problem.reason, problem.column_name,
      problem.value, person_id, stay_id, NULL, NULL FROM ${found} WHERE problem.weight = 'row' AND ${once}`,
    sql`INSERT INTO cell_aside SELECT ${fileId}, row_no, problem.reason, problem.column_name,
      problem.value FROM ${found} WHERE problem.weight = 'cell' AND ${once}`,
    ...(hasParts(plan)
      ? [
          sql`INSERT INTO cell_aside SELECT ${fileId}, row_no, problem.reason, part_column,
            problem.value FROM ${found} WHERE problem.weight = 'part'`,
        ]
      : []),
    sql`INSERT INTO notice_load SELECT ${plan.kind}, ${fileId}, row_no, problem.reason,
      problem.column_name, 1 FROM ${found} WHERE problem.weight = 'note'
        AND (${once} OR problem.reason = 'prorated_form')`,
    sql`DELETE FROM ${table} WHERE problems[1].weight IN ('row', 'part', 'skip')`,
  ];
}
