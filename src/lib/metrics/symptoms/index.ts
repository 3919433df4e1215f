/** The metrics about whether people get better, in the order of the dictionary. */
import type { Metric } from '../metric';
import { clinicallySignificantChange } from './clinically-significant-change';
import { effectSize } from './effect-size';
import { meanChange } from './mean-change';
import { missingBounds } from './missing-bounds';
import { noUseAtLast } from './no-use-at-last';
import { notOnTrack } from './not-on-track';
import { prePost } from './pre-post';
import { recovery, reliableRecovery } from './recovery';
import { reliableChange } from './reliable-change';
import { remission } from './remission';
import { response } from './response';
import { scoreCourse } from './score-course';
import { sensitivity } from './sensitivity';
import { severityAdjustedEffectSize } from './severity-adjusted-effect-size';
import { severityBands } from './severity-bands';
import { stepChange } from './step-change';

/** The group `symptoms`. */
export const SYMPTOMS: readonly Metric[] = [
  scoreCourse,
  severityBands,
  meanChange,
  effectSize,
  severityAdjustedEffectSize,
  response,
  remission,
  reliableChange,
  clinicallySignificantChange,
  prePost,
  recovery,
  reliableRecovery,
  notOnTrack,
  missingBounds,
  sensitivity,
  noUseAtLast,
  stepChange,
];
