/** The transition matrix, cell by cell. */
import type { FigureData } from '$lib/metrics/metric';
import { LEVELS } from '$lib/model/levels';
import { byProgram, chosenStays, everybody, personsIn } from '../../choose';
import { share, wilson } from '../../stats';
import { type FigureInput, NO_HEADLINE, toFigure } from '../figure';
import { WINDOWS, destinationOf, eligibleStays, moveExclusions } from './moves';

/** `transition-matrix`: counts and row shares from level to level, zeros shown. */
export function transitionMatrix({ derived, cohort, basis }: FigureInput): FigureData {
  const stays = chosenStays(derived, cohort, basis);
  const codes: readonly string[] = LEVELS.map(({ code }) => code);
  const occurs = (code: string): boolean =>
    WINDOWS.some((window) =>
      eligibleStays(stays, window, derived).some(
        (stay) => stay.level_of_care === code || destinationOf(stay, window, derived) === code,
      ),
    );
  const columns = [...codes.filter(occurs), 'none'];
  const rows = [everybody(stays), ...byProgram(stays)].flatMap((group) =>
    WINDOWS.flatMap((window) =>
      codes.flatMap((from) => {
        const left = eligibleStays(group.stays, window, derived).filter(
          (stay) => stay.level_of_care === from,
        );
        if (left.length === 0) return [];
        return columns.map((to) => {
          const moved = left.filter((stay) => destinationOf(stay, window, derived) === to).length;
          return {
            program: group.program,
            window,
            from,
            to,
            numerator: moved,
            denominator: left.length,
            persons: personsIn(left),
            value: share(moved, left.length),
            ...wilson(moved, left.length),
          };
        });
      }),
    ),
  );
  const eligible = eligibleStays(stays, 7, derived);
  return toFigure(
    {
      ...NO_HEADLINE,
      n: eligible.length,
      persons: personsIn(eligible),
      denominator: eligible.length,
      about: '7 days',
    },
    'program window from to numerator denominator persons value low high'.split(' '),
    rows,
    moveExclusions(stays, derived),
  );
}
