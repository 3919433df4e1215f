/** Random settings and cohorts for random canonical rows. */
import fc from 'fast-check';
import { BASES, type Cohort } from '$lib/cohort/cohort';
import { DEFAULT_SETTINGS, type Settings } from '$lib/model/settings';
import { DEFAULT_TARGETS, type Targets } from '$lib/model/targets';
import { filterValue } from './choose';
import { addDays } from './days';
import { latestLoadedDay } from './cut';
import { derive } from './derive';
import type { Canonical } from './types';

const NARROW = { baselineBefore: 3, baselineAfter: 3, lastAfter: 1, dischargeAround: 3 };

/** A level without a floor, and programs with targets that a few sessions can reach or miss. */
const OWN_TARGETS: Targets = {
  levels: { ...DEFAULT_TARGETS.levels, php: { hours_per_week: { low: null, high: 2 } } },
  programs: {
    North: {
      floor_hours_per_week: { low: 1, high: null },
      group_size: { low: 2, high: 2 },
      length_days: { low: null, high: 14 },
    },
    'not given': { days_per_week: { low: null, high: 1 }, hours_per_day: { low: 0.75, high: 1 } },
  },
  shares: {},
};

const NO_SPREAD = { sd: null, reliability: null, clinicalMean: null, norm: null };

/** Values that were set, for both directions of a score, and SD and reliability for an instrument. */
const OWN_THRESHOLDS: Settings['thresholds'] = {
  phq9: {
    ...NO_SPREAD,
    direct: { reliableChange: 4, cutoff: 12, responseShare: 0.4, remission: 6 },
  },
  ors: {
    ...NO_SPREAD,
    direct: { reliableChange: 6, cutoff: 25, responseShare: null, remission: 30 },
  },
  gad7: { sd: 3.3, reliability: 0.8, clinicalMean: 14.2, norm: { mean: 5.3, sd: 3.1 } },
};

const FIELDS = ['level', 'program', 'site', 'payer', 'sex', 'condition', 'x_county'] as const;

/** Settings for rows: now and then an earlier cut, another gap, narrow windows, own targets. */
export function settingsFor(canonical: Canonical): fc.Arbitrary<Settings> {
  const latest = latestLoadedDay(canonical);
  return fc
    .record({
      daysBack: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 })),
      pathGapDays: fc.constantFrom(7, 7, 0, 1, 14),
      isPhpNarrow: fc.boolean(),
      targets: fc.constantFrom(DEFAULT_SETTINGS.targets, OWN_TARGETS),
      thresholds: fc.constantFrom({}, {}, {}, OWN_THRESHOLDS),
      isFirstRiseReadmission: fc.boolean(),
      retentionEvent: fc.constantFrom('any', 'any', 'unplanned'),
      isTransferUpPlanned: fc.boolean(),
      earlyDropout: fc.constantFrom('days', 'days', 'sessions', 'planned length'),
    })
    .map(({ daysBack, pathGapDays, isPhpNarrow, targets, thresholds, ...conventions }) => ({
      ...DEFAULT_SETTINGS,
      dataCut: latest === null || daysBack === 0 ? null : addDays(latest, -daysBack),
      pathGapDays,
      scoreWindowByLevel: isPhpNarrow ? { php: NARROW } : {},
      targets,
      thresholds,
      conventions: { ...DEFAULT_SETTINGS.conventions, ...conventions },
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
      unit: fc.constantFrom('stay', 'stay', 'path'),
      profile: fc.constantFrom(null, null, 'jacobson-truax', 'nhs', 'hedis', 'site'),
      filters: fc.oneof(
        fc.constant({}),
        filters,
        fc.tuple(filters, filters).map(([one, other]) => ({ ...one, ...other })),
      ),
    })
    .map(({ from, to, basis, unit, profile, filters: chosen }) => ({
      period: { from, to },
      basis,
      filters: chosen,
      unit,
      profile,
      mode: 'internal',
    }));
}
