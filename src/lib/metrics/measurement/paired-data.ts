/** `paired-data`: of those who attended at least twice, how many were measured twice. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { UnitRows } from '$lib/tally/tally';
import { wilson } from '$lib/stats/wilson';
import { type Reason, judgedExclusions, judgedStays } from '../eligible-discharge';
import { exclusionsFrom } from '../exclusions';
import { isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { FigureRow, Metric, MetricContext } from '../metric';
import { WILSON_INTERVAL } from '../share-row';
import { MEASURE_KEY, MEASURE_NAMES } from '../score-keys';
import { tallied } from '../tallied';
import { LEFT_OUT_STAYS } from './stay-share';

const COLUMNS = [
  'measure', 'level', 'program', 'numerator', 'denominator', 'persons', 'value', 'low', 'high',
  'usable', 'usable_value',
]; // prettier-ignore

const REASONS: readonly Reason[] = [
  { name: 'open', when: raw('is_open') },
  { name: 'too few sessions', when: raw('coalesce(days_attended, 0) < 2') },
];

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
    shares: tallied(context, {
      units: askedUnits,
      keys: [MEASURE_KEY],
      counts: {
        numerator: { of: 'sum', column: 'is_paired' },
        denominator: { of: 'rows' },
        persons: { of: 'persons' },
        usable: { of: 'sum', column: 'usable' },
        outcomes: { of: 'sum', column: 'is_outcome' },
      },
    }),
    excluded: judgedExclusions(context, REASONS),
  }),
  finish: ({ shares, excluded }) => {
    const rows = shares!.rows().map(({ outcomes, ...row }): FigureRow => {
      const numerator = Number(row['numerator']);
      const denominator = Number(row['denominator']);
      const interval = wilson(numerator, denominator);
      const usable = Number(outcomes) > 0 ? Number(row['usable']) : null;
      return {
        ...row,
        usable,
        value: numerator / denominator,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
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
  units: {
    query: (context) => sql`WITH ${attendedTwice(context)}
    SELECT 'stay ' || stay_no AS unit, person_no, stay_no, level, program, measure,
      NULL::VARCHAR AS left_out, coalesce(is_paired, FALSE)::INTEGER::DOUBLE AS numerator,
      1::DOUBLE AS denominator, usable::DOUBLE AS usable
    FROM asked
    UNION ALL BY NAME ${LEFT_OUT_STAYS}`,
    apart: [],
    within: ['measure'],
    guards: 'share',
    further: [{ column: 'usable', tells: ['usable', 'usable_value'] }],
  },
};

/** As `attendedTwice`; what has no measure is asked for any of them. */
function askedUnits(context: MetricContext): UnitRows {
  return {
    tables: sql`${attendedTwice(context)},
    ${MEASURE_NAMES}`,
    select: sql`SELECT a.stay_no, a.person_no, a.place_no, n.measure_no,
        coalesce(a.is_paired, FALSE)::INTEGER AS is_paired, coalesce(a.usable, 0)::INTEGER AS usable,
        (a.usable IS NOT NULL)::INTEGER AS is_outcome
      FROM asked a LEFT JOIN measure_name n USING (measure)`,
  };
}

/** `judged` and `denominator`: finished stays with attendance on at least two days. */
function finishedStays(context: MetricContext): Sql {
  return sql`${judgedStays(context, REASONS)},
    denominator AS NOT MATERIALIZED (
      SELECT stay_no, person_no, place_no, level, program FROM judged WHERE reason IS NULL
    )`;
}

/**
 * `judged` and `asked`: finished stays with attendance on at least two days, once for any measure and
 * once for each that they may have; `usable` is 1 or 0, null for a measure that tells no outcome.
 */
function attendedTwice(context: MetricContext): Sql {
  return sql`${finishedStays(context)},
    measured AS (
      SELECT d.*, NULL AS measure, bool_or(p.measure_days >= 2) AS is_paired,
        bool_or(p.is_outcome AND p.status = 'paired') AS is_usable
      FROM denominator d
      LEFT JOIN score_pair p ON p.unit = 'stay' AND p.stay_no = d.stay_no GROUP BY ALL
      UNION ALL
      SELECT d.*, p.measure, bool_or(p.measure_days >= 2), bool_or(p.is_outcome AND p.status = 'paired')
      FROM denominator d
      JOIN score_pair p ON p.unit = 'stay' AND p.stay_no = d.stay_no GROUP BY ALL
    ),
    asked AS (
      SELECT a.* EXCLUDE (is_usable), CASE WHEN a.measure IS NULL OR m.is_outcome
          THEN coalesce(a.is_usable, FALSE)::INTEGER END AS usable
      FROM measured a LEFT JOIN measure m ON m.id = a.measure
    )`;
}
