/**
 * The paths of a cohort: a path belongs to it by its first stay, its period by the first admission or
 * the last discharge, and counts once so many days as break a path have passed by the cut.
 */
import { hasPeriod } from '$lib/cohort/cohort';
import { dayCondition, filterCondition } from '$lib/cohort/predicate';
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { Members } from '$lib/tally/tally';
import type { MetricContext } from './metric';
import { filteredMembers, stayBits } from './tallied';

/**
 * The common table `index_path`: the rows of `path` in the cohort with place_no, level,
 * level_position and program of the first stay, and `is_eligible`: ended, and long enough before the cut. A path of a
 * person of whom it is not known how long they were observed counts as ended.
 */
export function indexPaths(context: MetricContext): Sql {
  const { cohort, basis, settings } = context;
  return sql`index_path AS NOT MATERIALIZED (
      SELECT p.*, first.place_no, first.level, first.level_position, first.program,
        first.stay_no, last.discharge_reason,
        NOT p.is_open
          AND (p.cut_on IS NULL OR p.ended_on <= p.cut_on - ${settings.pathGapDays}::INTEGER)
          AS is_eligible
      FROM path p
      JOIN (SELECT * FROM stay WHERE ${filterCondition(cohort.filters)}) first
        ON first.stay_no = p.first_stay_no
      JOIN stay last ON last.stay_no = p.last_stay_no
      WHERE ${dayCondition(dayOf(basis), cohort.period)}
    )`;
}

/** The first stays of the paths of the cohort. */
export function pathMembers(context: MetricContext): Members {
  const { cohort, basis } = context;
  const filtered = filteredMembers(context);
  if (!hasPeriod(cohort.period)) return filtered;
  const inPeriod = stayBits(
    dayCondition(dayOf(basis), cohort.period),
    sql`path p JOIN stay first ON first.stay_no = p.first_stay_no
      JOIN stay last ON last.stay_no = p.last_stay_no`,
    'p.first_stay_no',
  );
  return [...filtered, [inPeriod]];
}

function dayOf(basis: MetricContext['basis']): Sql {
  return raw(basis === 'admitted' ? 'first.admitted_on' : 'last.discharged_on');
}
