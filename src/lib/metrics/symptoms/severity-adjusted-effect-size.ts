/**
 * `severity-adjusted-effect-size`: how a level or program does beside what the severity at the start
 * lets expect. The fit is over all pairs shown, so that for everybody nothing is adjusted.
 */
import { listOf } from '$lib/format/words';
import { measureShortName } from '$lib/measures/short-names';
import { type Sql, raw, sql } from '$lib/sql/sql';
import { groupByView, isEverybody, orderByView } from '../groups';
import type { FigureRow, Metric, MetricContext } from '../metric';
import {
  changeNotes,
  classifiedPairs,
  countUnits,
  headlineMeasure,
  pairStatuses,
  unpairedUnits,
} from '../pairs';
import { profileWords, readThresholds, thresholdNotes, thresholdsQuery } from '../thresholds';
import { missingRule, type NeededRule } from './missing-rule';
import {
  type BesideReason,
  besideQuery,
  besideUnits,
  inColumns,
  isSameKind,
  measuresOf,
  pairHeadlines,
} from './pair-headlines';
import { adjustedEffect, severityFit } from './severity-adjustment';

const COLUMNS = [
  'measure', 'rater', 'level', 'program', 'n', 'persons', 'value', 'low', 'high', 'unadjusted',
  'sd_pre', 'intercept', 'per_baseline_point', 'per_day',
]; // prettier-ignore

const IS_CLINICAL = 'is_baseline_unwell AND baseline_on IS NOT NULL';

const LEFT_OUT: readonly BesideReason[] = ['baseline on the well side', 'baseline without a day'];

const RULE: NeededRule = {
  name: 'clinical cut-off',
  isKnown: ({ cutoff }) => cutoff !== null,
  remedy:
    'Enter the means of both groups on the Data page, under Instruments and thresholds, or see the effect size.',
};

/** The effect size of pairs that begin on the unwell side, adjusted for severity. */
export const severityAdjustedEffectSize: Metric = {
  id: 'severity-adjusted-effect-size',
  group: 'symptoms',
  question: 'How large is the change, given how severe symptoms are at the start?',
  name: 'Severity-adjusted effect size',
  unit: 'standard deviations of the baseline',
  unitOfAnalysis: 'stay, or path',
  followsUnit: true,
  numerator:
    'Residual of the improvement on the baseline and on the days from admission to the first score (least squares), plus the mean improvement, over the standard deviation of the baselines; mean over the pairs of the row. Fit, mean and standard deviation are of all pairs of the cohort that begin on the unwell side',
  denominator:
    'Finished stays with a baseline on the unwell side of the clinical cut-off and a later last score of the instrument',
  exclusions:
    'Open stays; stays without a baseline or a later score; measures not due in the program; baselines on the well side; scores without a day; instruments for which the chosen thresholds have no cut-off',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Measure × rater over paired finished stays with a baseline on the unwell side and a day; only outcome instruments with a clinical cut-off. `value` = adjusted effect, null where there is no fit (3 pairs or fewer in the cohort, or all baselines equal); `low`, `high` = t interval of the mean, fit and standard deviation taken as known, null below 2 pairs; `unadjusted` = mean improvement of the row / `sd_pre`; `sd_pre`, `intercept`, `per_baseline_point`, `per_day` = of the fit, the same in all rows of a measure and rater; `per_day` null where the days are all equal or follow from the baseline, so that the fit has none. For everybody `value` equals `unadjusted`',
  columns: COLUMNS,
  interval:
    't, 95 %, fit and standard deviation taken as known; stays of one person treated as independent',
  profile: 'published',
  source:
    'Our convention, after the severity adjusted effect size of Brown, Simon, Cameron & Minami 2015, Psychotherapy 52:412-421',
  version: 1,
  needs: ['scores', 'days'],
  queries: (context) => ({
    sums: sql`${clinicalPairs(context)}
    SELECT level, program, measure, rater, count(*)::INTEGER AS n,
      count(DISTINCT person_no)::INTEGER AS persons, stddev_samp(b)::DOUBLE AS sd_pre,
      sum(y)::DOUBLE AS y, sum(b)::DOUBLE AS b, sum(d)::DOUBLE AS d, sum(y * y)::DOUBLE AS yy,
      sum(b * b)::DOUBLE AS bb, sum(d * d)::DOUBLE AS dd, sum(b * d)::DOUBLE AS bd,
      sum(b * y)::DOUBLE AS "by", sum(d * y)::DOUBLE AS dy,
      var_samp(y)::DOUBLE AS var_y, var_samp(b)::DOUBLE AS var_b, var_samp(d)::DOUBLE AS var_d,
      covar_samp(b, y)::DOUBLE AS cov_by, covar_samp(d, y)::DOUBLE AS cov_dy,
      covar_samp(b, d)::DOUBLE AS cov_bd
    FROM clinical ${groupByView('measure', 'rater')} ${orderByView('measure', 'rater NULLS FIRST')}`,
    statuses: pairStatuses(context),
    beside: besideQuery(context),
    primary: headlineMeasure(context, IS_CLINICAL),
    thresholds: thresholdsQuery(context),
  }),
  units: {
    query: (context) => sql`${clinicalPairs(context)}
    ${countUnits(context, 'clinical', ['measure', 'rater'])}
    UNION ALL BY NAME ${besideUnits(context, LEFT_OUT)}
    UNION ALL BY NAME ${unpairedUnits(context)}`,
    apart: ['measure', 'rater'],
    within: [],
    guards: 'people',
  },
  finish: (results, context) => {
    const sums = results['sums']!.rows();
    const rows = sums.map((cells) => toRow(cells, sums));
    const thresholds = readThresholds(results['thresholds']!);
    const { emptyReason, notes } = missingRule(
      RULE,
      thresholds,
      results['statuses']!.rows(),
      context,
    );
    const measures = measuresOf(rows);
    return {
      ...pairHeadlines(rows, results, LEFT_OUT),
      columns: COLUMNS,
      rows,
      ...(emptyReason === undefined ? {} : { emptyReason }),
      profile: profileWords(context.profile, measures, context.settings),
      notes: [
        'For everybody nothing is adjusted: the fit is over the pairs shown. Levels and programs differ from their unadjusted value by how severe their symptoms are at the start, and when they are first measured.',
        ...withoutFit(rows),
        ...thresholdNotes(thresholds, measures, ['cutoff']),
        ...notes,
        ...changeNotes(context),
      ],
    };
  },
};

/**
 * `clinical`: the pairs that begin on the unwell side on a known day, with improvement `y`, baseline
 * `b` and days from the admission to the baseline `d`.
 */
function clinicalPairs(context: MetricContext): Sql {
  return sql`WITH ${classifiedPairs(context)},
    clinical AS (
      SELECT pair.stay_no, pair.path_no, pair.person_no, pair.level, pair.level_position,
        pair.program, pair.measure, pair.rater, pair.improvement AS y, pair.baseline AS b,
        (pair.baseline_on - stay.admitted_on)::DOUBLE AS d
      FROM pair JOIN stay USING (stay_no)
      WHERE ${raw(IS_CLINICAL)}
    )`;
}

function toRow(cells: FigureRow, sums: readonly FigureRow[]): FigureRow {
  const fit = severityFit(sums.find((row) => isEverybody(row) && isSameKind(row, cells))!);
  if (!fit) return inColumns({ ...cells, sd_pre: null }, COLUMNS);
  return inColumns(
    {
      ...cells,
      ...adjustedEffect(cells, fit),
      unadjusted: Number(cells['y']) / Number(cells['n']) / fit.sdPre,
      sd_pre: fit.sdPre,
      intercept: fit.intercept,
      per_baseline_point: fit.perPoint,
      per_day: fit.perDay,
    },
    COLUMNS,
  );
}

function withoutFit(rows: readonly FigureRow[]): string[] {
  const names = measuresOf(rows.filter((row) => isEverybody(row) && row['value'] === null));
  if (names.length === 0) return [];
  return [
    `None for the ${listOf(names.map(measureShortName))}: 3 pairs or fewer begin on the unwell side, or all of these baselines are equal.`,
  ];
}
