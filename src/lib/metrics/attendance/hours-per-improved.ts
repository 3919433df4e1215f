/** `hours-per-improved`: how much was attended for each person who improved reliably. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { FigureRow, Metric, MetricContext } from '../metric';
import { changeNotes, headlineMeasure, pairStatuses, unitName, unpairedUnits } from '../pairs';
import { profileWords, readThresholds, thresholdNotes, thresholdsQuery } from '../thresholds';
import { DOSE_NOTES, doseHeadlines, pairDose, pairCounts, silentUnits } from './pair-dose';
import {
  ATTENDANCE_INTERVAL,
  type RatioParts,
  orderBySums,
  ratioRow,
  ratioSums,
  viewOf,
} from '../ratio';

const COLUMNS = [
  'measure', 'rater', 'level', 'program', 'statistic', 'n', 'persons', 'numerator', 'denominator',
  'value', 'low', 'high',
]; // prettier-ignore

const HAS_CLASS = 'change_class IS NOT NULL';

const DOSE: RatioParts = {
  from: 'measured',
  y: raw('amount'),
  x: raw('improved'),
  where: raw('TRUE'),
};

/** Attended hours and days for each reliable improvement. */
export const hoursPerImproved: Metric = {
  id: 'hours-per-improved',
  group: 'attendance',
  question: 'How many hours are attended for each pair that improves reliably?',
  name: 'Attended hours per reliable improvement',
  unit: 'hours',
  unitOfAnalysis: 'stay, or path',
  followsUnit: true,
  numerator:
    'Attended hours (beside it: different days attended) of all finished pairs, improved or not',
  denominator: 'Those that improved reliably',
  exclusions:
    'Open stays; stays without a baseline or a later score; measures not due in the program; instruments without a known reliable change; programs of which no session is loaded',
  direction: 'lower is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Measure × rater × statistic over finished pairs with a known reliable change. Statistics: `hours` = attended hours, `days` = different days attended; numerator = their sum, denominator = pairs that improved reliably, `n` = all pairs. `value` null where none improved',
  columns: COLUMNS,
  interval: ATTENDANCE_INTERVAL,
  profile: 'published',
  source: 'de Beurs 2018; ratio estimator with clusters (Cochran 1977, Sampling Techniques, ch. 6)',
  version: 1,
  needs: ['stays', 'scores', 'sessions', 'days'],
  queries: (context) => ({
    ratios: sql`WITH ${measuredPairs(context)},
    ${ratioSums(DOSE, 'measure', 'rater', 'statistic')}
    SELECT * EXCLUDE (level_position) FROM by_view
    ${orderBySums('measure', 'rater NULLS FIRST', 'statistic DESC')}`,
    statuses: pairStatuses(context),
    counts: pairCounts(context, HAS_CLASS),
    primary: headlineMeasure(context, HAS_CLASS),
    thresholds: thresholdsQuery(context),
  }),
  units: {
    query: (context) => sql`WITH ${measuredPairs(context)}
    SELECT ${unitName(context)} AS unit, person_no, stay_no, level, program, measure, rater,
      statistic, NULL::VARCHAR AS left_out, amount::DOUBLE AS numerator,
      improved::DOUBLE AS denominator, improved::DOUBLE AS improved, 1::DOUBLE AS pair
    FROM measured
    UNION ALL BY NAME ${silentUnits(context, HAS_CLASS)}
    UNION ALL BY NAME ${unpairedUnits(context)}`,
    apart: ['measure', 'rater'],
    within: ['statistic'],
    guards: 'people',
    further: [
      {
        column: 'improved',
        of: 'pair',
        guards: 'share',
        tells: ['denominator', 'value', 'low', 'high'],
      },
    ],
  },
  finish: (results, context) => {
    const ratios = results['ratios']!;
    const rows = Array.from({ length: ratios.rowCount }, (_, row): FigureRow => ({
      measure: ratios.text('measure', row),
      rater: ratios.text('rater', row),
      ...viewOf(ratios, row),
      statistic: ratios.text('statistic', row),
      ...ratioRow(ratios, row, 'none'),
    }));
    const headlines = doseHeadlines(
      rows.filter((row) => row['statistic'] === 'hours'),
      results,
    );
    const measures = [...new Set(headlines.focuses.map(({ key }) => key))];
    return {
      ...headlines,
      columns: COLUMNS,
      rows,
      profile: profileWords(context.profile, measures, context.settings),
      notes: [
        ...thresholdNotes(readThresholds(results['thresholds']!), measures, ['change']),
        ...DOSE_NOTES,
        ...changeNotes(context),
      ],
    };
  },
};

/** `dosed` and `measured`: each pair that counts once with its hours and once with its days. */
function measuredPairs(context: MetricContext): Sql {
  return sql`${pairDose(context)},
    told AS (
      SELECT *, (change_class = 'improved')::INTEGER AS improved
      FROM dosed WHERE has_sessions AND ${raw(HAS_CLASS)}
    ),
    measured AS (
      SELECT *, 'hours' AS statistic, minutes / 60.0 AS amount FROM told
      UNION ALL SELECT *, 'days', days_attended FROM told
    )`;
}
