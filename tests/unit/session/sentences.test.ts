/** The finding of each figure in words: of none, of one, of all, and of few. */
import { describe, expect, it } from 'vitest';
import { NARROW_SPACE } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { METRICS, metricOf } from '$lib/metrics/registry';
import { sentenceOf } from '$lib/session/sentences';
import { figureData, shareOf } from './figure-data';

/** The sentence with plain spaces. */
function sentence(id: string, data: FigureData): string {
  return sentenceOf(metricOf(id), data).replaceAll(NARROW_SPACE, ' ');
}

function withInterval(data: FigureData, low: number, high: number): FigureData {
  return { ...data, low, high };
}

const ALL_SCORED = 'No stay is without a score. Change during the program; no comparison group.';

const SMALL = 'Small n: read with care.';

const worse = (numerator: number, measure = 'phq9'): FigureData['rows'][number] => ({
  level: null,
  program: null,
  measure,
  scope: 'all',
  class: 'deteriorated',
  numerator,
});

/** A row of a course; weeks are counted from 0 in rows and from 1 in words. */
function week(at: number, n: number, value: number, keys: FigureRow = {}): FigureRow {
  return { level: null, program: null, measure: 'phq9', rater: null, week: at, n, value, ...keys };
}

/** A row of a course by visit. */
function visit(position: number, label: string, n: number, value: number): FigureRow {
  return week(0, n, value, { week: null, visit: position, visit_label: label });
}

const CASES: readonly (readonly [id: string, what: string, data: FigureData, text: string])[] = [
  ['attendance-rate', 'none', shareOf(0, 0), 'No attendance rate: no session counts for it.'],
  ['attendance-rate', 'one', shareOf(1, 1), `1 of 1 session was attended (100.0 %). ${SMALL}`],
  ['attendance-rate', 'all', shareOf(40, 40), 'All 40 sessions were attended (100.0 %).'],
  ['attendance-rate', 'no one', shareOf(0, 40), 'None of 40 sessions were attended (0.0 %).'],
  [
    'attendance-rate',
    'many',
    withInterval(shareOf(1200, 1500), 0.775, 0.822),
    '1,200 of 1,500 sessions were attended (80.0 %, 95 % interval 77.5 % to 82.2 %).',
  ],
  ['paired-data', 'none', shareOf(0, 0), 'No finished stay with attendance on at least 2 days.'],
  [
    'paired-data',
    'one',
    shareOf(1, 1),
    `1 of 1 stay (100.0 %) was measured at least twice with one instrument. ${SMALL}`,
  ],
  [
    'paired-data',
    'all',
    withInterval(shareOf(38, 38), 0.908, 1),
    'All 38 stays (100.0 %, 95 % interval 90.8 % to 100.0 %) were measured at least twice with one instrument.',
  ],
  ['next-move', 'none', shareOf(0, 0), 'No discharge is old enough to see what came next.'],
  [
    'next-move',
    'some',
    { ...shareOf(30, 90), about: '30 days' },
    '30 of 90 discharges (33.3 %) were followed by a step down within 30 days.',
  ],
  [
    'next-move',
    'no one',
    { ...shareOf(0, 20), about: '7 days' },
    'None of 20 discharges (0.0 %) were followed by a step down within 7 days.',
  ],
  [
    'level-flow',
    'none',
    figureData({ n: 0, denominator: 0, about: '7 days' }),
    'No discharge is old enough to see what came next.',
  ],
  [
    'level-flow',
    'one',
    figureData({
      n: 3,
      denominator: 3,
      about: '7 days',
      rows: [
        { program: null, window: 7, from: 'php', to: 'iop', numerator: 1 },
        { program: null, window: 7, from: 'php', to: 'none', numerator: 2 },
        { program: null, window: 30, from: 'php', to: 'iop', numerator: 3 },
        { program: 'North', window: 7, from: 'php', to: 'iop', numerator: 1 },
      ],
    }),
    '1 of 3 discharges was followed by another stay within 7 days, 2 by none.',
  ],
  [
    'reliable-change',
    'none',
    shareOf(0, 0),
    'No pair of scores of an instrument with a known reliable change.',
  ],
  [
    'reliable-change',
    'some',
    { ...shareOf(45, 100), about: 'phq9', rows: [worse(7), worse(3, 'gad7')] },
    '45 of 100 pairs (45.0 %) improved reliably on the PHQ-9, 7 got reliably worse. No scores are missing. Change during the program; no comparison group.',
  ],
  [
    'reliable-change',
    'few',
    { ...shareOf(1, 2), about: 'gad7', rows: [worse(0, 'gad7')] },
    `1 of 2 pairs (50.0 %) improved reliably on the GAD-7, none got reliably worse. No scores are missing. Change during the program; no comparison group. ${SMALL}`,
  ],
  [
    'clinically-significant-change',
    'none',
    shareOf(0, 0),
    'No pair of scores of an instrument with a known cut-off and reliable change.',
  ],
  [
    'clinically-significant-change',
    'some',
    {
      ...shareOf(45, 100),
      about: 'phq9',
      rows: [
        ['improved', 12],
        ['deteriorated', 5],
        ['harmed', 2],
      ].map(([name, numerator]) => ({
        level: null,
        program: null,
        measure: 'phq9',
        class: name!,
        numerator: numerator!,
      })),
    },
    '45 of 100 pairs (45.0 %) recovered on the PHQ-9: reliably better, and from the unwell to the well side. 12 others improved reliably, 7 got reliably worse, 2 of them from the well to the unwell side. No scores are missing. Change during the program; no comparison group.',
  ],
  ['length-of-stay', 'none', figureData({ n: 0 }), 'No stay that counts here has ended yet.'],
  [
    'length-of-stay',
    'one',
    figureData({ n: 1, value: 14, about: 'stays' }),
    `The 1 stay had ended by day 14. ${SMALL}`,
  ],
  [
    'length-of-stay',
    'paths',
    figureData({ n: 1900, value: 41.5, low: 39, high: 44, about: 'paths' }),
    'Half of 1,900 paths had ended by day 41.5 (95 % interval 39 to 44).',
  ],
  [
    'retention',
    'half gone',
    { ...shareOf(150, 238), value: 504, low: 394, high: 560 },
    'Estimated median time in one stay: 504 days (95 % interval 394 to 560), from 238 stays, 88 still open.',
  ],
  [
    'retention',
    'a limit that is not reached',
    { ...shareOf(12, 24), value: 30, low: 14, high: null },
    'Estimated median time in one stay: 30 days (95 % interval 14 to not reached), from 24 stays, 12 still open.',
  ],
  [
    'retention',
    'most here',
    { ...shareOf(10, 100), value: null },
    'More than half of 100 stays are still here at the end of the curve: the median is not reached; 90 still open.',
  ],
  [
    'score-course',
    'some',
    figureData({ n: 120, persons: 100 }),
    `120 stays with scores. ${ALL_SCORED}`,
  ],
  [
    'score-course',
    'a first and a later week',
    figureData({
      n: 300,
      about: 'phq9',
      rows: [
        week(0, 200, 14.64),
        week(7, 20, 9.5),
        week(8, 19, 2),
        week(0, 90, 11, { measure: 'gad7' }),
        week(9, 90, 1, { measure: 'gad7' }),
        week(0, 50, 20, { level: 'php' }),
      ],
    }),
    `Mean PHQ-9: 14.6 in week 1 (n 200), 9.5 in week 8 (n 20). Each week holds only those still here and scored. ${ALL_SCORED}`,
  ],
  [
    'score-course',
    'visits by number',
    figureData({
      n: 43,
      about: 'phq9',
      rows: [visit(1, '1', 43, 15), visit(2, '2', 40, 12.44), visit(3, '3', 19, 2)],
    }),
    `Mean PHQ-9: 15.0 at visit 1 (n 43), 12.4 at visit 2 (n 40). Each visit holds only those scored then. ${ALL_SCORED}`,
  ],
  [
    'score-course',
    'phases',
    figureData({
      n: 30,
      about: 'phq9',
      rows: [visit(1, 'pre', 30, 15), visit(2, 'post', 25, 12)],
    }),
    `Mean PHQ-9: 15.0 at pre (n 30), 12.0 at post (n 25). Each visit holds only those scored then. ${ALL_SCORED}`,
  ],
  [
    'score-course',
    'weeks beside visits',
    figureData({
      n: 90,
      about: 'phq9',
      rows: [week(0, 60, 14), week(4, 30, 9), visit(1, 'pre', 30, 15), visit(2, 'post', 25, 12)],
    }),
    `Mean PHQ-9: 14.0 in week 1 (n 60), 9.0 in week 5 (n 30). Each week holds only those still here and scored. ${ALL_SCORED}`,
  ],
  [
    'score-course',
    'one week only',
    figureData({ n: 30, about: 'phq9', rows: [week(0, 30, 14)] }),
    `30 stays with scores. ${ALL_SCORED}`,
  ],
  [
    'attendance-course',
    'weeks of which the last hold less than a tenth of the first',
    figureData({
      n: 1000,
      rows: [
        week(0, 1000, 0.9),
        week(5, 100, 0.8),
        week(6, 99, 0.1),
        week(0, 500, 1, { program: 'A' }),
      ],
    }),
    'Sessions attended: 90.0 % in week 1 (n 1,000), 80.0 % in week 6 (n 100). Each week holds only those still here.',
  ],
  ['attendance-course', 'one', figureData({ n: 1, persons: 1 }), `Attendance of 1 stay. ${SMALL}`],
  ['census', 'none', figureData({ n: 0, value: null }), 'No day in the period.'],
  [
    'census',
    'one',
    figureData({ n: 1, persons: 1, value: 1, about: '2025-06-30' }),
    '1 stay of 1 person in care on 30 Jun 2025.',
  ],
  [
    'admissions',
    'some',
    figureData({ n: 1200, value: 1200, persons: 1 }),
    '1,200 admissions of 1 person.',
  ],
  ['discharges', 'one', figureData({ value: 1, persons: 1 }), '1 discharge of 1 person.'],
  ['discharges', 'none', figureData({}), 'No discharge.'],
  ['people-served', 'one', figureData({ value: 1 }), '1 person had a day in care.'],
  ['people-served', 'many', figureData({ value: 2400 }), '2,400 people had a day in care.'],
];

describe('the sentence of a figure', () => {
  it.each(CASES)('%s, %s', (id, _what, data, text) => {
    expect(sentence(id, data)).toBe(text);
  });

  it.each(METRICS.map(({ id }) => id))('is written for %s', (id) => {
    expect(sentence(id, figureData({}))).not.toBe('');
  });

  it.each(METRICS.map(({ id }) => id))('holds no null or NaN for %s without anything', (id) => {
    for (const data of [figureData({}), shareOf(0, 0), { ...shareOf(0, 0), about: 'phq9' }]) {
      expect(sentence(id, data)).not.toMatch(/null|NaN|undefined|Infinity/);
    }
  });

  it.each([
    [0, false],
    [1, true],
    [19, true],
    [20, false],
  ])('says that a denominator of %d is small: %s', (denominator, isSmall) => {
    expect(sentence('next-move', shareOf(0, denominator)).endsWith(SMALL)).toBe(isSmall);
  });
});
