/**
 * `threshold`: what decides about change, by profile and measure; and `classified_pair`, the pairs of
 * scores with their classes under each profile.
 */
import { allMeasures } from '$lib/measures/library';
import { type Sql, join, raw, sql } from '$lib/sql/sql';
import { type ProfileId, PROFILES } from '../profiles';
import type { Settings } from '../settings';
import { THRESHOLD_RULES } from './threshold-rules';

/**
 * `threshold`: one row per profile and measure. `reliable_change` in points, null where none is known;
 * `cutoff_op` and `cutoff` describe the unwell side. Needs `score_pair` for the SD of loaded baselines.
 */
export function thresholdTable(settings: Settings): Sql {
  const profiles = PROFILES.map(({ id }) => id);
  return sql`CREATE OR REPLACE TABLE threshold AS ${thresholdSelect(settings, profiles)}`;
}

/** The rows of `threshold` of some profiles, at least one, by the `score_pair` that is in reach. */
export function thresholdSelect(settings: Settings, profiles: readonly ProfileId[]): Sql {
  const rows = profiles.flatMap((profile) =>
    allMeasures().map((measure) => {
      const found = THRESHOLD_RULES[profile](measure, settings);
      return sql`(${profile}, ${measure.id}, ${found.change}, ${found.isStrict},
        ${found.changeWords}, ${found.reliability}, ${found.cutoff?.op ?? null},
        ${found.cutoff?.value ?? null}, ${found.cutoffWords}, ${found.responseShare},
        ${found.remission?.op ?? null}, ${found.remission?.value ?? null})`;
    }),
  );
  return sql`WITH loaded AS (
      SELECT measure, stddev_samp(baseline) AS sd FROM score_pair
      WHERE unit = 'stay' AND status = 'paired' GROUP BY measure
    )
    SELECT v.profile, v.measure,
      CASE WHEN v.reliability IS NULL THEN v.change
        ELSE 1.96 * loaded.sd * sqrt(2 * (1 - v.reliability)) END::DOUBLE AS reliable_change,
      v.is_strict,
      CASE WHEN v.reliability IS NULL THEN v.change_words
        ELSE printf('SD %.2f of the loaded baselines, reliability %s', loaded.sd, v.change_words)
        END::VARCHAR AS change_words,
      v.cutoff_op::VARCHAR AS cutoff_op, v.cutoff::DOUBLE AS cutoff,
      v.cutoff_words::VARCHAR AS cutoff_words, v.response_share::DOUBLE AS response_share,
      v.remission_op::VARCHAR AS remission_op, v.remission::DOUBLE AS remission
    FROM (VALUES ${join(rows)}) AS v(profile, measure, change, is_strict, change_words, reliability,
      cutoff_op, cutoff, cutoff_words, response_share, remission_op, remission)
    LEFT JOIN loaded ON loaded.measure = v.measure`;
}

/** `classified_pair`: the rows of `classifiedPairSelect`. */
export function classifiedPairView(): Sql {
  return sql`CREATE OR REPLACE VIEW classified_pair AS ${classifiedPairSelect()}`;
}

/**
 * `score_pair` once for each profile with `is_improved`, `is_deteriorated` and their `change_class`, `significance` (null without a cut-off), the
 * unwell side at both ends, `is_near_best`, `is_response` and `is_remission`; null where the profile
 * has no rule or there is no pair. Reads the `score_pair` and `threshold` that are in reach.
 */
export function classifiedPairSelect(): Sql {
  return sql`WITH judged AS (
      SELECT p.*, t.profile, t.reliable_change,
        p.improvement > t.reliable_change
          OR (p.improvement = t.reliable_change AND NOT t.is_strict) AS is_improved,
        -p.improvement > t.reliable_change
          OR (-p.improvement = t.reliable_change AND NOT t.is_strict) AS is_deteriorated,
        CASE
          WHEN p.status <> 'paired' OR t.reliable_change IS NULL THEN NULL
          WHEN is_improved THEN 'improved'
          WHEN is_deteriorated THEN 'deteriorated'
          ELSE 'unchanged' END AS change_class,
        ${isOnSide('p.baseline', 't.cutoff_op', 't.cutoff')} AS is_baseline_unwell,
        ${isOnSide('p.last', 't.cutoff_op', 't.cutoff')} AS is_last_unwell,
        abs(p.baseline - m.best) < t.reliable_change AS is_near_best,
        CASE WHEN p.status = 'paired' AND p.baseline > 0 AND t.response_share IS NOT NULL
          THEN p.improvement * 100 >= round(t.response_share * 100) * p.baseline END AS is_response,
        CASE WHEN p.status = 'paired' THEN ${isOnSide('p.last', 't.remission_op', 't.remission')}
          END AS is_remission
      FROM score_pair p
      JOIN measure m ON m.id = p.measure
      JOIN threshold t ON t.measure = p.measure
    )
    SELECT *, CASE
      WHEN change_class IS NULL OR is_baseline_unwell IS NULL OR is_last_unwell IS NULL THEN NULL
      WHEN change_class = 'improved' AND is_baseline_unwell AND NOT is_last_unwell THEN 'recovered'
      WHEN change_class = 'deteriorated' AND NOT is_baseline_unwell AND is_last_unwell THEN 'harmed'
      ELSE change_class END AS significance
    FROM judged`;
}

function isOnSide(score: string, op: string, value: string): Sql {
  const cases = ['>=', '>', '<=', '<'].map(
    (sign) => sql`WHEN ${sign} THEN ${raw(score)} ${raw(sign)} ${raw(value)}`,
  );
  return sql`CASE ${raw(op)} ${join(cases, ' ')} END`;
}
