/** What is drawn at random about a person; `random.ts` turns it into rows. */
import fc from 'fast-check';
import { DISCHARGE_REASONS, SESSION_STATUSES, SESSION_TYPES } from '$lib/model/canonical';
import type { LevelCode } from '$lib/model/levels';

/** Days within which all admissions and discharges lie. */
export const HORIZON_DAYS = 120;

const PROGRAMS = ['North', 'South', 'Dawn'];
const RANKED_LEVELS: readonly LevelCode[] = ['residential', 'php', 'iop', 'op'];
const RARE_LEVELS: readonly LevelCode[] = [
  'inpatient',
  'withdrawal_management',
  'aftercare',
  'housing',
];
const DIAGNOSES = ['F10.20', 'F32.1', 'f331', 'F34.0', 'F34.81', 'F43.81', 'F43.10', 'Z634', 'R45'];

/** Mostly the first, now and then the second. */
function mostly<A, B>(common: fc.Arbitrary<A>, rare: fc.Arbitrary<B>): fc.Arbitrary<A | B> {
  return fc.oneof({ arbitrary: common, weight: 5 }, { arbitrary: rare, weight: 1 });
}

/** A value that is missing now and then. */
function maybe<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return mostly(value, fc.constant(null));
}

/** A number of days that is often on or next to the limit of a window. */
const edgeDays = fc.oneof(
  fc.constantFrom(-8, -7, -6, -4, -3, -2, -1, 0, 0, 0, 1, 2, 3, 4, 6, 7, 8),
  fc.integer({ min: -10, max: 40 }),
);

/** What followed a score, in days after it, and the answer to the item about suicide. */
const followSpec = fc.record({
  riskItem: fc.constantFrom(null, 0, 0, 1, 3),
  reviewed: fc.constantFrom(null, -1, 0, 1, 7, 8, 30),
  assessed: fc.constantFrom(null, null, -1, 0, 1, 2),
});

/** Two scores of one measure, one about the admission and one about the discharge. */
const courseSpec = fc.record({
  measure: mostly(fc.constant('phq9'), fc.constantFrom('gad7', 'bam_use')),
  first: edgeDays,
  last: edgeDays,
  firstPoints: fc.nat({ max: 27 }),
  lastPoints: fc.nat({ max: 27 }),
  isNamed: fc.boolean(),
  follow: followSpec,
});

const staySpec = fc.record({
  /** Days from the referral to the admission; negative = admitted before it. */
  wait: fc.oneof(fc.constantFrom(null, -1, 0, 13, 14, 15), fc.integer({ min: 0, max: 40 })),
  /** Days from the end of the stay before, or from its admission when `isConcurrent`. */
  gap: fc.oneof(
    fc.constantFrom(-2, -1, 0, 0, 0, 1, 2, 3, 7, 8, 29, 30, 31),
    fc.integer({ max: 12, min: 0 }),
  ),
  isConcurrent: fc.integer({ min: 0, max: 5 }).map((value) => value === 0),
  length: fc.oneof(fc.constantFrom(0, 1, 6, 7, 8, 14), fc.integer({ min: 0, max: 40 })),
  isOpen: fc.integer({ min: 0, max: 9 }).map((value) => value === 0),
  level: mostly(fc.constantFrom(...RANKED_LEVELS), fc.constantFrom(...RARE_LEVELS)),
  reason: maybe(fc.constantFrom(...DISCHARGE_REASONS)),
  goesTo: fc.constantFrom(null, null, 'iop', 'op', 'residential', 'housing'),
  /** Weeks that the stay was planned to last. */
  weeks: fc.constantFrom(null, 1, 2, 2.5, 6),
  /** Days of the last contact before the discharge; negative = after it. */
  silence: mostly(fc.constant(null), fc.integer({ min: -3, max: 6 })),
  program: maybe(fc.constantFrom(...PROGRAMS)),
  site: maybe(fc.constantFrom('East', 'West')),
  payer: maybe(fc.constantFrom('Public', 'Private')),
  sex: maybe(fc.constantFrom('f', 'm')),
  diagnosis: maybe(fc.constantFrom(...DIAGNOSES)),
  county: maybe(fc.constantFrom('A', 'B')),
  course: maybe(courseSpec),
});

/** Where a score or session lies: so many days from a limit of one of the person's stays. */
const placeSpec = fc.record({
  stay: fc.nat({ max: 4 }),
  limit: fc.constantFrom('admitted', 'discharged'),
  offset: edgeDays,
  /** The stay that the row names: none, the one that it lies at, or another of the person. */
  names: fc.constantFrom('none', 'none', 'own', 'own', 'other'),
});

const scoreSpec = fc.record({
  place: placeSpec,
  measure: mostly(
    fc.constantFrom('phq9', 'gad7', 'ors'),
    fc.constantFrom('phqa', 'k10', 'auditc', 'cssrs', 'bam_use'),
  ),
  points: fc.nat({ max: 27 }),
  follow: followSpec,
  rater: mostly(fc.constant(null), fc.constantFrom('self', 'clinician')),
  /** Another score on the same day, which names a stay or not. */
  again: mostly(
    fc.constant(null),
    fc.record({ points: fc.nat({ max: 27 }), isNamed: fc.boolean() }),
  ),
});

/** A score that has a visit, a phase or both in place of a day; two words may share a position. */
const visitSpec = fc.record({
  stay: fc.nat({ max: 4 }),
  isNamed: fc.boolean(),
  measure: mostly(fc.constantFrom('phq9', 'gad7', 'ors'), fc.constantFrom('k10', 'auditc', 'who5')),
  rater: mostly(fc.constant(null), fc.constantFrom('self')),
  points: fc.nat({ max: 27 }),
  place: fc.constantFrom(
    { visit: 1, phase: null },
    { visit: 2, phase: null },
    { visit: 2.5, phase: null },
    { visit: null, phase: 'pre' },
    { visit: null, phase: 'Pre' },
    { visit: null, phase: 'post' },
    { visit: null, phase: 'd30' },
    { visit: null, phase: 'word without a place' },
    { visit: 3, phase: 'post' },
  ),
});

const sessionSpec = fc.record({
  place: placeSpec,
  status: mostly(
    fc.constantFrom('attended', 'attended', 'no_show'),
    fc.constantFrom(...SESSION_STATUSES),
  ),
  type: maybe(fc.constantFrom(...SESSION_TYPES)),
  scheduled: maybe(fc.constantFrom(50, 60, 180)),
  attended: mostly(fc.constant(null), fc.constantFrom(0, 45, 180)),
  group: maybe(fc.constantFrom('g1', 'g2')),
});

/** A survey; `names` says who or what it names. */
const surveySpec = fc.record({
  stay: fc.nat({ max: 4 }),
  offset: edgeDays,
  limit: fc.constantFrom('admitted', 'discharged'),
  names: fc.constantFrom('stay', 'stay', 'person', 'person', 'nobody'),
  instrument: fc.constantFrom('day', 'day', 'night'),
  score: fc.constantFrom(1, 3.4, 5),
  topBox: fc.constantFrom(null, true, true, false),
});

/** A person. */
export const personSpec = fc.record({
  start: fc.integer({ min: 0, max: HORIZON_DAYS }),
  stays: fc.array(staySpec, { minLength: 1, maxLength: 5 }),
  scores: fc.array(scoreSpec, { maxLength: 12 }),
  sessions: fc.array(sessionSpec, { maxLength: 12 }),
  surveys: fc.array(surveySpec, { maxLength: 3 }),
  visits: mostly(fc.array(visitSpec, { maxLength: 0 }), fc.array(visitSpec, { maxLength: 8 })),
});

/** A stay as drawn. */
export type StaySpec = typeof staySpec extends fc.Arbitrary<infer T> ? T : never;

/** Two scores of a stay as drawn. */
export type CourseSpec = typeof courseSpec extends fc.Arbitrary<infer T> ? T : never;

/** A place in time as drawn. */
export type PlaceSpec = typeof placeSpec extends fc.Arbitrary<infer T> ? T : never;

/** What followed a score as drawn. */
export type FollowSpec = typeof followSpec extends fc.Arbitrary<infer T> ? T : never;

/** A score as drawn. */
export type ScoreSpec = typeof scoreSpec extends fc.Arbitrary<infer T> ? T : never;

/** A score without a day as drawn. */
export type VisitSpec = typeof visitSpec extends fc.Arbitrary<infer T> ? T : never;

/** A survey as drawn. */
export type SurveySpec = typeof surveySpec extends fc.Arbitrary<infer T> ? T : never;

/** A session as drawn. */
export type SessionSpec = typeof sessionSpec extends fc.Arbitrary<infer T> ? T : never;
