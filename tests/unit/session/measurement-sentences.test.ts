/** How completely people were measured, in words: of none, of one, of many. */
import { describe, expect, it } from 'vitest';
import { NARROW_SPACE } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { sentenceOf } from '$lib/session/sentences';
import { figureData, shareOf } from './figure-data';

const SMALL = ' Small n: read with care.';

const part = (window: string, value: number): FigureRow => ({
  measure: null,
  level: null,
  program: null,
  window,
  value,
});

const waited: FigureRow = { level: null, program: null, within_value: 0.75 };

const answered = (response: number | null, count: number): FigureRow => ({
  measure: null,
  level: null,
  program: null,
  response,
  answered: count,
  finished: 80,
});

const withWhy = (emptyReason: string): FigureData => ({ ...shareOf(0, 0), emptyReason });

const CASES: readonly (readonly [id: string, what: string, data: FigureData, text: string])[] = [
  [
    'baseline-completion',
    'none',
    shareOf(0, 0),
    'No stay of at least 2 days was admitted early enough before the data cut.',
  ],
  [
    'baseline-completion',
    'many',
    { ...shareOf(60, 80), low: 0.645, high: 0.832 },
    '60 of 80 stays (75.0 %, 95 % interval 64.5 % to 83.2 %) have a baseline score of some instrument.',
  ],
  ['measure-adherence', 'none', shareOf(0, 0), 'No measurement was due.'],
  ['measure-adherence', 'nothing in use', withWhy('Nothing is in use.'), 'Nothing is in use.'],
  [
    'measure-adherence',
    'many',
    { ...shareOf(60, 80), rows: [part('admission', 0.9), part('discharge', 0.5)] },
    '60 of 80 due measurements (75.0 %) were done within 3 days: at admission 90.0 %, at discharge 50.0 %.',
  ],
  [
    'off-track-review',
    'none',
    shareOf(0, 0),
    'No score was off track early enough before the data cut.',
  ],
  ['off-track-review', 'no column', withWhy('Map reviewed_on.'), 'Map reviewed_on.'],
  [
    'off-track-review',
    'one',
    shareOf(1, 1),
    `1 of 1 score off track (100.0 %) was reviewed within 7 days. Off track is an aid for review, never a diagnosis.${SMALL}`,
  ],
  [
    'follow-up-score-90',
    'none',
    shareOf(0, 0),
    'No discharge is old enough to look for a follow-up score.',
  ],
  [
    'follow-up-score-365',
    'some',
    { ...shareOf(4, 40), about: '365 days' },
    '4 of 40 stays (10.0 %) have a score from about 365 days after discharge, within 30 days of it.',
  ],
  ['risk-screened', 'no screen', withWhy('Map the C-SSRS.'), 'Map the C-SSRS.'],
  [
    'risk-screened',
    'many',
    shareOf(60, 80),
    '60 of 80 admissions (75.0 %) were screened for suicide risk within a day.',
  ],
  ['risk-follow-through', 'none', shareOf(0, 0), 'No positive screen for suicide risk.'],
  [
    'risk-follow-through',
    'some',
    shareOf(20, 40),
    '20 of 40 positive screens (50.0 %) were followed by a risk assessment on the same day or the next.',
  ],
  ['days-to-admission', 'none', figureData({ n: 0 }), 'No stay with a day of referral.'],
  [
    'days-to-admission',
    'many',
    figureData({ n: 40, value: 6, low: 5, high: 8, rows: [waited] }),
    'Half of 40 stays began within 6 days of the referral (95 % interval 5 to 8); 75.0 % were admitted within 14 days.',
  ],
  [
    'experience-top-box',
    'nobody who answered',
    { ...shareOf(0, 0), rows: [answered(0, 0)] },
    'No survey; none of 80 finished stays have answered (0.0 %).',
  ],
  [
    'experience-top-box',
    'many',
    { ...shareOf(30, 40), rows: [answered(0.5, 40)] },
    '30 of 40 surveys (75.0 %) gave the best answer; 40 of 80 finished stays have answered (50.0 %).',
  ],
];

describe('the sentence of', () => {
  it.each(CASES)('%s for %s', (id, _what, data, text) => {
    const sentence = sentenceOf(metricOf(id), data);
    expect(sentence.replaceAll(NARROW_SPACE, ' ')).toBe(text);
  });
});
