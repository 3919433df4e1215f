/** `off-track-review`: of the scores off track, how many were reviewed within a week. */
import { LEAST_TRACK_PAIRS } from '$lib/model/derive/off-track';
import { raw, sql } from '$lib/sql/sql';
import { ATTENDANCE_INTERVAL } from '../ratio';
import type { Metric } from '../metric';
import {
  SCORE_SHARE_COLUMNS,
  type ScoreShare,
  scoreShareFigure,
  scoreShareQueries,
  scoreShareUnits,
} from './score-share';
import { unitsWhere, without } from './stay-share';

/** Days after a score until which a review counts. */
export const REVIEW_DAYS = 7;

const NO_REVIEW =
  'No score has a day of review. Map the column reviewed_on of the scores file to see this figure.';

const NO_MODEL = `No instrument has ${LEAST_TRACK_PAIRS} finished pairs of scores with different baselines and weeks, so no score can be called off track.`;

const REVIEWED: ScoreShare = {
  from: raw('score_track t JOIN score_point p ON p.score_no = t.score_no'),
  where: raw('t.is_off_track'),
  holds: sql`p.reviewed_on - p.taken_on BETWEEN 0 AND ${REVIEW_DAYS}`,
  days: REVIEW_DAYS,
};

const KNOWN = sql`SELECT (SELECT count(*) FROM track_model)::INTEGER AS models,
      (SELECT count(reviewed_on) FROM score_point)::INTEGER AS reviewed`;

/** The share of scores off track with a review in time. */
export const offTrackReview: Metric = {
  id: 'off-track-review',
  group: 'measurement',
  question: 'How many scores that go wrong are reviewed within a week?',
  name: 'Review of scores off track',
  unit: 'proportion',
  unitOfAnalysis: 'score',
  numerator: 'Scores off track with a review 0 to 7 days after they were taken',
  denominator:
    'Scores off track taken at least 7 days before the end of observation: later than the baseline, after attendance on at least 3 days, and worse than predicted from baseline and week by more than 1.2816 residual standard errors',
  exclusions:
    'Scores taken in the last 7 days of observation, or of people whose end of observation is not known',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Scores off track (rule of `not-on-track`) with reviewed_on within 0 to 7 days / scores off track; measure null = all instruments. An instrument needs 100 finished pairs in all loaded data',
  columns: SCORE_SHARE_COLUMNS,
  interval: ATTENDANCE_INTERVAL,
  profile: null,
  source: 'Our convention',
  version: 1,
  needs: ['stays', 'scores', 'sessions', 'days', 'observation'],
  queries: (context) => ({
    ...scoreShareQueries(context, REVIEWED),
    known: KNOWN,
  }),
  finish: (results) => {
    const figure = scoreShareFigure(results, [
      'Off track is an aid for review, never a diagnosis.',
    ]);
    if (results['known']!.number('models', 0) === 0) return without(figure, NO_MODEL);
    return results['known']!.number('reviewed', 0) === 0 ? without(figure, NO_REVIEW) : figure;
  },
  units: unitsWhere(
    () => sql`(SELECT models > 0 AND reviewed > 0 FROM (${KNOWN}))`,
    scoreShareUnits(() => REVIEWED),
  ),
};
