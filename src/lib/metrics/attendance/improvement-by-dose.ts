/** `improvement-by-dose`: mean improvement by attended hours per week; an association, no effect. */
import { type Sql, join, raw, sql } from '$lib/sql/sql';
import { meanInterval } from '$lib/stats/mean-interval';
import { groupByView, orderByView } from '../groups';
import { NO_ESTIMATE } from '../headline';
import type { FigureRow, Metric, MetricContext } from '../metric';
import { changeNotes, headlineMeasure, pairStatuses, unitName, unpairedUnits } from '../pairs';
import { DOSE_NOTES, doseHeadlines, pairDose, pairCounts, silentUnits } from './pair-dose';

const COLUMNS = [
  'measure', 'rater', 'level', 'program', 'class', 'n', 'persons', 'value', 'low', 'high', 'sd',
  'baseline_mean',
]; // prettier-ignore

/** Attended hours per week from which the next band begins. */
const LIMITS = [3, 6, 9, 12, 15];

/** The bands of attended hours per week as classes of rows; the lower end belongs to a band. */
export const DOSE_BANDS: readonly string[] = [
  'under 3', '3 to 6', '6 to 9', '9 to 12', '12 to 15', '15 or more',
]; // prettier-ignore

const BANDS = sql`[${join(DOSE_BANDS.map((name) => sql`${name}`))}]`;

/** Mean improvement by band of attended hours per week. */
export const improvementByDose: Metric = {
  id: 'improvement-by-dose',
  group: 'attendance',
  question: 'Do those who attend more hours a week change more?',
  name: 'Improvement by attended hours per week',
  unit: 'points',
  unitOfAnalysis: 'stay, or path',
  followsUnit: true,
  numerator:
    'Improvement from the baseline to the last score, in points of the instrument: positive = better',
  denominator:
    'Finished stays with a baseline and a later last score, by attended hours / (days of stay / 7)',
  exclusions:
    'Open stays; stays without a baseline or a later score; measures not due in the program; programs of which no session is loaded',
  direction: 'neither',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Measure × rater × band of attended hours per week (class; a band holds its lower end): `value` = mean improvement, `sd` of the improvements, `baseline_mean` of the scores at the start, `n` = pairs; bands without a pair have no row',
  columns: COLUMNS,
  interval: 't, 95 %, stays of one person treated as independent',
  profile: null,
  source: 'Bands: our convention; t interval of a mean (Student 1908)',
  version: 1,
  needs: ['stays', 'scores', 'sessions', 'days'],
  queries: (context) => ({
    means: sql`WITH ${bandedPairs(context)}
    SELECT measure, rater, level, program, band, count(*)::INTEGER AS n,
      count(DISTINCT person_no)::INTEGER AS persons, avg(improvement)::DOUBLE AS value,
      stddev_samp(improvement)::DOUBLE AS sd, avg(baseline)::DOUBLE AS baseline_mean
    FROM banded ${groupByView('measure', 'rater', 'band')}
    ${orderByView('measure', 'rater NULLS FIRST', 'band')}`,
    statuses: pairStatuses(context),
    counts: pairCounts(context, 'TRUE'),
    primary: headlineMeasure(context, 'TRUE'),
  }),
  units: {
    query: (context) => sql`WITH ${bandedPairs(context)}
    SELECT ${unitName(context)} AS unit, person_no, stay_no, level, program, measure, rater,
      ${BANDS}[band + 1] AS class, NULL::VARCHAR AS left_out, NULL::DOUBLE AS numerator,
      1::DOUBLE AS denominator
    FROM banded
    UNION ALL BY NAME ${silentUnits(context, 'TRUE')}
    UNION ALL BY NAME ${unpairedUnits(context)}`,
    apart: ['measure', 'rater'],
    within: ['class'],
    guards: 'people',
  },
  finish: (results, context) => {
    const rows = results['means']!.rows().map(({ band: place, ...row }): FigureRow => {
      const { measure, rater, level, program, n, persons, value, sd } = row;
      const interval = typeof sd === 'number' ? meanInterval(Number(n), Number(value), sd) : null;
      return {
        ...{ measure: measure!, rater: rater!, level: level!, program: program! },
        class: DOSE_BANDS[Number(place)]!,
        ...{ n: n!, persons: persons!, value: value! },
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        sd: sd!,
        baseline_mean: row['baseline_mean']!,
      };
    });
    const totals = results['counts']!.rows()
      .filter((row) => Number(row['n']) > 0)
      .map((row) => ({ ...row, ...NO_ESTIMATE }));
    return {
      ...doseHeadlines(totals, results),
      columns: COLUMNS,
      rows,
      notes: [
        ...DOSE_NOTES,
        'Levels give different hours, so compare inside a level.',
        ...changeNotes(context),
      ],
    };
  },
};

/** `dosed` and `banded`: the pairs that count, with the place of their band. */
function bandedPairs(context: MetricContext): Sql {
  return sql`${pairDose(context)},
    banded AS (SELECT *, ${band()} AS band FROM dosed WHERE has_sessions)`;
}

/** The place of the band, compared in whole numbers so that the limits are exact. */
function band(): Sql {
  const reached = LIMITS.map(
    (hours) => sql`(${raw('minutes * 7')} >= ${hours * 60} * days)::INTEGER`,
  );
  return sql`(${join(reached, ' + ')})::INTEGER`;
}
