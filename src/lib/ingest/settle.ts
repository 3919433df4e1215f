/**
 * Checks the loaded files against each other and makes the canonical tables. Runs as a whole after
 * any change of files: which row is a duplicate or an orphan depends on all of them.
 */
import type { Engine } from '$lib/engine/port';
import { type Kind, KINDS } from '$lib/model/canonical';
import { ident, join, raw, type Sql, sql } from '$lib/sql/sql';
import {
  type DependentKind,
  namesUnknownStay,
  neverAdmitted,
  REFUSED_STAYS,
  remaining,
  SESSIONS_IN_NO_STAY,
  SESSIONS_OUTSIDE_STAY,
  SURVEYS_OF_UNKNOWN_STAYS,
  VISITS_OF_NO_STAY,
} from './belonging';
import { DUPLICATE_SESSIONS, DUPLICATE_STAYS, duplicateRows, NAMED_STAYS } from './duplicates';
import { keepExtras } from './extras';
import { impliedStays } from './implied-stays';
import { joinedStays } from './join-stays';
import { PERSON_NOTICES } from './person-notices';
import { SESSION_NOTICES } from './session-notices';
import { STAY_NOTICES } from './stay-notices';
import { createTables } from './tables';
import { canonicalNames, createTypedViews } from './typed-views';
import type { SettleFile } from './types';

const DEPENDENT: readonly DependentKind[] = ['scores', 'sessions', 'surveys'];

/**
 * Makes `stays`, `scores`, `sessions`, `surveys`, `extra_column`, `set_aside_cross` and the notices
 * anew from the loaded files. `stays` is a table; the others are views over the typed rows, because
 * ten million rows are not kept twice.
 */
export async function settle(engine: Engine, files: readonly SettleFile[]): Promise<void> {
  const run = async (...statements: readonly Sql[]): Promise<void> => {
    for (const { text } of statements) await engine.execute(text);
  };
  await createTables(engine);
  await run(
    ...files.map(
      ({ fileId, name, order }) => sql`UPDATE loaded_file
        SET name = ${name}, file_order = ${order} WHERE file_id = ${fileId}`,
    ),
    sql`DELETE FROM set_aside_cross`,
    sql`DELETE FROM notice_cross`,
  );
  await createTypedViews(engine);
  for (const kind of KINDS) await run(...duplicateRows(kind));
  await run(DUPLICATE_SESSIONS, NAMED_STAYS, DUPLICATE_STAYS);
  const extras = await keepExtras(engine);
  const isJoining = await anyFile(engine, 'merge_gap_days IS NOT NULL');
  await run(...(isJoining ? joinedStays(extras) : [staysTable(extras)]), ...REFUSED_STAYS);
  if (isJoining) await createTypedViews(engine, true);
  const hasStays = await anyFile(engine, "kind = 'stays'");
  if (hasStays) {
    for (const kind of DEPENDENT) await run(neverAdmitted(kind));
    await run(namesUnknownStay('scores'), namesUnknownStay('sessions'));
    await run(VISITS_OF_NO_STAY);
    await run(SESSIONS_IN_NO_STAY, SESSIONS_OUTSIDE_STAY, SURVEYS_OF_UNKNOWN_STAYS);
  }
  await run(
    ...STAY_NOTICES,
    ...PERSON_NOTICES,
    ...DEPENDENT.map(canonicalView),
    ...SESSION_NOTICES,
  );
  if (!hasStays) await run(...impliedStays());
  await run(
    ...['equal_row', 'named_stay', 'refused_stay', 'refused_stay_of_person'].map(
      (name) => sql`DROP TABLE IF EXISTS ${ident(name)}`,
    ),
  );
}

function staysTable(extras: readonly string[]): Sql {
  const columns = [...canonicalNames('stays'), ...extras.map(ident)];
  return sql`CREATE OR REPLACE TABLE stays AS SELECT ${join(columns)}, file_id, row_no
    FROM named_stay ANTI JOIN set_aside_cross AS aside
      ON aside.file_id = named_stay.file_id AND aside.row_no = named_stay.row_no
    ORDER BY file_order, row_no, part_no`;
}

function canonicalView(kind: Kind): Sql {
  return sql`CREATE OR REPLACE VIEW ${ident(kind)} AS
    SELECT ${join(canonicalNames(kind))}, file_id, row_no FROM ${remaining(kind)}`;
}

async function anyFile(engine: Engine, condition: string): Promise<boolean> {
  const files = await engine.query(
    sql`SELECT CAST(count(*) AS INTEGER) AS n FROM loaded_file WHERE ${raw(condition)}`.text,
  );
  return (files.number('n', 0) ?? 0) > 0;
}
