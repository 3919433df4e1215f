/** Which builder draws which figure; a figure without one is shown as its table. */
import type { FigureData } from '$lib/metrics/metric';
import type { FigureChoices } from '../figure-state';
import type { Plot } from '../plot';
import { attendanceCourse } from './attendance-course';
import { attendanceRate } from './attendance-rate';
import { census } from './census';
import { clinicallySignificantChange } from './clinically-significant-change';
import { lengthOfStay } from './length-of-stay';
import { levelFlow } from './level-flow';
import { monthlyCount } from './monthly-count';
import { nextMove } from './next-move';
import { pairedData } from './paired-data';
import { reliableChange } from './reliable-change';
import { retention } from './retention';
import { scoreCourse } from './score-course';

/** Describes the picture of a figure under the choices of a view. */
export type Builder = (data: FigureData, view: FigureChoices) => Plot;

/** The builder of every figure that has a picture, by metric id. */
export const BUILDERS: Readonly<Record<string, Builder>> = {
  'score-course': scoreCourse,
  'reliable-change': reliableChange,
  'clinically-significant-change': clinicallySignificantChange,
  'attendance-rate': attendanceRate,
  'attendance-course': attendanceCourse,
  'length-of-stay': lengthOfStay,
  retention,
  'next-move': nextMove,
  'level-flow': levelFlow,
  'paired-data': pairedData,
  census,
  admissions: monthlyCount('Admissions', 'admission', 'admissions'),
  discharges: monthlyCount('Discharges', 'discharge', 'discharges'),
  'people-served': monthlyCount('People served', 'person', 'people'),
};

/** Figures that show all their measures at once while they are not divided. */
export const ALL_MEASURES_AT_ONCE: readonly string[] = [
  'reliable-change',
  'clinically-significant-change',
  'paired-data',
];
