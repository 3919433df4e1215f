/** `retention`: who is still here after how many days, with open stays censored (Kaplan-Meier). */
import { type Sql, sql } from '$lib/sql/sql';
import { type SurvivalCurve, type TimeCounts, kaplanMeier } from '$lib/stats/kaplan-meier';
import { logRank } from '$lib/stats/log-rank';
import { restrictedMean } from '$lib/stats/restricted-mean';
import { type View, groupByView, isEverybody, orderByView, views } from '../groups';
import type { FigureRow, Metric, MetricContext } from '../metric';
import { stayUnits } from './stay-units';
import { stayEnds, transferNotes } from './ends';
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
  numerator:
    'Stays that have ended, for whatever reason, by day of stay; setting: only unplanned ends, with all other ends censored',
  denominator: 'Stays still here on that day; open stays count until the data cut (censored)',
  exclusions:
    'None: open stays are censored, never counted as ended or as kept; so are ends that do not count by the setting',
  direction: 'neither',
  bases: ['admitted'],
  defaultBasis: 'admitted',
  rows: '`statistic` = `survival` (one row per day with an event or censoring), `median` (value, low, high in days), `at risk` (days 7, 14, 30, 60, 90, 180, with the share still here), `restricted mean` (mean days until day 180), `log-rank` (one row between levels, one between programs: `between` names the key, value = chi-square, `df`, `p`)',
  columns: COLUMNS,
  interval:
    'log-log with Greenwood, 95 %, stays of one person treated as independent; ends that do not count are censored',
  profile: null,
  source:
    'Kaplan & Meier 1958, J Am Stat Assoc 53:457-481; log-rank: Mantel 1966; median: Brookmeyer & Crowley 1982',
  version: 1,
  needs: ['stays', 'days', 'open-stays'],
  queries: (context) => ({
    days: sql`${ends(context)}
    SELECT level, program, length_days, count_if(is_event)::INTEGER AS events,
      count_if(NOT is_event)::INTEGER AS censored
    FROM ended ${groupByView('length_days')} ${orderByView('length_days')}`,
    total: sql`${ends(context)}
    SELECT count(*)::INTEGER AS n, count(DISTINCT person_no)::INTEGER AS persons,
      count(CASE WHEN is_event THEN 1 END)::INTEGER AS events FROM ended`,
  }),
  units: {
    query: (context) => sql`${ends(context)}
    SELECT ${stayUnits(sql`is_event`)} FROM ended`,
    apart: [],
    within: [],
    guards: 'share',
    atRisk: 'at_risk',
  },
  finish: ({ days, total }, context) => {
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
      about: isUnplannedOnly(context) ? UNPLANNED_MEDIAN : 'median',
      excluded: [],
      columns: COLUMNS,
      rows,
      notes: isUnplannedOnly(context)
        ? [
            'By a setting, only unplanned ends count (dropped out, against advice, terminated, coverage ended, incarcerated, other). Planned and other ends are censored like open stays: the curve, its median and its interval are about time to an unplanned end as if nobody left for another reason. How often that happens is the figure of dropout incidence.',
            ...transferNotes(context),
          ]
        : [
            'Any end of a stay counts, planned or not, a move to another level too. Open stays count until the data cut (censored), so that the median differs from that of finished stays.',
          ],
    };
  },
};

/** What the headline is about where only unplanned ends count. */
export const UNPLANNED_MEDIAN = 'median to an unplanned end';

function isUnplannedOnly({ settings }: MetricContext): boolean {
  return settings.conventions.retentionEvent === 'unplanned';
}

/** `ended`: the stays of the cohort, each with an end that counts or censored. */
function ends(context: MetricContext): Sql {
  const event = isUnplannedOnly(context) ? sql`is_unplanned` : sql`NOT is_open`;
  return sql`WITH ${stayEnds(context)},
    ended AS (SELECT *, ${event} AS is_event FROM stay_end)`;
}

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
