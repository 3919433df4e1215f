/** The metrics about whether people come, and how much they get, in the order of the dictionary. */
import type { Metric } from '../metric';
import { attendanceCourse } from './attendance-course';
import { attendanceRate } from './attendance-rate';
import { attendanceWeekday } from './attendance-weekday';
import { attendedOfScheduled } from './attended-of-scheduled';
import { groupSize } from './group-size';
import { hoursPerImproved } from './hours-per-improved';
import { hoursPerWeek } from './hours-per-week';
import { improvementByDose } from './improvement-by-dose';
import { noShowRate } from './no-show-rate';
import { programFidelity } from './program-fidelity';
import { serviceMix } from './service-mix';
import { weeksAtFloor } from './weeks-at-floor';

/** The group `attendance`. */
export const ATTENDANCE: readonly Metric[] = [
  attendanceRate,
  attendedOfScheduled,
  noShowRate,
  attendanceCourse,
  attendanceWeekday,
  hoursPerWeek,
  weeksAtFloor,
  serviceMix,
  groupSize,
  programFidelity,
  hoursPerImproved,
  improvementByDose,
];
