/**
 * Group meetings of the cohort: a meeting belongs to it when the stay of somebody who attended does.
 * Its size is that of the whole meeting, whoever came.
 */
import { dayCondition } from '$lib/cohort/predicate';
import { withinTarget } from '$lib/model/derive/target';
import { type Sql, raw, sql } from '$lib/sql/sql';
import { groupByView } from '../groups';
import type { MetricContext } from '../metric';
import { readsSessions } from './dose';
import { joinTarget } from './shared-target';

/**
 * `attender`, from `index_stay`: one row per meeting and stay of the cohort that attended it, with the
 * `size` of the meeting and the target for groups of the stay; `has_target` = there is one.
 */
export function attenders(context: MetricContext): Sql {
  const inside = readsSessions(context)
    ? dayCondition(raw('x.held_on'), context.cohort.period)
    : raw('TRUE');
  return sql`came AS (
      SELECT DISTINCT x.stay_no, x.group_id, x.held_on
      FROM session x JOIN index_stay s USING (stay_no)
      WHERE x.is_attended AND x.group_id IS NOT NULL AND ${inside}
    ),
    attender AS (
      SELECT c.*, s.person_no, s.level, s.level_position, s.program, m.size,
        t.kind IS NOT NULL AS has_target, t.low, t.high
      FROM came c
      JOIN index_stay s USING (stay_no)
      JOIN group_meeting m ON m.group_id = c.group_id AND m.held_on = c.held_on
      ${joinTarget('group_size', 's')}
    )`;
}

/**
 * `by_meeting`, from `attender`: each meeting of a view with the `stays` that came, those of them with
 * a target (`stays_with_target`), and whether it keeps to the narrowest of their targets (`is_met`).
 */
export function meetingsByView(): Sql {
  return sql`by_meeting AS (
      SELECT *, ${withinTarget(raw('m.size'), 'm')} AS is_met FROM (
        SELECT level, program, group_id, held_on, any_value(size) AS size, count(*) AS stays,
          count_if(has_target) AS stays_with_target, max(low) AS low, min(high) AS high
        FROM attender ${groupByView('group_id', 'held_on')}
      ) m
    )`;
}

/**
 * `by_meeting` and `in_target`: by view the meetings with a target (`meetings`) and those that keep to
 * it (`met`).
 */
export function meetingsInTarget(): Sql {
  return sql`${meetingsByView()},
    in_target AS (
      SELECT level, program, count(*)::INTEGER AS meetings, count_if(is_met)::INTEGER AS met
      FROM by_meeting WHERE stays_with_target > 0 GROUP BY level, program
    )`;
}

/**
 * `by_meeting` and `seat`: each attender once per view, with the part of the meeting that is theirs, so
 * that the parts of a view add up to its meetings: `part` of all, `target_part` of those with a target
 * (null where the stay has none). Rows of a `view` other than everybody are `divided`.
 */
export function seats(): Sql {
  return sql`${meetingsByView()},
    seat AS (
      SELECT m.level, m.program, (m.level IS NOT NULL OR m.program IS NOT NULL)::INTEGER AS divided,
        coalesce('level ' || m.level, 'program ' || m.program, 'everybody') AS view,
        a.stay_no, a.person_no, m.size, m.is_met, 1.0::DOUBLE / m.stays AS part,
        CASE WHEN a.has_target THEN 1.0::DOUBLE / m.stays_with_target END AS target_part
      FROM attender a JOIN by_meeting m ON m.group_id = a.group_id AND m.held_on = a.held_on
        AND (m.level IS NULL OR m.level = a.level)
        AND (m.program IS NULL OR m.program = a.program)
    )`;
}

/** The columns of a unit of `seat` grouped by view and stay. */
export const SEAT_UNIT = raw(
  `'stay ' || stay_no AS unit, person_no, stay_no, level, program, divided,
      NULL::VARCHAR AS left_out`,
);

/** `GROUP BY` of `SEAT_UNIT`. */
export const BY_SEAT_UNIT = raw('GROUP BY stay_no, person_no, level, program, divided');
