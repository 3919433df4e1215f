/** `days-to-admission`: how long people wait from the referral to the admission. */
import { type Sql, raw, sql } from '$lib/sql/sql';
import { medianInterval, quantile } from '$lib/stats/median-interval';
import { wilson } from '$lib/stats/wilson';
import { exclusionsFrom } from '../exclusions';
import { groupByView, isEverybody, orderByView, views } from '../groups';
import { headlineOf } from '../headline';
import type { FigureRow, Metric, MetricContext } from '../metric';
import { type Reason, judgedExclusions, judgedStays } from '../eligible-discharge';
import type { Columns } from '$lib/sql/columns';

/** Days from referral to admission that are short enough. */
export const SHORT_WAIT_DAYS = 14;

const REASONS: readonly Reason[] = [
  { name: 'no referral day', when: raw('referred_on IS NULL') },
  { name: 'admitted before the referral', when: raw('referred_on > admitted_on') },
];

const COLUMNS = [
  'level', 'program', 'n', 'persons', 'value', 'low', 'high', 'p90', 'within', 'within_value',
  'within_low', 'within_high',
]; // prettier-ignore

const NO_REFERRAL =
  'No stay has a day of referral. Map the column referred_on of the stays file to see this figure.';

const REFERRALS = sql`SELECT count(referred_on)::INTEGER AS referrals FROM stay`;

/** Median and 90th percentile of the wait, and the share that waited at most 14 days. */
export const daysToAdmission: Metric = {
  id: 'days-to-admission',
  group: 'access',
  question: 'How long do people wait for admission?',
  name: 'Days to admission',
  unit: 'days',
  unitOfAnalysis: 'stay',
  numerator: 'Days from referral to admission',
  denominator: 'Stays with a referral day that is not after the admission',
  exclusions: 'Stays without a referral day; stays admitted before their referral',
  direction: 'lower is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: '`value` (median) and `p90` (90th percentile), both of type 7, of the days from referred_on to admitted_on, open stays included; `within` = stays that waited at most 14 days, `within_value` their share, with Wilson limits',
  columns: COLUMNS,
  interval: 'order statistics (exact binomial), at least 95 %; share within 14 days: Wilson, 95 %',
  profile: null,
  source: '14 days is our convention; interval: Conover 1999, Practical Nonparametric Statistics',
  version: 1,
  needs: ['stays', 'days'],
  queries: (context) => ({
    waits: sql`WITH ${judgedWaits(context)}
    SELECT level, program, days, count(*)::INTEGER AS n
    FROM wait WHERE reason IS NULL ${groupByView('days')} ${orderByView('days')}`,
    persons: sql`WITH ${judgedWaits(context)}
    SELECT level, program, count(DISTINCT person_no)::INTEGER AS persons
    FROM wait WHERE reason IS NULL ${groupByView()} ${orderByView()}`,
    excluded: judgedExclusions(context, REASONS),
    known: REFERRALS,
  }),
  finish: ({ waits, persons, excluded, known }) => {
    const rows = views(waits!).map((view, index): FigureRow => ({
      level: view.level,
      program: view.program,
      ...summary(waits!, view.rows, persons!.number('persons', index)),
    }));
    const isUnknown = known!.number('referrals', 0) === 0;
    return {
      ...headlineOf(rows.find(isEverybody)),
      numerator: null,
      denominator: null,
      about: null,
      excluded: isUnknown ? [] : exclusionsFrom(excluded!),
      columns: COLUMNS,
      rows,
      notes: [],
      ...(isUnknown ? { emptyReason: NO_REFERRAL } : {}),
    };
  },
  units: {
    query: (context) => sql`WITH ${judgedWaits(context)}
    SELECT 'stay ' || stay_no AS unit, person_no, stay_no, level, program, reason AS left_out,
      NULL::DOUBLE AS numerator, 1::DOUBLE AS denominator,
      CASE WHEN reason IS NULL THEN (days <= ${SHORT_WAIT_DAYS})::INTEGER END::DOUBLE AS within
    FROM wait WHERE (${REFERRALS}) > 0`,
    apart: [],
    within: [],
    guards: 'share',
    further: [{ column: 'within', tells: ['within', 'within_value', 'within_low', 'within_high'] }],
  },
};

/** `wait`: the stays of the cohort with days from referral to admission, and why one is left out. */
function judgedWaits(context: MetricContext): Sql {
  return sql`${judgedStays(context, REASONS)},
    wait AS (SELECT *, (admitted_on - referred_on)::INTEGER AS days FROM judged)`;
}

function summary(waits: Columns, rows: readonly number[], persons: number | null): FigureRow {
  const days = rows.flatMap((row) =>
    new Array<number>(waits.number('n', row) ?? 0).fill(waits.number('days', row) ?? 0),
  );
  const within = days.filter((wait) => wait <= SHORT_WAIT_DAYS).length;
  const [median, share] = [medianInterval(days), wilson(within, days.length)];
  return {
    n: days.length,
    persons,
    value: quantile(days, 0.5),
    low: median?.low ?? null,
    high: median?.high ?? null,
    p90: quantile(days, 0.9),
    within,
    within_value: days.length > 0 ? within / days.length : null,
    within_low: share?.low ?? null,
    within_high: share?.high ?? null,
  };
}
