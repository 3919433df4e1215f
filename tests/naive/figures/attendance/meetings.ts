/** Group meetings: their sizes, and whether they keep to the target. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { TargetRange } from '$lib/model/targets';
import { type Group, allGroups, chosenStays, isInPeriod, personsIn } from '../../choose';
import { isInRange } from '../../derive-sessions';
import { type FigureInput, NO_HEADLINE, toFigure } from '../figure';
import { rowsWith } from '../../look-up';
import { mean, median, medianInterval, share, wilson } from '../../stats';
import type { DerivedStay, GroupMeeting } from '../../types';
import { isCutToPeriod, sharedTarget, targetOfStay } from './chosen';

/** A meeting with the stays of a group that attended it. */
interface Attended {
  readonly meeting: GroupMeeting;
  readonly stays: readonly DerivedStay[];
}

/** The meetings that stays attended; with basis active those inside the period. */
function meetingsOf(input: FigureInput, stays: readonly DerivedStay[]): Attended[] {
  const found = new Map<string, DerivedStay[]>();
  for (const stay of stays) {
    for (const one of rowsWith(input.derived.sessions, 'stay_id', stay.stay_id)) {
      if (one.status !== 'attended' || one.group_id === null) continue;
      if (isCutToPeriod(input) && !isInPeriod(one.held_on, input.cohort)) continue;
      const key = JSON.stringify([one.group_id, one.held_on]);
      const own = found.get(key) ?? [];
      if (!own.includes(stay)) own.push(stay);
      found.set(key, own);
    }
  }
  return [...found].map(([key, own]) => {
    const [group, day] = JSON.parse(key) as [string, string];
    const meeting = rowsWith(input.derived.groupMeetings, 'group_id', group).find(
      ({ held_on }) => held_on === day,
    );
    return { meeting: meeting!, stays: own };
  });
}

function narrowest(targets: readonly TargetRange[]): TargetRange {
  const lows = targets.map(({ low }) => low).filter((low) => low !== null);
  const highs = targets.map(({ high }) => high).filter((high) => high !== null);
  return {
    low: lows.length > 0 ? Math.max(...lows) : null,
    high: highs.length > 0 ? Math.min(...highs) : null,
  };
}

/** Meetings of stays with a target for groups, and how many keep to it; null without any. */
export function meetingsInTarget(
  input: FigureInput,
  stays: readonly DerivedStay[],
): { cells: FigureRow; stays: readonly DerivedStay[]; target: FigureRow } | null {
  const withTarget = stays.filter((stay) => targetOfStay(input, 'group_size', stay) !== null);
  const meetings = meetingsOf(input, withTarget);
  if (meetings.length === 0) return null;
  const met = meetings.filter(({ meeting, stays: own }) =>
    isInRange(meeting.size, narrowest(own.map((stay) => targetOfStay(input, 'group_size', stay)!))),
  );
  const came = [...new Set(meetings.flatMap((one) => one.stays))];
  return {
    cells: shareCells(met.length, meetings.length),
    stays: came,
    target: sharedTarget(came.map((stay) => targetOfStay(input, 'group_size', stay))),
  };
}

function shareCells(numerator: number, denominator: number): FigureRow {
  return {
    numerator,
    denominator,
    value: share(numerator, denominator),
    ...wilson(numerator, denominator),
  };
}

const COLUMNS = [
  ...'level program class numerator denominator persons value low high'.split(' '),
  ...'median median_low median_high mean target_low target_high'.split(' '),
];

/** Cells in the order of the columns; those that are not given are null. */
function toRow(cells: FigureRow): FigureRow {
  return Object.fromEntries(COLUMNS.map((name) => [name, cells[name] ?? null]));
}

function rowsOf(input: FigureInput, { level, program, stays }: Group): FigureRow[] {
  const meetings = meetingsOf(input, stays);
  if (meetings.length === 0) return [];
  const keys = { level, program };
  const sizes = meetings.map(({ meeting }) => meeting.size);
  const { low, high } = medianInterval(sizes);
  const within = meetingsInTarget(input, stays);
  const attenders = (some: readonly Attended[]): number =>
    personsIn(some.flatMap((one) => one.stays));
  return [
    {
      ...keys,
      class: 'all',
      denominator: meetings.length,
      persons: attenders(meetings),
      median: median(sizes),
      median_low: low,
      median_high: high,
      mean: mean(sizes),
    },
    ...(within
      ? [
          {
            ...keys,
            class: 'within target',
            ...within.cells,
            persons: personsIn(within.stays),
            ...within.target,
          },
        ]
      : []),
    ...[...new Set(sizes)]
      .sort((a, b) => a - b)
      .map((size) => {
        const own = meetings.filter(({ meeting }) => meeting.size === size);
        return {
          ...keys,
          class: String(size),
          ...shareCells(own.length, meetings.length),
          persons: attenders(own),
        };
      }),
  ].map(toRow);
}

/** `group-size`: how many came to the meetings of the chosen stays. */
export function groupSize(input: FigureInput): FigureData {
  const stays = chosenStays(input.derived, input.cohort, input.basis);
  const rows = allGroups(stays).flatMap((group) => rowsOf(input, group));
  const everybody = rows.filter((row) => row['level'] === null && row['program'] === null);
  const within = everybody.find((row) => row['class'] === 'within target');
  const all = everybody.find((row) => row['class'] === 'all');
  const cell = (row: FigureRow | undefined, name: string): number | null =>
    (row?.[name] as number | null | undefined) ?? null;
  return toFigure(
    {
      ...NO_HEADLINE,
      n: cell(all, 'denominator') ?? 0,
      persons: cell(all, 'persons') ?? 0,
      numerator: cell(within, 'numerator'),
      denominator: cell(within, 'denominator'),
      value: cell(within, 'value'),
      low: cell(within, 'low'),
      high: cell(within, 'high'),
    },
    COLUMNS,
    rows,
  );
}
