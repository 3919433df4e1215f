/**
 * Where each person of the cohort was at the end of each day since the first admission in the file: a
 * level of care, or how the last stay ended. The definition stands here in SQL; counting and
 * estimating come after it.
 */
import { LEVELS } from '$lib/model/levels';
import { type Sql, ident, join, sql } from '$lib/sql/sql';
import type { Columns } from '$lib/sql/columns';
import { groupByView, indexStays, orderByView } from '../groups';
import type { MetricContext } from '../metric';

/** States after the last discharge so far, in the order of the figure. */
export const END_STATES = ['planned_end', 'dropped_out', 'deceased', 'out_of_sight'] as const;

const UNOBSERVED = 'end of observation not known';

const HOUSED = 'in housing only';

/**
 * `index_person`: persons whose first stay in the file is in the cohort, with that stay's level and
 * program and the last day on which the person was observed (null = not known). Housing is no stay
 * here.
 */
function indexPersons(context: MetricContext): Sql {
  return sql`${indexStays(context)},
    first_stay AS (
      SELECT person_no, min(stay_no) AS stay_no, max(cut_on) AS cut_on
      FROM stay WHERE rank IS NOT NULL GROUP BY person_no
    ),
    index_person AS (
      SELECT f.person_no, s.stay_no, f.cut_on, s.admitted_on AS first_day, s.level,
        s.level_position, s.program
      FROM first_stay f JOIN index_stay s USING (stay_no)
    )`;
}

/**
 * One row per person and day on which the state changed, from the first admission on, ordered by person
 * and day. Of stays that run at the end of a day the one admitted last counts, of ended ones the one
 * with the latest discharge; ties go to the later in the order of stays.
 */
export function historiesQuery(context: MetricContext): Sql {
  return sql`WITH ${indexPersons(context)},
    own AS (
      SELECT p.person_no, s.stay_no, s.level, s.admitted_on, s.discharged_on,
        CASE WHEN s.discharge_reason = 'completed' THEN 'planned_end'
          WHEN s.is_dropout THEN 'dropped_out'
          WHEN s.discharge_reason = 'deceased' THEN 'deceased'
          ELSE 'out_of_sight' END AS end_state
      FROM stay s JOIN index_person p USING (person_no) WHERE s.rank IS NOT NULL
    ),
    change_day AS (
      SELECT person_no, admitted_on AS day FROM own
      UNION SELECT person_no, discharged_on FROM own WHERE discharged_on IS NOT NULL
    ),
    candidate AS (
      SELECT c.person_no, c.day, o.* EXCLUDE (person_no),
        o.discharged_on IS NULL OR o.discharged_on > c.day AS is_running
      FROM change_day c JOIN own o ON o.person_no = c.person_no AND o.admitted_on <= c.day
    ),
    placed AS (
      SELECT person_no, day, CASE WHEN is_running THEN level ELSE end_state END AS state
      FROM candidate
      QUALIFY row_number() OVER (PARTITION BY person_no, day ORDER BY is_running DESC,
        CASE WHEN NOT is_running THEN discharged_on END DESC, stay_no DESC) = 1
    ),
    changed AS (
      SELECT * FROM placed
      QUALIFY state IS DISTINCT FROM lag(state) OVER (PARTITION BY person_no ORDER BY day)
    )
    SELECT p.person_no::INTEGER AS person_no, p.level, p.program,
      greatest(0, p.cut_on - p.first_day)::INTEGER AS last_day,
      (c.day - p.first_day)::INTEGER AS day, c.state
    FROM changed c JOIN index_person p USING (person_no)
    WHERE p.cut_on IS NOT NULL AND (c.day <= p.cut_on OR c.day = p.first_day)
    ORDER BY person_no, day`;
}

/**
 * The common tables of `indexPersons`, and `judged_person`: those of `index_person` and the persons of
 * the cohort in housing only, with the `reason` that leaves them out (null = they count).
 */
function judgedPersons(context: MetricContext): Sql {
  return sql`${indexPersons(context)},
    judged_person AS (
      SELECT person_no, stay_no, level, level_position, program,
        CASE WHEN cut_on IS NULL THEN ${UNOBSERVED} END AS reason
      FROM index_person
      UNION ALL
      SELECT person_no, min(stay_no), arg_min(level, stay_no), arg_min(level_position, stay_no),
        arg_min(program, stay_no), ${HOUSED}
      FROM index_stay WHERE person_no NOT IN (SELECT person_no FROM first_stay) GROUP BY person_no
    )`;
}

/** The views of the persons whose end of observation is known, with their number. */
export function personViewsQuery(context: MetricContext): Sql {
  return sql`WITH ${judgedPersons(context)}
    SELECT level, program, count(*)::INTEGER AS persons
    FROM judged_person WHERE reason IS NULL ${groupByView()} ${orderByView()}`;
}

/** Persons of the cohort that are left out: those in housing only, and those observed nobody knows how long. */
export function personExclusionsQuery(context: MetricContext): Sql {
  const counts = [UNOBSERVED, HOUSED].map(
    (reason) => sql`count_if(reason = ${reason})::INTEGER AS ${ident(reason)}`,
  );
  return sql`WITH ${judgedPersons(context)} SELECT ${join(counts)} FROM judged_person`;
}

/** The persons behind the curves, each once; those left out with their reason. */
export function personUnitsQuery(context: MetricContext): Sql {
  return sql`WITH ${judgedPersons(context)}
    SELECT 'person ' || person_no AS unit, person_no, stay_no, level, program, reason AS left_out,
      NULL::DOUBLE AS numerator, 1::DOUBLE AS denominator
    FROM judged_person`;
}

/** The states that occur: levels from the most intensive on, then all ends. */
export function statesOf(histories: Columns): readonly string[] {
  const found = new Set(histories.column('state'));
  const levels = LEVELS.map(({ code }) => code).filter((code) => found.has(code));
  return [...levels, ...END_STATES];
}
