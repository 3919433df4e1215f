/**
 * Shares of pairs that begin on the unwell side of the cut-off and end as a rule asks: response and
 * remission. Who begins on the well side has nothing to respond from, so the others are the headline.
 */
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { FigureData, MetricContext, QueryResults } from '../metric';
import {
  changeNotes,
  classifiedPairs,
  headlineMeasure,
  pairStatuses,
  unpairedUnits,
} from '../pairs';
import { shareCounts, shareRows, shareUnits } from '../shares';
import {
  type MeasureThreshold,
  profileWords,
  readThresholds,
  thresholdNotes,
  thresholdsQuery,
} from '../thresholds';
import type { Units } from '../units';
import { missingRule } from './missing-rule';
import {
  type BesideReason,
  besideQuery,
  besideUnits,
  inColumns,
  measuresOf,
  pairHeadlines,
} from './pair-headlines';

/** The columns of these figures. */
export const CLINICAL_COLUMNS = [
  'measure', 'rater', 'level', 'program', 'scope', 'numerator', 'denominator', 'persons', 'value',
  'low', 'high',
]; // prettier-ignore

const SHOWN_KEYS = ['measure', 'rater', 'scope'];

const KEYS = [...SHOWN_KEYS, 'scope_position'];

const BESIDE: readonly BesideReason[] = ['baseline on the well side'];

/** One of these shares. */
export interface ClinicalShare {
  /** The column of `classified_pair` that counts; null there = no rule, or none for this pair. */
  readonly column: 'is_response' | 'is_remission';
  /** Such as `response`. */
  readonly name: string;
  /** Pairs that begin on the well side are shown in a second row, of all pairs. */
  readonly hasAll: boolean;
  readonly isKnown: (threshold: MeasureThreshold) => boolean;
  /** The rule for one instrument, such as `PHQ-9 below 5`. */
  readonly ruleOf: (threshold: MeasureThreshold) => string;
  /** What stands before the rules, such as `Remission, by the last score`. */
  readonly rulesTitle: string;
}

/** The queries of a share. */
export function clinicalShareQueries(
  context: MetricContext,
  share: ClinicalShare,
): Record<string, Sql> {
  const { column } = share;
  return {
    shares: sql`${scopedPairs(context, share)}${shareCounts(context.unit, 'scoped', { hit: column }, KEYS, ['measure', 'rater NULLS FIRST', 'scope_position'])}`,
    statuses: pairStatuses(context),
    beside: besideQuery(context),
    primary: headlineMeasure(context, `${column} IS NOT NULL AND is_baseline_unwell`),
    thresholds: thresholdsQuery(context),
  };
}

/** What stands behind `clinicalShareQueries`; the well side is left out of the scope `clinical`. */
export function clinicalShareUnits(share: ClinicalShare): Units {
  return {
    query: (context) => sql`${scopedPairs(context, share)}
    ${shareUnits(context, 'scoped', share.column, SHOWN_KEYS)}
    UNION ALL BY NAME SELECT *, 'clinical' AS scope FROM (${besideUnits(context, BESIDE)})
    UNION ALL BY NAME ${unpairedUnits(context)}`,
    apart: ['measure', 'rater'],
    within: ['scope'],
    guards: 'share',
  };
}

/** `scoped`: pairs that the rule can judge, once for every scope that they are in. */
function scopedPairs(context: MetricContext, { column, hasAll }: ClinicalShare): Sql {
  const all = hasAll
    ? sql`UNION ALL SELECT *, 'all', 1 FROM pair WHERE ${raw(column)} IS NOT NULL`
    : sql``;
  return sql`WITH ${classifiedPairs(context)},
    scoped AS (
      SELECT *, 'clinical' AS scope, 0 AS scope_position FROM pair
        WHERE ${raw(column)} IS NOT NULL AND is_baseline_unwell
      ${all}
    )`;
}

/** The figure from the results of `clinicalShareQueries`. */
export function clinicalShareFigure(
  results: QueryResults,
  context: MetricContext,
  share: ClinicalShare,
): FigureData {
  const rows = results['shares']!.rows().flatMap((cells) =>
    shareRows(cells, SHOWN_KEYS, ['hit'], context.unit).map((row) =>
      inColumns(row, CLINICAL_COLUMNS),
    ),
  );
  const thresholds = readThresholds(results['thresholds']!);
  const { emptyReason, notes } = missingRule(
    { name: `rule for ${share.name}`, isKnown: share.isKnown, remedy: '' },
    thresholds,
    results['statuses']!.rows(),
    context,
  );
  const measures = measuresOf(rows);
  const rules = measures.map((id) => share.ruleOf(thresholds.get(id)!));
  const clinical = rows.filter((row) => row['scope'] === 'clinical');
  return {
    ...pairHeadlines(clinical, results, BESIDE),
    columns: CLINICAL_COLUMNS,
    rows,
    ...(emptyReason === undefined ? {} : { emptyReason }),
    profile: profileWords(context.profile, measures, context.settings),
    notes: [
      rules.length > 0 ? `${share.rulesTitle}: ${rules.join('; ')}.` : '',
      ...thresholdNotes(thresholds, measures, ['cutoff']),
      ...notes,
      ...changeNotes(context),
    ].filter(Boolean),
  };
}
