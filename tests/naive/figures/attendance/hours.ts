/** Attended hours over enrolled weeks: all of them, and by type of session. */
import type { Exclusion, FigureData, FigureRow } from '$lib/metrics/metric';
import { SESSION_TYPES } from '$lib/model/canonical';
import { allGroups, chosenStays, personsIn, programName } from '../../choose';
import { addDays, daysBetween, earlier, later } from '../../days';
import { type FigureInput, NO_HEADLINE, exclusions, shareHeadline, toFigure } from '../figure';
import { quantile, sum } from '../../stats';
import type { DerivedSession, DerivedStay } from '../../types';
import {
  isCutToPeriod,
  programsWithSessions,
  ratioCells,
  remembered,
  sessionsOfStay,
  sharedTarget,
  targetOfStay,
} from './chosen';

/** Days enrolled, those inside the period where only they count. */
function enrolledDays(input: FigureInput, stay: DerivedStay): number {
  if (!isCutToPeriod(input)) return stay.length_days;
  const { from, to } = input.cohort.period;
  const last = addDays(stay.admitted_on, stay.length_days - 1);
  const first = later(stay.admitted_on, from ?? stay.admitted_on);
  return Math.max(0, daysBetween(first, earlier(last, to ?? last)) + 1);
}

function attended(input: FigureInput, stay: DerivedStay): DerivedSession[] {
  return sessionsOfStay(input, stay).filter(({ status }) => status === 'attended');
}

function hoursOf(sessions: readonly DerivedSession[]): number {
  return sum(sessions.map(({ minutes }) => minutes ?? 0)) / 60;
}

interface Counted {
  readonly stays: readonly DerivedStay[];
  readonly excluded: Exclusion[];
}

function countedStays(input: FigureInput): Counted {
  const all = chosenStays(input.derived, input.cohort, input.basis);
  const known = programsWithSessions(input);
  const enrolled = all.filter((stay) => enrolledDays(input, stay) > 0);
  const stays = enrolled.filter((stay) => known.has(programName(stay)));
  const untimed = stays
    .flatMap((stay) => attended(input, stay))
    .filter(({ minutes }) => minutes === null);
  return {
    stays,
    excluded: exclusions([
      ['stays without a day in the period', all.length - enrolled.length],
      ['stays of programs of which no session is loaded', enrolled.length - stays.length],
      ['attended sessions without minutes', untimed.length],
    ]),
  };
}

/** `hours-per-week`: attended hours over enrolled weeks. */
export function hoursPerWeek(input: FigureInput): FigureData {
  const { stays, excluded } = countedStays(input);
  const rows = allGroups(stays)
    .filter((group) => group.stays.length > 0)
    .map((group): FigureRow => {
      const long = group.stays.filter((stay) => enrolledDays(input, stay) >= 7);
      const each = long.map(
        (stay) => hoursOf(attended(input, stay)) / (enrolledDays(input, stay) / 7),
      );
      const targets = (kind: 'hours_per_week' | 'floor_hours_per_week') =>
        group.stays.map((stay) => targetOfStay(input, kind, stay));
      const floors = targets('floor_hours_per_week').map((one) => one && { ...one, high: null });
      return {
        level: group.level,
        program: group.program,
        ...ratioCells(
          group.stays.map((stay) => ({
            person: stay.person_id,
            y: hoursOf(attended(input, stay)),
            x: enrolledDays(input, stay) / 7,
          })),
          'none',
        ),
        stays_of_7_days: long.length,
        q1: quantile(each, 0.25),
        median: quantile(each, 0.5),
        q3: quantile(each, 0.75),
        ...sharedTarget(targets('hours_per_week')),
        floor: sharedTarget(floors).target_low,
      };
    });
  return toFigure(
    shareHeadline(rows[0], null),
    [
      ...'level program n persons numerator denominator value low high stays_of_7_days'.split(' '),
      ...'q1 median q3 target_low target_high floor'.split(' '),
    ],
    rows,
    excluded,
  );
}

/** `service-mix`: attended hours by type over all enrolled weeks. */
export function serviceMix(input: FigureInput): FigureData {
  const { stays, excluded } = countedStays(input);
  const came = remembered((stay: DerivedStay) => attended(input, stay));
  const rows = allGroups(stays).flatMap((group) => {
    const all = sum(group.stays.map((stay) => hoursOf(came(stay))));
    return [...SESSION_TYPES, null].flatMap((type): FigureRow[] => {
      const parts = group.stays.map((stay) => ({
        person: stay.person_id,
        y: hoursOf(came(stay).filter(({ session_type }) => session_type === type)),
        x: enrolledDays(input, stay) / 7,
      }));
      const cells = ratioCells(parts, 'none');
      if (cells.numerator === 0) return [];
      return [
        {
          level: group.level,
          program: group.program,
          class: type ?? 'not recorded',
          ...cells,
          share: cells.numerator! / all,
        },
      ];
    });
  });
  return toFigure(
    { ...NO_HEADLINE, n: stays.length, persons: personsIn(stays) },
    'level program class n persons numerator denominator value low high share'.split(' '),
    rows,
    excluded,
  );
}
