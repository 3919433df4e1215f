/** The metrics about how long people stay, and how stays end, in the order of the dictionary. */
import type { Metric } from '../metric';
import { admissions, discharges } from './admissions';
import { census } from './census';
import { dischargeReasons } from './discharge-reasons';
import { dropoutIncidence } from './dropout-incidence';
import { earlyDropout, earlyUnplanned } from './early-dropout';
import { lengthOfStay } from './length-of-stay';
import { peopleServed } from './people-served';
import { plannedDischarge } from './planned-discharge';
import { retention } from './retention';

/** The group `length`. */
export const LENGTH: readonly Metric[] = [
  lengthOfStay,
  dischargeReasons,
  plannedDischarge,
  earlyDropout,
  earlyUnplanned,
  retention,
  dropoutIncidence,
  census,
  admissions,
  discharges,
  peopleServed,
];
