/** The pictures of the group `attendance`. */
import type { Builder } from '../builder';
import { attendanceCourse } from './attendance-course';
import { attendanceRate } from './attendance-rate';
import { attendanceWeekday } from './attendance-weekday';
import { groupSize } from './group-size';
import { hoursPerImproved } from './hours-per-improved';
import { hoursPerWeek } from './hours-per-week';
import { improvementByDose } from './improvement-by-dose';
import { programFidelity } from './program-fidelity';
import { serviceMix } from './service-mix';
import { attendedOfScheduled, noShowRate } from './session-rates';
import { weeksAtFloor } from './weeks-at-floor';

/** The builder of each figure of the group, by metric id. */
export const ATTENDANCE_BUILDERS: Readonly<Record<string, Builder>> = {
  'attendance-rate': attendanceRate,
  'attended-of-scheduled': attendedOfScheduled,
  'no-show-rate': noShowRate,
  'attendance-course': attendanceCourse,
  'attendance-weekday': attendanceWeekday,
  'hours-per-week': hoursPerWeek,
  'weeks-at-floor': weeksAtFloor,
  'service-mix': serviceMix,
  'group-size': groupSize,
  'program-fidelity': programFidelity,
  'hours-per-improved': hoursPerImproved,
  'improvement-by-dose': improvementByDose,
};
