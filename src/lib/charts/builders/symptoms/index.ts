/** The pictures of the group `symptoms`. */
import type { Builder } from '../builder';
import { remission, response } from './clinical-share';
import { clinicallySignificantChange } from './clinically-significant-change';
import { noUseAtLast } from './no-use-at-last';
import { notOnTrack } from './not-on-track';
import { prePost } from './pre-post';
import { recovery } from './recovery';
import { effectSize, severityAdjustedEffectSize } from './effect-size';
import { meanChange } from './mean-change';
import { missingBounds } from './missing-bounds';
import { reliableChange } from './reliable-change';
import { scoreCourse } from './score-course';
import { sensitivity } from './sensitivity';
import { severityBands } from './severity-bands';
import { stepChange } from './step-change';

/** The builder of each figure of the group, by metric id. */
export const SYMPTOMS_BUILDERS: Readonly<Record<string, Builder>> = {
  'score-course': scoreCourse,
  'severity-bands': severityBands,
  'mean-change': meanChange,
  'effect-size': effectSize,
  'severity-adjusted-effect-size': severityAdjustedEffectSize,
  response,
  remission,
  'reliable-change': reliableChange,
  'clinically-significant-change': clinicallySignificantChange,
  'pre-post': prePost,
  recovery,
  'reliable-recovery': recovery,
  'not-on-track': notOnTrack,
  'no-use-at-last': noUseAtLast,
  'missing-bounds': missingBounds,
  sensitivity,
  'step-change': stepChange,
};
