/** The pictures of the group `measurement`. */
import type { Builder } from '../builder';
import { answeredScores } from './answered-scores';
import { measureAdherence } from './measure-adherence';
import { measuredShare } from './measured-share';
import { measurementFlow } from './measurement-flow';
import { pairedData } from './paired-data';

const followUp = (days: number): Builder =>
  measuredShare({
    axis: `Finished stays with a score ${days} days after discharge`,
    countOf: 'finished stay',
  });

/** The builder of each figure of the group, by metric id. */
export const MEASUREMENT_BUILDERS: Readonly<Record<string, Builder>> = {
  'baseline-completion': measuredShare({ axis: 'Stays with a baseline', countOf: 'stay' }),
  'paired-data': pairedData,
  'measurement-flow': measurementFlow,
  'measure-adherence': measureAdherence,
  'off-track-review': answeredScores({
    axis: 'Scores off track, reviewed within 7 days',
    countOf: 'score',
  }),
  'follow-up-score-90': followUp(90),
  'follow-up-score-180': followUp(180),
  'follow-up-score-365': followUp(365),
  'risk-screened': measuredShare({
    axis: 'Admissions with a risk screen within a day',
    countOf: 'admission',
  }),
  'risk-follow-through': answeredScores({
    axis: 'Positive screens, risk assessed within a day',
    countOf: 'positive screen',
  }),
};
