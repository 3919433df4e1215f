/** Recovery, tracks, use, and first and last scores in words: of none, of one, of many. */
import { describe, expect, it } from 'vitest';
import { NARROW_SPACE } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { sentenceOf } from '$lib/session/sentences';
import { figureData, shareOf } from './figure-data';

const SMALL = 'Small n: read with care.';
const ENDING = 'No scores are missing. Change during the program; no comparison group.';

const row = (cells: FigureRow): FigureRow => ({
  level: null, program: null, measure: 'phq9', rater: null, ...cells,
}); // prettier-ignore

const CHANGES = [
  row({ scope: 'all', class: 'improved', numerator: 30, denominator: 60 }),
  row({ scope: 'all', class: 'deteriorated', numerator: 5, denominator: 60 }),
];

const OFF = [row({ scope: 'stays', class: 'off track', numerator: 9, denominator: 41 })];

const PAIRS = [
  row({ from: 16, to: 4, n: 20 }),
  row({ from: 8, to: 8, n: 3 }),
  row({ from: 8, to: 9, n: 1 }),
  row({ from: 8, to: 20, n: 1, rater: 'clinician' }),
  row({ from: 8, to: 20, n: 1, level: 'iop' }),
];

const NONE =
  'No finished stay at caseness at the start with pairs of both the PHQ-9 and the GAD-7.';

const CASES: readonly (readonly [id: string, what: string, data: FigureData, text: string])[] = [
  ['recovery', 'none', shareOf(0, 0), NONE],
  [
    'recovery',
    'one',
    shareOf(1, 1),
    `1 of 1 who began at caseness (100.0 %) moved to recovery: below caseness on both the PHQ-9 and the GAD-7 at the end. ${ENDING} ${SMALL}`,
  ],
  [
    'recovery',
    'many',
    { ...shareOf(20, 40), rows: CHANGES },
    `20 of 40 who began at caseness (50.0 %) moved to recovery: below caseness on both the PHQ-9 and the GAD-7 at the end. Of all 60 with both pairs 30 improved reliably and 5 got reliably worse. ${ENDING}`,
  ],
  ['reliable-recovery', 'none', shareOf(0, 0), NONE],
  [
    'reliable-recovery',
    'many',
    shareOf(18, 40),
    `18 of 40 who began at caseness (45.0 %) recovered reliably: below caseness on both the PHQ-9 and the GAD-7 at the end, and reliably improved. ${ENDING}`,
  ],
  [
    'not-on-track',
    'no prediction',
    shareOf(0, 0),
    'No instrument has enough finished pairs for a prediction.',
  ],
  [
    'not-on-track',
    'none',
    { ...shareOf(0, 0), about: 'phq9' },
    'No score of the PHQ-9 that a prediction can be held against.',
  ],
  [
    'not-on-track',
    'many',
    { ...shareOf(12, 120), about: 'phq9', rows: OFF },
    '12 of 120 scores of the PHQ-9 (10.0 %) are off track: worse than predicted for their week. At least one in 9 of 41 stays. An aid for review, never a diagnosis.',
  ],
  [
    'no-use-at-last',
    'none',
    shareOf(0, 0),
    'No finished stay with use at the start and a later score of use.',
  ],
  [
    'no-use-at-last',
    'many',
    shareOf(15, 30),
    `15 of 30 pairs of scores with use at the start report no use at the last score (50.0 %). ${ENDING}`,
  ],
  [
    'pre-post',
    'none',
    figureData({ n: 0, persons: 0 }),
    'No finished stay with a first and a last score.',
  ],
  [
    'pre-post',
    'many',
    figureData({ n: 24, persons: 24, about: 'phq9', rows: PAIRS }),
    `Of 24 pairs of a first and a last score of the PHQ-9, 20 ended better than they began, 3 the same and 1 worse. ${ENDING}`,
  ],
  [
    'pre-post',
    'a rising score is better',
    figureData({
      n: 24,
      persons: 24,
      about: 'who5',
      rows: PAIRS.map((pair) => ({ ...pair, measure: 'who5' })),
    }),
    `Of 24 pairs of a first and a last score of the WHO-5, 1 ended better than they began, 3 the same and 20 worse. ${ENDING}`,
  ],
];

describe('the finding', () => {
  it.each(CASES)('of %s with %s', (id, _what, data, text) => {
    expect(sentenceOf(metricOf(id), data).replaceAll(NARROW_SPACE, ' ')).toBe(text);
  });
});
