/** `effect-size`: the mean improvement in standard deviations of the baseline. */
import { sql } from '$lib/sql/sql';
import { prePostEffect } from '$lib/stats/effect-size';
import { groupByView, orderByView } from '../groups';
import type { FigureRow, Metric } from '../metric';
import { MEAN_UNITS, changeNotes, classifiedPairs, headlineMeasure, pairStatuses } from '../pairs';
import { inColumns, pairHeadlines } from './pair-headlines';

const COLUMNS = [
  'measure', 'rater', 'level', 'program', 'n', 'persons', 'value', 'low', 'high', 'd', 'sd_pre',
  'correlation',
]; // prettier-ignore

/** The pre-post effect size of finished stays with two scores. */
export const effectSize: Metric = {
  id: 'effect-size',
  group: 'symptoms',
  question: 'How large is the change in standard deviations?',
  name: 'Effect size',
  unit: 'standard deviations of the baseline',
  unitOfAnalysis: 'stay, or path',
  followsUnit: true,
  numerator:
    'Mean improvement from the baseline to the last score over the standard deviation of the baselines (d), with the small-sample correction of Hedges (g = d · J, J = 1 - 3 / (4(n - 1) - 1))',
  denominator: 'Finished stays with a baseline and a later last score of the instrument',
  exclusions:
    'Open stays; stays without a baseline or a later score; measures not due in the program; screens, process and risk instruments. None below 3 pairs or where all baselines are equal',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Measure × rater over paired finished stays, outcome instruments only. `value` = g, positive = better; null below 3 pairs or where all baselines are equal. `low`, `high` = g ± z · sqrt(2(1 - r) / n + d² / (2n)), null where all last scores are equal; `d`; `sd_pre` = standard deviation of the baselines; `correlation` = r of baseline and last score, null where one of them has no spread',
  columns: COLUMNS,
  interval: 'normal, 95 %, variance of Becker 1988; stays of one person treated as independent',
  profile: null,
  source:
    'Becker 1988, Br J Math Stat Psychol 41:257-278; Morris & DeShon 2002, Psychol Methods 7:105-125; correction: Hedges 1981, J Educ Stat 6:107-128',
  version: 1,
  needs: ['scores'],
  queries: (context) => ({
    sums: sql`WITH ${classifiedPairs(context)}
    SELECT level, program, measure, rater, count(*)::INTEGER AS n,
      count(DISTINCT person_no)::INTEGER AS persons, avg(improvement)::DOUBLE AS mean,
      stddev_samp(baseline)::DOUBLE AS sd_pre,
      CASE WHEN stddev_samp(baseline) > 0 AND stddev_samp(last) > 0
        THEN least(1, greatest(-1, corr(baseline, last))) END::DOUBLE AS correlation
    FROM pair ${groupByView('measure', 'rater')} ${orderByView('measure', 'rater NULLS FIRST')}`,
    statuses: pairStatuses(context),
    primary: headlineMeasure(context, 'TRUE'),
  }),
  units: MEAN_UNITS,
  finish: (results, context) => {
    const rows = results['sums']!.rows().map(toRow);
    return {
      ...pairHeadlines(rows, results),
      columns: COLUMNS,
      rows,
      notes: [
        'Standard deviations of the baseline, not of the differences: other reports may divide by another spread.',
        ...changeNotes(context),
      ],
    };
  },
};

function toRow(cells: FigureRow): FigureRow {
  const correlation = cells['correlation'];
  const effect = prePostEffect({
    n: Number(cells['n']),
    meanImprovement: Number(cells['mean']),
    sdPre: Number(cells['sd_pre'] ?? 0),
    correlation: typeof correlation === 'number' ? correlation : null,
  });
  const { g, d, low, high } = effect ?? { g: null, d: null, low: null, high: null };
  return inColumns({ ...cells, value: g, d, low, high }, COLUMNS);
}
