/**
 * `missing-bounds`: how far the share of reliable improvement could be from what is seen, had those
 * without a last score got worse or better than all others.
 */
import { type Sql, raw, sql } from '$lib/sql/sql';
import { groupByView, orderByView } from '../groups';
import type { FigureRow, Metric, MetricContext } from '../metric';
import {
  changeNotes,
  headlineMeasure,
  indexUnits,
  pairStatuses,
  unitName,
  unpairedUnits,
} from '../pairs';
import { SHARE_INTERVAL, shareCounts, shareRows, shareUnits } from '../shares';
import { profileWords, readThresholds, thresholdNotes, thresholdsQuery } from '../thresholds';
import { missingRule, type NeededRule } from './missing-rule';
import { inColumns, isSameKind, measuresOf, pairHeadlines } from './pair-headlines';

const COLUMNS = [
  'measure', 'rater', 'level', 'program', 'scope', 'numerator', 'denominator', 'persons', 'value',
  'low', 'high', 'unpaired', 'baseline_paired', 'baseline_unpaired',
]; // prettier-ignore

const SHOWN_KEYS = ['measure', 'rater', 'scope'];

const KEYS = [...SHOWN_KEYS, 'scope_position'];

const UNPAIRED = '(NOT is_paired)::INTEGER::DOUBLE AS unpaired';

const RULE: NeededRule = {
  name: 'reliable change',
  isKnown: ({ reliableChange }) => reliableChange !== null,
  remedy: 'Enter SD and reliability on the Data page, under Instruments and thresholds.',
};

/** Reliable improvement as observed, at worst and at best. */
export const missingBounds: Metric = {
  id: 'missing-bounds',
  group: 'symptoms',
  question: 'How much could missing last scores change the result?',
  name: 'Bounds for missing scores',
  unit: 'proportion',
  unitOfAnalysis: 'stay, or path',
  followsUnit: true,
  numerator:
    'Reliably improved: as observed; at worst, with everybody who has no last score not improved; at best, with all of them improved',
  denominator:
    'As observed: finished stays with a baseline and a later last score; at worst and at best: all finished stays with a baseline',
  exclusions:
    'Open stays; stays without a baseline; instruments for which the chosen thresholds have no reliable change',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Measure × rater × scope over finished stays with a baseline; only outcome instruments with a reliable change. Scopes: `observed` = paired stays (no row without any); `worst` = unpaired stays count as not improved; `best` = as improved. `unpaired` = finished stays with a baseline and no later score; `baseline_paired`, `baseline_unpaired` = mean baseline of both, null of none',
  columns: COLUMNS,
  interval: `${SHARE_INTERVAL}; worst and best are bounds, each with the interval of its own share`,
  profile: 'published',
  source: 'Manski 1990, Am Econ Rev Pap Proc 80:319-323 (worst-case bounds)',
  version: 1,
  needs: ['scores'],
  queries: (context) => ({
    shares: sql`${scopedPairs(context)}${shareCounts(context.unit, 'scoped', { improved: 'is_counted' }, KEYS, ['measure', 'rater NULLS FIRST', 'scope_position'])}`,
    baselines: sql`${started(context)}
    SELECT level, program, measure, rater, count_if(NOT is_paired)::INTEGER AS unpaired,
      (avg(baseline) FILTER (WHERE is_paired))::DOUBLE AS baseline_paired,
      (avg(baseline) FILTER (WHERE NOT is_paired))::DOUBLE AS baseline_unpaired
    FROM started ${groupByView('measure', 'rater')} ${orderByView('measure', 'rater NULLS FIRST')}`,
    statuses: pairStatuses(context),
    primary: headlineMeasure(context, 'change_class IS NOT NULL'),
    thresholds: thresholdsQuery(context),
  }),
  units: {
    query: boundUnits,
    apart: ['measure', 'rater'],
    within: ['scope'],
    guards: 'share',
    personsOf: 'denominator',
    further: [{ column: 'unpaired', tells: ['unpaired', 'baseline_paired', 'baseline_unpaired'] }],
  },
  finish: (results, context) => {
    const baselines = results['baselines']!.rows();
    const rows = results['shares']!.rows().flatMap((cells) =>
      shareRows(cells, SHOWN_KEYS, ['improved'], context.unit).map((row) =>
        inColumns({ ...row, ...besideOf(row, baselines) }, COLUMNS),
      ),
    );
    const thresholds = readThresholds(results['thresholds']!);
    const { emptyReason, notes } = missingRule(
      RULE,
      thresholds,
      results['statuses']!.rows(),
      context,
    );
    const measures = measuresOf(rows);
    const observed = rows.filter((row) => row['scope'] === 'observed');
    return {
      ...pairHeadlines(observed, results),
      columns: COLUMNS,
      rows,
      ...(emptyReason === undefined || rows.length > 0 ? {} : { emptyReason }),
      profile: profileWords(context.profile, measures, context.settings),
      notes: [
        'Worst and best are the ends of what is possible, not likely values.',
        ...thresholdNotes(thresholds, measures, ['change']),
        ...notes,
        ...changeNotes(context),
      ],
    };
  },
};

/** `started`: finished stays or paths of the cohort with a baseline, paired or not. */
function started(context: MetricContext): Sql {
  return sql`WITH ${indexUnits(context)},
    started AS NOT MATERIALIZED (
      SELECT p.*, u.place_no, u.level, u.level_position, u.program, p.status = 'paired' AS is_paired
      FROM classified_pair p JOIN index_unit u USING (stay_no)
      WHERE p.unit = ${context.unit} AND p.profile = ${context.profile} AND p.is_outcome
        AND p.status <> 'open' AND NOT u.is_late AND p.baseline IS NOT NULL
        AND p.reliable_change IS NOT NULL
    )`;
}

/** `started` and `scoped`: these once for every scope that they are in, with `is_counted`. */
function scopedPairs(context: MetricContext): Sql {
  return sql`${started(context)},
    scoped AS NOT MATERIALIZED (
      SELECT *, 'observed' AS scope, 0 AS scope_position, change_class = 'improved' AS is_counted
      FROM started WHERE is_paired
      UNION ALL SELECT *, 'worst', 1, is_paired AND change_class = 'improved' FROM started
      UNION ALL SELECT *, 'best', 2, NOT is_paired OR change_class = 'improved' FROM started
    )`;
}

/**
 * Who has no last score stands in the row `observed` for their number alone; of the reasons for having no
 * pair, those of stays with a baseline hold for this row only.
 */
function boundUnits(context: MetricContext): Sql {
  return sql`${scopedPairs(context)},
    without_pair AS (${unpairedUnits(context)})
    ${shareUnits(context, 'scoped', 'is_counted', [...SHOWN_KEYS, UNPAIRED])}
    UNION ALL BY NAME SELECT ${unitName(context)} AS unit, person_no, stay_no, level, program,
      measure, rater, 'observed' AS scope, NULL::VARCHAR AS left_out, NULL::DOUBLE AS numerator,
      0::DOUBLE AS denominator, ${raw(UNPAIRED)}
    FROM started WHERE NOT is_paired
    UNION ALL BY NAME SELECT w.*, CASE WHEN s.stay_no IS NOT NULL THEN 'observed' END AS scope
    FROM without_pair w LEFT JOIN started s ON s.stay_no = w.stay_no AND s.measure = w.measure
      AND s.rater IS NOT DISTINCT FROM w.rater`;
}

function besideOf(row: FigureRow, baselines: readonly FigureRow[]): FigureRow {
  const own = baselines.find(
    (beside) =>
      isSameKind(beside, row) &&
      beside['level'] === row['level'] &&
      beside['program'] === row['program'],
  );
  const { unpaired, baseline_paired, baseline_unpaired } = own ?? {};
  return {
    unpaired: unpaired ?? null,
    baseline_paired: baseline_paired ?? null,
    baseline_unpaired: baseline_unpaired ?? null,
  };
}
