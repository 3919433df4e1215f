/**
 * How stays and paths ended, in one shape, so that a share of stays and a share of paths are judged by
 * the same conditions. A path ends the way its last stay does, whatever came before.
 */
import { type Sql, raw, sql } from '$lib/sql/sql';
import { indexStays } from '../groups';
import { indexPaths } from '../index-paths';
import type { MetricContext } from '../metric';

/**
 * The common tables `index_stay` and `stay_end`: the stays of the cohort with stay_no, path_no,
 * person_no, place_no, level, level_position, program, started_on, cut_on, is_open, is_unsettled (never), length_days, reason
 * (null = not recorded), is_planned, is_dropout, is_unplanned, attended (sessions) and planned_days
 * (null = not known).
 */
export function stayEnds(context: MetricContext): Sql {
  return sql`${indexStays(context)},
    stay_end AS NOT MATERIALIZED (
      SELECT s.stay_no, s.path_no, s.person_no, s.place_no, s.level, s.level_position, s.program,
        s.admitted_on AS started_on, s.cut_on, s.is_open, FALSE AS is_unsettled, s.length_days, s.discharge_reason AS reason,
        ${endClasses(context)}, coalesce(s.attended, 0) AS attended,
        s.prescribed_weeks * 7.0 AS planned_days
      FROM index_stay s ${PLANNED_AND_NEXT}
    )`;
}

/**
 * The common tables `index_path` and `path_end`: the paths of the cohort with the columns of
 * `stay_end`; stay_no, level and program are those of the first stay, `is_unsettled` = ended too close to the
 * cut to know that no other stay follows. The planned length is the sum over the stays, null unless
 * all of them have one.
 */
export function pathEnds(context: MetricContext): Sql {
  return sql`${indexPaths(context)},
    path_sum AS (
      SELECT path_no, sum(coalesce(attended, 0)) AS attended,
        CASE WHEN count(prescribed_weeks) = count(*) THEN sum(prescribed_weeks) * 7.0 END
          AS planned_days
      FROM stay WHERE path_no IS NOT NULL GROUP BY path_no
    ),
    path_end AS NOT MATERIALIZED (
      SELECT p.stay_no, p.path_no, p.person_no, p.place_no, p.level, p.level_position, p.program,
        p.started_on, p.cut_on, p.is_open,
        NOT p.is_open AND NOT p.is_eligible AS is_unsettled, p.length_days,
        s.discharge_reason AS reason, ${endClasses(context)}, path_sum.attended,
        path_sum.planned_days
      FROM index_path p JOIN path_sum USING (path_no) JOIN stay s ON s.stay_no = p.last_stay_no
        ${PLANNED_AND_NEXT}
    )`;
}

const PLANNED_AND_NEXT = raw(`LEFT JOIN level planned_to ON planned_to.code = s.discharged_to
        LEFT JOIN level next_to ON next_to.code = s.next_level`);

/** The three classes of an end under the settings; a stay that is open or has no reason is in none. */
function endClasses({ settings }: MetricContext): Sql {
  // The next stay is where a transfer led only if it is near enough to belong to the same path.
  const up = settings.conventions.isTransferUpPlanned
    ? sql`FALSE`
    : sql`coalesce(s.discharge_reason = 'transferred' AND (planned_to.rank > s.rank
          OR (next_to.rank > s.rank AND s.gap_days <= ${settings.pathGapDays})), FALSE)`;
  return sql`coalesce(s.is_planned AND NOT ${up}, FALSE) AS is_planned,
        coalesce(s.is_dropout, FALSE) AS is_dropout,
        coalesce(s.is_unplanned OR ${up}, FALSE) AS is_unplanned`;
}

/** What is said beside a figure where transfers to a higher level are not planned; else nothing. */
export function transferNotes({ settings }: MetricContext): readonly string[] {
  return settings.conventions.isTransferUpPlanned
    ? []
    : [
        'By a setting, a transfer to a higher level, as planned at discharge or as the next stay shows, counts as not planned.',
      ];
}
