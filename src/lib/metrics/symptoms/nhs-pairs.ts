/**
 * The rules of NHS Talking Therapies over a pair of the PHQ-9 and one of the GAD-7: who is at caseness,
 * who moves below it, who changes reliably. The values are those of the NHS, whatever is chosen.
 */
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { MetricContext } from '../metric';
import { indexUnits } from '../pairs';

/** Why a stay or path is not in the denominator, in order; first what fits first. */
export const NHS_EXCLUSIONS = {
  late: 'too close to the cut',
  open: 'open',
  few: 'attended on fewer than 2 days, assessments apart',
  unpaired: 'no first and last score of both the PHQ-9 and the GAD-7',
  well: 'below caseness on both at the start',
} as const;

/**
 * `index_unit`, `attended`, and `judged`: finished stays or paths with attendance on two different days,
 * assessments apart, and pairs of both instruments by the same rater, with `was_case`, `is_case`,
 * `is_better` and `is_worse`; path_no, level, level_position and program as in `index_unit`.
 */
export function nhsJudged(context: MetricContext): Sql {
  return sql`${attended(context)},
    judged AS (
      SELECT u.* EXCLUDE (reason), b.rater, b.was_case, b.is_case,
        b.is_up AND NOT b.is_down AS is_better, b.is_down AND NOT b.is_up AS is_worse
      FROM attended u
      JOIN (
        SELECT p.stay_no, p.rater,
          p.is_baseline_unwell OR g.is_baseline_unwell AS was_case,
          p.is_last_unwell OR g.is_last_unwell AS is_case,
          'improved' IN (p.change_class, g.change_class) AS is_up,
          'deteriorated' IN (p.change_class, g.change_class) AS is_down
        FROM ${nhsPairs(context, 'phq9')} p JOIN ${nhsPairs(context, 'gad7')} g
          ON g.stay_no = p.stay_no AND g.rater IS NOT DISTINCT FROM p.rater
      ) b USING (stay_no)
      WHERE u.reason IS NULL
    )`;
}

/**
 * `left_out_unit` after `nhsJudged`: for each rater of `nhsRaters` the stays or paths of the cohort that
 * are not in the denominator, with the reason as `left_out`.
 */
export function nhsLeftOut(): Sql {
  return sql`rater AS (${nhsRaters()}),
    left_out_unit AS (
      SELECT u.* EXCLUDE (reason), r.rater,
        CASE WHEN u.reason IS NOT NULL THEN u.reason
          WHEN j.stay_no IS NULL THEN ${NHS_EXCLUSIONS.unpaired}
          WHEN NOT j.was_case THEN ${NHS_EXCLUSIONS.well} END AS left_out
      FROM attended u CROSS JOIN rater r
      LEFT JOIN judged j ON j.stay_no = u.stay_no AND j.rater IS NOT DISTINCT FROM r.rater
      WHERE left_out IS NOT NULL
    )`;
}

/**
 * The raters with pairs of both instruments under every filter, the one of most stays first; the first
 * is what the headline is about.
 */
export function nhsRaters(): Sql {
  return sql`SELECT p.rater
    FROM score_pair p JOIN score_pair g
      ON g.stay_no = p.stay_no AND g.rater IS NOT DISTINCT FROM p.rater
    WHERE p.unit = 'stay' AND g.unit = 'stay' AND p.measure = 'phq9' AND g.measure = 'gad7'
      AND p.status = 'paired' AND g.status = 'paired'
    GROUP BY p.rater ORDER BY count(*) DESC, p.rater NULLS FIRST`;
}

/** `attended`: the stays or paths with the first reason that no score can change; null = none. */
function attended(context: MetricContext): Sql {
  const isOwn = raw(context.unit === 'path' ? 's.path_no = u.path_no' : 's.stay_no = u.stay_no');
  return sql`${indexUnits(context)},
    attended AS (
      SELECT u.* EXCLUDE (is_late),
        CASE WHEN any_value(u.is_late) THEN ${NHS_EXCLUSIONS.late}
          WHEN bool_or(s.is_open) THEN ${NHS_EXCLUSIONS.open}
          WHEN NOT coalesce(min(s.first_treatment_on) < max(s.last_treatment_on), FALSE)
            THEN ${NHS_EXCLUSIONS.few} END AS reason
      FROM index_unit u JOIN stay s ON ${isOwn}
      GROUP BY ALL
    )`;
}

function nhsPairs({ unit }: MetricContext, measure: string): Sql {
  return sql`(SELECT * FROM classified_pair WHERE unit = ${unit} AND profile = 'nhs'
    AND measure = ${measure} AND status = 'paired')`;
}
