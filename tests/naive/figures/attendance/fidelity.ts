/** Separate shares of what programs are meant to give. */
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import type { TargetKind, TargetRange } from '$lib/model/targets';
import { allGroups, chosenStays, personsIn, programName } from '../../choose';
import { isInRange } from '../../derive-sessions';
import { type FigureInput, NO_HEADLINE, exclusions, toFigure } from '../figure';
import { type RatioPart, wilson } from '../../stats';
import type { DerivedSession, DerivedStay } from '../../types';
import {
  programsWithSessions,
  ratioCells,
  remembered,
  sessionsOfStay,
  sharedTarget,
  targetOfStay,
} from './chosen';
import { meetingsInTarget } from './meetings';
import { attendedHours, fullWeeks } from './weeks';

const KINDS: readonly TargetKind[] = [
  'days_per_week',
  'hours_per_day',
  'hours_per_week',
  'length_days',
  'group_size',
  'individual_sessions_per_week',
  'sessions_per_week',
];

const OF_A_WEEK: Readonly<Record<string, (attended: readonly DerivedSession[]) => number>> = {
  days_per_week: (attended) => new Set(attended.map(({ held_on }) => held_on)).size,
  hours_per_week: attendedHours,
  sessions_per_week: (attended) => attended.length,
  individual_sessions_per_week: (attended) =>
    attended.filter(({ session_type }) => session_type === 'individual').length,
};

function isAttended({ status }: DerivedSession): boolean {
  return status === 'attended';
}

/** The values of a stay that are held against a target of a kind. */
function valuesOf(input: FigureInput, kind: TargetKind, stay: DerivedStay): number[] {
  if (kind === 'length_days') return stay.open ? [] : [stay.length_days];
  if (kind === 'hours_per_day') {
    const timed = sessionsOfStay(input, stay).filter(
      (one) => isAttended(one) && one.minutes !== null && !one.before_admission,
    );
    const days = [...new Set(timed.map(({ held_on }) => held_on))];
    return days.map((day) => attendedHours(timed.filter(({ held_on }) => held_on === day)));
  }
  return fullWeeks(input, stay).map((week) => OF_A_WEEK[kind]!(week.filter(isAttended)));
}

function shareCells(parts: readonly RatioPart[], kind: TargetKind): FigureRow {
  const cells = ratioCells(parts, 'share');
  return kind === 'length_days'
    ? { ...cells, ...wilson(cells.numerator!, cells.denominator!) }
    : { ...cells };
}

/** `program-fidelity`: one share per target. */
export function programFidelity(input: FigureInput): FigureData {
  const all = chosenStays(input.derived, input.cohort, input.basis);
  const known = programsWithSessions(input);
  const targetFor = (kind: TargetKind, stay: DerivedStay): TargetRange | null =>
    targetOfStay(input, kind, stay);
  const valuesBy = new Map(
    KINDS.map((kind) => [kind, remembered((stay: DerivedStay) => valuesOf(input, kind, stay))]),
  );
  const rows = allGroups(all).flatMap(({ level, program, stays }) =>
    KINDS.flatMap((kind): FigureRow[] => {
      const keys = { level, program, class: kind };
      if (kind === 'group_size') {
        const found = meetingsInTarget(input, stays);
        if (!found) return [];
        const counts = { n: found.stays.length, persons: personsIn(found.stays) };
        return [{ ...keys, ...counts, ...found.cells, ...found.target }];
      }
      const own = stays.filter(
        (stay) =>
          targetFor(kind, stay) !== null &&
          (kind === 'length_days' || known.has(programName(stay))) &&
          valuesBy.get(kind)!(stay).length > 0,
      );
      if (own.length === 0) return [];
      const parts = own.map((stay) => {
        const values = valuesBy.get(kind)!(stay);
        const met = values.filter((value) => isInRange(value, targetFor(kind, stay)!));
        return { person: stay.person_id, y: met.length, x: values.length };
      });
      const shared = sharedTarget(own.map((stay) => targetFor(kind, stay)));
      return [{ ...keys, ...shareCells(parts, kind), ...shared }];
    }),
  );
  const told = all.filter((stay) => KINDS.some((kind) => targetFor(kind, stay) !== null));
  return toFigure(
    { ...NO_HEADLINE, n: told.length, persons: personsIn(told) },
    [
      ...'level program class n persons numerator denominator value low high'.split(' '),
      ...'target_low target_high'.split(' '),
    ],
    rows,
    exclusions([['stays at levels without a target', all.length - told.length]]),
  );
}
