/** The figures of the group `transitions`, computed without any SQL. */
import { ADMITTED, ENDED, type NaiveMetric } from '../figure';
import { continuity, firstSessionAttended, gapDays } from './continuing';
import { frequentPaths } from './frequent';
import { transitionMatrix } from './matrix';
import { levelFlow, nextMove } from './moves';
import { stateOccupancy } from './occupancy';
import { acuteAdmission30, readmission } from './returns';

/** Each figure of the group by its id. */
export const TRANSITIONS_NAIVE = {
  'next-move': { bases: ENDED, compute: nextMove },
  'level-flow': { bases: ENDED, compute: levelFlow },
  'transition-matrix': { bases: ENDED, compute: transitionMatrix },
  'continuity-7': { bases: ENDED, compute: continuity(7) },
  'continuity-30': { bases: ENDED, compute: continuity(30) },
  'readmission-30': { bases: ENDED, compute: readmission(30) },
  'readmission-90': { bases: ENDED, compute: readmission(90) },
  'acute-admission-30': { bases: ENDED, compute: acuteAdmission30 },
  'gap-days': { bases: ENDED, compute: gapDays },
  'frequent-paths': { bases: ENDED, compute: frequentPaths },
  'state-occupancy': { bases: ADMITTED, compute: stateOccupancy },
  'first-session-attended': { bases: ENDED, compute: firstSessionAttended },
} as const satisfies Readonly<Record<string, NaiveMetric>>;
