/** Every figure by its id, computed from derived rows without any SQL. */
import type { Basis, Cohort } from '$lib/cohort/cohort';
import type { FigureData } from '$lib/metrics/metric';
import type { Settings } from '$lib/model/settings';
import { derive } from '../derive';
import type { NaiveMetric } from './figure';
import { ACCESS_NAIVE } from './access';
import { ATTENDANCE_NAIVE } from './attendance';
import { LENGTH_NAIVE } from './length';
import { MEASUREMENT_NAIVE } from './measurement';
import { SYMPTOMS_NAIVE } from './symptoms';
import { TRANSITIONS_NAIVE } from './transitions';
import type { Canonical, Derived } from '../types';

const METRICS = {
  ...MEASUREMENT_NAIVE,
  ...SYMPTOMS_NAIVE,
  ...ATTENDANCE_NAIVE,
  ...LENGTH_NAIVE,
  ...TRANSITIONS_NAIVE,
  ...ACCESS_NAIVE,
} as const satisfies Readonly<Record<string, NaiveMetric>>;

/** The id of a figure. */
export type FigureId = keyof typeof METRICS;

/** All figures, in the order of the documentation. */
export const FIGURE_IDS = Object.keys(METRICS) as readonly FigureId[];

/** The basis of a figure: the chosen one where the figure knows it, else its default. */
export function basisOf(id: FigureId, cohort: Cohort): Basis {
  const { bases }: NaiveMetric = METRICS[id];
  if (cohort.basis !== null && bases.includes(cohort.basis)) return cohort.basis;
  return bases[0]!;
}

/** One figure, by the basis that the cohort asks for or by one that is given. */
export function naiveFigure(
  id: FigureId,
  derived: Derived,
  cohort: Cohort,
  settings: Settings,
  basis: Basis = basisOf(id, cohort),
): FigureData {
  return METRICS[id].compute({ derived, cohort, basis, settings });
}

/** All figures from canonical rows. */
export function naiveFigures(
  canonical: Canonical,
  cohort: Cohort,
  settings: Settings,
): Record<FigureId, FigureData> {
  const derived = derive(canonical, settings);
  return Object.fromEntries(
    FIGURE_IDS.map((id) => [id, naiveFigure(id, derived, cohort, settings)]),
  ) as Record<FigureId, FigureData>;
}
