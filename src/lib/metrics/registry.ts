/** All metrics, in the order of the dictionary. */
import { admissions, discharges } from './admissions';
import { attendanceCourse } from './attendance-course';
import { attendanceRate } from './attendance-rate';
import { census } from './census';
import { clinicallySignificantChange } from './clinically-significant-change';
import { lengthOfStay } from './length-of-stay';
import { levelFlow } from './level-flow';
import type { Metric } from './metric';
import { nextMove } from './next-move';
import { pairedData } from './paired-data';
import { peopleServed } from './people-served';
import { reliableChange } from './reliable-change';
import { retention } from './retention';
import { scoreCourse } from './score-course';

/** Every metric of the app. */
export const METRICS: readonly Metric[] = [
  pairedData,
  scoreCourse,
  reliableChange,
  clinicallySignificantChange,
  attendanceRate,
  attendanceCourse,
  lengthOfStay,
  retention,
  census,
  admissions,
  discharges,
  peopleServed,
  nextMove,
  levelFlow,
];

/** The metric with an id; throws when there is none, since ids are written in our own code. */
export function metricOf(id: string): Metric {
  const metric = METRICS.find((candidate) => candidate.id === id);
  if (!metric) throw new Error(`There is no metric ${id}`);
  return metric;
}
