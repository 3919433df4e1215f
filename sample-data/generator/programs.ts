// The six programs of the invented provider over all levels of care, and how each one runs.
import type { Level, Reason, Site } from './levels';
import type { Weighted } from './random';

/** A program at one level: "Outpatient and aftercare" has two of these. */
export interface Unit {
  readonly key:
    'inpatient' | 'detox' | 'residential' | 'day' | 'adult' | 'sud' | 'op' | 'aftercare';
  readonly level: Level;
  readonly program: string;
  /** Short code that opens every group id. */
  readonly code: string;
  readonly sites: readonly Site[];
  /** Median days to the end and SD of their logarithm: completed, transferred, left, other. */
  readonly days: Readonly<Record<'completed' | 'transferred' | 'left' | 'other', [number, number]>>;
  /** Weights of the discharge reasons, near percentages. */
  readonly reasons: Weighted<Reason>;
  /** Share of scheduled days attended by an average person, before any adjustment. */
  readonly attends: number;
  /** Most persons enrolled in one group. */
  readonly groupCapacity: number;
}

const everywhere: readonly Site[] = ['North site', 'River site', 'Hill site'];

function reasons(
  completed: number,
  transferred: number,
  droppedOut: number,
  againstAdvice: number,
  terminated: number,
  coverageEnded: number,
  incarcerated: number,
  other: number,
): Weighted<Reason> {
  return [
    ['completed', completed],
    ['transferred', transferred],
    ['dropped_out', droppedOut],
    ['against_advice', againstAdvice],
    ['terminated', terminated],
    ['coverage_ended', coverageEnded],
    ['incarcerated', incarcerated],
    ['other', other],
    ['deceased', 0.25],
    ['record_closed', 0.6],
  ];
}

/** Every unit by its key. Reasons: completed, transferred, dropped out, against advice, and so on. */
export const UNITS: Readonly<Record<Unit['key'], Unit>> = {
  detox: {
    key: 'detox',
    level: 'withdrawal_management',
    program: 'Inpatient unit',
    code: 'W',
    sites: ['North site'],
    days: { completed: [5, 0.3], transferred: [5, 0.3], left: [2, 0.5], other: [3, 0.4] },
    reasons: reasons(44, 34, 3, 15, 1, 2, 0, 1),
    attends: 0.93,
    groupCapacity: 10,
  },
  inpatient: {
    key: 'inpatient',
    level: 'inpatient',
    program: 'Inpatient unit',
    code: 'U',
    sites: ['North site'],
    days: { completed: [9, 0.4], transferred: [8, 0.4], left: [3, 0.6], other: [6, 0.5] },
    reasons: reasons(39, 43, 1, 9, 1.5, 4, 0.3, 2),
    attends: 0.95,
    groupCapacity: 11,
  },
  residential: {
    key: 'residential',
    level: 'residential',
    program: 'Residential house',
    code: 'R',
    sites: ['River site'],
    days: { completed: [34, 0.35], transferred: [29, 0.4], left: [10, 0.8], other: [19, 0.6] },
    reasons: reasons(40, 28, 7, 12, 7, 4, 1, 1.5),
    attends: 0.95,
    groupCapacity: 11,
  },
  day: {
    key: 'day',
    level: 'php',
    program: 'Day program',
    code: 'D',
    sites: ['North site', 'Hill site'],
    days: { completed: [25, 0.3], transferred: [21, 0.4], left: [9, 0.75], other: [16, 0.6] },
    reasons: reasons(37, 33, 12.8, 4.8, 3.5, 7, 0.3, 2),
    attends: 0.875,
    groupCapacity: 12,
  },
  adult: {
    key: 'adult',
    level: 'iop',
    program: 'Adult IOP',
    code: 'A',
    sites: everywhere,
    days: { completed: [56, 0.25], transferred: [38, 0.45], left: [16, 0.8], other: [30, 0.6] },
    reasons: reasons(47, 15, 17, 3, 4, 8.5, 0.5, 4),
    attends: 0.84,
    groupCapacity: 13,
  },
  sud: {
    key: 'sud',
    level: 'iop',
    program: 'Substance use IOP',
    code: 'S',
    sites: ['North site', 'River site'],
    days: { completed: [56, 0.25], transferred: [40, 0.45], left: [16, 0.8], other: [30, 0.6] },
    reasons: reasons(37.7, 17.5, 19, 4.4, 13.2, 3.2, 1.7, 2.1),
    attends: 0.825,
    groupCapacity: 13,
  },
  op: {
    key: 'op',
    level: 'op',
    program: 'Outpatient and aftercare',
    code: 'O',
    sites: everywhere,
    days: { completed: [110, 0.45], transferred: [60, 0.6], left: [38, 0.85], other: [70, 0.6] },
    reasons: reasons(43, 9, 32, 1, 3.5, 4.5, 0.6, 6),
    attends: 0.75,
    groupCapacity: 10,
  },
  aftercare: {
    key: 'aftercare',
    level: 'aftercare',
    program: 'Outpatient and aftercare',
    code: 'F',
    sites: everywhere,
    days: { completed: [84, 0.25], transferred: [45, 0.5], left: [32, 0.8], other: [50, 0.6] },
    reasons: reasons(60, 4, 28, 0.5, 1, 1.5, 0.5, 4),
    attends: 0.72,
    groupCapacity: 12,
  },
};
