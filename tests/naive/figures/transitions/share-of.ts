/** Shares of stays by view, and stays left out under their first reason, written plainly. */
import type { Exclusion, FigureRow } from '$lib/metrics/metric';
import { type Group, personsIn } from '../../choose';
import { share, wilson } from '../../stats';
import type { DerivedStay } from '../../types';
import { exclusions } from '../figure';

/** The columns of a share by level and program. */
export const SHARE_COLUMNS = 'level program numerator denominator persons value low high'.split(
  ' ',
);

/** The row of a view: so many of its stays; none where it has no stay. */
export function shareOf(
  group: Group,
  counted: number,
  keys: Readonly<Record<string, string>> = {},
): FigureRow[] {
  const total = group.stays.length;
  if (total === 0) return [];
  return [
    {
      level: group.level,
      program: group.program,
      ...keys,
      numerator: counted,
      denominator: total,
      persons: personsIn(group.stays),
      value: share(counted, total),
      ...wilson(counted, total),
    },
  ];
}

/** How many stays have each reason, in the order given. */
export function countReasons(
  stays: readonly DerivedStay[],
  order: readonly string[],
  reasonOf: (stay: DerivedStay) => string,
): Exclusion[] {
  return exclusions(
    order.map((reason) => [reason, stays.filter((stay) => reasonOf(stay) === reason).length]),
  );
}

/** The same answer, asked once for each stay: every stay stands in three views. */
export function remembered(answer: (stay: DerivedStay) => string): (stay: DerivedStay) => string {
  const answers = new Map<DerivedStay, string>();
  return (stay) => {
    const known = answers.get(stay) ?? answer(stay);
    answers.set(stay, known);
    return known;
  };
}
