/** `paired-data`: of those who attended at least twice, how many were measured twice. */
import { type Sql, sql } from '$lib/sql/sql';
import { wilson } from '$lib/stats/wilson';
import { exclusionsFrom } from '../exclusions';
import { groupByView, indexStays, isEverybody, orderByView } from '../groups';
import { headlineOf } from '../headline';
import type { FigureRow, Metric, MetricContext } from '../metric';
import { WILSON_INTERVAL } from '../share-row';

const COLUMNS = [
  'measure', 'level', 'program', 'numerator', 'denominator', 'persons', 'value', 'low', 'high',
  'usable', 'usable_value',
]; // prettier-ignore

/** The share of stays that were measured at least twice. */
export const pairedData: Metric = {
  id: 'paired-data',
  group: 'measurement',
  question: 'How many were measured at least twice?',
  name: 'Paired data',
  unit: 'proportion',
  unitOfAnalysis: 'stay',
  numerator:
    'Finished stays with valid scores of one measure on two different days, from 7 days before admission to 3 after discharge, or at two visits where scores have no day',
  denominator: 'Finished stays with attendance on at least 2 days',
  exclusions: 'Open stays; stays with attendance on fewer than 2 days',
  direction: 'higher is better',
  bases: ['discharged'],
  defaultBasis: 'discharged',
  rows: 'Finished stays with scores of one measure on two different days, or at two visits / finished stays with attendance on at least 2 days; measure null = any measure. `usable` = those with a baseline and a last score (outcome instruments) among the same denominator',
  columns: COLUMNS,
  interval: WILSON_INTERVAL,
  profile: null,
  source: 'Clark et al. 2018, Lancet 391:679-686 (pairs 98 %); target 90 % is our convention',
  version: 1,
  needs: ['stays', 'scores', 'sessions'],
  queries: (context) => ({
    shares: sql`WITH ${attendedTwice(context)},
    asked AS (
      SELECT d.*, NULL AS measure, bool_or(p.measure_days >= 2) AS is_paired,
        bool_or(p.is_outcome AND p.status = 'paired') AS is_usable
      FROM denominator d
      LEFT JOIN score_pair p ON p.unit = 'stay' AND p.stay_no = d.stay_no GROUP BY ALL
      UNION ALL
      SELECT d.*, p.measure, bool_or(p.measure_days >= 2), bool_or(p.is_outcome AND p.status = 'paired')
      FROM denominator d
      JOIN score_pair p ON p.unit = 'stay' AND p.stay_no = d.stay_no GROUP BY ALL
    )
    SELECT level, program, measure, count_if(is_paired)::INTEGER AS numerator,
      count(*)::INTEGER AS denominator, count(DISTINCT person_no)::INTEGER AS persons,
      count_if(is_usable)::INTEGER AS usable, bool_or(m.is_outcome)::INTEGER AS is_outcome
    FROM asked LEFT JOIN measure m ON m.id = asked.measure
    ${groupByView('measure')} ${orderByView('measure NULLS FIRST')}`,
    excluded: sql`WITH ${indexStays(context)}
    SELECT count_if(is_open)::INTEGER AS open,
      count_if(NOT is_open AND coalesce(days_attended, 0) < 2)::INTEGER AS "too few sessions"
    FROM index_stay`,
  }),
  finish: ({ shares, excluded }) => {
    const rows = shares!.rows().map(({ is_outcome: isOutcome, ...row }): FigureRow => {
      const numerator = Number(row['numerator']);
      const denominator = Number(row['denominator']);
      const interval = wilson(numerator, denominator);
      const usable = row['measure'] === null || isOutcome === 1 ? Number(row['usable']) : null;
      return {
        ...row,
        value: numerator / denominator,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        usable,
        usable_value: usable === null ? null : usable / denominator,
      };
    });
    const head = rows.find((row) => isEverybody(row) && row['measure'] === null);
    return {
      ...headlineOf(head),
      about: 'any measure',
      excluded: exclusionsFrom(excluded!),
      columns: COLUMNS,
      rows,
      notes: ['A single measure is also asked of programs that do not give it.'],
    };
  },
};

/** `index_stay` and `denominator`: finished stays with attendance on at least two days. */
function attendedTwice(context: MetricContext): Sql {
  return sql`${indexStays(context)},
    denominator AS (
      SELECT stay_no, person_no, level, level_position, program FROM index_stay
      WHERE NOT is_open AND days_attended >= 2
    )`;
}
