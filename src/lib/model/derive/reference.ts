/** Tables of facts and settings that the derivations join: levels, measures, bands. */
import { MEASURES, improvementSign } from '$lib/measures/library';
import { type Sql, join, sql } from '$lib/sql/sql';
import { LEVELS } from '../levels';
import type { Settings } from '../settings';

/** `level`: one row per level of care, with its rank, floor and score window. */
export function levelTable(settings: Settings): Sql {
  const rows = LEVELS.map((level, position) => {
    const window = settings.scoreWindowByLevel[level.code] ?? settings.scoreWindow;
    return sql`(${level.code}, ${level.short}, ${position}, ${level.rank}, ${level.floorHoursPerWeek},
      ${window.baselineBefore}, ${window.baselineAfter}, ${window.lastAfter}, ${window.dischargeAround})`;
  });
  return sql`CREATE OR REPLACE TABLE level AS
    SELECT code, short, position::INTEGER AS position, rank::INTEGER AS rank,
      floor_hours::DOUBLE AS floor_hours, baseline_before::INTEGER AS baseline_before,
      baseline_after::INTEGER AS baseline_after, last_after::INTEGER AS last_after,
      discharge_around::INTEGER AS discharge_around
    FROM (VALUES ${join(rows)}) AS v(code, short, position, rank, floor_hours, baseline_before,
      baseline_after, last_after, discharge_around)`;
}

/**
 * `measure`: one row per instrument with the thresholds of the published profile. `sign` is +1 where
 * a falling score improves. A threshold marked as not published is not used.
 */
export function measureTable(): Sql {
  const rows = MEASURES.map((measure) => {
    const cutoff = measure.clinicalCutoff?.mark === 'U' ? null : measure.clinicalCutoff;
    const change = measure.reliableChange?.mark === 'U' ? null : measure.reliableChange;
    const sign = improvementSign(measure);
    const best = sign === 1 ? measure.scoreMin : measure.scoreMax;
    return sql`(${measure.id}, ${sign}, ${best}, ${measure.use === 'outcome'},
      ${measure.recallDays}, ${change?.points ?? null}, ${cutoff?.op ?? null}, ${cutoff?.value ?? null})`;
  });
  return sql`CREATE OR REPLACE TABLE measure AS
    SELECT id, sign::INTEGER AS sign, best::DOUBLE AS best, is_outcome,
      recall_days::INTEGER AS recall_days, reliable_change::DOUBLE AS reliable_change,
      cutoff_op, cutoff::DOUBLE AS cutoff
    FROM (VALUES ${join(rows)}) AS v(id, sign, best, is_outcome, recall_days, reliable_change,
      cutoff_op, cutoff)`;
}

/** `band`: the published severity bands; a score is in the last band whose minimum it reaches. */
export function bandTable(): Sql {
  const rows = MEASURES.flatMap((measure) => {
    const bands = measure.bands ?? [];
    return bands.map((band, position) => {
      const below = bands[position + 1]?.min ?? null;
      return sql`(${measure.id}, ${band.label}, ${position}, ${band.min}, ${below})`;
    });
  });
  return sql`CREATE OR REPLACE TABLE band AS
    SELECT measure, label, position::INTEGER AS position, from_score::DOUBLE AS from_score,
      below_score::DOUBLE AS below_score
    FROM (VALUES ${join(rows)}) AS v(measure, label, position, from_score, below_score)`;
}

/**
 * `data_cut`: one row, the day up to which rows count: the latest loaded day, or an earlier one that
 * the program set (`is_earlier`). Bookings do not move it.
 */
export function dataCutTable(settings: Settings): Sql {
  return sql`CREATE OR REPLACE TABLE data_cut AS
    WITH latest AS (
      SELECT max(day) AS day FROM (
        SELECT max(admitted_on) AS day FROM stays
        UNION ALL SELECT max(discharged_on) FROM stays
        UNION ALL SELECT max(last_contact_on) FROM stays
        UNION ALL SELECT max(taken_on) FROM scores
        UNION ALL SELECT max(held_on) FROM sessions WHERE status <> 'scheduled'
      )
    )
    SELECT CASE WHEN ${settings.dataCut}::DATE < day THEN ${settings.dataCut}::DATE ELSE day END
        AS day,
      coalesce(${settings.dataCut}::DATE < day, FALSE) AS is_earlier
    FROM latest`;
}
