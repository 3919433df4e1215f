/** Findings about mean change, severity and missing scores in words: of none, of one, of many. */
import { describe, expect, it } from 'vitest';
import { NARROW_SPACE } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { sentenceOf } from '$lib/session/sentences';
import { figureData, shareOf } from './figure-data';

const SMALL = 'Small n: read with care.';
const NO_COMPARISON = 'Change during the program; no comparison group.';
const ENDING = `No scores are missing. ${NO_COMPARISON}`;

const everybody = { level: null, program: null, measure: 'phq9', rater: null };

/** The headline of a mean with its row of everybody. */
function meanOf(n: number, value: number | null, cells: FigureRow = {}): FigureData {
  const head = { n, persons: n, value, low: null, high: null, ...cells };
  return figureData({
    ...(head as Partial<FigureData>),
    about: 'phq9',
    rows: [
      { ...everybody, level: 'php', ...head, value: 99 },
      { ...everybody, ...head, ...cells },
    ],
  });
}

const means = { baseline_mean: 14.1, last_mean: 10.05 };

/** A band of one scope. */
function band(scope: string, name: string, value: number, denominator: number): FigureRow {
  return { ...everybody, scope, class: name, value, denominator };
}

function bounds(unpaired: number, worst: number, best: number): FigureData {
  const head = { ...shareOf(40, 80), about: 'phq9' };
  const beside = { unpaired, baseline_paired: 14.1, baseline_unpaired: unpaired ? 16.24 : null };
  const row = (scope: string, value: number): FigureRow => ({
    ...everybody,
    scope,
    value,
    persons: 80,
    ...beside,
  });
  return { ...head, rows: [row('observed', 0.5), row('worst', worst), row('best', best)] };
}

const CASES: readonly (readonly [id: string, what: string, data: FigureData, text: string])[] = [
  ['mean-change', 'nothing', figureData({}), 'No pair of scores.'],
  ['mean-change', 'none', { ...shareOf(0, 0), about: 'phq9' }, 'No pair of scores of the PHQ-9.'],
  [
    'mean-change',
    'one',
    meanOf(1, -3, means),
    `Scores of the PHQ-9 got worse by 3.0 points on average, from 14.1 to 10.1 (1 pair of scores, no interval). ${ENDING} ${SMALL}`,
  ],
  [
    'mean-change',
    'many',
    meanOf(3800, 4.06, { ...means, low: 3.89, high: 4.23 }),
    `Scores of the PHQ-9 got better by 4.1 points on average, from 14.1 to 10.1 (3,800 pairs of scores, improvement 95 % interval 3.9 to 4.2). ${ENDING}`,
  ],
  [
    'mean-change',
    'no change',
    meanOf(40, 0, means),
    `Scores of the PHQ-9 did not change on average, from 14.1 to 10.1 (40 pairs of scores, no interval). ${ENDING}`,
  ],
  ['effect-size', 'nothing', figureData({}), 'No effect size: no pair of scores.'],
  [
    'effect-size',
    'two pairs',
    meanOf(2, null),
    `No effect size of the PHQ-9: fewer than 3 pairs of scores, or no spread of the baselines. ${ENDING} ${SMALL}`,
  ],
  [
    'effect-size',
    'many',
    meanOf(3800, 0.659, { low: 0.628, high: 0.69 }),
    `Effect size on the PHQ-9: 0.66 standard deviations of the baseline, positive is better (3,800 pairs of scores, 95 % interval 0.63 to 0.69). ${ENDING}`,
  ],
  [
    'severity-adjusted-effect-size',
    'nothing',
    figureData({}),
    'No severity-adjusted effect size: no pair that begins on the unwell side.',
  ],
  [
    'severity-adjusted-effect-size',
    'too few',
    meanOf(3, null),
    `No severity-adjusted effect size of the PHQ-9: too few pairs that begin on the unwell side, or no spread of their baselines. ${ENDING} ${SMALL}`,
  ],
  [
    'severity-adjusted-effect-size',
    'many',
    meanOf(2953, 1.2, { low: 1.15, high: 1.25 }),
    `Effect size among those unwell at the start on the PHQ-9: 1.20 standard deviations of their baselines, positive is better (2,953 pairs of scores, 95 % interval 1.15 to 1.25). Over all nothing is adjusted; levels and programs are adjusted to the severity of all. Their baselines spread less, and the unwell move towards the middle by chance alone: do not compare it with the effect size of all. ${ENDING}`,
  ],
  [
    'response',
    'nothing',
    figureData({}),
    'No pair of scores that begins on the unwell side and has a rule for it.',
  ],
  [
    'response',
    'many',
    { ...shareOf(62, 98), low: 0.534, high: 0.721, about: 'phq9' },
    `62 of 98 pairs of scores that began on the unwell side of the PHQ-9 responded (63.3 %, 95 % interval 53.4 % to 72.1 %). ${ENDING}`,
  ],
  [
    'remission',
    'none',
    { ...shareOf(0, 0), about: 'phq9' },
    'No pair of scores of the PHQ-9 that begins on the unwell side and has a rule for it.',
  ],
  [
    'remission',
    'one',
    { ...shareOf(1, 1), about: 'phq9' },
    `1 of 1 pair of scores that began on the unwell side of the PHQ-9 ended in remission (100.0 %). ${ENDING} ${SMALL}`,
  ],
  [
    'severity-bands',
    'nothing',
    figureData({}),
    'No pair of scores of an instrument with published bands.',
  ],
  [
    'severity-bands',
    'many',
    figureData({
      n: 50,
      about: 'phq9',
      rows: [
        band('baseline', 'none/minimal', 0.1, 50),
        band('baseline', 'severe', 0.4, 50),
        band('last', 'none/minimal', 0.5, 50),
        band('last', 'severe', 0.06, 50),
      ],
    }),
    `Of 50 pairs of scores of the PHQ-9, 40 % at the start and 6 % at the end were in the band "severe"; 10 % at the start and 50 % at the end were in the band "none/minimal". ${ENDING}`,
  ],
  [
    'severity-bands',
    'an instrument where high is good',
    figureData({
      n: 50,
      about: 'who5',
      rows: ['poor', 'adequate'].flatMap((name) =>
        ['baseline', 'last'].map((scope) => ({
          ...band(scope, name, name === 'poor' ? 0.8 : 0.2, 50),
          measure: 'who5',
        })),
      ),
    }),
    `Of 50 pairs of scores of the WHO-5, 80 % at the start and 80 % at the end were in the band "poor"; 20 % at the start and 20 % at the end were in the band "adequate". ${ENDING}`,
  ],
  [
    'missing-bounds',
    'nothing',
    figureData({}),
    'No pair of scores of an instrument with a known reliable change.',
  ],
  [
    'missing-bounds',
    'nobody missing',
    bounds(0, 0.5, 0.5),
    `40 of 80 pairs of scores (50.0 %) improved reliably on the PHQ-9. Nobody with a baseline lacks a last score. ${NO_COMPARISON}`,
  ],
  [
    'missing-bounds',
    'some missing',
    bounds(20, 0.4, 0.6),
    `40 of 80 pairs of scores (50.0 %) improved reliably on the PHQ-9. 20 more have a baseline and no last score: had none of them improved it would be 40.0 %, had all of them 60.0 %. Their mean baseline is 16.2, that of the others 14.1. ${NO_COMPARISON}`,
  ],
];

describe('the sentence of a figure of change', () => {
  it.each(CASES)('%s, %s', (id, _what, data, text) => {
    expect(sentenceOf(metricOf(id), data).replaceAll(NARROW_SPACE, ' ')).toBe(text);
  });
});
