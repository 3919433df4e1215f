/**
 * The cohort in the address: only what the person chose, readable, and the same both ways. Values of
 * a field repeat its key (`level=php&level=iop`), so that any text may stand in a value.
 */
import {
  ALL_STAYS,
  BASES,
  type Basis,
  type Cohort,
  type Mode,
  MODES,
  OUTCOME_UNITS,
  type OutcomeUnit,
} from './cohort';
import { type ProfileId, PROFILES } from '$lib/model/profiles';
import { FILTER_FIELDS, isExtraField, isFilterField } from './fields';

/** A cohort read from an address, and what the address held beside it. */
export interface ReadCohort {
  readonly cohort: Cohort;
  /** Parameters that mean nothing here, or whose value does not, as they stand in the address. */
  readonly unknown: readonly string[];
}

const PROFILE_IDS = PROFILES.map(({ id }) => id);
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Writes a cohort as URL parameters in a fixed order; the default cohort gives none. */
export function writeCohort(cohort: Cohort): URLSearchParams {
  const params = new URLSearchParams();
  if (cohort.period.from !== null) params.set('from', cohort.period.from);
  if (cohort.period.to !== null) params.set('to', cohort.period.to);
  if (cohort.basis !== null) params.set('basis', cohort.basis);
  for (const field of orderedFields(Object.keys(cohort.filters))) {
    for (const value of cohort.filters[field] ?? []) params.append(field, value);
  }
  if (cohort.unit !== ALL_STAYS.unit) params.set('unit', cohort.unit);
  if (cohort.profile !== null) params.set('profile', cohort.profile);
  if (cohort.mode !== ALL_STAYS.mode) params.set('mode', cohort.mode);
  return params;
}

/** Reads a cohort from URL parameters; anything that cannot be read is left out and reported. */
export function readCohort(params: URLSearchParams): ReadCohort {
  const unknown: string[] = [];
  const filters: Record<string, string[]> = {};
  let { from, to }: { from: string | null; to: string | null } = ALL_STAYS.period;
  let basis: Basis | null = null;
  let unit: OutcomeUnit = ALL_STAYS.unit;
  let profile: ProfileId | null = null;
  let mode: Mode = ALL_STAYS.mode;
  for (const [key, value] of params) {
    if (key === 'from' && isDay(value)) from = value;
    else if (key === 'to' && isDay(value)) to = value;
    else if (key === 'basis' && isOneOf(BASES, value)) basis = value;
    else if (key === 'unit' && isOneOf(OUTCOME_UNITS, value)) unit = value;
    else if (key === 'profile' && isOneOf(PROFILE_IDS, value)) profile = value;
    else if (key === 'mode' && isOneOf(MODES, value)) mode = value;
    else if (isFilterField(key)) filters[key] = [...new Set([...(filters[key] ?? []), value])];
    else unknown.push(`${key}=${value}`);
  }
  if (from !== null && to !== null && from > to) {
    unknown.push(`from=${from}`, `to=${to}`);
    from = null;
    to = null;
  }
  return { cohort: { period: { from, to }, basis, filters, unit, profile, mode }, unknown };
}

function orderedFields(fields: readonly string[]): string[] {
  const known = FILTER_FIELDS.map((field) => field.key).filter((key) => fields.includes(key));
  return [...known, ...fields.filter(isExtraField).sort()];
}

function isDay(value: string): boolean {
  if (!DAY.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function isOneOf<T extends string>(values: readonly T[], value: string): value is T {
  return (values as readonly string[]).includes(value);
}
