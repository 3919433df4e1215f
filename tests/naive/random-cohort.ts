/** Random settings and cohorts for random canonical rows. */
import fc from 'fast-check';
import { BASES, type Cohort } from '$lib/cohort/cohort';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import { filterValue } from './choose';
import { addDays } from './days';
import { latestLoadedDay } from './cut';
import { derive } from './derive';
import type { Canonical } from './types';

const NARROW = { baselineBefore: 3, baselineAfter: 3, lastAfter: 1, dischargeAround: 3 };

const FIELDS = ['level', 'program', 'site', 'payer', 'sex', 'condition', 'x_county'] as const;

/** Settings for rows: now and then an earlier cut, another gap, or narrow windows for a level. */
export function settingsFor(canonical: Canonical): fc.Arbitrary<Settings> {
  const latest = latestLoadedDay(canonical);
  return fc
    .record({
      daysBack: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 })),
      pathGapDays: fc.constantFrom(7, 7, 0, 1, 14),
      isPhpNarrow: fc.boolean(),
    })
    .map(({ daysBack, pathGapDays, isPhpNarrow }) => ({
      ...DEFAULT_SETTINGS,
      dataCut: latest === null || daysBack === 0 ? null : addDays(latest, -daysBack),
      pathGapDays,
      scoreWindowByLevel: isPhpNarrow ? { php: NARROW } : {},
    }));
}

/** A cohort for rows: now and then filters by values that occur, a period, and a basis. */
export function cohortFor(canonical: Canonical): fc.Arbitrary<Cohort> {
  const { stays, dataCut } = derive({ ...canonical, scores: [], sessions: [] }, DEFAULT_SETTINGS);
  const day = fc.integer({ min: -10, max: 130 }).map((days) => addDays(dataCut, days - 125));
  const limit = fc.option(day, { freq: 2 });
  const filters = fc.constantFrom(...FIELDS).chain((field) => {
    const values = [...new Set(stays.map((stay) => filterValue(stay, field)))];
    return values.length === 0
      ? fc.constant({})
      : fc.subarray(values, { minLength: 1 }).map((chosen) => ({ [field]: chosen }));
  });
  return fc
    .record({
      from: limit,
      to: limit,
      basis: fc.constantFrom(null, ...BASES),
      filters: fc.oneof(
        fc.constant({}),
        filters,
        fc.tuple(filters, filters).map(([one, other]) => ({ ...one, ...other })),
      ),
    })
    .map(({ from, to, basis, filters: chosen }) => ({
      period: { from, to },
      basis,
      filters: chosen,
      mode: 'internal',
    }));
}
