/** What the person has chosen to look at: period, basis, filters, mode. Intent only, no results. */

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
 * Off: public or synthetic data.
 */
export type Mode = 'internal' | 'off';

/** Chosen values by filter field; the empty text stands for "not given". Absent = not filtered. */
export type Filters = Readonly<Record<string, readonly string[]>>;

/** Everything that the address bar carries. */
export interface Cohort {
  readonly period: Period;
  /** null = each figure's own default. */
  readonly basis: Basis | null;
  readonly filters: Filters;
  readonly mode: Mode;
}

/** The cohort before anybody chose anything: every stay. */
export const ALL_STAYS: Cohort = {
  period: { from: null, to: null },
  basis: null,
  filters: {},
  mode: 'internal',
};

/** Whether anything is left out: a period or a filter is set. */
export function isNarrowed(cohort: Cohort): boolean {
  return hasPeriod(cohort.period) || Object.keys(cohort.filters).length > 0;
}

/** The cohort without period and filters; the mode stays. */
export function widened(cohort: Cohort): Cohort {
  return { ...ALL_STAYS, mode: cohort.mode };
}

/** Whether the period is bounded on any side. */
export function hasPeriod(period: Period): boolean {
  return period.from !== null || period.to !== null;
}
