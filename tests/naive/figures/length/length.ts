/** Figures of length: length of stay and retention. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import {
  type Group,
  allGroups,
  byLevel,
  byProgram,
  chosenStays,
  everybody,
  personsIn,
} from '../../choose';
import {
  EMPTY_SHARE,
  type FigureInput,
  NO_HEADLINE,
  exclusions,
  numberIn,
  toFigure,
} from '../figure';
import { rowsWith } from '../../look-up';
import { mean, median, medianInterval, quantile } from '../../stats';
import { type Observation, atRiskOn, kaplanMeier, logRank, survivalMedian } from '../../survival';
import { endsUnplanned } from './ends';
import { chosenPaths, isSettled } from './paths';
import type { DerivedPath, DerivedSession, DerivedStay } from '../../types';

const LENGTH_COLUMNS =
  'level program scope n persons value low high q1 q3 mean days_attended target_low target_high'.split(
    ' ',
  );

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
  const toRow = (
    group: Group,
    scope: string,
    items: readonly Lasting[],
    stays: readonly DerivedStay[],
  ): FigureRow[] =>
    items.length === 0
      ? []
      : [
          {
            ...lengthRow(group, scope, items, derived.sessions),
            ...targetCells(group, stays, input),
          },
        ];
  const all = everybody(stays);
  const ofStays = [...byLevel(finished), ...byProgram(finished)].flatMap((group) =>
    toRow(group, 'stays', group.stays.map(fromStay), group.stays),
  );
  if (!isPooled) {
    const first = toRow(all, 'stays', finished.map(fromStay), finished);
    const excluded = exclusions([['open', stays.length - finished.length]]);
    return toFigure(lengthHeadline(first[0]), LENGTH_COLUMNS, [...first, ...ofStays], excluded);
  }
  const paths = chosenPaths(input);
  const ended = paths.filter((path) => path.end_on !== null);
  const settled = ended.filter((path) => isSettled(path, derived));
  const first = [
    {
      ...lengthRow(all, 'paths', settled.map(fromPath), derived.sessions),
      target_low: null,
      target_high: null,
    },
  ];
  const second = toRow(all, 'all stays', finished.map(fromStay), finished);
  const excluded = exclusions([
    ['too close to the cut', ended.length - settled.length],
    ['open', paths.length - ended.length],
  ]);
  const rows = [...first, ...second, ...ofStays];
  return toFigure(lengthHeadline(first[0]), LENGTH_COLUMNS, rows, excluded);
}

/** The length that the settings name: of the program itself, else of the one level of the stays. */
function targetCells(
  { program }: Group,
  stays: readonly DerivedStay[],
  { settings: { targets } }: FigureInput,
): FigureRow {
  const levels = [...new Set(stays.map((stay) => stay.level_of_care))];
  const own = program === null ? undefined : targets.programs[program]?.length_days;
  const ofLevel = levels.length === 1 ? targets.levels[levels[0]!]?.length_days : undefined;
  const target = own ?? ofLevel;
  return { target_low: target?.low ?? null, target_high: target?.high ?? null };
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

/** Any end is the event, or by a setting an unplanned one, with all others as if still open. */
function observe(stays: readonly DerivedStay[], { derived, settings }: FigureInput): Observation[] {
  const isUnplanned = settings.conventions.retentionEvent === 'unplanned';
  return stays.map((stay) => ({
    time: stay.length_days,
    ended: !stay.open && (!isUnplanned || endsUnplanned(stay, derived)),
  }));
}

/** `retention`: Kaplan-Meier over all chosen stays, any end is the event. */
export function retention(input: FigureInput): FigureData {
  const { derived, cohort, basis } = input;
  const stays = chosenStays(derived, cohort, basis);
  if (stays.length === 0) return toFigure(EMPTY_SHARE, RETENTION_COLUMNS, []);
  const [all, ...parts] = allGroups(stays).map((group) => curveRows(group, input));
  const rows = [
    ...(all ?? []),
    ...testRows('level', byLevel(stays), input),
    ...testRows('program', byProgram(stays), input),
    ...parts.flat(),
  ];
  const middle = survivalMedian(kaplanMeier(observe(stays, input)));
  return toFigure(
    {
      n: stays.length,
      persons: personsIn(stays),
      numerator: observe(stays, input).filter(({ ended }) => ended).length,
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

function curveRows(group: Group, input: FigureInput): FigureRow[] {
  const observations = observe(group.stays, input);
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

function testRows(between: string, groups: readonly Group[], input: FigureInput): FigureRow[] {
  const test = logRank(groups.map((group) => observe(group.stays, input)));
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
