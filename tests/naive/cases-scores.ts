/** Cases by hand about scores; every value is worked out from the data model. */
import { type DeriveCase, stay, toCase } from './case';
import { VISIT_FILE, scoreRow, visitRow } from './rows';
import type { ScoreRow, StayRow, VisitRow } from './types';

const PHQ9 = { measure: 'phq9', rater: null } as const;

function phq9(takenOn: string, score: number, cells: Partial<ScoreRow> = {}): ScoreRow {
  return scoreRow({ person_id: 'p', taken_on: takenOn, measure: 'phq9', score, ...cells });
}

/** A stay from 1 February to 1 March 2024 (29 days) of a person of the same name. */
function february(name: string, cells: Partial<StayRow> = {}): StayRow {
  return stay(name, 'php', '2024-02-01', '2024-03-01', { person_id: name, ...cells });
}

function of(person: string, takenOn: string, score: number): ScoreRow {
  return phq9(takenOn, score, { person_id: person });
}

/** A PHQ-9 of a person without a day. */
function at(person: string, cells: Partial<VisitRow>, score: number): VisitRow {
  return visitRow({ person_id: person, measure: 'phq9', score, ...cells });
}

const paired = { ...PHQ9, status: 'paired' } as const;

/** Cases about scores. */
export const SCORE_CASES: readonly DeriveCase[] = [
  toCase(
    'a baseline lies from 7 days before to 7 days after admission',
    {
      stays: ['b-8', 'b-7', 'b+7', 'b+8'].map((name) => february(name)),
      scores: [
        of('b-8', '2024-01-24', 20),
        of('b-8', '2024-02-20', 10),
        of('b-7', '2024-01-25', 20),
        of('b-7', '2024-02-20', 14),
        of('b+7', '2024-02-08', 20),
        of('b+7', '2024-02-20', 15),
        of('b+8', '2024-02-09', 20),
        of('b+8', '2024-02-20', 10),
      ],
    },
    {
      stayPairs: [
        {
          stay_id: 'b-8',
          ...PHQ9,
          status: 'no_baseline',
          baseline: null,
          last: null,
          improvement: null,
        },
        {
          stay_id: 'b-7',
          ...paired,
          baseline_on: '2024-01-25',
          improvement: 6,
          days_between: 26,
          reliable_class: 'improved',
        },
        {
          stay_id: 'b+7',
          ...paired,
          baseline_on: '2024-02-08',
          improvement: 5,
          reliable_class: 'unchanged',
        },
        { stay_id: 'b+8', ...PHQ9, status: 'no_baseline' },
      ],
      scorePoints: [
        { person_id: 'b-8', ...PHQ9, taken_on: '2024-01-24', stay_id: null, week: null },
        { person_id: 'b-7', ...PHQ9, taken_on: '2024-01-25', stay_id: 'b-7', day: -7, week: 0 },
        { person_id: 'b+7', ...PHQ9, taken_on: '2024-02-08', stay_id: 'b+7', day: 7, week: 1 },
      ],
    },
  ),
  toCase(
    'a last score lies at most 3 days after discharge, a discharge score within 7 of it',
    {
      stays: ['l+3', 'l+4', 'd+7', 'd+8', 'd-7', 'd-8'].map((name) => february(name)),
      scores: [
        of('l+3', '2024-02-01', 10),
        of('l+3', '2024-03-04', 16),
        of('l+4', '2024-02-01', 10),
        of('l+4', '2024-03-05', 16),
        of('d+7', '2024-02-01', 10),
        of('d+7', '2024-02-28', 9),
        of('d+7', '2024-03-08', 8),
        of('d+8', '2024-02-01', 10),
        of('d+8', '2024-03-09', 8),
        of('d-7', '2024-02-01', 10),
        of('d-7', '2024-02-23', 7),
        of('d-8', '2024-02-01', 10),
        of('d-8', '2024-02-22', 7),
      ],
    },
    {
      stayPairs: [
        {
          stay_id: 'l+3',
          ...paired,
          last_on: '2024-03-04',
          discharge_on: '2024-03-04',
          improvement: -6,
          reliable_class: 'deteriorated',
        },
        {
          stay_id: 'l+4',
          ...PHQ9,
          status: 'no_later_score',
          baseline: 10,
          last: null,
          discharge_on: '2024-03-05',
          discharge_score: 16,
        },
        {
          stay_id: 'd+7',
          ...paired,
          last: 9,
          discharge_on: '2024-03-08',
          discharge_score: 8,
          improvement: 1,
        },
        {
          stay_id: 'd+8',
          ...PHQ9,
          status: 'no_later_score',
          discharge_on: null,
          discharge_score: null,
        },
        { stay_id: 'd-7', ...paired, last: 7, discharge_on: '2024-02-23' },
        { stay_id: 'd-8', ...paired, last: 7, discharge_on: null },
      ],
      scorePoints: [
        { person_id: 'l+3', ...PHQ9, taken_on: '2024-03-04', stay_id: 'l+3', day: 32, week: 4 },
        { person_id: 'l+4', ...PHQ9, taken_on: '2024-03-05', stay_id: null },
      ],
    },
  ),
  toCase(
    'the same person alone has a baseline first and a last score last, of several',
    {
      stays: [stay('a', 'php', '2024-02-01', '2024-03-01')],
      scores: [
        phq9('2024-02-15', 9),
        phq9('2024-02-03', 18),
        phq9('2024-01-30', 20),
        phq9('2024-02-28', 12),
        phq9('2024-03-02', 11),
      ],
    },
    {
      stayPairs: [
        {
          stay_id: 'a',
          ...paired,
          baseline_on: '2024-01-30',
          baseline: 20,
          last_on: '2024-03-02',
          last: 11,
          improvement: 9,
          days_between: 32,
        },
      ],
      pathPairs: [{ first_stay_id: 'a', ...paired, baseline: 20, last: 11 }],
    },
  ),
  toCase(
    'a single score cannot be baseline and last, nor baseline and discharge score',
    {
      stays: [stay('a', 'php', '2024-02-01', '2024-02-05')],
      scores: [phq9('2024-02-03', 18)],
    },
    {
      stayPairs: [
        {
          stay_id: 'a',
          ...PHQ9,
          status: 'no_later_score',
          baseline: 18,
          last: null,
          discharge_score: null,
        },
      ],
    },
  ),
  toCase(
    'of two scores on a day the last in file order counts, named or not, for each rater',
    {
      stays: [stay('a', 'php', '2024-02-01', '2024-03-01')],
      scores: [
        phq9('2024-02-01', 20, { stay_id: 'a' }),
        phq9('2024-02-01', 19),
        phq9('2024-02-20', 8),
        phq9('2024-02-20', 7, { stay_id: 'a' }),
        phq9('2024-02-01', 5, { rater: 'clinician' }),
      ],
    },
    {
      scorePoints: [
        {
          person_id: 'p',
          ...PHQ9,
          taken_on: '2024-02-01',
          stay_id: 'a',
          score: 19,
          superseded: 1,
          band: 'moderately severe',
        },
        {
          person_id: 'p',
          ...PHQ9,
          taken_on: '2024-02-20',
          stay_id: 'a',
          score: 7,
          superseded: 1,
          band: 'mild',
        },
        {
          person_id: 'p',
          measure: 'phq9',
          rater: 'clinician',
          taken_on: '2024-02-01',
          stay_id: 'a',
          score: 5,
          superseded: 0,
        },
      ],
      stayPairs: [
        { stay_id: 'a', ...paired, baseline: 19, last: 7, improvement: 12 },
        {
          stay_id: 'a',
          measure: 'phq9',
          rater: 'clinician',
          status: 'no_later_score',
          baseline: 5,
        },
      ],
    },
  ),
  toCase(
    'an unnamed score on a transfer day ends one stay and begins the other',
    {
      stays: [
        stay('a', 'php', '2024-01-01', '2024-01-15'),
        stay('b', 'iop', '2024-01-15', '2024-02-15'),
      ],
      scores: [
        phq9('2024-01-01', 20),
        phq9('2024-01-12', 16),
        phq9('2024-01-15', 14),
        phq9('2024-02-14', 6),
      ],
    },
    {
      stayPairs: [
        {
          stay_id: 'a',
          ...paired,
          baseline: 20,
          last_on: '2024-01-15',
          last: 14,
          discharge_score: 14,
          improvement: 6,
        },
        {
          stay_id: 'b',
          ...paired,
          baseline_on: '2024-01-15',
          baseline: 14,
          last: 6,
          improvement: 8,
        },
      ],
      pathPairs: [
        { first_stay_id: 'a', ...paired, baseline: 20, last: 6, improvement: 14, days_between: 44 },
      ],
      scorePoints: [
        { person_id: 'p', ...PHQ9, taken_on: '2024-01-12', stay_id: 'a' },
        { person_id: 'p', ...PHQ9, taken_on: '2024-01-15', stay_id: 'b', day: 0 },
      ],
    },
  ),
  toCase(
    'an unnamed score inside the stay before is no baseline of the next, a named one is',
    {
      stays: [
        stay('a', 'php', '2024-01-01', '2024-01-15'),
        stay('b', 'iop', '2024-01-15', '2024-02-15'),
        stay('c', 'php', '2024-01-01', '2024-01-15', { person_id: 'q' }),
        stay('d', 'iop', '2024-01-17', '2024-02-15', { person_id: 'q' }),
      ],
      scores: [
        phq9('2024-01-12', 16),
        phq9('2024-02-01', 6),
        phq9('2024-01-12', 16, { person_id: 'q' }),
        phq9('2024-01-12', 15, { person_id: 'q', stay_id: 'd' }),
        phq9('2024-01-12', 17, { person_id: 'q' }),
        phq9('2024-01-16', 14, { person_id: 'q' }),
        phq9('2024-02-01', 6, { person_id: 'q' }),
      ],
    },
    {
      stayPairs: [
        { stay_id: 'b', ...PHQ9, status: 'no_baseline', baseline: null },
        {
          stay_id: 'd',
          ...paired,
          baseline_on: '2024-01-12',
          baseline: 15,
          last: 6,
          improvement: 9,
        },
      ],
      scorePoints: [
        { person_id: 'q', ...PHQ9, taken_on: '2024-01-12', stay_id: 'd', score: 15, day: -5 },
        { person_id: 'q', ...PHQ9, taken_on: '2024-01-12', stay_id: 'c', score: 17, superseded: 1 },
        {
          person_id: 'q',
          ...PHQ9,
          taken_on: '2024-01-16',
          stay_id: 'd',
          score: 14,
          day: -1,
          week: 0,
        },
      ],
    },
  ),
  toCase(
    'a score that names a stay serves no other stay',
    {
      stays: [
        stay('a', 'php', '2024-01-01', '2024-01-15'),
        stay('b', 'iop', '2024-01-15', '2024-02-15'),
      ],
      scores: [
        phq9('2024-01-01', 20),
        phq9('2024-01-15', 14, { stay_id: 'a' }),
        phq9('2024-01-15', 13, { stay_id: 'b' }),
        phq9('2024-01-15', 12, { stay_id: 'a' }),
        phq9('2024-01-20', 3, { stay_id: 'a' }),
      ],
    },
    {
      stayPairs: [
        {
          stay_id: 'a',
          ...paired,
          baseline: 20,
          last: 12,
          discharge_on: '2024-01-20',
          discharge_score: 3,
        },
        { stay_id: 'b', ...PHQ9, status: 'no_later_score', baseline: 13, last: null },
      ],
      scorePoints: [
        { person_id: 'p', ...PHQ9, taken_on: '2024-01-15', stay_id: 'a', score: 12, superseded: 1 },
        { person_id: 'p', ...PHQ9, taken_on: '2024-01-15', stay_id: 'b', score: 13, superseded: 0 },
        { person_id: 'p', ...PHQ9, taken_on: '2024-01-20', stay_id: 'a', day: 19, week: 2 },
      ],
    },
  ),
  toCase(
    'the baseline of a stay of 0 days lies on or before its only day',
    {
      stays: [
        stay('a', 'inpatient', '2024-02-01', '2024-02-01'),
        stay('b', 'inpatient', '2024-02-01', '2024-02-01', { person_id: 'q' }),
      ],
      scores: [
        phq9('2024-02-01', 20),
        phq9('2024-02-04', 10),
        phq9('2024-02-02', 20, { person_id: 'q' }),
        phq9('2024-02-04', 10, { person_id: 'q' }),
      ],
    },
    {
      stayPairs: [
        { stay_id: 'a', ...paired, baseline: 20, last: 10, improvement: 10, days_between: 3 },
        { stay_id: 'b', ...PHQ9, status: 'no_baseline' },
      ],
    },
  ),
  toCase(
    'an open stay has no pair, and a measure that a program hardly uses is not due',
    {
      stays: [
        stay('a', 'php', '2024-05-01', null),
        stay('b', 'php', '2024-01-01', '2024-02-01', { person_id: 'q' }),
        stay('c', 'php', '2024-01-01', '2024-02-01', { person_id: 'r' }),
        stay('d', 'php', '2024-01-01', '2024-02-01', { person_id: 's' }),
      ],
      scores: [
        phq9('2024-05-01', 20),
        phq9('2024-06-01', 10),
        phq9('2024-01-01', 20, { person_id: 'q' }),
        scoreRow({ person_id: 'p', taken_on: '2024-05-01', measure: 'who5', score: 40 }),
        scoreRow({ person_id: 'r', taken_on: '2024-01-02', measure: 'who5', score: 40 }),
        scoreRow({ person_id: 'r', taken_on: '2024-01-30', measure: 'who5', score: 52 }),
        scoreRow({ person_id: 's', taken_on: '2024-01-01', measure: 'gad7', score: 12 }),
        scoreRow({ person_id: 's', taken_on: '2024-02-01', measure: 'gad7', score: 8 }),
      ],
    },
    {
      stayPairs: [
        { stay_id: 'a', ...PHQ9, status: 'open', improvement: null, discharge_score: null },
        { stay_id: 'b', ...PHQ9, status: 'no_later_score' },
        { stay_id: 'c', ...PHQ9, status: 'no_score' },
        {
          stay_id: 'c',
          measure: 'who5',
          rater: null,
          status: 'paired',
          improvement: 12,
          reliable_class: 'improved',
        },
        { stay_id: 'b', measure: 'gad7', rater: null, status: 'not_due' },
        {
          stay_id: 'd',
          measure: 'gad7',
          rater: null,
          status: 'paired',
          improvement: 4,
          reliable_class: 'improved',
        },
      ],
    },
  ),
  toCase(
    'a reliable change that is only our convention gives no class',
    {
      stays: [stay('a', 'php', '2024-02-01', '2024-03-01')],
      scores: [
        phq9('2024-02-01', 20, { measure: 'phqa' }),
        phq9('2024-02-20', 4, { measure: 'phqa' }),
      ],
    },
    {
      stayPairs: [
        {
          stay_id: 'a',
          measure: 'phqa',
          rater: null,
          status: 'paired',
          improvement: 16,
          reliable_class: null,
        },
      ],
    },
  ),
  toCase(
    'a level may have windows of its own',
    {
      stays: [
        stay('a', 'php', '2024-02-01', '2024-03-01'),
        stay('b', 'iop', '2024-02-01', '2024-03-01', { person_id: 'q' }),
      ],
      scores: [
        phq9('2024-01-28', 20),
        phq9('2024-02-20', 10),
        phq9('2024-01-28', 20, { person_id: 'q' }),
        phq9('2024-02-20', 10, { person_id: 'q' }),
      ],
    },
    {
      stayPairs: [
        { stay_id: 'a', ...PHQ9, status: 'no_baseline' },
        { stay_id: 'b', ...paired, baseline_on: '2024-01-28' },
      ],
    },
    {
      scoreWindowByLevel: {
        php: { baselineBefore: 3, baselineAfter: 3, lastAfter: 3, dischargeAround: 3 },
      },
    },
  ),
  toCase(
    'a path ends with the last of its stays, whatever happened between them',
    {
      stays: [
        stay('a', 'php', '2024-01-01', '2024-01-15'),
        stay('b', 'iop', '2024-01-20', '2024-02-15'),
      ],
      scores: [
        phq9('2024-01-02', 20),
        phq9('2024-01-18', 12),
        phq9('2024-02-18', 9),
        phq9('2024-02-19', 2),
      ],
    },
    {
      stayPairs: [
        { stay_id: 'a', ...paired, baseline: 20, last_on: '2024-01-18', last: 12 },
        { stay_id: 'b', ...paired, baseline_on: '2024-01-18', baseline: 12, last: 9 },
      ],
      pathPairs: [
        {
          first_stay_id: 'a',
          ...paired,
          baseline: 20,
          last_on: '2024-02-18',
          last: 9,
          improvement: 11,
        },
      ],
      scorePoints: [
        { person_id: 'p', ...PHQ9, taken_on: '2024-01-18', stay_id: 'b', day: -2, week: 0 },
      ],
    },
  ),
  toCase(
    'a score between the stays of a path is a score of the path, of none of its stays',
    {
      stays: [
        stay('a', 'php', '2024-01-01', '2024-01-15'),
        stay('b', 'iop', '2024-02-10', '2024-03-01'),
      ],
      scores: [phq9('2024-01-01', 20), phq9('2024-01-25', 10)],
    },
    {
      paths: [{ person_id: 'p', stay_ids: ['a', 'b'] }],
      stayPairs: [
        { stay_id: 'a', ...PHQ9, status: 'no_later_score', baseline: 20, discharge_score: null },
        { stay_id: 'b', ...PHQ9, status: 'no_score', baseline: null, last: null },
      ],
      pathPairs: [{ first_stay_id: 'a', ...paired, baseline: 20, last: 10, discharge_score: null }],
      scorePoints: [{ person_id: 'p', ...PHQ9, taken_on: '2024-01-25', stay_id: null, week: null }],
    },
    { pathGapDays: 30 },
  ),
  toCase(
    'without days the first visit that may start a change and the last that may end one count',
    {
      stays: [
        february('v'),
        february('f'),
        stay('o1', 'php', '2024-02-01', '2024-02-10', { person_id: 'o' }),
        stay('o2', 'iop', '2024-02-10', '2024-03-01', { person_id: 'o' }),
      ],
      phases: [
        { fileId: VISIT_FILE, word: 'pre', position: 1, role: 'baseline' },
        { fileId: VISIT_FILE, word: 'post', position: 3, role: 'later' },
        { fileId: VISIT_FILE, word: 'd180', position: 9, role: 'follow_up' },
      ],
      visits: [
        at('v', { visit: 3 }, 8),
        at('v', { visit: 1 }, 18),
        at('v', { visit: 2 }, 27),
        at('v', { visit: 1 }, 20),
        at('f', { phase: 'D180' }, 0),
        at('f', { phase: 'post' }, 12),
        at('f', { phase: 'Pre' }, 15),
        at('o', { phase: 'pre' }, 20),
        at('o', { phase: 'pre', stay_id: 'o1' }, 19),
        at('o', { phase: 'post', stay_id: 'o1' }, 9),
      ],
    },
    {
      stayPairs: [
        {
          stay_id: 'v',
          ...paired,
          baseline: 20,
          baseline_on: null,
          last: 8,
          last_on: null,
          days_between: null,
          improvement: 12,
          reliable_class: 'improved',
        },
        { stay_id: 'f', ...paired, baseline: 15, last: 12, reliable_class: 'unchanged' },
        { stay_id: 'o1', ...paired, baseline: 19, last: 9 },
        { stay_id: 'o2', ...PHQ9, status: 'no_score', baseline: null },
      ],
    },
  ),
];
