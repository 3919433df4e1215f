/** `gap-days`: days between a discharge and the next stay at another level. */
import { sql } from '$lib/sql/sql';
import { medianInterval, quantile } from '$lib/stats/median-interval';
import { type Reason, HOUSING, NOT_OBSERVED, judgedExclusions, judgedStays, judgedUnits, notSeen } from '../eligible-discharge'; // prettier-ignore
import { exclusionsFrom } from '../exclusions';
import { groupByView, isEverybody, orderByView, views } from '../groups';
import { headlineOf } from '../headline';
import type { FigureRow, Metric } from '../metric';
import type { Columns } from '$lib/sql/columns';

const DAYS = 30;

const REASONS: readonly Reason[] = [
  ...notSeen(DAYS),
  HOUSING,
  {
    name: 'no next stay at another level within 30 days',
    when: sql`next_level IS NULL OR next_level = level OR gap_days > ${DAYS}`,
  },
];

const COLUMNS = ['level', 'program', 'n', 'persons', 'value', 'low', 'high', 'p90'];

/** Median and 90th percentile of the gap. */
export const gapDays: Metric = {
  id: 'gap-days',
  group: 'transitions',
  question: 'How long do people wait between levels?',
  name: 'Days between levels',
  unit: 'days',
  unitOfAnalysis: 'discharge',
  numerator:
    'Days from discharge to the admission of the next stay; a stay that begins on the day before counts as 0',
  denominator:
    'Stays that ended at least 30 days before the end of observation, with a next stay at another level within 30 days',
  exclusions:
    'Open stays, discharges too close to the end of observation or without a known one, housing, no next stay at another level within 30 days',
  direction: 'lower is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Level = the level left. `value` (median), `p90` (90th percentile), both of type 7',
  columns: COLUMNS,
  interval: 'order statistics (exact binomial), at least 95 %',
  profile: null,
  source: 'Our convention; interval: Conover 1999, Practical Nonparametric Statistics',
  version: 1,
  needs: ['stays', 'days', 'observation'],
  queries: (context) => ({
    gaps: sql`WITH ${judgedStays(context, REASONS)}
    SELECT level, program, days, count(*)::INTEGER AS n
    FROM (SELECT *, greatest(gap_days, 0)::INTEGER AS days FROM judged WHERE reason IS NULL)
    ${groupByView('days')} ${orderByView('days')}`,
    persons: sql`WITH ${judgedStays(context, REASONS)}
    SELECT level, program, count(DISTINCT person_no)::INTEGER AS persons
    FROM judged WHERE reason IS NULL ${groupByView()} HAVING count(*) > 0 ${orderByView()}`,
    excluded: judgedExclusions(context, REASONS),
  }),
  finish: ({ gaps, persons, excluded }) => {
    const rows = views(gaps!).map((view, index): FigureRow => ({
      level: view.level,
      program: view.program,
      ...summary(gaps!, view.rows, persons!.number('persons', index)),
    }));
    return {
      ...headlineOf(rows.find(isEverybody)),
      numerator: null,
      denominator: null,
      about: null,
      excluded: exclusionsFrom(excluded!),
      columns: COLUMNS,
      rows,
      notes: [NOT_OBSERVED],
    };
  },
  units: {
    query: (context) => judgedUnits(context, REASONS),
    apart: [],
    within: [],
    guards: 'people',
  },
};

function summary(gaps: Columns, rows: readonly number[], persons: number | null): FigureRow {
  const days = rows.flatMap((row) =>
    new Array<number>(gaps.number('n', row) ?? 0).fill(gaps.number('days', row) ?? 0),
  );
  const interval = medianInterval(days);
  return {
    n: days.length,
    persons,
    value: quantile(days, 0.5),
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    p90: quantile(days, 0.9),
  };
}
