/** Rates over sessions: attended of scheduled, no-shows, and attendance by day of the week. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { allGroups, chosenStays, personsIn, programName } from '../../choose';
import { type FigureInput, NO_HEADLINE, exclusions, shareHeadline, toFigure } from '../figure';
import { rowsWith } from '../../look-up';
import type { DerivedSession, DerivedStay } from '../../types';
import { ratioCells, remembered, sessionsOfGroup, sessionsOfStay } from './chosen';

const MISSED = ['no_show', 'late_cancel'];
const LATER = ['client_cancel', 'provider_cancel', 'excused', 'scheduled'];

interface Rate {
  readonly outOf: readonly string[];
  readonly counted: string;
  /** A program with 200 sessions of the first statuses and none of the second has no rate. */
  readonly tellers: readonly string[];
  readonly missed: readonly string[];
}

function silentPrograms({ derived }: FigureInput, { tellers, missed }: Rate): Set<string> {
  const names = new Set(derived.stays.map(programName));
  return new Set(
    [...names].filter((name) => {
      const own = derived.stays
        .filter((stay) => programName(stay) === name)
        .flatMap((stay) => rowsWith(derived.sessions, 'stay_id', stay.stay_id));
      const telling = own.filter(({ status }) => tellers.includes(status)).length;
      return telling >= 200 && !own.some(({ status }) => missed.includes(status));
    }),
  );
}

function rateCells(
  stays: readonly DerivedStay[],
  sessionsOf: (stay: DerivedStay) => readonly DerivedSession[],
  { outOf, counted }: Pick<Rate, 'outOf' | 'counted'>,
): ReturnType<typeof ratioCells> {
  const parts = stays.map((stay) => {
    const own = sessionsOf(stay).filter(({ status }) => outOf.includes(status));
    const y = own.filter(({ status }) => status === counted).length;
    return { person: stay.person_id, y, x: own.length };
  });
  return ratioCells(
    parts.filter(({ x }) => x > 0),
    'share',
  );
}

function rateFigure(input: FigureInput, rate: Rate): FigureData {
  const stays = chosenStays(input.derived, input.cohort, input.basis);
  const silent = silentPrograms(input, rate);
  const isSilent = (stay: DerivedStay): boolean => silent.has(programName(stay));
  const rows = allGroups(stays).flatMap((group): FigureRow[] => {
    const isOfSilent = group.program !== null && silent.has(group.program);
    const told = isOfSilent ? group.stays : group.stays.filter((stay) => !isSilent(stay));
    const cells = rateCells(told, (stay) => sessionsOfStay(input, stay), rate);
    if (cells.denominator === 0) return [];
    const nothing = isOfSilent ? { value: null, low: null, high: null } : {};
    return [{ level: group.level, program: group.program, ...cells, ...nothing }];
  });
  const of = (chosen: readonly DerivedStay[]): DerivedSession[] =>
    sessionsOfGroup(input, { level: null, program: null, stays: chosen });
  const told = of(stays.filter((stay) => !isSilent(stay)));
  const beside = [...MISSED, ...LATER].filter((status) => !rate.outOf.includes(status));
  return toFigure(
    shareHeadline(
      rows.find((row) => row['level'] === null && row['program'] === null),
      null,
    ),
    'level program n persons numerator denominator value low high'.split(' '),
    rows,
    exclusions([
      ['no absences recorded', of(stays.filter(isSilent)).length],
      ...beside.map(
        (status) => [status, told.filter((one) => one.status === status).length] as const,
      ),
    ]),
  );
}

/** `attended-of-scheduled`: attended among all but cancelled by the program and booked. */
export function attendedOfScheduled(input: FigureInput): FigureData {
  const missed = ['no_show', 'late_cancel', 'client_cancel', 'excused'];
  const all = ['attended', ...missed];
  return rateFigure(input, { counted: 'attended', outOf: all, tellers: all, missed });
}

/** `no-show-rate`: not shown up for among attended and not shown up for. */
export function noShowRate(input: FigureInput): FigureData {
  return rateFigure(input, {
    counted: 'no_show',
    outOf: ['attended', 'no_show'],
    tellers: ['attended', ...MISSED],
    missed: MISSED,
  });
}

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const WEEK = [...DAYS.slice(1), 'sunday'];

function weekdayOf({ held_on }: DerivedSession): string {
  return DAYS[new Date(held_on).getUTCDay()]!;
}

/** `attendance-weekday`: the attendance rate by day of the week. */
export function attendanceWeekday(input: FigureInput): FigureData {
  const rate = { counted: 'attended', outOf: ['attended', ...MISSED] };
  const silent = silentPrograms(input, { ...rate, tellers: rate.outOf, missed: MISSED });
  const stays = chosenStays(input.derived, input.cohort, input.basis);
  const told = stays.filter((stay) => !silent.has(programName(stay)));
  const byDay = remembered((stay: DerivedStay) =>
    sessionsOfStay(input, stay).map((one) => ({ one, day: weekdayOf(one) })),
  );
  const rows = allGroups(told).flatMap((group) =>
    WEEK.flatMap((day): FigureRow[] => {
      const onDay = (stay: DerivedStay): DerivedSession[] =>
        byDay(stay)
          .filter((session) => session.day === day)
          .map(({ one }) => one);
      const cells = rateCells(group.stays, onDay, rate);
      if (cells.denominator === 0) return [];
      return [{ level: group.level, program: group.program, class: day, ...cells }];
    }),
  );
  const counting = told.filter((stay) => sessionsOfStay(input, stay).some((one) => one.counted));
  const of = (chosen: readonly DerivedStay[]): DerivedSession[] =>
    sessionsOfGroup(input, { level: null, program: null, stays: chosen });
  return toFigure(
    { ...NO_HEADLINE, n: counting.length, persons: personsIn(counting) },
    'level program class n persons numerator denominator value low high'.split(' '),
    rows,
    exclusions([
      ['no absences recorded', of(stays.filter((stay) => !told.includes(stay))).length],
      ...LATER.map(
        (status) => [status, of(told).filter((one) => one.status === status).length] as const,
      ),
    ]),
  );
}
