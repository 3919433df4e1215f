/** The figures of the group `attendance`, computed without any SQL. */
import { ANY, ENDED, type NaiveMetric } from '../figure';
import { attendanceCourse, attendanceRate } from './attendance';
import { hoursPerImproved, improvementByDose } from './dose';
import { programFidelity } from './fidelity';
import { hoursPerWeek, serviceMix } from './hours';
import { groupSize } from './meetings';
import { attendanceWeekday, attendedOfScheduled, noShowRate } from './rates';
import { weeksAtFloor } from './weeks';

/** Each figure of the group by its id. */
export const ATTENDANCE_NAIVE = {
  'attendance-rate': { bases: ANY, compute: attendanceRate },
  'attended-of-scheduled': { bases: ANY, compute: attendedOfScheduled },
  'no-show-rate': { bases: ANY, compute: noShowRate },
  'attendance-course': { bases: ANY, compute: attendanceCourse },
  'attendance-weekday': { bases: ANY, compute: attendanceWeekday },
  'hours-per-week': { bases: ANY, compute: hoursPerWeek },
  'weeks-at-floor': { bases: ANY, compute: weeksAtFloor },
  'service-mix': { bases: ANY, compute: serviceMix },
  'group-size': { bases: ANY, compute: groupSize },
  'program-fidelity': { bases: ANY, compute: programFidelity },
  'hours-per-improved': { bases: ENDED, compute: hoursPerImproved },
  'improvement-by-dose': { bases: ENDED, compute: improvementByDose },
} as const satisfies Readonly<Record<string, NaiveMetric>>;
