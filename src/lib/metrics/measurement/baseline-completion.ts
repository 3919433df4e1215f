/** `baseline-completion`: of the stays, how many have a first score to compare later ones with. */
import { raw, sql } from '$lib/sql/sql';
import { type Reason } from '../eligible-discharge';
import type { Metric } from '../metric';
import { SHARE_COLUMNS, WILSON_INTERVAL, shareFigure, shareQueries, stayShareUnits } from './stay-share'; // prettier-ignore

/** Days after the admission before a missing baseline is counted. */
export const BASELINE_DAYS = 7;

/** The shortest length for which a baseline is asked. */
export const LEAST_LENGTH_DAYS = 2;

const REASONS: readonly Reason[] = [
  { name: 'too close to the cut', when: sql`admitted_on > cut_on - ${BASELINE_DAYS}::INTEGER` },
  { name: 'too short', when: sql`length_days < ${LEAST_LENGTH_DAYS}` },
];

const HAS_BASELINE = raw(
  `stay_no IN (SELECT stay_no FROM score_pair WHERE unit = 'stay' AND baseline IS NOT NULL)`,
);

/** The share of stays with a baseline of any instrument. */
export const baselineCompletion: Metric = {
  id: 'baseline-completion',
  group: 'measurement',
  question: 'How many have a baseline?',
  name: 'Baseline completion',
  unit: 'proportion',
  unitOfAnalysis: 'stay',
  numerator:
    'Stays with a valid baseline of any instrument: from 7 days before admission to 7 after, not after discharge, or at the first visit where scores have no day',
  denominator: 'Stays admitted at least 7 days before the cut, of at least 2 days',
  exclusions: 'Stays admitted in the last days before the cut; stays of less than 2 days',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Stays with a valid baseline of any instrument / stays admitted at least 7 days before the cut with length_days >= 2, open stays included; a finished stay of which the end of observation is not known counts, since its days were seen',
  columns: SHARE_COLUMNS,
  interval: WILSON_INTERVAL,
  profile: null,
  source:
    'Joint Commission Journal 2020, S1553-7250(20)30066-0 (96.8 %); target 95 % is our convention',
  version: 1,
  needs: ['stays', 'scores', 'days'],
  queries: (context) => shareQueries(context, REASONS, HAS_BASELINE),
  finish: (results) => shareFigure(results, 'any measure'),
  units: stayShareUnits(REASONS, HAS_BASELINE),
};
