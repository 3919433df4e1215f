/** The metrics about where people go next, in the order of the dictionary. */
import type { Metric } from '../metric';
import { acuteAdmission30 } from './acute-admission';
import { continuity30, continuity7 } from './continuity';
import { firstSessionAttended } from './first-session-attended';
import { frequentPaths } from './frequent-paths';
import { gapDays } from './gap-days';
import { levelFlow } from './level-flow';
import { nextMove } from './next-move';
import { readmission30, readmission90 } from './readmission';
import { stateOccupancy } from './state-occupancy';
import { transitionMatrix } from './transition-matrix';

/** The group `transitions`. */
export const TRANSITIONS: readonly Metric[] = [
  nextMove,
  levelFlow,
  transitionMatrix,
  continuity7,
  continuity30,
  readmission30,
  readmission90,
  acuteAdmission30,
  gapDays,
  frequentPaths,
  stateOccupancy,
  firstSessionAttended,
];
