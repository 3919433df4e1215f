/** Full weeks at the floor of hours. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { allGroups, chosenStays, isInPeriod, programName } from '../../choose';
import { addDays } from '../../days';
import { type FigureInput, exclusions, shareHeadline, toFigure } from '../figure';
import { rowsWith } from '../../look-up';
import { sum } from '../../stats';
import type { DerivedSession, DerivedStay } from '../../types';
import {
  isCutToPeriod,
  programsWithSessions,
  ratioCells,
  remembered,
  sharedTarget,
  targetOfStay,
} from './chosen';

const ON_THE_SCHEDULE = ['attended', 'no_show', 'late_cancel', 'client_cancel', 'excused'];

/** The sessions of each full week of a stay; only weeks that lie wholly inside where that counts. */
export function fullWeeks(input: FigureInput, stay: DerivedStay): readonly DerivedSession[][] {
  const sessions = rowsWith(input.derived.sessions, 'stay_id', stay.stay_id);
  return Array.from({ length: Math.floor(stay.length_days / 7) }, (_, week) => week)
    .filter((week) => {
      if (!isCutToPeriod(input)) return true;
      const days = [7 * week, 7 * week + 6].map((day) => addDays(stay.admitted_on, day));
      return days.every((day) => isInPeriod(day, input.cohort));
    })
    .map((week) => sessions.filter((one) => !one.before_admission && one.week === week));
}

/** Attended hours of sessions. */
export function attendedHours(sessions: readonly DerivedSession[]): number {
  return sum(sessions.map(({ minutes }) => minutes ?? 0)) / 60;
}

function scheduledMinutes(sessions: readonly DerivedSession[]): number {
  const own = sessions.filter(({ status }) => ON_THE_SCHEDULE.includes(status));
  return sum(own.map((session) => session.scheduled_minutes ?? 0));
}

/** `weeks-at-floor`: full weeks with the floor of hours, attended and scheduled. */
export function weeksAtFloor(input: FigureInput): FigureData {
  const all = chosenStays(input.derived, input.cohort, input.basis);
  const known = programsWithSessions(input);
  const weeksOf = remembered((stay: DerivedStay) => fullWeeks(input, stay));
  const floorOf = (stay: DerivedStay): number | null =>
    targetOfStay(input, 'floor_hours_per_week', stay)?.low ?? null;
  const long = all.filter((stay) => weeksOf(stay).length > 0);
  const withFloor = long.filter((stay) => floorOf(stay) !== null);
  const stays = withFloor.filter((stay) => known.has(programName(stay)));
  const rows = allGroups(stays)
    .filter((group) => group.stays.length > 0)
    .flatMap((group): FigureRow[] => {
      const weeks = group.stays.flatMap(weeksOf);
      const scopes: [string, (sessions: readonly DerivedSession[]) => number][] = [
        ['attended', attendedHours],
        ['scheduled', (sessions) => scheduledMinutes(sessions) / 60],
      ];
      const hasSchedule = weeks.some((week) => scheduledMinutes(week) > 0);
      return scopes
        .filter(([scope]) => scope === 'attended' || hasSchedule)
        .map(([scope, hours]) => ({
          level: group.level,
          program: group.program,
          scope,
          ...ratioCells(
            group.stays.map((stay) => {
              const own = weeksOf(stay);
              const met = own.filter((week) => hours(week) >= floorOf(stay)!);
              return { person: stay.person_id, y: met.length, x: own.length };
            }),
            'share',
          ),
          ...sharedTarget(group.stays.map((stay) => ({ low: floorOf(stay), high: null }))),
        }));
    });
  return toFigure(
    shareHeadline(rows[0], null),
    [
      ...'level program scope n persons numerator denominator value low high'.split(' '),
      ...'target_low target_high'.split(' '),
    ],
    rows,
    exclusions([
      ['stays without a full week', all.length - long.length],
      ['stays at levels without a floor', long.length - withFloor.length],
      ['stays of programs of which no session is loaded', withFloor.length - stays.length],
    ]),
  );
}
