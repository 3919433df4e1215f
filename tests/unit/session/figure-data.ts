/** Figures with a few numbers in them, for tests of words. */
import { ALL_STAYS, type Cohort } from '$lib/cohort/cohort';
import type { ComputedFigure } from '$lib/metrics/compute';
import type { FigureData } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { resolveProfile } from '$lib/model/profiles';
import { DEFAULT_SETTINGS } from '$lib/model/settings';

const NOTHING: FigureData = {
  n: null,
  persons: null,
  numerator: null,
  denominator: null,
  value: null,
  low: null,
  high: null,
  about: null,
  excluded: [],
  columns: [],
  rows: [],
  notes: [],
};

/** The data of a figure of which every field that is not given is missing. */
export function figureData(fields: Partial<FigureData>): FigureData {
  return { ...NOTHING, ...fields };
}

/** The headline of a share without an interval. */
export function shareOf(numerator: number, denominator: number): FigureData {
  return figureData({
    n: denominator,
    persons: denominator,
    numerator,
    denominator,
    value: denominator === 0 ? null : numerator / denominator,
  });
}

/** A computed figure of a metric, by the metric's own basis. */
export function computed(id: string, data: FigureData, cohort: Cohort = ALL_STAYS): ComputedFigure {
  const metric = metricOf(id);
  const context: ComputedFigure['context'] = {
    cohort,
    unit: cohort.unit,
    profile: resolveProfile(cohort.profile, DEFAULT_SETTINGS),
    basis: metric.defaultBasis,
    settings: DEFAULT_SETTINGS,
    dataCut: '2025-06-30',
  };
  return { metric, context, data, queries: () => [] };
}
