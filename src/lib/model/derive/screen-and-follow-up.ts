/** `risk_screen` and `follow_up_score`: what single scores say about an admission and a discharge. */
import { type Sql, sql } from '$lib/sql/sql';
import { isRiskScreen } from '../risk';
import { scoresInStays } from './score-candidate';

/** Days around an admission in which a screen belongs to it. */
export const SCREEN_DAYS = 1;

/**
 * `risk_screen`: screens for suicide risk within a day of the admission of a stay that they may
 * serve; of several of one instrument, rater and day the last in file order. `day` = days since
 * admission.
 */
export function riskScreenTable(): Sql {
  return sql`CREATE OR REPLACE TABLE risk_screen AS
    WITH near AS (
      SELECT c.stay_no, c.score_no, c.measure, c.rater, s.risk_item, c.score,
        (c.taken_on - b.admitted_on)::INTEGER AS day
      FROM score_candidate c
      JOIN score_seen s USING (score_no)
      JOIN stay_base b ON b.stay_no = c.stay_no
      WHERE NOT c.is_ordered AND abs(c.taken_on - b.admitted_on) <= ${SCREEN_DAYS}
    ),
    last_of_day AS (
      SELECT * FROM near
      QUALIFY row_number() OVER (
        PARTITION BY stay_no, measure, rater, day ORDER BY score_no DESC) = 1
    )
    SELECT x.stay_no, x.score_no, x.measure, x.day
    FROM last_of_day x WHERE ${isRiskScreen('x')} ORDER BY x.stay_no, x.score_no`;
}

/**
 * `follow_up_score`: scores after the discharge of a finished stay that name it, or that name none and
 * lie in no stay of the person. `days_after` = days since the discharge, 1 or more.
 */
export function followUpScoreTable(): Sql {
  return sql`CREATE OR REPLACE TABLE follow_up_score AS
    WITH in_a_stay AS (${scoresInStays()})
    SELECT b.stay_no, s.score_no, s.measure, (s.taken_on - b.discharged_on)::INTEGER AS days_after
    FROM score_seen s
    JOIN stay_base b ON b.person_no = s.person_no AND s.taken_on > b.discharged_on
    LEFT JOIN in_a_stay i ON i.score_no = s.score_no
    WHERE NOT s.is_ordered AND (s.named_stay_no = b.stay_no
      OR (s.named_stay_no IS NULL AND i.score_no IS NULL))
    ORDER BY b.stay_no, s.score_no`;
}
