/** `risk-screened`: of the admissions, how many were screened for suicide risk within a day. */
import { isRiskScreen } from '$lib/model/risk';
import { type Sql, raw, sql } from '$lib/sql/sql';
import type { Metric } from '../metric';
import type { Reason } from '../eligible-discharge';
import {
  SHARE_COLUMNS,
  WILSON_INTERVAL,
  shareFigure,
  shareQueries,
  stayShareUnits,
  unitsWhere,
  without,
} from './stay-share';

/** What to map where no screen is loaded. */
export const NO_SCREEN =
  'No screen for suicide risk is loaded. Map scores of the C-SSRS, or the single items of the PHQ-9.';

const REASONS: readonly Reason[] = [
  { name: 'too close to the cut', when: sql`admitted_on > cut_on - 1::INTEGER` },
];

const IS_SCREENED = raw('stay_no IN (SELECT stay_no FROM risk_screen)');

/** The share of admissions with a screen. */
export const riskScreened: Metric = {
  id: 'risk-screened',
  group: 'measurement',
  question: 'How many were screened for suicide risk at admission?',
  name: 'Risk screened at admission',
  unit: 'proportion',
  unitOfAnalysis: 'admission',
  numerator:
    'Admissions with a validated screen for suicide risk from 1 day before to 1 day after: the C-SSRS, or a PHQ-9 whose item about suicide is loaded',
  denominator: 'Admissions',
  exclusions: 'Admissions on the last day before the cut, whose next day was not seen',
  direction: 'higher is better',
  bases: ['discharged', 'admitted'],
  defaultBasis: 'discharged',
  rows: 'Admissions with a screen within 1 day, among all scores that may serve the stay / admissions at least 1 day before the cut',
  columns: SHARE_COLUMNS,
  interval: WILSON_INTERVAL,
  profile: null,
  source: 'Our convention',
  version: 1,
  needs: ['stays', 'scores', 'days'],
  queries: (context) => ({
    ...shareQueries(context, REASONS, IS_SCREENED),
    known: knownScreens(),
  }),
  finish: (results) => {
    const figure = shareFigure(results, null);
    return results['known']!.number('screens', 0) === 0 ? without(figure, NO_SCREEN) : figure;
  },
  units: unitsWhere(() => sql`(${knownScreens()}) > 0`, stayShareUnits(REASONS, IS_SCREENED)),
};

function knownScreens(): Sql {
  return sql`SELECT count(*)::INTEGER AS screens FROM score_point p
      WHERE p.taken_on IS NOT NULL AND ${isRiskScreen('p')}`;
}
