/** The cohort: which stays a figure is about, and how they are grouped into rows. */
import type { Basis, Cohort } from '$lib/cohort/cohort';
import { LEVELS } from '$lib/model/levels';
import { compareText } from './derive-stays';
import type { Derived, DerivedStay } from './types';

/** How a missing program reads. */
export const NOT_GIVEN = 'not given';

/** The value of a stay that a filter field looks at; a missing one is the empty text. */
export function filterValue(stay: DerivedStay, field: string): string {
  switch (field) {
    case 'level':
      return stay.level_of_care;
    case 'condition':
      return stay.condition ?? '';
    case 'program':
    case 'site':
    case 'track':
    case 'modality':
    case 'payer':
    case 'referral_source':
    case 'age_band':
    case 'sex':
    case 'race_ethnicity':
      return stay[field] ?? '';
    default:
      if (!field.startsWith('x_')) throw new Error(`There is no filter ${field}`);
      return stay[field as `x_${string}`] ?? '';
  }
}

/** Whether a stay passes every filter. */
export function passesFilters(stay: DerivedStay, cohort: Cohort): boolean {
  return Object.entries(cohort.filters).every(([field, values]) =>
    values.includes(filterValue(stay, field)),
  );
}

/** Whether a day lies in the period; a side without a bound lets everything through. */
export function isInPeriod(day: string, { period }: Cohort): boolean {
  return (period.from === null || day >= period.from) && (period.to === null || day <= period.to);
}

/** Whether a stay lies in the period by a basis; without a period every stay does. */
export function matchesPeriod(stay: DerivedStay, cohort: Cohort, basis: Basis): boolean {
  const { from, to } = cohort.period;
  if (from === null && to === null) return true;
  if (basis === 'admitted') return isInPeriod(stay.admitted_on, cohort);
  if (basis === 'discharged') {
    return stay.discharged_on !== null && isInPeriod(stay.discharged_on, cohort);
  }
  return (
    (to === null || stay.admitted_on <= to) &&
    (from === null || stay.discharged_on === null || stay.discharged_on >= from)
  );
}

/** The index stays of a figure. */
export function chosenStays(derived: Derived, cohort: Cohort, basis: Basis): DerivedStay[] {
  return derived.stays.filter(
    (stay) => passesFilters(stay, cohort) && matchesPeriod(stay, cohort, basis),
  );
}

/** The stays of one row: of everybody (both keys null), of one level, or of one program. */
export interface Group {
  readonly level: string | null;
  readonly program: string | null;
  readonly stays: readonly DerivedStay[];
}

/** The name of a stay's program. */
export function programName(stay: DerivedStay): string {
  return stay.program ?? NOT_GIVEN;
}

/** Everybody. */
export function everybody(stays: readonly DerivedStay[]): Group {
  return { level: null, program: null, stays };
}

/** The levels among stays, from the most intensive to the least. */
export function byLevel(stays: readonly DerivedStay[]): Group[] {
  return LEVELS.map(({ code }) => ({
    level: code,
    program: null,
    stays: stays.filter((stay) => stay.level_of_care === code),
  })).filter((group) => group.stays.length > 0);
}

/** The programs among stays, by name. */
export function byProgram(stays: readonly DerivedStay[]): Group[] {
  return [...new Set(stays.map(programName))].sort(compareText).map((program) => ({
    level: null,
    program,
    stays: stays.filter((stay) => programName(stay) === program),
  }));
}

/** Everybody, then levels, then programs. */
export function allGroups(stays: readonly DerivedStay[]): Group[] {
  return [everybody(stays), ...byLevel(stays), ...byProgram(stays)];
}

/** The number of distinct persons among stays. */
export function personsIn(stays: readonly { readonly person_id: string }[]): number {
  return new Set(stays.map((stay) => stay.person_id)).size;
}
