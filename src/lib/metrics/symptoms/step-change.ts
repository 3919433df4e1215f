/** `step-change`: how much scores improve in the first stay of a path, the second, the third. */
import { type Sql, sql } from '$lib/sql/sql';
import { meanInterval } from '$lib/stats/mean-interval';
import { groupByView, orderByView } from '../groups';
import { NO_ESTIMATE } from '../headline';
import type { FigureFocus, FigureRow, Metric, MetricContext } from '../metric';
import {
  changeNotes,
  classifiedPairs,
  headlineMeasure,
  pairStatuses,
  unitName,
  unpairedUnits,
  withoutPair,
} from '../pairs';
import { inColumns, isSameKind } from './pair-headlines';

/** From this stay of a path on, all stays are one step. */
const LAST_STEP = 5;

const HOUSING = 'housing';

const COLUMNS = [
  'measure', 'rater', 'level', 'program', 'class', 'n', 'persons', 'value', 'low', 'high', 'sd',
]; // prettier-ignore

/** Mean improvement of single stays by their position in the path. */
export const stepChange: Metric = {
  id: 'step-change',
  group: 'symptoms',
  question: 'How much do scores change in each step of a path?',
  name: 'Change by step',
  unit: 'points',
  unitOfAnalysis: 'stay',
  numerator:
    'Improvement from the baseline to the last score of the stay itself, in points of the instrument: positive = better',
  denominator:
    'Finished stays with a baseline and a later last score of the instrument, by their position in the path (first stay, second, …)',
  exclusions:
    'Open stays; stays without a baseline or a later score; measures not due in the program; housing, which has no place in a path; screens, process and risk instruments',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Measure × rater × class (`step 1`, `step 2`, … `step 5 or later`: position of the stay in its path, all loaded stays counted) over paired finished stays, whether changes are measured over stays or over paths; outcome instruments only. `value` = mean improvement in points, positive = better; `low`, `high` null below 2 pairs; `sd` = of the improvements; steps without a pair left out',
  columns: COLUMNS,
  interval: 't, 95 %, stays of one person treated as independent',
  profile: null,
  source: 'Our convention; t interval of a mean (Student 1908)',
  version: 1,
  needs: ['stays', 'scores'],
  queries: (chosen) => {
    const context = overStays(chosen);
    return {
      means: sql`${stepOfPair(context)}
      SELECT level, program, measure, rater, step, class, count(*)::INTEGER AS n,
        count(DISTINCT person_no)::INTEGER AS persons, avg(improvement)::DOUBLE AS value,
        stddev_samp(improvement)::DOUBLE AS sd
      FROM step WHERE NOT is_housing ${groupByView('measure', 'rater', 'step', 'class')}
      ${orderByView('measure', 'rater NULLS FIRST', 'step')}`,
      totals: sql`${stepOfPair(context)}
      SELECT measure, rater, count_if(NOT is_housing)::INTEGER AS n,
        count(DISTINCT CASE WHEN NOT is_housing THEN person_no END)::INTEGER AS persons,
        count_if(is_housing)::INTEGER AS housing
      FROM step GROUP BY measure, rater ORDER BY measure, rater NULLS FIRST`,
      statuses: pairStatuses(context),
      primary: headlineMeasure(context, 'TRUE'),
    };
  },
  units: {
    query: (chosen) => {
      const context = overStays(chosen);
      return sql`${stepOfPair(context)}
      SELECT ${unitName(context)} AS unit, person_no, stay_no, level, program, measure, rater, class,
        CASE WHEN is_housing THEN ${HOUSING} END AS left_out, NULL::DOUBLE AS numerator,
        1::DOUBLE AS denominator
      FROM step UNION ALL BY NAME ${unpairedUnits(context)}`;
    },
    apart: ['measure', 'rater'],
    within: ['class'],
    guards: 'people',
  },
  finish: (results, context) => {
    const [main] = results['primary']!.rows();
    const totals = results['totals']!.rows();
    const statuses = results['statuses']!.rows();
    const total = totals.find((row) => main && isSameKind(row, main));
    return {
      ...NO_ESTIMATE,
      n: Number(total?.['n'] ?? 0),
      persons: Number(total?.['persons'] ?? 0),
      about: (main?.['measure'] as string | undefined) ?? null,
      excluded: main ? excludedOf(main, total, statuses) : [],
      focuses: totals.map((row) => focusOf(row, statuses)),
      columns: COLUMNS,
      rows: results['means']!.rows().map(toRow),
      notes: [
        'Who has a second or third step is another group than who has one only, and begins it at other scores: steps are no course of the same people. Positions count all loaded stays of a path.',
        ...changeNotes(overStays(context)),
      ],
    };
  },
};

function overStays(context: MetricContext): MetricContext {
  return { ...context, unit: 'stay' };
}

/** `step`: the pairs with `step`, `class` and whether the stay is housing. */
function stepOfPair(context: MetricContext): Sql {
  return sql`WITH ${classifiedPairs(context)},
    step AS (
      SELECT p.stay_no, p.measure, p.rater, p.level, p.level_position, p.program, p.person_no,
        p.improvement, least(s.position_in_path, ${LAST_STEP})::INTEGER AS step,
        CASE WHEN s.position_in_path >= ${LAST_STEP} THEN ${`step ${LAST_STEP} or later`}
          ELSE 'step ' || s.position_in_path END AS class,
        s.rank IS NULL AS is_housing
      FROM pair p JOIN stay s USING (stay_no)
    )`;
}

function toRow(row: FigureRow): FigureRow {
  const { n, value, sd } = row;
  const interval = typeof sd === 'number' ? meanInterval(Number(n), Number(value), sd) : null;
  return inColumns({ ...row, ...interval }, COLUMNS);
}

function focusOf(total: FigureRow, statuses: readonly FigureRow[]): FigureFocus {
  const measure = String(total['measure']);
  return {
    ...NO_ESTIMATE,
    key: measure,
    n: Number(total['n']),
    persons: Number(total['persons']),
    about: measure,
    excluded: excludedOf(total, total, statuses),
  };
}

function excludedOf(
  kind: FigureRow,
  total: FigureRow | undefined,
  statuses: readonly FigureRow[],
): FigureFocus['excluded'] {
  const n = Number(total?.['housing'] ?? 0);
  return [...withoutPair(kind, statuses), ...(n > 0 ? [{ reason: HOUSING, n }] : [])];
}
