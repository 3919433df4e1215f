/** The figures of the group `access`, computed without any SQL. */
import { ENDED, type NaiveMetric } from '../figure';
import { daysToAdmission, experienceTopBox } from './access';

/** Each figure of the group by its id. */
export const ACCESS_NAIVE = {
  'days-to-admission': { bases: ENDED, compute: daysToAdmission },
  'experience-top-box': { bases: ENDED, compute: experienceTopBox },
} as const satisfies Readonly<Record<string, NaiveMetric>>;
