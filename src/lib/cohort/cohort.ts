/**
 * What the person has chosen to look at: period, basis, filters, unit, profile, mode. Intent only, no
 * results.
 */
import type { ProfileId } from '$lib/model/profiles';

/** Which day of a stay decides whether it lies in the period. */
export type Basis = 'admitted' | 'discharged' | 'active';

/** All bases, in the order of the menu. */
export const BASES: readonly Basis[] = ['discharged', 'admitted', 'active'];

/** Days that bound the period, both included; null = unbounded on that side. */
export interface Period {
  readonly from: string | null;
  readonly to: string | null;
}

/**
 * Internal: the program's own staff, small cells are shown and every print says so.
 * Release: what leaves the house, small cells are hidden.
 * Off: public or synthetic data.
 */
export type Mode = 'internal' | 'release' | 'off';

/** All modes, in the order of the choice. */
export const MODES: readonly Mode[] = ['internal', 'release', 'off'];

/** What a change is measured over: one stay, or the whole path of stays that follow each other. */
export type OutcomeUnit = 'stay' | 'path';

/** All units, in the order of the switch. */
export const OUTCOME_UNITS: readonly OutcomeUnit[] = ['stay', 'path'];

/** Chosen values by filter field; the empty text stands for "not given". Absent = not filtered. */
export type Filters = Readonly<Record<string, readonly string[]>>;

/** Everything that the address bar carries. */
export interface Cohort {
  readonly period: Period;
  /** null = each figure's own default. */
  readonly basis: Basis | null;
  readonly filters: Filters;
  readonly unit: OutcomeUnit;
  /** null = what the program entered, where it did, else the published thresholds. */
  readonly profile: ProfileId | null;
  readonly mode: Mode;
}

/** The cohort before anybody chose anything: every stay. */
export const ALL_STAYS: Cohort = {
  period: { from: null, to: null },
  basis: null,
  filters: {},
  unit: 'stay',
  profile: null,
  mode: 'internal',
};

/** Whether anything is left out: a period or a filter is set. */
export function isNarrowed(cohort: Cohort): boolean {
  return hasPeriod(cohort.period) || Object.keys(cohort.filters).length > 0;
}

/** The cohort without period and filters; unit, profile and mode stay. */
export function widened({ unit, profile, mode }: Cohort): Cohort {
  return { ...ALL_STAYS, unit, profile, mode };
}

/** Whether the period is bounded on any side. */
export function hasPeriod(period: Period): boolean {
  return period.from !== null || period.to !== null;
}
