/** The pictures of the group `transitions`. */
import type { Builder } from '../builder';
import { followedShare } from './followed-share';
import { frequentPaths } from './frequent-paths';
import { gapDays } from './gap-days';
import { levelFlow } from './level-flow';
import { nextMove } from './next-move';
import { stateOccupancy } from './state-occupancy';
import { transitionMatrix } from './transition-matrix';

const CONTINUED = followedShare({
  axis: 'Discharges with an attended session at a lower level',
  countOf: 'discharge',
});

const RETURNED = followedShare({
  axis: 'Index stays followed by a return',
  countOf: 'index stay',
});

/** The builder of each figure of the group, by metric id. */
export const TRANSITIONS_BUILDERS: Readonly<Record<string, Builder>> = {
  'next-move': nextMove,
  'level-flow': levelFlow,
  'transition-matrix': transitionMatrix,
  'continuity-7': CONTINUED,
  'continuity-30': CONTINUED,
  'readmission-30': RETURNED,
  'readmission-90': RETURNED,
  'acute-admission-30': followedShare({
    axis: 'Index stays followed by an inpatient admission',
    countOf: 'index stay',
  }),
  'gap-days': gapDays,
  'frequent-paths': frequentPaths,
  'state-occupancy': stateOccupancy,
  'first-session-attended': followedShare({
    axis: 'Step-downs with the first session attended',
    countOf: 'step-down',
  }),
};
