/**
 * Pairs of scores as they would be under other windows of the baseline, inside one query: the same SQL
 * as that of the tables, over common tables that stand before the tables of their names.
 */
import { type Sql, sql } from '$lib/sql/sql';
import type { ProfileId } from '../profiles';
import type { ScoreWindow, Settings } from '../settings';
import { dueMeasureSelect } from './due-measure';
import { levelSelect } from './reference';
import { scoreCandidateSelect, unnamedCandidateSelect } from './score-candidate';
import { scorePairSelect } from './score-pair';
import { thresholdSelect } from './threshold';

/** The settings with so many days before and after admission for a baseline, at every level. */
export function withBaselineWindow(settings: Settings, days: number): Settings {
  const narrowed = (window: ScoreWindow): ScoreWindow => ({
    ...window,
    baselineBefore: days,
    baselineAfter: days,
  });
  return {
    ...settings,
    scoreWindow: narrowed(settings.scoreWindow),
    scoreWindowByLevel: Object.fromEntries(
      Object.entries(settings.scoreWindowByLevel).map(([code, own]) => [code, narrowed(own)]),
    ),
  };
}

/**
 * The common tables `level`, `score_candidate`, `due_measure`, `score_pair` and `threshold` (of one
 * profile) as the settings would make them; to follow `WITH`. All else is read as it is stored.
 */
export function pairsUnder(settings: Settings, profile: ProfileId): Sql {
  return sql`level AS (${levelSelect(settings)}),
      unnamed_candidate AS (${unnamedCandidateSelect()}),
      score_candidate AS NOT MATERIALIZED (${scoreCandidateSelect()}),
      due_measure AS (${dueMeasureSelect()}),
      score_pair AS (${scorePairSelect()}),
      threshold AS (${thresholdSelect(settings, [profile])})`;
}
