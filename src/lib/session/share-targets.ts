/**
 * The metrics that may have a target, the least share that is wanted: every proportion of which more is
 * better. Kept as ids, since kept settings are checked before any definition is fetched; a test compares
 * them with the registry.
 */
export const SHARE_TARGETS: ReadonlySet<string> = new Set([
  'baseline-completion',
  'paired-data',
  'measurement-flow',
  'measure-adherence',
  'off-track-review',
  'follow-up-score-90',
  'follow-up-score-180',
  'follow-up-score-365',
  'risk-screened',
  'risk-follow-through',
  'response',
  'remission',
  'reliable-change',
  'clinically-significant-change',
  'recovery',
  'reliable-recovery',
  'missing-bounds',
  'no-use-at-last',
  'attendance-rate',
  'attended-of-scheduled',
  'attendance-course',
  'attendance-weekday',
  'weeks-at-floor',
  'program-fidelity',
  'planned-discharge',
  'continuity-7',
  'continuity-30',
  'first-session-attended',
  'experience-top-box',
]);
