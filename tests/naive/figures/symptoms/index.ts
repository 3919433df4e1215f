/** The figures of the group `symptoms`, computed without any SQL. */
import { ANY, ENDED, type NaiveMetric } from '../figure';
import { missingBounds, severityBands } from './bands-and-bounds';
import { clinicallySignificantChange, reliableChange } from './change';
import { remission, response } from './clinical-shares';
import { scoreCourse } from './course';
import { effectSize, meanChange } from './means';
import { noUseAtLast } from './no-use';
import { notOnTrack } from './not-on-track';
import { prePost } from './pre-post';
import { recovery, reliableRecovery } from './recovery';
import { sensitivity } from './sensitivity';
import { severityAdjustedEffectSize } from './severity-adjusted';
import { stepChange } from './steps';

/** Each figure of the group by its id. */
export const SYMPTOMS_NAIVE = {
  'score-course': { bases: ANY, compute: scoreCourse },
  'severity-bands': { bases: ENDED, compute: severityBands },
  'mean-change': { bases: ENDED, compute: meanChange },
  'effect-size': { bases: ENDED, compute: effectSize },
  'severity-adjusted-effect-size': { bases: ENDED, compute: severityAdjustedEffectSize },
  response: { bases: ENDED, compute: response },
  remission: { bases: ENDED, compute: remission },
  'reliable-change': { bases: ENDED, compute: reliableChange },
  'clinically-significant-change': { bases: ENDED, compute: clinicallySignificantChange },
  'pre-post': { bases: ENDED, compute: prePost },
  recovery: { bases: ENDED, compute: recovery },
  'reliable-recovery': { bases: ENDED, compute: reliableRecovery },
  'not-on-track': { bases: ENDED, compute: notOnTrack },
  'missing-bounds': { bases: ENDED, compute: missingBounds },
  sensitivity: { bases: ENDED, compute: sensitivity },
  'no-use-at-last': { bases: ENDED, compute: noUseAtLast },
  'step-change': { bases: ENDED, compute: stepChange },
} as const satisfies Readonly<Record<string, NaiveMetric>>;
