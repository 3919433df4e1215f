/** The measure that headlines are about where a figure holds several: the same under every filter. */
import { type Sql, sql } from '$lib/sql/sql';

/**
 * The measure and rater with most pairs among all loaded stays, of outcome instruments with a
 * published reliable change; ties by name. No row without a pair.
 */
export function primaryMeasureQuery(): Sql {
  return sql`WITH pair AS (
      SELECT stay_no, measure, rater FROM score_pair
      WHERE unit = 'stay' AND is_outcome AND change_class IS NOT NULL
    ),
    by_measure AS (SELECT measure, count(DISTINCT stay_no) AS stays FROM pair GROUP BY measure),
    by_rater AS (SELECT measure, rater, count(*) AS pairs FROM pair GROUP BY measure, rater)
    SELECT r.measure, r.rater FROM by_rater r JOIN by_measure m ON m.measure = r.measure
    ORDER BY m.stays DESC, r.measure, r.pairs DESC, r.rater NULLS FIRST LIMIT 1`;
}
