/** Every figure by its id, computed from derived rows without any SQL. */
import type { Basis, Cohort } from '$lib/cohort/cohort';
import type { FigureData } from '$lib/metrics/metric';
import type { Settings } from '$lib/model/settings';
import { derive } from './derive';
import type { FigureInput } from './figure';
import { attendanceCourse, attendanceRate } from './figure-attendance';
import { admissions, census, discharges, peopleServed } from './figure-counts';
import { clinicallySignificantChange, reliableChange } from './figure-change';
import { scoreCourse } from './figure-course';
import { lengthOfStay, retention } from './figure-length';
import { levelFlow, nextMove } from './figure-moves';
import { pairedData } from './figure-paired';
import type { Canonical, Derived } from './types';

interface NaiveMetric {
  /** The bases that the figure knows; the first is its default. */
  readonly bases: readonly Basis[];
  readonly compute: (input: FigureInput) => FigureData;
}

const ANY: readonly Basis[] = ['discharged', 'admitted', 'active'];
const ENDED: readonly Basis[] = ['discharged', 'admitted'];

const METRICS = {
  'score-course': { bases: ANY, compute: scoreCourse },
  'reliable-change': { bases: ENDED, compute: reliableChange },
  'clinically-significant-change': { bases: ENDED, compute: clinicallySignificantChange },
  'attendance-rate': { bases: ANY, compute: attendanceRate },
  'attendance-course': { bases: ANY, compute: attendanceCourse },
  'length-of-stay': { bases: ENDED, compute: lengthOfStay },
  retention: { bases: ['admitted'], compute: retention },
  'next-move': { bases: ENDED, compute: nextMove },
  'level-flow': { bases: ENDED, compute: levelFlow },
  'paired-data': { bases: ['discharged'], compute: pairedData },
  census: { bases: ['active'], compute: census },
  admissions: { bases: ['admitted'], compute: admissions },
  discharges: { bases: ['discharged'], compute: discharges },
  'people-served': { bases: ['active'], compute: peopleServed },
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
  basis: Basis = basisOf(id, cohort),
): FigureData {
  return METRICS[id].compute({ derived, cohort, basis });
}

/** All figures from canonical rows. */
export function naiveFigures(
  canonical: Canonical,
  cohort: Cohort,
  settings: Settings,
): Record<FigureId, FigureData> {
  const derived = derive(canonical, settings);
  return Object.fromEntries(
    FIGURE_IDS.map((id) => [id, naiveFigure(id, derived, cohort)]),
  ) as Record<FigureId, FigureData>;
}
