/** `measurement-flow`: how far finished stays get on the way from admission to a discharge score. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import { type Reason, judgedExclusions, judgedStays } from '../eligible-discharge';
import { exclusionsFrom } from '../exclusions';
import { isEverybody } from '../groups';
import { headlineOf } from '../headline';
import type { Metric, MetricContext } from '../metric';
import { WILSON_INTERVAL } from '../share-row';
import { classUnits, shareCounts, shareRows } from '../shares';
import { LEFT_OUT_STAYS } from './stay-share';

const COLUMNS = [
  'level', 'program', 'class', 'numerator', 'denominator', 'persons', 'value', 'low', 'high',
]; // prettier-ignore

/** The steps, each among those of the step before. */
export const FLOW_STEPS = [
  'admitted',
  'attended once',
  'baseline',
  'two scores',
  'discharge score',
] as const;

const CONDITIONS = {
  admitted: 'TRUE',
  'attended once': 'has_attended',
  baseline: 'has_attended AND has_baseline',
  'two scores': 'has_attended AND has_baseline AND has_pair',
  'discharge score': 'has_attended AND has_baseline AND has_pair AND has_discharge_score',
};

const REASONS: readonly Reason[] = [{ name: 'open', when: raw('is_open') }];

/** Finished stays by how far they were measured. */
export const measurementFlow: Metric = {
  id: 'measurement-flow',
  group: 'measurement',
  question: 'Whom do the outcomes speak for?',
  name: 'From admission to discharge score',
  unit: 'proportion',
  unitOfAnalysis: 'stay',
  numerator:
    'Finished stays that reached a step and every step before: attended once, a baseline of any outcome instrument, a baseline and a last score of one instrument, a discharge score of an instrument with both',
  denominator: 'Finished stays',
  exclusions: 'Open stays',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Class = step, in order; each counts those who reached every step before, too. `value` = share of all finished stays',
  columns: COLUMNS,
  interval: WILSON_INTERVAL,
  profile: null,
  source: 'Our convention',
  version: 1,
  needs: ['stays', 'scores', 'sessions'],
  queries: (context) => ({
    steps: sql`WITH ${reachedSteps(context)}${shareCounts('stay', 'reached', CONDITIONS, [])}`,
    excluded: judgedExclusions(context, REASONS),
  }),
  units: {
    query: (context) => sql`WITH ${reachedSteps(context)}
    ${classUnits({ ...context, unit: 'stay' }, 'reached', CONDITIONS, [])}
    UNION ALL BY NAME ${LEFT_OUT_STAYS}`,
    apart: [],
    within: ['class'],
    guards: 'share',
  },
  finish: ({ steps, excluded }) => {
    const rows = steps!.rows().flatMap((row) => shareRows(row, [], FLOW_STEPS, 'stay'));
    const last = rows.find((row) => isEverybody(row) && row['class'] === 'two scores');
    return {
      ...headlineOf(last),
      about: 'two scores',
      excluded: exclusionsFrom(excluded!),
      columns: COLUMNS,
      rows,
      notes: ['Change is known only of those with two scores; the others may have done otherwise.'],
    };
  },
};

/** `judged` and `reached`: the finished stays of the cohort and what each of them has. */
function reachedSteps(context: MetricContext): Sql {
  return sql`${judgedStays(context, REASONS)},
    scored AS (
      SELECT stay_no, bool_or(baseline IS NOT NULL) AS has_baseline,
        bool_or(status = 'paired') AS has_pair,
        bool_or(status = 'paired' AND discharge_score IS NOT NULL) AS has_discharge_score
      FROM score_pair WHERE unit = 'stay' AND is_outcome GROUP BY stay_no
    ),
    reached AS NOT MATERIALIZED (
      SELECT s.stay_no, s.person_no, s.place_no, s.level, s.level_position, s.program,
        coalesce(s.attended, 0) > 0 AS has_attended,
        coalesce(c.has_baseline, FALSE) AS has_baseline, coalesce(c.has_pair, FALSE) AS has_pair,
        coalesce(c.has_discharge_score, FALSE) AS has_discharge_score
      FROM judged s LEFT JOIN scored c USING (stay_no) WHERE s.reason IS NULL
    )`;
}
