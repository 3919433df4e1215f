/**
 * `follow-up-score-90`, `-180`, `-365`: of the stays that ended long enough ago, how many have a score
 * from about that day after discharge.
 */
import { sql } from '$lib/sql/sql';
import type { Metric } from '../metric';
import { DECEASED, type Reason, notSeen } from '../eligible-discharge';
import { SHARE_COLUMNS, WILSON_INTERVAL, shareFigure, shareQueries, stayShareUnits } from './stay-share'; // prettier-ignore

/** Days around the day of a follow-up in which a score is one. */
export const FOLLOW_UP_DAYS_AROUND = 30;

/** A score about 90 days after discharge. */
export const followUpScore90 = followUpScore(90);

/** A score about 180 days after discharge. */
export const followUpScore180 = followUpScore(180);

/** A score about 365 days after discharge. */
export const followUpScore365 = followUpScore(365);

function followUpScore(days: 90 | 180 | 365): Metric {
  const [from, to] = [days - FOLLOW_UP_DAYS_AROUND, days + FOLLOW_UP_DAYS_AROUND];
  const reasons: readonly Reason[] = [
    ...notSeen(to),
    DECEASED,
    {
      name: 'in another stay at that time',
      when: sql`stay_no IN (
        SELECT ended.stay_no FROM stay_base ended
        JOIN stay_base other ON other.person_no = ended.person_no
          AND other.stay_no <> ended.stay_no
          AND other.admitted_on <= ended.discharged_on + ${to}::INTEGER
          AND (other.is_open OR other.discharged_on >= ended.discharged_on + ${from}::INTEGER))`,
    },
  ];
  const hasScore = sql`stay_no IN (
      SELECT stay_no FROM follow_up_score WHERE days_after BETWEEN ${from} AND ${to})`;
  return {
    id: `follow-up-score-${days}`,
    group: 'measurement',
    question: `How many have a score ${days} days after discharge?`,
    name: `Follow-up score at ${days} days`,
    unit: 'proportion',
    unitOfAnalysis: 'stay',
    numerator: `Stays with a score of any instrument ${from} to ${to} days after discharge that names the stay, or names none and lies in no stay of the person`,
    denominator: `Finished stays, not deceased, discharged at least ${to} days before the end of observation, without another stay of the person that has a day ${from} to ${to} days after discharge`,
    exclusions: `Open stays, discharges too close to the end of observation or without a known one, deaths, people in another stay ${from} to ${to} days after discharge`,
    direction: 'higher is better',
    bases: ['discharged', 'admitted'],
    defaultBasis: 'discharged',
    rows: `A score within 30 days of day ${days} after discharge / finished stays seen that long; another stay inside that window excludes, since the score is to be from after services`,
    columns: SHARE_COLUMNS,
    interval: WILSON_INTERVAL,
    profile: null,
    source: 'Our convention',
    version: 1,
    needs: ['stays', 'scores', 'days', 'observation'],
    queries: (context) => shareQueries(context, reasons, hasScore),
    finish: (results) => shareFigure(results, `${days} days`),
    units: stayShareUnits(reasons, hasScore),
  };
}
