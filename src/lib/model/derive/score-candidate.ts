/** `score_candidate`: the stays that each score may serve, and whether it may be their baseline. */
import { type Sql, sql } from '$lib/sql/sql';

/**
 * `unnamed_candidate`: the part of `score_candidate` that takes joins, by the windows in `level`; a
 * working table.
 */
export function unnamedCandidateTable(): Sql {
  return sql`CREATE OR REPLACE TABLE unnamed_candidate AS ${unnamedCandidateSelect()}`;
}

/** The rows of `unnamed_candidate`: a score that names no stay, with every stay that it may serve. */
export function unnamedCandidateSelect(): Sql {
  return sql`WITH in_a_stay AS (${scoresInStays()})
    SELECT b.stay_no, s.person_no, s.score_no, s.measure, s.rater, s.kind_no, s.taken_on, s.score,
      s.taken_on >= b.admitted_on OR i.score_no IS NULL AS may_be_baseline,
      s.is_ordered, s.may_start, s.may_end
    FROM score_seen s
    JOIN stay_base b ON b.person_no = s.person_no
    JOIN level l ON l.code = b.level
    LEFT JOIN in_a_stay i ON i.score_no = s.score_no
    WHERE s.named_stay_no IS NULL
      AND s.taken_on >= b.admitted_on - l.baseline_before
      AND (b.is_open OR s.taken_on <= b.discharged_on + greatest(l.last_after, l.discharge_around))`;
}

/** `score_candidate`, over the table of those that name no stay; only needed while tables are made. */
export function scoreCandidateView(): Sql {
  return sql`CREATE OR REPLACE VIEW score_candidate AS ${scoreCandidateSelect()}`;
}

/** The rows of `score_candidate`, by the `unnamed_candidate` that is in reach. */
export function scoreCandidateSelect(): Sql {
  return sql`SELECT named_stay_no AS stay_no, person_no, score_no, measure, rater, kind_no, taken_on, score,
      TRUE AS may_be_baseline, is_ordered, may_start, may_end
    FROM score_seen WHERE named_stay_no IS NOT NULL
    UNION ALL FROM unnamed_candidate`;
}

/** The scores that name no stay and lie in one of the person. */
export function scoresInStays(): Sql {
  return sql`SELECT DISTINCT s.score_no
      FROM score_seen s JOIN stay_base b ON b.person_no = s.person_no
      WHERE s.named_stay_no IS NULL AND s.taken_on >= b.admitted_on
        AND (b.is_open OR s.taken_on <= b.discharged_on)`;
}
