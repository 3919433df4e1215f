/** All cases by hand: the plain derivation and the SQL are both tested on them. */
import type { DeriveCase } from './case';
import { SCORE_CASES } from './cases-scores';
import { SESSION_CASES } from './cases-sessions';
import { STAY_CASES } from './cases-stays';

export type { DeriveCase } from './case';

/** Every case. */
export const DERIVE_CASES: readonly DeriveCase[] = [
  ...STAY_CASES,
  ...SCORE_CASES,
  ...SESSION_CASES,
];
