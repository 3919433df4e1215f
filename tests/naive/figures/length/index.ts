/** The figures of the group `length`, computed without any SQL. */
import { ACTIVE, ADMITTED, DISCHARGED, ENDED, type NaiveMetric } from '../figure';
import { admissions, census, discharges, peopleServed } from './counts';
import { dropoutIncidence } from './incidence';
import { lengthOfStay, retention } from './length';
import { dischargeReasons, earlyDropout, earlyUnplanned, plannedDischarge } from './shares';

/** Each figure of the group by its id. */
export const LENGTH_NAIVE = {
  'length-of-stay': { bases: ENDED, compute: lengthOfStay },
  'discharge-reasons': { bases: ENDED, compute: dischargeReasons },
  'planned-discharge': { bases: ENDED, compute: plannedDischarge },
  'early-dropout': { bases: ADMITTED, compute: earlyDropout },
  'early-unplanned': { bases: ADMITTED, compute: earlyUnplanned },
  retention: { bases: ADMITTED, compute: retention },
  'dropout-incidence': { bases: ADMITTED, compute: dropoutIncidence },
  census: { bases: ACTIVE, compute: census },
  admissions: { bases: ADMITTED, compute: admissions },
  discharges: { bases: DISCHARGED, compute: discharges },
  'people-served': { bases: ACTIVE, compute: peopleServed },
} as const satisfies Readonly<Record<string, NaiveMetric>>;
