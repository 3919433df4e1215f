/** Figures of moves between levels: next move and the flow. */
import type { Exclusion, FigureData, FigureRow } from '$lib/metrics/metric';
import { LEVELS } from '$lib/model/levels';
import { type Group, allGroups, byProgram, chosenStays, everybody, personsIn } from '../../choose';
import { daysBetween } from '../../days';
import { type FigureInput, NO_HEADLINE, exclusions, shareHeadline, toFigure } from '../figure';
import { rowsWith } from '../../look-up';
import { share, wilson } from '../../stats';
import type { Derived, DerivedStay, Move } from '../../types';

/** The windows of moves. */
export const WINDOWS = [7, 30] as const;

const CLASSES: readonly Move[] = ['step_down', 'step_up', 'lateral', 'none'];

/** A window of moves. */
export type Window = (typeof WINDOWS)[number];

/** Why a discharge is left out, or that it is eligible. */
export type Eligibility = 'too close to the cut' | 'open' | 'deceased' | 'housing' | 'eligible';

/** The first reason to leave a stay out of a window of so many days. */
export function eligibilityOf(
  stay: DerivedStay,
  window: number,
  { dataCut }: Derived,
): Eligibility {
  if (stay.discharged_on === null) return 'open';
  if (daysBetween(stay.discharged_on, dataCut) < window) return 'too close to the cut';
  if (stay.discharge_reason === 'deceased') return 'deceased';
  return stay.rank === null ? 'housing' : 'eligible';
}

/** Eligible discharges among stays. */
export function eligibleStays(
  stays: readonly DerivedStay[],
  window: number,
  derived: Derived,
): DerivedStay[] {
  return stays.filter((stay) => eligibilityOf(stay, window, derived) === 'eligible');
}

/** The stays left out of the window of 7 days. */
export function moveExclusions(stays: readonly DerivedStay[], derived: Derived): Exclusion[] {
  const reasons: Eligibility[] = ['too close to the cut', 'open', 'deceased', 'housing'];
  return exclusions(
    reasons.map((reason) => [
      reason,
      stays.filter((stay) => eligibilityOf(stay, 7, derived) === reason).length,
    ]),
  );
}

function moveIn(stay: DerivedStay, window: Window): Move | null {
  return window === 7 ? stay.move_7 : stay.move_30;
}

/** `next-move`: where eligible discharges led within 7 and 30 days. */
export function nextMove(input: FigureInput): FigureData {
  const stays = chosenStays(input.derived, input.cohort, input.basis);
  const rows = allGroups(stays).flatMap((group) =>
    WINDOWS.flatMap((window) => moveRows(group, window, input.derived)),
  );
  const headline = rows.find(
    (row) => row['level'] === null && row['program'] === null && row['window'] === 7,
  );
  return toFigure(
    shareHeadline(headline, '7 days'),
    'level program window class numerator denominator persons value low high referred_outside'.split(
      ' ',
    ),
    rows,
    moveExclusions(stays, input.derived),
  );
}

function moveRows(group: Group, window: Window, derived: Derived): FigureRow[] {
  const eligible = eligibleStays(group.stays, window, derived);
  if (eligible.length === 0) return [];
  return CLASSES.map((name) => {
    const numerator = eligible.filter((stay) => moveIn(stay, window) === name).length;
    return {
      level: group.level,
      program: group.program,
      window,
      class: name,
      numerator,
      denominator: eligible.length,
      persons: personsIn(eligible),
      value: share(numerator, eligible.length),
      ...wilson(numerator, eligible.length),
      referred_outside:
        name === 'none'
          ? eligible.filter(
              (stay) => moveIn(stay, window) === 'none' && stay.discharged_to !== null,
            ).length
          : null,
    };
  });
}

/** `level-flow`: how many discharges of each level led to which level. */
export function levelFlow(input: FigureInput): FigureData {
  const { derived } = input;
  const stays = chosenStays(input.derived, input.cohort, input.basis);
  const eligible = eligibleStays(stays, 7, derived);
  const rows = [everybody(stays), ...byProgram(stays)].flatMap((group) =>
    WINDOWS.flatMap((window) => flowRows(group, window, derived)),
  );
  return toFigure(
    {
      ...NO_HEADLINE,
      n: eligible.length,
      persons: personsIn(eligible),
      denominator: eligible.length,
      about: '7 days',
    },
    'program window from to numerator denominator persons value'.split(' '),
    rows,
    moveExclusions(stays, derived),
  );
}

function flowRows({ program, stays }: Group, window: Window, derived: Derived): FigureRow[] {
  const eligible = eligibleStays(stays, window, derived);
  const codes = LEVELS.map((level) => level.code);
  return codes.flatMap((from) => {
    const left = eligible.filter((stay) => stay.level_of_care === from);
    return [...codes, 'none'].flatMap((to) => {
      const cell = left.filter((stay) => destinationOf(stay, window, derived) === to);
      if (cell.length === 0) return [];
      return [
        {
          program,
          window,
          from,
          to,
          numerator: cell.length,
          denominator: left.length,
          persons: personsIn(cell),
          value: cell.length,
        },
      ];
    });
  });
}

/** The level of the next stay inside a window, or `none`. */
export function destinationOf(stay: DerivedStay, window: Window, { stays }: Derived): string {
  if (moveIn(stay, window) === 'none') return 'none';
  if (stay.next_stay_id === null) return 'none';
  return rowsWith(stays, 'stay_id', stay.next_stay_id)[0]?.level_of_care ?? 'none';
}
