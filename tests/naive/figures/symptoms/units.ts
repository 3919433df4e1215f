/** Stays or whole paths of the cohort, whether they have scores or not. */
import { chosenStays } from '../../choose';
import { daysBetween } from '../../days';
import { rowsWith } from '../../look-up';
import type { DerivedStay } from '../../types';
import { chosenPaths } from '../../unit-pairs';
import type { FigureInput } from '../figure';

/** One stay or path. */
export interface ChosenUnit {
  /** The stay under whose level and program it stands. */
  readonly under: string;
  readonly stays: readonly DerivedStay[];
  readonly isOpen: boolean;
  /** Ended too close to the cut to be sure that the path is over. */
  readonly isLate: boolean;
}

/** The stays of the cohort, or its paths, as chosen. */
export function chosenUnits(input: FigureInput): ChosenUnit[] {
  const { derived, cohort, basis } = input;
  if (cohort.unit === 'stay') {
    return chosenStays(derived, cohort, basis).map((stay) => ({
      under: stay.stay_id,
      stays: [stay],
      isOpen: stay.open,
      isLate: false,
    }));
  }
  return chosenPaths(input).map(({ stay_ids, end_on, open }) => ({
    under: stay_ids[0]!,
    stays: stay_ids.map((id) => rowsWith(derived.stays, 'stay_id', id)[0]!),
    isOpen: open,
    isLate: end_on !== null && daysBetween(end_on, derived.dataCut) < derived.settings.pathGapDays,
  }));
}
