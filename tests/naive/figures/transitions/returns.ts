/** Readmissions and acute admissions, by looking at every pair of stays of a person. */
import type { FigureData } from '$lib/metrics/metric';
import { type Group, allGroups, chosenStays } from '../../choose';
import { daysBetween } from '../../days';
import { rowsWith } from '../../look-up';
import type { Derived, DerivedStay } from '../../types';
import { type FigureInput, shareHeadline, toFigure } from '../figure';
import { eligibilityOf } from './moves';
import { SHARE_COLUMNS, countReasons, remembered, shareOf } from './share-of';

const BASE_REASONS = ['too close to the cut', 'open', 'deceased', 'housing'];

/** Stays of the person that come later in the order of stays; housing has no place in it. */
function laterStays(stay: DerivedStay, derived: Derived): DerivedStay[] {
  const own = rowsWith(derived.stays, 'person_id', stay.person_id);
  return own.filter((other) => (other.stay_order ?? 0) > (stay.stay_order ?? Infinity));
}

/** The highest rank that the person had been at by a stay. */
function highestRank(stay: DerivedStay, derived: Derived): number {
  const own = rowsWith(derived.stays, 'person_id', stay.person_id);
  const reached = own.filter((other) => (other.stay_order ?? Infinity) <= (stay.stay_order ?? 0));
  return Math.max(...reached.map((other) => other.rank ?? 0));
}

function daysAfter(stay: DerivedStay, later: DerivedStay): number {
  return daysBetween(stay.discharged_on ?? '', later.admitted_on);
}

function isAsHigh(stay: DerivedStay, later: DerivedStay): boolean {
  return (later.rank ?? -1) >= (stay.rank ?? 99);
}

function transfersOf(stay: DerivedStay, derived: Derived): DerivedStay[] {
  return laterStays(stay, derived).filter(
    (later) => isAsHigh(stay, later) && daysAfter(stay, later) <= 2,
  );
}

function readmissionsOf(stay: DerivedStay, derived: Derived, lastDay: number): DerivedStay[] {
  const isRiseCounted = derived.settings.conventions.isFirstRiseReadmission;
  return laterStays(stay, derived).filter(
    (later) =>
      isAsHigh(stay, later) &&
      daysAfter(stay, later) >= 3 &&
      daysAfter(stay, later) <= lastDay &&
      (isRiseCounted || (later.rank ?? 0) <= highestRank(stay, derived)),
  );
}

function acuteAdmissionsOf(stay: DerivedStay, derived: Derived): DerivedStay[] {
  return laterStays(stay, derived).filter(
    (later) =>
      later.level_of_care === 'inpatient' &&
      daysAfter(stay, later) >= 0 &&
      daysAfter(stay, later) <= 30,
  );
}

/** How many index stays have a return that counts for them. */
function returned(
  stays: readonly DerivedStay[],
  returnsOf: (stay: DerivedStay) => DerivedStay[],
): number {
  const levels = new Set(stays.map((stay) => stay.level_of_care));
  if (levels.size <= 1) return stays.filter((stay) => returnsOf(stay).length > 0).length;
  const isLatestFor = (stay: DerivedStay, later: DerivedStay): boolean =>
    !stays.some(
      (other) =>
        other.person_id === stay.person_id &&
        (other.stay_order ?? 0) > (stay.stay_order ?? 0) &&
        returnsOf(other).includes(later),
    );
  return stays.filter((stay) => returnsOf(stay).some((later) => isLatestFor(stay, later))).length;
}

/** `readmission-30` and `readmission-90`. */
export function readmission(days: number) {
  return ({ derived, cohort, basis }: FigureInput): FigureData => {
    const stays = chosenStays(derived, cohort, basis);
    const reasonOf = remembered((stay) => {
      const eligibility = eligibilityOf(stay, days, derived);
      if (eligibility !== 'eligible') return eligibility;
      if (transfersOf(stay, derived).length > 0) return 'transfer';
      return stay.discharge_reason === 'against_advice' ? 'against advice' : 'index stays';
    });
    const rows = allGroups(stays).flatMap((group) =>
      ['index stays', 'against advice'].flatMap((scope) => {
        const own = group.stays.filter((stay) => reasonOf(stay) === scope);
        const count = returned(own, (stay) => readmissionsOf(stay, derived, days));
        return shareOf({ ...group, stays: own }, count, { scope });
      }),
    );
    const headline = rows.find(
      (row) => row['level'] === null && row['program'] === null && row['scope'] === 'index stays',
    );
    return toFigure(
      shareHeadline(headline, `${days} days`),
      'level program scope numerator denominator persons value low high'.split(' '),
      rows,
      countReasons(stays, [...BASE_REASONS, 'transfer', 'against advice'], reasonOf),
    );
  };
}

/** `acute-admission-30`. */
export function acuteAdmission30({ derived, cohort, basis }: FigureInput): FigureData {
  const stays = chosenStays(derived, cohort, basis);
  const reasonOf = remembered((stay) => {
    const eligibility = eligibilityOf(stay, 30, derived);
    if (eligibility !== 'eligible') return eligibility;
    if (!['php', 'iop', 'op'].includes(stay.level_of_care)) return 'not PHP, IOP or OP';
    const acute = acuteAdmissionsOf(stay, derived);
    const transfers = transfersOf(stay, derived).filter((later) => !acute.includes(later));
    return transfers.length > 0 ? 'transfer' : 'index';
  });
  const rows = allGroups(stays).flatMap((group: Group) => {
    const own = group.stays.filter((stay) => reasonOf(stay) === 'index');
    const count = returned(own, (stay) => acuteAdmissionsOf(stay, derived));
    return shareOf({ ...group, stays: own }, count);
  });
  return toFigure(
    shareHeadline(
      rows.find((row) => row['level'] === null && row['program'] === null),
      '30 days',
    ),
    SHARE_COLUMNS,
    rows,
    countReasons(stays, [...BASE_REASONS, 'not PHP, IOP or OP', 'transfer'], reasonOf),
  );
}
