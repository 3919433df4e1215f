/** Scores without any file of stays: one implied stay per person, from the first day to the last. */
import { CANONICAL, MADE_COLUMNS } from '$lib/model/canonical';
import { LEVEL_NOT_GIVEN } from '$lib/model/levels';
import { ident, join, type Sql, sql } from '$lib/sql/sql';
import { DAY_ZERO } from './day-text';
import { remaining } from './belonging';
import { canonicalNames, ENGINE_TYPES } from './typed-views';

/**
 * `stays` from `scores`: a finished stay at the level "not given", in the program that the scores
 * name. People with visits only get one day, which nothing reads. A stay that a score names is not
 * known, so all scores of a person serve the implied one.
 */
export function impliedStays(): readonly Sql[] {
  const values: Readonly<Record<string, Sql>> = {
    person_id: sql`person_id`,
    stay_id: sql`person_id || '/implied'`,
    level_of_care: sql`${LEVEL_NOT_GIVEN.code}`,
    admitted_on: sql`coalesce(min(taken_on), CAST(${DAY_ZERO} AS DATE))`,
    discharged_on: sql`coalesce(max(taken_on), CAST(${DAY_ZERO} AS DATE))`,
    program: sql`first(program ORDER BY program IS NULL, file_order, row_no)`,
  };
  const columns = [...CANONICAL.stays, ...MADE_COLUMNS.stays].map(
    ({ name, type }) =>
      sql`CAST(${values[name] ?? null} AS ${ENGINE_TYPES[type]}) AS ${ident(name)}`,
  );
  const stays = sql`CREATE OR REPLACE TABLE stays AS SELECT ${join(columns)},
      min(file_id) AS file_id, min(row_no) AS row_no
    FROM scores JOIN (SELECT file_id, file_order FROM loaded_file) USING (file_id) GROUP BY person_id ORDER BY person_id`;
  const scores = sql`CREATE OR REPLACE VIEW scores AS SELECT ${join(
    canonicalNames('scores').map((name) =>
      name.text === ident('stay_id').text ? sql`CAST(NULL AS VARCHAR) AS stay_id` : name,
    ),
  )}, file_id, row_no FROM ${remaining('scores')}`;
  return [stays, scores];
}
