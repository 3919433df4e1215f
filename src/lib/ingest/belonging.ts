/** Rows that belong to no loaded person or stay, in SQL; run only where a stays file is loaded. */
import type { Kind } from '$lib/model/canonical';
import { ident, type Sql, sql } from '$lib/sql/sql';

/** Kinds whose rows need a person or a stay. */
export type DependentKind = Exclude<Kind, 'stays'>;

const DAY: Readonly<Record<DependentKind, string>> = {
  scores: 'taken_on',
  sessions: 'held_on',
  surveys: 'taken_on',
};

/** Rows of people without a loaded stay; names a stay of theirs that was set aside. */
export function neverAdmitted(kind: DependentKind): Sql {
  return sql`INSERT INTO set_aside_cross
    SELECT DISTINCT rows.file_id, rows.row_no, 'person_never_admitted', 'person_id', rows.person_id,
      rows.person_id, rows.stay_id, refused.file_id, refused.row_no
    FROM ${remaining(kind)} AS rows
      ANTI JOIN stays ON stays.person_id = rows.person_id
      LEFT JOIN refused_stay_of_person AS refused ON refused.person_id = rows.person_id
    WHERE rows.person_id IS NOT NULL`;
}

/** Rows that name a stay which is not loaded, or is another person's. */
export function namesUnknownStay(kind: DependentKind): Sql {
  return sql`INSERT INTO set_aside_cross
    SELECT DISTINCT rows.file_id, rows.row_no, 'orphan', 'stay_id', rows.stay_id, rows.person_id,
      rows.stay_id, refused.file_id, refused.row_no
    FROM ${remaining(kind)} AS rows
      ANTI JOIN stays ON stays.stay_id = rows.stay_id AND stays.person_id = rows.person_id
      LEFT JOIN refused_stay AS refused ON refused.stay_id = rows.stay_id
    WHERE rows.stay_id IS NOT NULL`;
}

/** Scores without a day that name no stay, of people with several. */
export const VISITS_OF_NO_STAY = sql`INSERT INTO set_aside_cross
  SELECT DISTINCT rows.file_id, rows.row_no, 'visit_of_no_stay', 'stay_id', NULL, rows.person_id,
    NULL, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER)
  FROM ${remaining('scores')} AS rows JOIN (
    SELECT person_id FROM stays GROUP BY person_id HAVING count(*) > 1) AS several USING (person_id)
  WHERE rows.taken_on IS NULL AND rows.stay_id IS NULL`;

/** Surveys whose stay is not loaded; they count overall. */
export const SURVEYS_OF_UNKNOWN_STAYS = sql`INSERT INTO notice_cross
  SELECT 'surveys', rows.file_id, rows.row_no, 'unknown_stay_of_survey', 'stay_id', 1
  FROM ${remaining('surveys')} AS rows LEFT JOIN stays ON stays.stay_id = rows.stay_id
  WHERE rows.stay_id IS NOT NULL
    AND (stays.stay_id IS NULL OR stays.person_id <> rows.person_id)`;

/** Sessions that name no stay and lie in none of the person's. */
export const SESSIONS_IN_NO_STAY = sql`INSERT INTO set_aside_cross
  SELECT rows.file_id, rows.row_no, 'orphan', 'held_on', CAST(rows.held_on AS VARCHAR),
    rows.person_id, NULL, NULL, NULL
  FROM ${remaining('sessions')} AS rows
    LEFT JOIN stays ON stays.person_id = rows.person_id AND ${isInside('sessions')}
  WHERE rows.stay_id IS NULL AND stays.stay_id IS NULL`;

/** Sessions that lie outside the days of the stay that they name. */
export const SESSIONS_OUTSIDE_STAY = sql`INSERT INTO notice_cross
  SELECT 'sessions', rows.file_id, rows.row_no, 'outside_stay', 'held_on', 1
  FROM ${remaining('sessions')} AS rows JOIN stays ON stays.stay_id = rows.stay_id
  WHERE NOT (${isInside('sessions')})`;

/** For each stay and person the first row of a stays file that was set aside. */
export const REFUSED_STAYS: readonly Sql[] = [refused('stay_id'), refused('person_id')];

/** The rows of a kind that nothing has set aside so far. */
export function remaining(kind: Kind): Sql {
  return sql`(SELECT typed.* FROM ${ident(`typed_${kind}`)} AS typed
    ANTI JOIN set_aside_cross AS aside
      ON aside.file_id = typed.file_id AND aside.row_no = typed.row_no)`;
}

function refused(key: 'stay_id' | 'person_id'): Sql {
  const name = ident(key === 'stay_id' ? 'refused_stay' : 'refused_stay_of_person');
  return sql`CREATE OR REPLACE TEMP TABLE ${name} AS
    SELECT ${ident(key)}, arg_min(file_id, (file_id, row_no)) AS file_id,
      arg_min(row_no, (file_id, row_no)) AS row_no
    FROM every_set_aside SEMI JOIN (FROM loaded_file WHERE kind = 'stays') USING (file_id)
    WHERE ${ident(key)} IS NOT NULL AND reason NOT IN ('duplicate_row', 'duplicate_stay')
    GROUP BY ${ident(key)}`;
}

/**
 * Comparisons only: with an OR in it the engine compares every row with every stay. And never in an
 * ANTI or SEMI JOIN: turned around, one match there marks every row of the same key as matched
 * (duckdb #20410).
 */
function isInside(kind: DependentKind): Sql {
  const day = sql`rows.${ident(DAY[kind])}`;
  return sql`stays.admitted_on <= ${day}
    AND coalesce(stays.discharged_on, DATE '9999-12-31') >= ${day}`;
}
