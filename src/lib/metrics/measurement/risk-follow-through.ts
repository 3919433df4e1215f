/** `risk-follow-through`: of the positive screens, how many led to an assessment within a day. */
import { isPositiveScreen, isRiskScreen } from '$lib/model/risk';
import { type Sql, raw, sql } from '$lib/sql/sql';
import { ATTENDANCE_INTERVAL } from '../ratio';
import type { Metric } from '../metric';
import { NO_SCREEN } from './risk-screened';
import {
  SCORE_SHARE_COLUMNS,
  type ScoreShare,
  scoreShareFigure,
  scoreShareQueries,
  scoreShareUnits,
} from './score-share';
import { unitsWhere, without } from './stay-share';

/** Days after a positive screen until which an assessment counts. */
export const ASSESSMENT_DAYS = 1;

const NO_ASSESSMENT =
  'No score has a day of risk assessment. Map the column risk_assessed_on of the scores file to see this figure.';

/** The share of positive screens with an assessment in time. */
export const riskFollowThrough: Metric = {
  id: 'risk-follow-through',
  group: 'measurement',
  question: 'How many positive risk screens were followed by an assessment?',
  name: 'Follow-through on risk screens',
  unit: 'proportion',
  unitOfAnalysis: 'screen',
  numerator: 'Positive screens with a risk assessment on the same day or the next',
  denominator:
    'Positive screens for suicide risk: C-SSRS moderate or high, PHQ-9 with its item about suicide answered with 1 or more where items are loaded',
  exclusions:
    'Screens on the last day of observation, or of people whose end of observation is not known',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Positive screens with risk_assessed_on within 0 to 1 day / positive screens under the stay that shows them; measure null = all instruments. An assessment before the screen is no follow-through',
  columns: SCORE_SHARE_COLUMNS,
  interval: ATTENDANCE_INTERVAL,
  profile: null,
  source: 'Our convention',
  version: 1,
  needs: ['stays', 'scores', 'days', 'observation'],
  queries: (context) => ({
    ...scoreShareQueries(context, assessedScreens()),
    known: knownScreens(),
  }),
  finish: (results) => {
    const figure = scoreShareFigure(results);
    if (results['known']!.number('screens', 0) === 0) return without(figure, NO_SCREEN);
    return results['known']!.number('assessed', 0) === 0 ? without(figure, NO_ASSESSMENT) : figure;
  },
  units: unitsWhere(
    () => sql`(SELECT assessed > 0 FROM (${knownScreens()}))`,
    scoreShareUnits(assessedScreens),
  ),
};

function assessedScreens(): ScoreShare {
  return {
    from: raw('score_point p'),
    where: isPositiveScreen('p'),
    holds: sql`p.risk_assessed_on - p.taken_on BETWEEN 0 AND ${ASSESSMENT_DAYS}`,
    days: ASSESSMENT_DAYS,
  };
}

function knownScreens(): Sql {
  return sql`SELECT count(*)::INTEGER AS screens,
        count(p.risk_assessed_on)::INTEGER AS assessed
      FROM score_point p WHERE p.taken_on IS NOT NULL AND ${isRiskScreen('p')}`;
}
