/** The metrics about how completely people are measured, in the order of the dictionary. */
import type { Metric } from '../metric';
import { baselineCompletion } from './baseline-completion';
import { followUpScore180, followUpScore365, followUpScore90 } from './follow-up-score';
import { measureAdherence } from './measure-adherence';
import { offTrackReview } from './off-track-review';
import { measurementFlow } from './measurement-flow';
import { pairedData } from './paired-data';
import { riskFollowThrough } from './risk-follow-through';
import { riskScreened } from './risk-screened';

/** The group `measurement`. */
export const MEASUREMENT: readonly Metric[] = [
  baselineCompletion,
  pairedData,
  measurementFlow,
  measureAdherence,
  offTrackReview,
  followUpScore90,
  followUpScore180,
  followUpScore365,
  riskScreened,
  riskFollowThrough,
];
