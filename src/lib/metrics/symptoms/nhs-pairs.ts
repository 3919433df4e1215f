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
 * `is_better` and `is_worse`; level, level_position and program as in `index_unit`.
 */
export function nhsJudged(context: MetricContext): Sql {
  return sql`${attended(context)},
    judged AS (
      SELECT u.stay_no, u.person_no, u.level, u.level_position, u.program, b.rater,
        b.was_case, b.is_case, b.is_up AND NOT b.is_down AS is_better,
        b.is_down AND NOT b.is_up AS is_worse
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
      WHERE NOT u.is_late AND NOT u.is_open AND u.is_treated
    )`;
}

/** One row: stays or paths of the cohort that cannot be judged, and those with enough attendance. */
export function nhsUnits(context: MetricContext): Sql {
  return sql`WITH ${attended(context)}
    SELECT count_if(is_late)::INTEGER AS late,
      count_if(NOT is_late AND is_open)::INTEGER AS open,
      count_if(NOT is_late AND NOT is_open AND NOT is_treated)::INTEGER AS few,
      count_if(NOT is_late AND NOT is_open AND is_treated)::INTEGER AS treated
    FROM attended`;
}

/** The rater of most stays with pairs of both instruments, under every filter; no row without any. */
export function nhsRater(): Sql {
  return sql`SELECT p.rater
    FROM score_pair p JOIN score_pair g
      ON g.stay_no = p.stay_no AND g.rater IS NOT DISTINCT FROM p.rater
    WHERE p.unit = 'stay' AND g.unit = 'stay' AND p.measure = 'phq9' AND g.measure = 'gad7'
      AND p.status = 'paired' AND g.status = 'paired'
    GROUP BY p.rater ORDER BY count(*) DESC, p.rater NULLS FIRST LIMIT 1`;
}

function attended(context: MetricContext): Sql {
  const isOwn = raw(context.unit === 'path' ? 's.path_no = u.path_no' : 's.stay_no = u.stay_no');
  return sql`${indexUnits(context)},
    attended AS (
      SELECT u.stay_no, u.person_no, u.level, u.level_position, u.program, u.is_late,
        bool_or(s.is_open) AS is_open,
        coalesce(min(s.first_treatment_on) < max(s.last_treatment_on), FALSE) AS is_treated
      FROM index_unit u JOIN stay s ON ${isOwn}
      GROUP BY ALL
    )`;
}

function nhsPairs({ unit }: MetricContext, measure: string): Sql {
  return sql`(SELECT * FROM classified_pair WHERE unit = ${unit} AND profile = 'nhs'
    AND measure = ${measure} AND status = 'paired')`;
}
