/** The pictures of the group `length`. */
import type { Builder } from '../builder';
import { census } from './census';
import { dischargeReasons } from './discharge-reasons';
import { dropoutIncidence } from './dropout-incidence';
import { endShare } from './end-share';
import { lengthOfStay } from './length-of-stay';
import { monthlyCount } from './monthly-count';
import { retention } from './retention';

/** The builder of each figure of the group, by metric id. */
export const LENGTH_BUILDERS: Readonly<Record<string, Builder>> = {
  'length-of-stay': lengthOfStay,
  'discharge-reasons': dischargeReasons,
  'planned-discharge': endShare({ axis: 'Left as planned', countOf: 'discharge' }),
  'early-dropout': endShare({ axis: 'Dropped out early', countOf: 'admission' }),
  'early-unplanned': endShare({ axis: 'Left early without a plan', countOf: 'admission' }),
  retention: retention,
  'dropout-incidence': dropoutIncidence,
  census: census,
  admissions: monthlyCount('Admissions', 'admission', 'admissions'),
  discharges: monthlyCount('Discharges', 'discharge', 'discharges'),
  'people-served': monthlyCount('People served', 'person', 'people'),
};
