/**
 * `track_model` and `score_track`: what the last score of finished stays was, given baseline and week,
 * and which scores are worse than that. An aid for review, never a diagnosis.
 */
import { type Sql, sql } from '$lib/sql/sql';

/** Finished pairs of one instrument from which a prediction is made. */
export const LEAST_TRACK_PAIRS = 100;

/** Residual standard errors beyond the prediction from which a score is off track: a tenth of them. */
export const TRACK_LIMIT = 1.2816;

/**
 * `track_model`: by instrument the least squares of the last score on the baseline and on
 * log(week of the last score + 1), over the pairs of all finished stays, whoever rated. No row with
 * fewer pairs than asked for, or where all baselines or all weeks are the same.
 *
 * Source: convention of ours; normal equations of centred sums (Draper & Smith 1998, ch. 1 and 4).
 */
export function trackModelTable(leastPairs: number = LEAST_TRACK_PAIRS): Sql {
  return sql`CREATE OR REPLACE TABLE track_model AS
    WITH pair AS (
      SELECT p.measure, p.baseline AS x, p.last AS y,
        ln(greatest(0, (p.last_on - b.admitted_on) // 7) + 1) AS z
      FROM score_pair p JOIN stay_base b USING (stay_no)
      WHERE p.unit = 'stay' AND p.status = 'paired' AND p.is_outcome AND p.last_on IS NOT NULL
    ),
    sums AS (
      SELECT measure, count(*) AS n, avg(x) AS mean_x, avg(z) AS mean_z, avg(y) AS mean_y,
        regr_sxx(x, x) AS xx, regr_sxx(z, z) AS zz, regr_sxx(y, y) AS yy,
        regr_sxy(x, z) AS xz, regr_sxy(x, y) AS xy, regr_sxy(z, y) AS zy
      FROM pair GROUP BY measure HAVING count(*) >= ${leastPairs}
    ),
    slopes AS (
      SELECT *, (xy * zz - zy * xz) / (xx * zz - xz * xz) AS per_baseline,
        (zy * xx - xy * xz) / (xx * zz - xz * xz) AS per_log_week
      FROM sums WHERE n > 3 AND xx * zz - xz * xz > 1e-9 * xx * zz
    )
    SELECT measure, n::INTEGER AS n,
      (mean_y - per_baseline * mean_x - per_log_week * mean_z)::DOUBLE AS intercept,
      per_baseline::DOUBLE AS per_baseline, per_log_week::DOUBLE AS per_log_week,
      sqrt(greatest(0, yy - per_baseline * xy - per_log_week * zy) / (n - 3))::DOUBLE
        AS residual_se
    FROM slopes ORDER BY measure`;
}

/**
 * `score_track`: the scores of `score_point` that are later than the baseline of their stay, up to
 * the last day of its window, after attendance on at least 3 days up to their own, of instruments
 * with a row in `track_model`; open stays included. `predicted` = the score expected in its own
 * week; `is_off_track` = worse than that by more than 1.2816 residual standard errors.
 */
export function scoreTrackTable(): Sql {
  return sql`CREATE OR REPLACE TABLE score_track AS
    WITH predicted AS (
      SELECT p.score_no, p.stay_no, p.measure, p.rater, p.score, m.sign, t.residual_se,
        t.intercept + t.per_baseline * pair.baseline + t.per_log_week * ln(p.week + 1)
          AS predicted
      FROM score_point p
      JOIN track_model t ON t.measure = p.measure
      JOIN measure m ON m.id = p.measure
      JOIN tracked_stay k ON k.stay_no = p.stay_no AND k.tracked_from <= p.taken_on
      JOIN stay_base b ON b.stay_no = p.stay_no
      JOIN level l ON l.code = b.level
      JOIN score_pair pair ON pair.unit = 'stay' AND pair.stay_no = p.stay_no
        AND pair.measure = p.measure AND pair.rater IS NOT DISTINCT FROM p.rater
      WHERE pair.baseline IS NOT NULL
        AND (pair.baseline_on IS NULL OR p.taken_on > pair.baseline_on)
        AND (b.is_open OR p.taken_on <= b.discharged_on + l.last_after)
    )
    SELECT score_no, stay_no, measure, rater, predicted::DOUBLE AS predicted,
      (score - predicted) * sign > ${TRACK_LIMIT} * residual_se AS is_off_track
    FROM predicted ORDER BY score_no`;
}
