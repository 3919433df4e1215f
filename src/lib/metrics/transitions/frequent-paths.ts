/** `frequent-paths`: the chains of levels that most people take, and how many take another. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import { clusteredRatio } from '$lib/stats/clustered-ratio';
import { dividedUnits } from '../divided-units';
import { exclusionsFrom } from '../exclusions';
import { groupByView, isEverybody, orderByView } from '../groups';
import { headlineOf } from '../headline';
import { indexPaths } from '../index-paths';
import type { FigureRow, Metric, MetricContext } from '../metric';

/** Paths that have a row of their own; the rest is one row. */
const SHOWN_PATHS = 10;

const COLUMNS = [
  'level', 'program', 'class', 'numerator', 'denominator', 'persons', 'value', 'low', 'high',
]; // prettier-ignore

/** Why a path of `index_path` is left out; null = it counts. */
const LEFT_OUT = raw(
  `CASE WHEN is_open THEN 'open' WHEN NOT is_eligible THEN 'too close to the cut' END`,
);

/** The most frequent paths and their shares. */
export const frequentPaths: Metric = {
  id: 'frequent-paths',
  group: 'transitions',
  question: 'Which paths through the levels of care are most frequent?',
  name: 'Frequent paths',
  unit: 'proportion',
  unitOfAnalysis: 'path',
  numerator:
    'Paths with the same levels in the same order, equal neighbours merged (PHP > IOP > OP)',
  denominator: 'Paths that ended at least as many days before the cut as break a path',
  exclusions: 'Paths that ended too close to the data cut; open paths',
  direction: 'neither',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Class = label of the path, the 10 most frequent of each view by count (ties: first by label), then `other` where there are more; level and program are those of the first stay. `persons` = people with a path in the view. The shares of a view sum to 1',
  columns: COLUMNS,
  interval: 'ratio clustered by person, 95 %',
  profile: null,
  source: 'Our convention; interval: Cochran 1977, Sampling Techniques, section 6.4',
  version: 1,
  needs: ['stays', 'days'],
  queries: (context) => ({
    paths: sql`WITH ${placedPaths(context)},
    by_person AS (
      SELECT level, program, place, person_no, min(level_position) AS level_position,
        any_value(class) AS class,
        sum(y) AS y, any_value(x) AS x, any_value(denominator) AS denominator
      FROM placed GROUP BY level, program, place, person_no
    )
    SELECT level, program, class, sum(y)::INTEGER AS numerator,
      any_value(denominator)::INTEGER AS denominator, sum(y * y)::DOUBLE AS yy,
      sum(x * y)::DOUBLE AS xy
    FROM by_person GROUP BY level, program, place, class ${orderByView('place')}`,
    persons: sql`WITH ${indexPaths(context)},
    by_person AS (
      SELECT level, program, person_no, count(*) AS x
      FROM index_path WHERE is_eligible ${groupByView('person_no')}
    )
    SELECT level, program, count(*)::INTEGER AS persons, sum(x * x)::DOUBLE AS xx
    FROM by_person GROUP BY level, program`,
    excluded: sql`WITH ${indexPaths(context)}
    SELECT count_if(${LEFT_OUT} = 'too close to the cut')::INTEGER AS "too close to the cut",
      count_if(${LEFT_OUT} = 'open')::INTEGER AS open FROM index_path`,
  }),
  finish: ({ paths, persons, excluded }) => {
    const views = persons!.rows();
    const rows = paths!.rows().map((row): FigureRow => {
      const view = views.find(
        ({ level, program }) => level === row['level'] && program === row['program'],
      );
      return shareRow(row, view ?? {});
    });
    return {
      ...headlineOf(rows.find(isEverybody)),
      about: (rows.find(isEverybody)?.['class'] as string | undefined) ?? null,
      excluded: exclusionsFrom(excluded!),
      columns: COLUMNS,
      rows,
      notes: [
        'Paths of one person are not independent; the intervals take that into account. Stays elsewhere and care before the extract are not observed.',
      ],
    };
  },
  units: {
    query: (context) => sql`WITH ${placedPaths(context)},
    placed_label AS (SELECT DISTINCT level, program, label, class FROM placed),
    shown AS (SELECT DISTINCT level, program, class FROM placed),
    own AS (
      SELECT person_no, path_no, stay_no, label, level, program
      FROM index_path WHERE is_eligible ${groupByView('person_no', 'path_no', 'stay_no', 'label')}
    ),
    by_view AS (
      SELECT 'path ' || o.path_no AS unit, o.person_no, o.stay_no, o.level, o.program, s.class,
        NULL::VARCHAR AS left_out, (l.class = s.class)::INTEGER::DOUBLE AS numerator,
        1::DOUBLE AS denominator
      FROM own o
      JOIN placed_label l ON l.label = o.label AND l.level IS NOT DISTINCT FROM o.level
        AND l.program IS NOT DISTINCT FROM o.program
      JOIN shown s ON s.level IS NOT DISTINCT FROM o.level
        AND s.program IS NOT DISTINCT FROM o.program
    )
    ${dividedUnits('by_view', ['class'])}
    UNION ALL BY NAME
    SELECT 'path ' || path_no AS unit, person_no, stay_no, level, program, ${LEFT_OUT} AS left_out,
      NULL::DOUBLE AS numerator, 1::DOUBLE AS denominator
    FROM index_path WHERE NOT is_eligible`,
    apart: [],
    within: ['class'],
    guards: 'share',
  },
};

/**
 * `index_path` and `placed`: paths by view, label and person, with the `class` of the label in the view
 * and its `place`.
 */
function placedPaths(context: MetricContext): Sql {
  return sql`${indexPaths(context)},
    labelled AS (
      SELECT level, program, person_no, label, min(level_position) AS level_position, count(*) AS y
      FROM index_path WHERE is_eligible ${groupByView('person_no', 'label')}
    ),
    counted AS (
      SELECT *, sum(y) OVER (PARTITION BY level, program, label) AS label_total,
        sum(y) OVER (PARTITION BY level, program, person_no) AS x,
        sum(y) OVER (PARTITION BY level, program) AS denominator
      FROM labelled
    ),
    placed AS (
      SELECT *, least(${SHOWN_PATHS + 1}, dense_rank() OVER (
          PARTITION BY level, program ORDER BY label_total DESC, label)) AS place,
        CASE WHEN place <= ${SHOWN_PATHS} THEN label ELSE 'other' END AS class
      FROM counted
    )`;
}

function shareRow(row: FigureRow, view: FigureRow): FigureRow {
  const { level = null, program = null, class: label = null, numerator, denominator } = row;
  const ratio = clusteredRatio(
    {
      n: Number(view['persons']),
      sumY: Number(numerator),
      sumX: Number(denominator),
      sumYY: Number(row['yy']),
      sumXY: Number(row['xy']),
      sumXX: Number(view['xx']),
    },
    'share',
  );
  return {
    level,
    program,
    class: label,
    numerator: numerator ?? null,
    denominator: denominator ?? null,
    persons: view['persons'] ?? null,
    value: ratio?.value ?? null,
    low: ratio?.low ?? null,
    high: ratio?.high ?? null,
  };
}
