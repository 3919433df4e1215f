/** Figures of length: length of stay and retention. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import {
  type Group,
  allGroups,
  byLevel,
  byProgram,
  chosenStays,
  everybody,
  matchesPeriod,
  passesFilters,
  personsIn,
} from './choose';
import { daysBetween } from './days';
import {
  EMPTY_SHARE,
  type FigureInput,
  NO_HEADLINE,
  exclusions,
  numberIn,
  toFigure,
} from './figure';
import { rowsWith } from './look-up';
import { mean, median, medianInterval, quantile } from './stats';
import { type Observation, atRiskOn, kaplanMeier, logRank, survivalMedian } from './survival';
import type { DerivedPath, DerivedSession, DerivedStay } from './types';

const LENGTH_COLUMNS =
  'level program scope n persons value low high q1 q3 mean days_attended'.split(' ');

/** Something with a length: a stay, or a path with the stays that it is made of. */
interface Lasting {
  readonly person_id: string;
  readonly length_days: number;
  readonly stayIds: readonly string[];
}

function fromStay({ person_id, length_days, stay_id }: DerivedStay): Lasting {
  return { person_id, length_days, stayIds: [stay_id] };
}

function fromPath({ person_id, length_days, stay_ids }: DerivedPath): Lasting {
  return { person_id, length_days, stayIds: stay_ids };
}

/** `length-of-stay`: the median length of finished stays, or of paths where levels are pooled. */
export function lengthOfStay(input: FigureInput): FigureData {
  const { derived, cohort, basis } = input;
  const stays = chosenStays(derived, cohort, basis);
  const finished = stays.filter((stay) => !stay.open);
  const isPooled =
    new Set(finished.map((stay) => stay.level_of_care)).size > 1 &&
    new Set(finished.map((stay) => stay.program)).size > 1;
  const toRow = (group: Group, scope: string, items: readonly Lasting[]): FigureRow[] =>
    items.length === 0 ? [] : [lengthRow(group, scope, items, derived.sessions)];
  const all = everybody(stays);
  const ofStays = [...byLevel(finished), ...byProgram(finished)].flatMap((group) =>
    toRow(group, 'stays', group.stays.map(fromStay)),
  );
  if (!isPooled) {
    const first = toRow(all, 'stays', finished.map(fromStay));
    const excluded = exclusions([['open', stays.length - finished.length]]);
    return toFigure(lengthHeadline(first[0]), LENGTH_COLUMNS, [...first, ...ofStays], excluded);
  }
  const paths = chosenPaths(input);
  const ended = paths.filter((path) => path.end_on !== null);
  const settled = ended.filter(
    ({ end_on }) =>
      end_on !== null && daysBetween(end_on, derived.dataCut) >= derived.settings.pathGapDays,
  );
  const first = [lengthRow(all, 'paths', settled.map(fromPath), derived.sessions)];
  const second = toRow(all, 'all stays', finished.map(fromStay));
  const excluded = exclusions([
    ['too close to the cut', ended.length - settled.length],
    ['open', paths.length - ended.length],
  ]);
  const rows = [...first, ...second, ...ofStays];
  return toFigure(lengthHeadline(first[0]), LENGTH_COLUMNS, rows, excluded);
}

/** Paths by the filters of their first stay, and the period of their first or last stay. */
function chosenPaths({ derived, cohort, basis }: FigureInput): DerivedPath[] {
  return derived.paths.filter((path) => {
    const own = path.stay_ids.map((id) => derived.stays.find((stay) => stay.stay_id === id)!);
    const deciding = basis === 'discharged' ? own.at(-1)! : own[0]!;
    return passesFilters(own[0]!, cohort) && matchesPeriod(deciding, cohort, basis);
  });
}

function lengthRow(
  group: Group,
  scope: string,
  items: readonly Lasting[],
  sessions: readonly DerivedSession[],
): FigureRow {
  const lengths = items.map((item) => item.length_days);
  const sessionsOf = (item: Lasting): DerivedSession[] =>
    item.stayIds.flatMap((stayId) => rowsWith(sessions, 'stay_id', stayId));
  const daysAttended = items.map((item) => {
    const attended = sessionsOf(item).filter(({ status }) => status === 'attended');
    return new Set(attended.map(({ held_on }) => held_on)).size;
  });
  const hasSessions = items.some((item) => sessionsOf(item).length > 0);
  return {
    level: group.level,
    program: group.program,
    scope,
    n: items.length,
    persons: personsIn(items),
    value: median(lengths),
    ...medianInterval(lengths),
    q1: quantile(lengths, 0.25),
    q3: quantile(lengths, 0.75),
    mean: mean(lengths),
    days_attended: hasSessions ? median(daysAttended) : null,
  };
}

function lengthHeadline(row: FigureRow | undefined): typeof NO_HEADLINE {
  if (!row) return { ...NO_HEADLINE, n: 0, persons: 0 };
  return {
    ...NO_HEADLINE,
    n: numberIn(row, 'n'),
    persons: numberIn(row, 'persons'),
    value: numberIn(row, 'value'),
    low: numberIn(row, 'low'),
    high: numberIn(row, 'high'),
  };
}

const RETENTION_COLUMNS =
  'level program statistic between day at_risk events censored value low high df p'.split(' ');

const AT_RISK_DAYS = [7, 14, 30, 60, 90, 180];

function observe(stays: readonly DerivedStay[]): Observation[] {
  return stays.map((stay) => ({ time: stay.length_days, ended: !stay.open }));
}

/** `retention`: Kaplan-Meier over all chosen stays, any end is the event. */
export function retention({ derived, cohort, basis }: FigureInput): FigureData {
  const stays = chosenStays(derived, cohort, basis);
  if (stays.length === 0) return toFigure(EMPTY_SHARE, RETENTION_COLUMNS, []);
  const [all, ...parts] = allGroups(stays).map(curveRows);
  const rows = [
    ...(all ?? []),
    ...testRows('level', byLevel(stays)),
    ...testRows('program', byProgram(stays)),
    ...parts.flat(),
  ];
  const middle = survivalMedian(kaplanMeier(observe(stays)));
  return toFigure(
    {
      n: stays.length,
      persons: personsIn(stays),
      numerator: stays.filter((stay) => !stay.open).length,
      denominator: stays.length,
      ...middle,
      about: null,
    },
    RETENTION_COLUMNS,
    rows,
  );
}

const EMPTY_ROW = {
  between: null,
  day: null,
  at_risk: null,
  events: null,
  censored: null,
  value: null,
  low: null,
  high: null,
  df: null,
  p: null,
};

function curveRows(group: Group): FigureRow[] {
  const observations = observe(group.stays);
  const curve = kaplanMeier(observations);
  const keys = { level: group.level, program: group.program };
  const survival = curve.map((step) => ({
    ...keys,
    statistic: 'survival',
    ...EMPTY_ROW,
    day: step.day,
    at_risk: step.atRisk,
    events: step.events,
    censored: step.censored,
    value: step.survival,
    low: step.low,
    high: step.high,
  }));
  const middle = { ...keys, statistic: 'median', ...EMPTY_ROW, ...survivalMedian(curve) };
  const atRisk = AT_RISK_DAYS.map((day) => ({
    ...keys,
    statistic: 'at risk',
    ...EMPTY_ROW,
    day,
    at_risk: atRiskOn(observations, day),
  }));
  return [...survival, middle, ...atRisk];
}

function testRows(between: string, groups: readonly Group[]): FigureRow[] {
  const test = logRank(groups.map((group) => observe(group.stays)));
  if (!test) return [];
  return [
    {
      level: null,
      program: null,
      statistic: 'log-rank',
      ...EMPTY_ROW,
      between,
      value: test.chiSquare,
      df: test.df,
      p: test.p,
    },
  ];
}
