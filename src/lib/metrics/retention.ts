/** `retention`: who is still here after how many days, with open stays censored (Kaplan-Meier). */
import { sql } from '$lib/sql/sql';
import { type SurvivalCurve, type TimeCounts, kaplanMeier } from '$lib/stats/kaplan-meier';
import { logRank } from '$lib/stats/log-rank';
import { restrictedMean } from '$lib/stats/restricted-mean';
import { type View, groupByView, indexStays, isEverybody, orderByView, views } from './groups';
import type { FigureRow, Metric } from './metric';
import type { Columns } from '$lib/sql/columns';

/** Days on which the number at risk is printed. */
export const AT_RISK_DAYS = [7, 14, 30, 60, 90, 180] as const;

/** Day up to which the restricted mean counts time. */
const RESTRICTED_MEAN_DAY = 180;

const COLUMNS = [
  'level', 'program', 'statistic', 'between', 'day', 'at_risk', 'events', 'censored', 'value',
  'low', 'high', 'df', 'p',
]; // prettier-ignore

const EMPTY: FigureRow = Object.fromEntries(COLUMNS.map((name) => [name, null]));

/** The Kaplan-Meier curve of time in care, with median, log-rank and restricted mean. */
export const retention: Metric = {
  id: 'retention',
  group: 'length',
  question: 'How many are still here after how many days?',
  name: 'Retention',
  unit: 'days',
  unitOfAnalysis: 'stay',
  numerator: 'Stays that have ended, for whatever reason, by day of stay',
  denominator: 'Stays still here on that day; open stays count until the data cut (censored)',
  exclusions: 'None: open stays are censored, never counted as ended or as kept',
  direction: 'neither',
  bases: ['admitted'],
  defaultBasis: 'admitted',
  interval: 'log-log with Greenwood, 95 %, stays of one person treated as independent',
  profile: null,
  source:
    'Kaplan & Meier 1958, J Am Stat Assoc 53:457-481; log-rank: Mantel 1966; median: Brookmeyer & Crowley 1982',
  version: 1,
  needs: ['stays', 'days', 'open-stays'],
  queries: (context) => ({
    days: sql`WITH ${indexStays(context)}
    SELECT level, program, length_days, count_if(NOT is_open)::INTEGER AS events,
      count_if(is_open)::INTEGER AS censored
    FROM index_stay ${groupByView('length_days')} ${orderByView('length_days')}`,
    total: sql`WITH ${indexStays(context)}
    SELECT count(*)::INTEGER AS n, count(DISTINCT person_no)::INTEGER AS persons,
      count(CASE WHEN NOT is_open THEN 1 END)::INTEGER AS events FROM index_stay`,
  }),
  finish: ({ days, total }) => {
    const groups = views(days!).map((view) => ({ view, counts: countsOf(days!, view) }));
    const curves = groups.map((group) => ({ ...group, curve: kaplanMeier(group.counts) }));
    const median = curves[0]?.curve.median;
    const rows = curves.flatMap(({ view, curve }) => [
      ...curveRows(view, curve),
      ...(isEverybody(view) ? testRows(groups) : []),
    ]);
    return {
      n: total!.number('n', 0),
      persons: total!.number('persons', 0),
      numerator: total!.number('events', 0),
      denominator: total!.number('n', 0),
      value: median?.value ?? null,
      low: median?.low ?? null,
      high: median?.high ?? null,
      about: 'median',
      excluded: [],
      columns: COLUMNS,
      rows,
      notes: [
        'Any end of a stay counts, planned or not, a move to another level too. Open stays count until the data cut (censored), so that the median differs from that of finished stays.',
      ],
    };
  },
};

function countsOf(days: Columns, view: View): TimeCounts[] {
  return view.rows.map((row) => ({
    time: days.number('length_days', row) ?? 0,
    events: days.number('events', row) ?? 0,
    censored: days.number('censored', row) ?? 0,
  }));
}

function curveRows({ level, program }: View, curve: SurvivalCurve): FigureRow[] {
  const keys = { ...EMPTY, level, program };
  const mean = restrictedMean(curve, RESTRICTED_MEAN_DAY);
  return [
    ...curve.steps.map((step) => ({
      ...keys,
      statistic: 'survival',
      day: step.time,
      at_risk: step.atRisk,
      events: step.events,
      censored: step.censored,
      value: step.survival,
      low: step.low,
      high: step.high,
    })),
    { ...keys, statistic: 'median', ...curve.median },
    ...AT_RISK_DAYS.map((day) => ({
      ...keys,
      statistic: 'at risk',
      day,
      at_risk: curve.atRiskOn(day),
      value: curve.survivalOn(day)?.survival ?? null,
      low: curve.survivalOn(day)?.low ?? null,
      high: curve.survivalOn(day)?.high ?? null,
    })),
    {
      ...keys,
      statistic: 'restricted mean',
      day: RESTRICTED_MEAN_DAY,
      value: mean?.value ?? null,
      low: mean?.low ?? null,
      high: mean?.high ?? null,
    },
  ];
}

function testRows(groups: readonly { view: View; counts: TimeCounts[] }[]): FigureRow[] {
  return [
    ...testRow(
      'level',
      groups.filter(({ view }) => view.level !== null),
    ),
    ...testRow(
      'program',
      groups.filter(({ view }) => view.program !== null),
    ),
  ];
}

function testRow(between: string, groups: readonly { counts: TimeCounts[] }[]): FigureRow[] {
  const test = logRank(groups.map((group) => group.counts));
  if (!test) return [];
  const { chiSquare, degreesOfFreedom, p } = test;
  return [{ ...EMPTY, statistic: 'log-rank', between, value: chiSquare, df: degreesOfFreedom, p }];
}
