// Codes of the data model that the generator uses, and the sites of the invented provider.
import type { Weighted } from './random';

/** Level of care codes, as in the data model. */
export type Level =
  'withdrawal_management' | 'inpatient' | 'residential' | 'php' | 'iop' | 'op' | 'aftercare';

/** Discharge reason codes, as in the data model. */
export type Reason =
  | 'completed'
  | 'transferred'
  | 'dropped_out'
  | 'against_advice'
  | 'terminated'
  | 'coverage_ended'
  | 'incarcerated'
  | 'other'
  | 'deceased'
  | 'record_closed';

/** Sites of the invented provider. */
export type Site = 'North site' | 'River site' | 'Hill site';

/** All sites with the share of the people that live nearest. */
export const SITES: Weighted<Site> = [
  ['North site', 42],
  ['River site', 33],
  ['Hill site', 25],
];

/** Rank of a level as in the data model; higher is more intensive. */
export const RANK: Readonly<Record<Level, number>> = {
  withdrawal_management: 5,
  inpatient: 5,
  residential: 4,
  php: 3,
  iop: 2,
  op: 1,
  aftercare: 0,
};

/** Whether people stay overnight. */
export function isResidential(level: Level): boolean {
  return RANK[level] >= 4;
}
