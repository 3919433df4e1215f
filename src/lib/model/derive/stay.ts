/** `stay`, `path`, `person`, `place`, and the primary measure of each program. */
import { type Sql, ident, join, sql } from '$lib/sql/sql';
import type { Settings } from '../settings';
import { intoTable, isOf, type PersonPart } from './parts';

/** A program's counted sessions from which an export without any absence is not believed. */
const SESSIONS_TO_EXPECT_ABSENCES = 200;

/**
 * `path`: chains of stays of a person; ends with its latest discharge, open while any of its stays
 * is. Its label merges equal neighbours, its length ends on the earlier of last contact and
 * discharge of each stay.
 */
export function pathTable(): Sql {
  return sql`CREATE OR REPLACE TABLE path AS
    WITH steps AS (
      SELECT b.path_no, b.stay_no, l.short,
        lag(b.level) OVER (PARTITION BY b.path_no ORDER BY b.stay_no) IS DISTINCT FROM b.level
          AS is_new_level
      FROM stay_base b JOIN level l ON l.code = b.level
      WHERE b.path_no IN (
        SELECT path_no FROM stay_base GROUP BY path_no HAVING count(*) > 1)
    ),
    labels AS (
      SELECT path_no, string_agg(short, ' > ' ORDER BY stay_no) AS label
      FROM steps WHERE is_new_level GROUP BY path_no
    )
    SELECT b.path_no, any_value(b.person_no) AS person_no, coalesce(any_value(labels.label), any_value(l.short)) AS label,
      count(*)::INTEGER AS stays,
      min(b.stay_no) AS first_stay_no, max(b.stay_no) AS last_stay_no,
      arg_min(b.level, b.stay_no) AS entry_level, arg_max(b.level, b.stay_no) AS exit_level,
      min(b.admitted_on) AS started_on,
      bool_or(b.is_open) AS is_open,
      CASE WHEN bool_or(b.is_open) THEN NULL ELSE max(b.discharged_on) END AS ended_on,
      max(b.cut_on) AS cut_on,
      greatest(1, CASE WHEN bool_or(b.is_open) THEN max(b.cut_on) ELSE max(b.ended_on) END
        - min(b.admitted_on))::INTEGER AS length_days,
      arg_max(coalesce(b.discharge_reason, ''), b.stay_no) AS last_reason
    FROM stay_base b JOIN level l ON l.code = b.level LEFT JOIN labels ON labels.path_no = b.path_no
    WHERE b.path_no IS NOT NULL
    GROUP BY b.path_no ORDER BY b.path_no`;
}

/**
 * The variable `last_person_no` or `last_stay_no`: how long a set of persons or stays as bits is. A
 * variable, since the engine wants to know before it plans a query.
 */
export function lastNumber(column: 'person_no' | 'stay_no'): Sql {
  return sql`SET VARIABLE ${ident(`last_${column}`)} =
    (SELECT coalesce(max(${ident(column)}), 1) FROM stay_base)`;
}

/** `place`: each level and program that has stays, as a number by which stays are counted quickly. */
export function placeTable(): Sql {
  return sql`CREATE OR REPLACE TABLE place AS
    SELECT row_number() OVER (ORDER BY level_position, level, program)::INTEGER AS place_no,
      level, level_position, program
    FROM (SELECT DISTINCT level, level_position, program FROM stay_base) ORDER BY place_no`;
}

/**
 * `primary_measure`: by program, what the program set, else the outcome measure with most pairs
 * (ties: first by name).
 */
export function primaryMeasureTable(settings: Settings): Sql {
  const chosen = Object.entries(settings.primaryMeasure).map(
    ([program, measure]) => sql`(${program}, ${measure})`,
  );
  const rows = chosen.length > 0 ? join(chosen) : sql`(NULL, NULL)`;
  return sql`CREATE OR REPLACE TABLE primary_measure AS
    WITH counted AS (
      SELECT b.program, p.measure, count_if(p.status = 'paired') AS pairs
      FROM score_pair p JOIN stay_base b USING (stay_no)
      WHERE p.unit = 'stay' AND p.is_outcome GROUP BY b.program, p.measure
    ),
    most AS (
      SELECT program, measure, row_number() OVER (
        PARTITION BY program ORDER BY pairs DESC, measure) AS choice
      FROM counted WHERE pairs > 0
    )
    SELECT most.program, coalesce(set_by_program.measure, most.measure) AS measure
    FROM most
    LEFT JOIN (VALUES ${rows}) AS set_by_program(program, measure)
      ON set_by_program.program = most.program
    WHERE most.choice = 1`;
}

/**
 * `stay`: one wide row per stay, with sums of its sessions and the severity of its baseline. About
 * the sessions of its program: `has_sessions` = there are any; `has_absences`, `has_missed` = false
 * where 200 of them hold no absence, or none that was missed for any reason. The first part of the
 * persons makes the table, later ones, whose stays follow, fill it.
 */
export function stayTable(part: PersonPart = null, isFirst = true): Sql {
  return sql`${intoTable('stay', isFirst)}
    WITH placed AS (
      SELECT stay_no, row_number() OVER (PARTITION BY path_no ORDER BY stay_no)::INTEGER
        AS position_in_path
      FROM stay_base WHERE path_no IS NOT NULL AND ${isOf(part, 'person_no')}
    ),
    absences AS (
      SELECT b.program,
        NOT (sum(t.counted) >= ${SESSIONS_TO_EXPECT_ABSENCES}
          AND sum(t.no_show + t.late_cancel) = 0) AS has_absences,
        NOT (sum(t.counted + t.client_cancel + t.excused) >= ${SESSIONS_TO_EXPECT_ABSENCES}
          AND sum(t.no_show + t.late_cancel + t.client_cancel + t.excused) = 0) AS has_missed
      FROM session_total t JOIN stay_base b USING (stay_no) GROUP BY b.program
    ),
    floor_weeks AS (
      SELECT a.stay_no, count(*)::INTEGER AS weeks_at_floor
      FROM attendance a JOIN stay_base b USING (stay_no)
      JOIN target ON target.program = b.program AND target.level = b.level
        AND target.kind = 'floor_hours_per_week'
      WHERE ${isOf(part, 'b.person_no')}
        AND a.week < b.length_days // 7 AND a.minutes / 60.0 >= target.low
      GROUP BY a.stay_no
    ),
    severity AS (
      SELECT p.stay_no, p.measure, any_value(band.label) AS label
      FROM score_pair p
      JOIN stay_base b USING (stay_no)
      JOIN primary_measure m ON m.program = b.program AND m.measure = p.measure
      JOIN band ON band.measure = p.measure AND p.baseline >= band.from_score
        AND (band.below_score IS NULL OR p.baseline < band.below_score)
      WHERE p.unit = 'stay' AND p.rater IS NULL AND ${isOf(part, 'p.person_no')}
      GROUP BY p.stay_no, p.measure
    )
    SELECT b.*, place.place_no,
      placed.position_in_path,
      b.length_days / 7.0::DOUBLE AS weeks_enrolled,
      (b.length_days // 7)::INTEGER AS full_weeks,
      CASE WHEN floor.low IS NULL THEN NULL ELSE coalesce(f.weeks_at_floor, 0) END
        AS weeks_at_floor,
      t.* EXCLUDE (stay_no, first_counted_on, first_attended_on, last_held_on, tracked_from), after.* EXCLUDE (stay_no),
      coalesce(absences.has_absences, TRUE) AS has_absences,
      coalesce(absences.has_missed, TRUE) AS has_missed,
      absences.program IS NOT NULL AS has_sessions,
      severity.measure || ': ' || severity.label AS baseline_severity
    FROM stay_base b
    LEFT JOIN placed ON placed.stay_no = b.stay_no
    JOIN place ON place.level = b.level AND place.program = b.program
    LEFT JOIN target floor ON floor.program = b.program AND floor.level = b.level
      AND floor.kind = 'floor_hours_per_week'
    LEFT JOIN session_total t ON t.stay_no = b.stay_no
    LEFT JOIN after_discharge after ON after.stay_no = b.stay_no
    LEFT JOIN floor_weeks f ON f.stay_no = b.stay_no
    LEFT JOIN absences ON absences.program = b.program
    LEFT JOIN severity ON severity.stay_no = b.stay_no
    WHERE ${isOf(part, 'b.person_no')}
    ORDER BY b.stay_no`;
}

/** `person`: first admission in the file and last day with any record. */
export function personTable(): Sql {
  return sql`CREATE OR REPLACE TABLE person AS
    WITH day AS (
      SELECT person_no, admitted_on AS day FROM stay_base
      UNION ALL SELECT person_no, discharged_on FROM stay_base
      UNION ALL SELECT person_no, last_contact_on FROM stay_base
      UNION ALL SELECT person_no, taken_on FROM score_seen WHERE NOT is_ordered
      UNION ALL SELECT b.person_no, t.last_held_on
      FROM session_total t JOIN stay_base b ON b.stay_no = t.stay_no
    ),
    last AS (SELECT person_no, max(day) AS last_record_on FROM day GROUP BY person_no)
    SELECT b.person_no, any_value(b.person_id) AS person_id,
      min(b.admitted_on) AS first_admitted_on, any_value(last.last_record_on) AS last_record_on
    FROM stay_base b JOIN last USING (person_no)
    GROUP BY b.person_no ORDER BY b.person_no`;
}
