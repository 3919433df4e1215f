/** The figures of the group `measurement`, computed without any SQL. */
import { DISCHARGED, ENDED, type NaiveMetric } from '../figure';
import { measureAdherence } from './adherence';
import { baselineCompletion, followUpScore, riskScreened } from './completion';
import { measurementFlow } from './measurement-flow';
import { pairedData } from './paired';
import { offTrackReview, riskFollowThrough } from './single-scores';

/** Each figure of the group by its id. */
export const MEASUREMENT_NAIVE = {
  'baseline-completion': { bases: ENDED, compute: baselineCompletion },
  'paired-data': { bases: DISCHARGED, compute: pairedData },
  'measurement-flow': { bases: ENDED, compute: measurementFlow },
  'measure-adherence': { bases: ENDED, compute: measureAdherence },
  'off-track-review': { bases: ENDED, compute: offTrackReview },
  'follow-up-score-90': { bases: ENDED, compute: followUpScore(90) },
  'follow-up-score-180': { bases: ENDED, compute: followUpScore(180) },
  'follow-up-score-365': { bases: ENDED, compute: followUpScore(365) },
  'risk-screened': { bases: ENDED, compute: riskScreened },
  'risk-follow-through': { bases: ENDED, compute: riskFollowThrough },
} as const satisfies Readonly<Record<string, NaiveMetric>>;
