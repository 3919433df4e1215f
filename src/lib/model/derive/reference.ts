/** Tables of facts and settings that the derivations join: levels, measures, bands. */
import { allMeasures, improvementSign } from '$lib/measures/library';
import { type Sql, join, sql } from '$lib/sql/sql';
import { LEVEL_NOT_GIVEN, LEVELS } from '../levels';
import type { Settings } from '../settings';

/** Days that no stay lasts: an implied stay has no windows, its first and last scores count. */
const NO_WINDOW = 36_500;

/** `level`: one row per level of care, with its rank and score window. */
export function levelTable(settings: Settings): Sql {
  return sql`CREATE OR REPLACE TABLE level AS ${levelSelect(settings)}`;
}

/** The rows of `level`; an implied stay has no windows, whatever is set. */
export function levelSelect(settings: Settings): Sql {
  const rows = LEVELS.map((level, position) => {
    const window = settings.scoreWindowByLevel[level.code] ?? settings.scoreWindow;
    return sql`(${level.code}, ${level.short}, ${position}, ${level.rank},
      ${window.baselineBefore}, ${window.baselineAfter}, ${window.lastAfter}, ${window.dischargeAround})`;
  });
  rows.push(sql`(${LEVEL_NOT_GIVEN.code}, ${LEVEL_NOT_GIVEN.short}, ${LEVELS.length}, NULL,
    ${NO_WINDOW}, ${NO_WINDOW}, ${NO_WINDOW}, ${NO_WINDOW})`);
  return sql`SELECT code, short, position::INTEGER AS position, rank::INTEGER AS rank,
      baseline_before::INTEGER AS baseline_before,
      baseline_after::INTEGER AS baseline_after, last_after::INTEGER AS last_after,
      discharge_around::INTEGER AS discharge_around
    FROM (VALUES ${join(rows)}) AS v(code, short, position, rank, baseline_before,
      baseline_after, last_after, discharge_around)`;
}

/** `measure`: one row per instrument; `sign` is +1 where a falling score improves, `best` the best score. */
export function measureTable(): Sql {
  const rows = allMeasures().map((measure) => {
    const sign = improvementSign(measure);
    const best = sign === 1 ? measure.scoreMin : measure.scoreMax;
    return sql`(${measure.id}, ${sign}, ${best}, ${measure.use === 'outcome'},
      ${measure.recallDays})`;
  });
  return sql`CREATE OR REPLACE TABLE measure AS
    SELECT id, sign::INTEGER AS sign, best::DOUBLE AS best, is_outcome,
      recall_days::INTEGER AS recall_days
    FROM (VALUES ${join(rows)}) AS v(id, sign, best, is_outcome, recall_days)`;
}

/** `band`: the published severity bands; a score is in the last band whose minimum it reaches. */
export function bandTable(): Sql {
  const rows = allMeasures().flatMap((measure) => {
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
