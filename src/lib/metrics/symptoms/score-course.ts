/**
 * `score-course`: how scores run week by week, for those who are still here; visit by visit for scores
 * that have no day. A score stands under a week or under a visit, never under both.
 */
import { hasPeriod } from '$lib/cohort/cohort';
import { dayCondition } from '$lib/cohort/predicate';
import { type Sql, raw, sql } from '$lib/sql/sql';
import { listOf } from '$lib/format/words';
import { measureShortName } from '$lib/measures/short-names';
import type { Columns } from '$lib/sql/columns';
import type { Key, UnitRows } from '$lib/tally/tally';
import { meanInterval } from '$lib/stats/mean-interval';
import { standardDeviation } from '$lib/stats/standard-deviation';
import { indexStays, isEverybody } from '../groups';
import { NO_ESTIMATE } from '../headline';
import type { FigureRow, Headline, Metric, MetricContext } from '../metric';
import { headlineMeasure } from '../pairs';
import { KIND_KEY, MEASURE_KEY, MEASURE_NAMES } from '../score-keys';
import { tallied } from '../tallied';
import { cutoffsOf, profileWords, readThresholds, thresholdsQuery } from '../thresholds';

const COLUMNS = [
  'measure', 'rater', 'level', 'program', 'week', 'visit', 'visit_label', 'n', 'persons', 'value',
  'sd', 'low', 'high',
]; // prettier-ignore

/** What tells the rows of one view from each other. */
const KEYS = ['measure', 'rater', 'week', 'visit', 'visit_label'];

/** Measure and rater, week, and visit, of which units have one or the other. */
const PLACE_KEYS: readonly Key[] = [
  KIND_KEY,
  { column: 'week' },
  {
    column: 'visit_no',
    labels: {
      table: 'visit_name',
      columns: ['visit', 'visit_label'],
      order: ['visit NULLS LAST', 'visit_label NULLS FIRST'],
    },
  },
];

/** Both common tables of `lastOfPlace` as one. */
const ALL_PLACES = raw(`(
      SELECT stay_no, person_no, place_no, kind_no, week, NULL::DOUBLE AS visit,
        NULL::VARCHAR AS visit_label
      FROM last_of_week
      UNION ALL
      SELECT stay_no, person_no, place_no, kind_no, NULL::INTEGER, visit, visit_label
      FROM last_of_visit
    )`);

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
    course: tallied(context, {
      units: courseUnits,
      keys: PLACE_KEYS,
      counts: {
        n: { of: 'rows' },
        score: { of: 'sum', column: 'score' },
        squares: { of: 'sum', column: 'square' },
      },
    }),
    total: tallied(context, {
      views: 'everybody',
      units: measureUnits,
      keys: [MEASURE_KEY],
      counts: {
        n: { of: 'sum', column: 'is_scored' },
        persons: { of: 'persons', where: 'is_scored' },
        stays: { of: 'rows' },
      },
    }),
    primary: headlineMeasure(context, 'TRUE'),
    thresholds: thresholdsQuery(context),
  }),
  laterQueries: (context) => ({
    people: tallied(context, {
      units: courseUnits,
      keys: PLACE_KEYS,
      counts: { persons: { of: 'persons' } },
    }),
  }),
  units: {
    query: (context) => sql`WITH ${lastOfPlace(context)},
    last_of_place AS (
      SELECT l.*, place.level, place.program, k.measure, k.rater
      FROM ${ALL_PLACES} l JOIN place USING (place_no) JOIN score_kind k USING (kind_no)
    )
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
  finish: ({ course, people, total, primary, thresholds }, { profile, settings }) => ({
    ...countOf(total!, 0),
    about: mainMeasure(course!, primary!),
    focuses: Array.from({ length: total!.rowCount - 1 }, (_, at) => {
      const measure = total!.text('measure', at + 1) ?? '';
      return { key: measure, about: measure, ...countOf(total!, at + 1) };
    }),
    columns: COLUMNS,
    rows: courseRows(course!, people),
    cutoffs: cutoffsOf(readThresholds(thresholds!)),
    profile: profileWords(
      profile,
      course!.rows().map((row) => String(row['measure'])),
      settings,
    ),
    notes: [...placeNotes(course!), 'Change during the program; no comparison group.'],
  }),
};

/** Means by week and visit; the persons, which are counted after them, are null until then. */
function courseRows(course: Columns, people: Columns | undefined): FigureRow[] {
  const persons = new Map(people?.rows().map((row) => [nameOf(row), row['persons'] ?? null]));
  return course.rows().map(({ score, squares, ...row }): FigureRow => {
    const [n, sum] = [Number(row['n']), Number(score)];
    const mean = sum / n;
    const sd = standardDeviation(n, sum, Number(squares));
    const interval = sd === null ? null : meanInterval(n, mean, sd);
    return {
      ...row,
      persons: persons.get(nameOf(row)) ?? null,
      value: mean,
      sd,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
    };
  });
}

function nameOf(row: FigureRow): string {
  return JSON.stringify(['level', 'program', ...KEYS].map((key) => row[key]));
}

function courseUnits(context: MetricContext): UnitRows {
  return {
    tables: sql`${lastOfPlace(context)},
    visit_name AS (
      SELECT row_number() OVER (ORDER BY visit NULLS LAST, visit_label NULLS FIRST)::INTEGER
        AS visit_no, visit, visit_label
      FROM (SELECT DISTINCT visit, visit_label FROM score_point WHERE taken_on IS NULL)
    )`,
    select: sql`SELECT stay_no, person_no, place_no, kind_no, week, NULL::INTEGER AS visit_no,
        score::DOUBLE AS score, (score * score)::DOUBLE AS square
      FROM last_of_week
      UNION ALL
      SELECT l.stay_no, l.person_no, l.place_no, l.kind_no, NULL::INTEGER, v.visit_no,
        l.score::DOUBLE, (l.score * l.score)::DOUBLE
      FROM last_of_visit l JOIN visit_name v ON v.visit IS NOT DISTINCT FROM l.visit
        AND v.visit_label IS NOT DISTINCT FROM l.visit_label`,
  };
}

/** Each stay of the cohort once, whether it has a score or not, and once for each measure that it has. */
function measureUnits(context: MetricContext): UnitRows {
  return {
    tables: sql`${lastOfPlace(context)},
    ${MEASURE_NAMES},
    scored AS (
      SELECT DISTINCT l.stay_no, l.person_no, l.place_no, n.measure_no
      FROM (
        SELECT stay_no, person_no, place_no, kind_no FROM last_of_week WHERE is_first
        UNION ALL SELECT stay_no, person_no, place_no, kind_no FROM last_of_visit
      ) l JOIN score_kind k USING (kind_no) JOIN measure_name n USING (measure)
    )`,
    select: sql`SELECT stay_no, person_no, place_no, measure_no, 1::INTEGER AS is_scored FROM scored
      UNION ALL
      SELECT s.stay_no, s.person_no, s.place_no, NULL::INTEGER, (x.stay_no IS NOT NULL)::INTEGER
      FROM index_stay s LEFT JOIN (SELECT DISTINCT stay_no FROM scored) x USING (stay_no)`,
  };
}

/**
 * `index_stay`, `last_of_week` and `last_of_visit`: the last score of each week of each stay, and of
 * each visit among scores without a day, in file order.
 */
function lastOfPlace(context: MetricContext): Sql {
  return sql`${indexStays(context)},
    last_of_week AS NOT MATERIALIZED (${lastOfWeek(context)}),
    last_of_visit AS NOT MATERIALIZED (
      SELECT s.stay_no, s.person_no, s.place_no, p.kind_no, p.visit, p.visit_label,
        arg_max(p.score, p.score_no) AS score
      FROM score_point p
      JOIN index_stay s USING (stay_no)
      JOIN score_kind k USING (kind_no)
      JOIN measure m ON m.id = k.measure AND m.is_outcome
      WHERE p.taken_on IS NULL
      GROUP BY s.stay_no, s.person_no, s.place_no, p.kind_no, p.visit, p.visit_label
    )`;
}

/** With the basis "active" only scores inside the period count, so that the table does not serve. */
function lastOfWeek({ basis, cohort: { period } }: MetricContext): Sql {
  if (basis !== 'active' || !hasPeriod(period)) {
    return sql`
      SELECT s.stay_no, s.person_no, s.place_no, w.kind_no, w.week, w.score, w.is_first
      FROM score_week w JOIN index_stay s USING (stay_no)
    `;
  }
  return sql`
      SELECT s.stay_no, s.person_no, s.place_no, p.kind_no, p.week,
        arg_max(p.score, p.taken_on) AS score, TRUE AS is_first
      FROM score_point p
      JOIN index_stay s USING (stay_no)
      JOIN level l ON l.code = s.level
      JOIN score_kind k USING (kind_no)
      JOIN measure m ON m.id = k.measure AND m.is_outcome
      WHERE p.day >= -l.baseline_before
        AND (s.is_open OR p.taken_on <= s.discharged_on + l.last_after)
        AND ${dayCondition(raw('p.taken_on'), period)}
      GROUP BY s.stay_no, s.person_no, s.place_no, p.kind_no, p.week
    `;
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
  const without = (total.number('stays', 0) ?? 0) - n;
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
