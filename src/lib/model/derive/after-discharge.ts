/**
 * `later_stay` and `after_discharge`: which stays followed a discharge as a transfer, a readmission or
 * an acute admission, and when care went on at a lower level. Housing takes no part.
 */
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { Settings } from '../settings';

/** A stay at the same or a higher level that begins by this day after discharge is a transfer. */
const LAST_TRANSFER_DAY = 2;

/** The longest window of readmissions, in days after discharge. */
const LAST_READMISSION_DAY = 90;

/** The windows of acute admissions and of continuity, in days after discharge. */
const LAST_DAY_OF_MONTH = 30;

/**
 * `later_stay`: pairs of a finished stay and a stay later in the order of stays, with the days from the
 * discharge to that admission (negative = they overlap), as far as the pair is one of three things:
 * `is_transfer`, `is_readmission`, `is_acute`. A first rise to a level that the person had not reached
 * by the index stay is no readmission, unless the settings say so.
 */
export function laterStayTable({ conventions }: Settings): Sql {
  const isKnownLevel = conventions.isFirstRiseReadmission
    ? raw('TRUE')
    : raw('later.rank <= this.highest_rank');
  return sql`CREATE OR REPLACE TABLE later_stay AS
    WITH ranked AS (
      SELECT stay_no, person_no, level, rank, admitted_on, discharged_on,
        max(rank) OVER (PARTITION BY person_no ORDER BY stay_no) AS highest_rank
      FROM stay_base WHERE rank IS NOT NULL
    ),
    pair AS (
      SELECT this.stay_no, later.stay_no AS later_no,
        (later.admitted_on - this.discharged_on)::INTEGER AS days,
        later.rank >= this.rank AS is_as_high, ${isKnownLevel} AS is_known_level,
        later.level = 'inpatient' AS is_inpatient
      FROM ranked this JOIN ranked later
        ON later.person_no = this.person_no AND later.stay_no > this.stay_no
      WHERE this.discharged_on IS NOT NULL
    ),
    judged AS (
      SELECT stay_no, later_no, days,
        is_as_high AND days <= ${LAST_TRANSFER_DAY} AS is_transfer,
        is_as_high AND is_known_level
          AND days BETWEEN ${LAST_TRANSFER_DAY + 1} AND ${LAST_READMISSION_DAY} AS is_readmission,
        is_inpatient AND days BETWEEN 0 AND ${LAST_DAY_OF_MONTH} AS is_acute
      FROM pair
    )
    SELECT * FROM judged WHERE is_transfer OR is_readmission OR is_acute
    ORDER BY stay_no, later_no`;
}

/**
 * `after_discharge`, a part of `stay`: whether a transfer followed, and one that is no acute admission;
 * days to the first readmission and to the first acute admission; the first of days 1 to 30 with an
 * attended session in a stay at a lower level; whether any counted session was attended on the first day
 * with one of the next stay. Null = there was none.
 */
export function afterDischargeTable(): Sql {
  return sql`CREATE OR REPLACE TEMP TABLE after_discharge AS
    WITH returned AS (
      SELECT stay_no, bool_or(is_transfer) AS is_transfer,
        bool_or(is_transfer AND NOT is_acute) AS is_transfer_within_care,
        min(CASE WHEN is_readmission THEN days END)::INTEGER AS readmission_days,
        min(CASE WHEN is_acute THEN days END)::INTEGER AS acute_days
      FROM later_stay GROUP BY stay_no
    ),
    continued AS (
      SELECT b.stay_no, min(a.held_on - b.discharged_on)::INTEGER AS continuity_day
      FROM stay_base b
      JOIN stay_base lower ON lower.person_no = b.person_no AND lower.rank < b.rank
      JOIN attended_day a ON a.stay_no = lower.stay_no
        AND a.held_on > b.discharged_on AND a.held_on <= b.discharged_on + ${LAST_DAY_OF_MONTH}
      GROUP BY b.stay_no
    )
    SELECT b.stay_no, coalesce(r.is_transfer, FALSE) AS is_transfer,
      coalesce(r.is_transfer_within_care, FALSE) AS is_transfer_within_care,
      r.readmission_days, r.acute_days, c.continuity_day,
      CASE WHEN f.first_counted_on IS NOT NULL
        THEN coalesce(f.first_attended_on = f.first_counted_on, FALSE) END
        AS is_next_first_day_attended
    FROM stay_base b
    LEFT JOIN returned r ON r.stay_no = b.stay_no
    LEFT JOIN continued c ON c.stay_no = b.stay_no
    LEFT JOIN session_total f ON f.stay_no = b.next_stay_no`;
}
