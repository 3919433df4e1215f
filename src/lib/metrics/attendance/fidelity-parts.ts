/** What is held against targets per stay: full weeks, attended days, and the length of the stay. */
import { dayCondition } from '$lib/cohort/predicate';
import { withinTarget } from '$lib/model/derive/target';
import type { TargetKind } from '$lib/model/targets';
import { type Sql, join, raw, sql } from '$lib/sql/sql';
import type { MetricContext } from '../metric';
import { readsSessions } from './dose';
import { WEEK_ROWS, weeksThat } from './weeks';

/** The targets with a share, in the order of rows. */
export const FIDELITY_KINDS: readonly TargetKind[] = [
  'days_per_week',
  'hours_per_day',
  'hours_per_week',
  'length_days',
  'group_size',
  'individual_sessions_per_week',
  'sessions_per_week',
];

/** What a row of `attendance` holds against a target by the week. */
const WEEKLY: readonly (readonly [kind: TargetKind, value: string])[] = [
  ['days_per_week', 'a.days'],
  ['hours_per_week', 'a.minutes / 60.0'],
  ['individual_sessions_per_week', 'a.individual'],
  ['sessions_per_week', 'a.attended'],
];

const STAY = raw(
  's.stay_no, s.person_no, s.level, s.level_position, s.program, t.kind, t.low, t.high',
);

/**
 * Rows per stay and kind of target other than group size: `y` within the target out of `x`, with
 * `low` and `high`. From `index_stay` and `span`.
 */
export function fidelityParts(context: MetricContext): Sql {
  return join([weeks(), days(context), lengths()], '\n    UNION ALL ');
}

function weeks(): Sql {
  const cases = join(
    WEEKLY.map(([kind, value]) => sql`WHEN ${kind} THEN ${raw(value)}`),
    ' ',
  );
  const value = sql`(CASE t.kind ${cases} END)`;
  return sql`SELECT ${STAY},
      ${weeksThat(withinTarget(value, 't'), withinTarget(raw('0'), 't'))} AS y, s.weeks AS x
    FROM span s JOIN ${targetOfStay()}
      AND t.kind IN (${join(WEEKLY.map(([kind]) => sql`${kind}`))})
    LEFT JOIN ${WEEK_ROWS}
    WHERE s.has_sessions GROUP BY ALL`;
}

function days(context: MetricContext): Sql {
  const target = sql`${targetOfStay()} AND t.kind = 'hours_per_day'`;
  if (!readsSessions(context)) {
    return sql`SELECT ${STAY}, sum(a.days_in_target) AS y, sum(a.days_with_minutes) AS x
    FROM index_stay s JOIN ${target} JOIN attendance a ON a.stay_no = s.stay_no GROUP BY ALL`;
  }
  return sql`SELECT ${STAY}, count_if(${withinTarget(raw('d.minutes / 60.0'), 't')}) AS y,
      count(*) AS x
    FROM index_stay s JOIN ${target} JOIN (
      SELECT stay_no, held_on, sum(attended_minutes) AS minutes FROM session
      WHERE is_attended AND attended_minutes IS NOT NULL AND NOT is_before_admission
        AND ${dayCondition(raw('held_on'), context.cohort.period)}
      GROUP BY stay_no, held_on
    ) d ON d.stay_no = s.stay_no GROUP BY ALL`;
}

function lengths(): Sql {
  return sql`SELECT ${STAY}, ${withinTarget(raw('s.length_days'), 't')}::INTEGER AS y, 1 AS x
    FROM index_stay s JOIN ${targetOfStay()} AND t.kind = 'length_days' WHERE NOT s.is_open`;
}

function targetOfStay(): Sql {
  return raw('target t ON t.program = s.program AND t.level = s.level');
}
