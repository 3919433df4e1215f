/** `score-course`: how scores run week by week, for those who are still here. */
import { dayCondition } from '$lib/cohort/predicate';
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { Columns } from '$lib/sql/columns';
import { meanInterval } from '$lib/stats/mean-interval';
import { groupByView, indexStays, isEverybody, orderByView } from './groups';
import { NO_ESTIMATE } from './headline';
import type { FigureRow, Metric, MetricContext } from './metric';

const COLUMNS = [
  'measure', 'rater', 'level', 'program', 'week', 'n', 'persons', 'value', 'sd', 'low', 'high',
]; // prettier-ignore

/** The course of scores by week since admission. */
export const scoreCourse: Metric = {
  id: 'score-course',
  group: 'symptoms',
  question: 'How do symptom scores run from week to week?',
  name: 'Course of scores',
  unit: 'points',
  unitOfAnalysis: 'stay',
  numerator: 'The last score of each week since admission of each stay',
  denominator: 'Stays with a score in that week, open stays included',
  exclusions:
    'Scores outside every window of a stay; screens, process and risk instruments. Each week holds only those still here.',
  direction: 'neither',
  bases: ['discharged', 'admitted', 'active'],
  defaultBasis: 'discharged',
  interval: 't, 95 %',
  profile: null,
  source: 'Descriptive; t interval of a mean (Student 1908)',
  version: 1,
  needs: ['stays', 'scores'],
  queries: (context) => ({
    course: sql`WITH ${lastOfWeek(context)}
    SELECT level, program, measure, rater, week, count(*)::INTEGER AS n,
      count(DISTINCT person_no)::INTEGER AS persons, avg(score)::DOUBLE AS mean,
      stddev_samp(score)::DOUBLE AS sd
    FROM last_of_week
    ${groupByView('measure', 'rater', 'week')}
    ${orderByView('measure', 'rater NULLS FIRST', 'week')}`,
    total: sql`WITH ${lastOfWeek(context)}
    SELECT count(DISTINCT stay_no)::INTEGER AS n, count(DISTINCT person_no)::INTEGER AS persons
    FROM last_of_week`,
  }),
  finish: ({ course, total }) => ({
    n: total!.number('n', 0),
    persons: total!.number('persons', 0),
    ...NO_ESTIMATE,
    about: mostScores(course!),
    excluded: [],
    columns: COLUMNS,
    rows: course!.rows().map(({ mean, ...row }): FigureRow => {
      const { n, sd } = row;
      const interval = typeof sd === 'number' ? meanInterval(Number(n), Number(mean), sd) : null;
      return {
        ...row,
        value: mean ?? null,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
      };
    }),
    notes: ['Each week holds only those who are still here and gave a score.'],
  }),
};

/** `index_stay` and `last_of_week`: the last score of each week of each stay. */
function lastOfWeek(context: MetricContext): Sql {
  return sql`${indexStays(context)},
    last_of_week AS (
      SELECT s.stay_no, s.person_no, s.level, s.level_position, s.program, p.measure, p.rater,
        p.week, arg_max(p.score, p.taken_on) AS score
      FROM score_point p
      JOIN index_stay s USING (stay_no)
      JOIN level l ON l.code = s.level
      JOIN measure m ON m.id = p.measure AND m.is_outcome
      WHERE p.day >= -l.baseline_before
        AND (s.is_open OR p.taken_on <= s.discharged_on + l.last_after)
        AND ${context.basis === 'active' ? dayCondition(raw('p.taken_on'), context.cohort.period) : raw('TRUE')}
      GROUP BY s.stay_no, s.person_no, s.level, s.level_position, s.program, p.measure, p.rater, p.week
    )`;
}

/** The measure with most stays in one week over everybody; null without scores. */
function mostScores(course: Columns): string | null {
  const rows = course.rows().filter(isEverybody);
  rows.sort((one, other) => Number(other['n']) - Number(one['n']));
  return rows[0] ? String(rows[0]['measure']) : null;
}
