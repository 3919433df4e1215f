/** The metrics about getting in and about experience, in the order of the dictionary. */
import type { Metric } from '../metric';
import { daysToAdmission } from './days-to-admission';
import { experienceTopBox } from './experience-top-box';

/** The group `access`. */
export const ACCESS: readonly Metric[] = [daysToAdmission, experienceTopBox];
