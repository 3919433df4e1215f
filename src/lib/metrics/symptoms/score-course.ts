/**
 * `score-course`: how scores run week by week, for those who are still here; visit by visit for scores
 * that have no day. A score stands under a week or under a visit, never under both.
 */
import { dayCondition } from '$lib/cohort/predicate';
import { type Sql, raw, sql } from '$lib/sql/sql';
import { listOf } from '$lib/format/words';
import { measureShortName } from '$lib/measures/short-names';
import type { Columns } from '$lib/sql/columns';
import { meanInterval } from '$lib/stats/mean-interval';
import { groupByView, indexStays, isEverybody, orderByView } from '../groups';
import { NO_ESTIMATE } from '../headline';
import type { FigureRow, Headline, Metric, MetricContext } from '../metric';
import { headlineMeasure } from '../pairs';
import { cutoffsOf, profileWords, readThresholds, thresholdsQuery } from '../thresholds';

const COLUMNS = [
  'measure', 'rater', 'level', 'program', 'week', 'visit', 'visit_label', 'n', 'persons', 'value',
  'sd', 'low', 'high',
]; // prettier-ignore

const NO_SCORE = 'no score in a window';

/** The course of scores by week since admission, or by visit. */
export const scoreCourse: Metric = {
  id: 'score-course',
  group: 'symptoms',
  question: 'How do symptom scores run over time?',
  name: 'Course of scores',
  unit: 'points',
  unitOfAnalysis: 'stay',
  numerator:
    'The last score of each week since admission of each stay; of each visit where scores have no day',
  denominator: 'Stays with a score in that week or at that visit, open stays included',
  exclusions:
    'Scores outside every window of a stay; screens, process and risk instruments. Each week holds only those still here. A period chooses stays, not visits.',
  direction: 'neither',
  bases: ['discharged', 'admitted', 'active'],
  defaultBasis: 'discharged',
  rows: 'Measure (outcome instruments only) × week since admission, over stays: the last score of the week of each stay among score points on days admitted − 7 to discharged + 3 (open: cut); then, among scores without a day, measure × visit: the last score of each visit of each stay in file order, all index stays, no window. A row has a `week` or a `visit` with its `visit_label`, never both; visits are ordered by `visit`, two labels with one position by label. `value` (mean)',
  columns: COLUMNS,
  interval: 't, 95 %',
  profile: 'published',
  source: 'Descriptive; t interval of a mean (Student 1908)',
  version: 1,
  needs: ['scores'],
  queries: (context) => ({
    course: sql`WITH ${lastOfPlace(context)}
    SELECT level, program, measure, rater, week, visit, visit_label, count(*)::INTEGER AS n,
      count(DISTINCT person_no)::INTEGER AS persons, avg(score)::DOUBLE AS mean,
      stddev_samp(score)::DOUBLE AS sd
    FROM last_of_place
    ${groupByView('measure', 'rater', 'week', 'visit', 'visit_label')}
    ${orderByView(
      'measure',
      'rater NULLS FIRST',
      'week NULLS LAST',
      'visit NULLS LAST',
      'visit_label NULLS FIRST',
    )}`,
    total: sql`WITH ${lastOfPlace(context)}
    SELECT measure, count(DISTINCT stay_no)::INTEGER AS n,
      count(DISTINCT person_no)::INTEGER AS persons,
      (SELECT count(*) FROM index_stay)::INTEGER AS stays
    FROM last_of_place GROUP BY GROUPING SETS ((), (measure)) ORDER BY measure NULLS FIRST`,
    primary: headlineMeasure(context, 'TRUE'),
    thresholds: thresholdsQuery(context),
  }),
  units: {
    query: (context) => sql`WITH ${lastOfPlace(context)}
    SELECT 'stay ' || stay_no AS unit, person_no, stay_no, level, program, measure, rater, week,
      visit, visit_label, NULL::VARCHAR AS left_out, NULL::DOUBLE AS numerator, 1::DOUBLE AS denominator
    FROM last_of_place
    UNION ALL BY NAME
    SELECT 'stay ' || stay_no AS unit, person_no, stay_no, level, program, measure,
      ${NO_SCORE} AS left_out, NULL::DOUBLE AS numerator, 1::DOUBLE AS denominator
    FROM ${unscored()}`,
    apart: ['measure', 'rater', 'week', 'visit', 'visit_label'],
    within: [],
    guards: 'people',
  },
  finish: ({ course, total, primary, thresholds }, { profile, settings }) => ({
    ...countOf(total!, 0),
    about: mainMeasure(course!, primary!),
    focuses: Array.from({ length: total!.rowCount - 1 }, (_, at) => {
      const measure = total!.text('measure', at + 1) ?? '';
      return { key: measure, about: measure, ...countOf(total!, at + 1) };
    }),
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
    cutoffs: cutoffsOf(readThresholds(thresholds!)),
    profile: profileWords(
      profile,
      course!.rows().map((row) => String(row['measure'])),
      settings,
    ),
    notes: [...placeNotes(course!), 'Change during the program; no comparison group.'],
  }),
};

/**
 * `index_stay` and `last_of_place`: the last score of each week of each stay and, among scores without
 * a day, of each visit in file order.
 */
function lastOfPlace(context: MetricContext): Sql {
  return sql`${indexStays(context)},
    last_of_place AS (
      SELECT s.stay_no, s.person_no, s.level, s.level_position, s.program, p.measure, p.rater,
        p.week, NULL::DOUBLE AS visit, NULL::VARCHAR AS visit_label,
        arg_max(p.score, p.taken_on) AS score
      FROM score_point p
      JOIN index_stay s USING (stay_no)
      JOIN level l ON l.code = s.level
      JOIN measure m ON m.id = p.measure AND m.is_outcome
      WHERE p.day >= -l.baseline_before
        AND (s.is_open OR p.taken_on <= s.discharged_on + l.last_after)
        AND ${context.basis === 'active' ? dayCondition(raw('p.taken_on'), context.cohort.period) : raw('TRUE')}
      GROUP BY s.stay_no, s.person_no, s.level, s.level_position, s.program, p.measure, p.rater, p.week
      UNION ALL
      SELECT s.stay_no, s.person_no, s.level, s.level_position, s.program, p.measure, p.rater,
        NULL::INTEGER, p.visit, p.visit_label, arg_max(p.score, p.score_no)
      FROM score_point p
      JOIN index_stay s USING (stay_no)
      JOIN measure m ON m.id = p.measure AND m.is_outcome
      WHERE p.taken_on IS NULL
      GROUP BY s.stay_no, s.person_no, s.level, s.level_position, s.program, p.measure, p.rater,
        p.visit, p.visit_label
    )`;
}

/** Stays without any score (measure null), and those with scores, but of other measures. */
function unscored(): Sql {
  return sql`(
      SELECT s.*, NULL::VARCHAR AS measure FROM index_stay s ANTI JOIN last_of_place USING (stay_no)
      UNION ALL
      SELECT s.*, m.measure
      FROM index_stay s SEMI JOIN last_of_place USING (stay_no)
      CROSS JOIN (SELECT DISTINCT measure FROM last_of_place) m
      WHERE NOT EXISTS (
        SELECT 1 FROM last_of_place o WHERE o.stay_no = s.stay_no AND o.measure = m.measure
      )
    )`;
}

/** Who stands in a week or visit, and which measures have both. */
function placeNotes(course: Columns): string[] {
  const rows = course.rows().filter(isEverybody);
  const weeks = rows.filter((row) => row['week'] !== null);
  const visits = rows.filter((row) => row['week'] === null);
  const inWeeks = new Set(weeks.map((row) => row['measure']));
  const both = [...new Set(visits.map((row) => row['measure']))].filter((id) => inWeeks.has(id));
  const names = listOf(both.map((id) => measureShortName(String(id))));
  return [
    weeks.length > 0 || visits.length === 0
      ? 'Each week holds only those who are still here and gave a score; later weeks hold other people and other levels.'
      : '',
    visits.length > 0 ? 'Each visit holds only those who gave a score then.' : '',
    names === ''
      ? ''
      : `Some scores of the ${names} have days and some only a visit: the picture shows weeks, the visits stand in the table.`,
  ].filter(Boolean);
}

/** The counts in a row of `total`: stays with scores, and stays of the cohort without. */
function countOf(total: Columns, row: number): Omit<Headline, 'about'> {
  const n = total.number('n', row) ?? 0;
  const without = (total.number('stays', row) ?? 0) - n;
  return {
    n,
    persons: total.number('persons', row) ?? 0,
    ...NO_ESTIMATE,
    excluded: without > 0 ? [{ reason: NO_SCORE, n: without }] : [],
  };
}

/** The primary measure where it has scores here, else the one with most stays in a week or visit. */
function mainMeasure(course: Columns, primary: Columns): string | null {
  const rows = course.rows().filter(isEverybody);
  const main = primary.rowCount > 0 ? primary.text('measure', 0) : null;
  if (rows.some((row) => row['measure'] === main)) return main;
  rows.sort((one, other) => Number(other['n']) - Number(one['n']));
  return rows[0] ? String(rows[0]['measure']) : null;
}
