/** `mean-change`: how many points better (or worse) scores are at the end than at the start. */
import { sql } from '$lib/sql/sql';
import { meanInterval } from '$lib/stats/mean-interval';
import { groupByView, orderByView } from '../groups';
import type { FigureRow, Metric } from '../metric';
import { MEAN_UNITS, changeNotes, classifiedPairs, headlineMeasure, pairStatuses } from '../pairs';
import { inColumns, pairHeadlines } from './pair-headlines';

const COLUMNS = [
  'measure', 'rater', 'level', 'program', 'n', 'persons', 'value', 'low', 'high', 'sd',
  'baseline_mean', 'last_mean',
]; // prettier-ignore

/** Mean improvement of finished stays with two scores. */
export const meanChange: Metric = {
  id: 'mean-change',
  group: 'symptoms',
  question: 'How much do scores change?',
  name: 'Mean change',
  unit: 'points',
  unitOfAnalysis: 'stay, or path',
  followsUnit: true,
  numerator:
    'Improvement from the baseline to the last score, in points of the instrument: positive = better, whichever way its scores run',
  denominator: 'Finished stays with a baseline and a later last score of the instrument',
  exclusions:
    'Open stays; stays without a baseline or a later score; measures not due in the program; screens, process and risk instruments',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Measure × rater over paired finished stays, outcome instruments only. `value` = mean improvement in points, positive = better; `low`, `high` null below 2 pairs; `sd` = of the improvements; `baseline_mean`, `last_mean` = mean of the scores at both ends, in the direction of the instrument',
  columns: COLUMNS,
  interval: 't, 95 %, stays of one person treated as independent',
  profile: null,
  source: 'Descriptive; t interval of a mean (Student 1908)',
  version: 1,
  needs: ['scores'],
  queries: (context) => ({
    means: sql`WITH ${classifiedPairs(context)}
    SELECT level, program, measure, rater, count(*)::INTEGER AS n,
      count(DISTINCT person_no)::INTEGER AS persons, avg(improvement)::DOUBLE AS value,
      stddev_samp(improvement)::DOUBLE AS sd, avg(baseline)::DOUBLE AS baseline_mean,
      avg(last)::DOUBLE AS last_mean
    FROM pair ${groupByView('measure', 'rater')} ${orderByView('measure', 'rater NULLS FIRST')}`,
    statuses: pairStatuses(context),
    primary: headlineMeasure(context, 'TRUE'),
  }),
  units: MEAN_UNITS,
  finish: (results, context) => {
    const rows = results['means']!.rows().map((row): FigureRow => {
      const { n, value, sd } = row;
      const interval = typeof sd === 'number' ? meanInterval(Number(n), Number(value), sd) : null;
      return inColumns({ ...row, ...interval }, COLUMNS);
    });
    return {
      ...pairHeadlines(rows, results),
      columns: COLUMNS,
      rows,
      notes: [...changeNotes(context)],
    };
  },
};
