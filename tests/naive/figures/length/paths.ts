/** The paths of a cohort, and whether their end is one. */
import { matchesPeriod, passesFilters } from '../../choose';
import { daysBetween } from '../../days';
import { rowsWith } from '../../look-up';
import type { Derived, DerivedPath, DerivedStay } from '../../types';
import type { FigureInput } from '../figure';

/** The stays of a path in order. */
export function staysOf(path: DerivedPath, { stays }: Derived): DerivedStay[] {
  return path.stay_ids.map((id) => rowsWith(stays, 'stay_id', id)[0]!);
}

/** Paths by the filters of their first stay, and the period of their first or last stay. */
export function chosenPaths({ derived, cohort, basis }: FigureInput): DerivedPath[] {
  return derived.paths.filter((path) => {
    const own = staysOf(path, derived);
    const deciding = basis === 'discharged' ? own.at(-1)! : own[0]!;
    return passesFilters(own[0]!, cohort) && matchesPeriod(deciding, cohort, basis);
  });
}

/** Whether a path ended as many days before the cut as break a path. */
export function isSettled(path: DerivedPath, { dataCut, settings }: Derived): boolean {
  return path.end_on !== null && daysBetween(path.end_on, dataCut) >= settings.pathGapDays;
}
