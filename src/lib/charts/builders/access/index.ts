/** The pictures of the group `access`. */
import type { Builder } from '../builder';
import { daysToAdmission } from './days-to-admission';
import { experienceTopBox } from './experience-top-box';

/** The builder of each figure of the group, by metric id. */
export const ACCESS_BUILDERS: Readonly<Record<string, Builder>> = {
  'days-to-admission': daysToAdmission,
  'experience-top-box': experienceTopBox,
};
