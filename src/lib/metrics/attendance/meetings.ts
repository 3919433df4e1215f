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
 * `in_target`: by view the meetings with a target (`meetings`) and those that keep to it (`met`);
 * where stays with different targets meet, the narrowest holds. From `attender`.
 */
export function meetingsInTarget(): Sql {
  return sql`by_meeting AS (
      SELECT level, program, group_id, held_on, any_value(size) AS size, max(low) AS low,
        min(high) AS high
      FROM attender WHERE has_target ${groupByView('group_id', 'held_on')}
    ),
    in_target AS (
      SELECT level, program, count(*)::INTEGER AS meetings,
        count_if(${withinTarget(raw('m.size'), 'm')})::INTEGER AS met
      FROM by_meeting m GROUP BY level, program
    )`;
}
