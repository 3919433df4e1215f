/** Where people are, which paths they take and how much scores change by step, in words. */
import { expect, it } from 'vitest';
import { NARROW_SPACE } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { sentenceOf } from '$lib/session/sentences';
import { figureData, shareOf } from './figure-data';

const SMALL = ' Small n: read with care.';

const everybody = { level: null, program: null };

function states(day: number, shares: Readonly<Record<string, number>>): FigureRow[] {
  return Object.entries(shares).map(([name, value]) => ({ ...everybody, day, class: name, value }));
}

const on90 = {
  php: 0.1,
  iop: 0.25,
  planned_end: 0.3,
  dropped_out: 0.2,
  deceased: 0.01,
  out_of_sight: 0.14,
};

const step = (name: string, n: number, low: number | null = null): FigureRow => ({
  ...everybody,
  measure: 'phq9',
  rater: null,
  class: name,
  n,
  value: 4.25,
  low,
  high: low === null ? null : 5.5,
});

const CASES: readonly (readonly [id: string, what: string, data: FigureData, text: string])[] = [
  ['frequent-paths', 'none', shareOf(0, 0), 'No path ended long enough before the data cut.'],
  [
    'frequent-paths',
    'one',
    { ...shareOf(1, 1), about: 'OP' },
    `The most frequent path is OP: 1 of 1 path (100.0 %).${SMALL}`,
  ],
  [
    'frequent-paths',
    'many',
    {
      ...shareOf(30, 120),
      about: 'PHP > IOP',
      low: 0.18,
      high: 0.33,
      rows: [{ ...everybody, class: 'other', value: 0.4 }],
    },
    'The most frequent path is PHP > IOP: 30 of 120 paths (25.0 %, 95 % interval 18.0 % to 33.0 %). 40.0 % are none of the ten shown.',
  ],
  [
    'state-occupancy',
    'none',
    figureData({ n: 0, persons: 0 }),
    'Nobody was admitted whose way could be followed.',
  ],
  [
    'state-occupancy',
    'one, on the first day',
    figureData({ n: 1, persons: 1, rows: states(0, { op: 1 }) }),
    `On the day of the first admission an estimated 100.0 % of 1 person is in care, 0.0 % have a planned end behind them, 0.0 % dropped out, 0.0 % died, 0.0 % are out of sight.${SMALL}`,
  ],
  [
    'state-occupancy',
    'many',
    figureData({
      n: 400,
      persons: 400,
      rows: [...states(0, { php: 1 }), ...states(90, on90), ...states(180, { php: 1 })],
    }),
    'On day 90 an estimated 35.0 % of 400 people are in care, 30.0 % have a planned end behind them, 20.0 % dropped out, 1.0 % died, 14.0 % are out of sight.',
  ],
  ['step-change', 'none', figureData({ n: 0, persons: 0 }), 'No pair of scores of one stay.'],
  [
    'step-change',
    'none of the measure',
    figureData({ n: 0, persons: 0, about: 'phq9' }),
    'No pair of scores of the PHQ-9 in a stay of a path.',
  ],
  [
    'step-change',
    'one pair',
    figureData({ n: 1, persons: 1, about: 'phq9', rows: [step('step 1', 1)] }),
    `Mean improvement on the PHQ-9: 4.3 points in step 1 (n 1, no interval). Other people are in each step. No scores are missing. Change during the program; no comparison group.${SMALL}`,
  ],
  [
    'step-change',
    'more than three steps',
    figureData({
      n: 400,
      persons: 210,
      about: 'phq9',
      rows: [1, 2, 3, 4].map((at) => step(`step ${at}`, 100)),
    }),
    'Mean improvement on the PHQ-9: 4.3 points in step 1 (n 100, no interval), 4.3 points in step 2 (n 100, no interval) and 4.3 points in step 3 (n 100, no interval). Later steps stand in the table. Other people are in each step. No scores are missing. Change during the program; no comparison group.',
  ],
  [
    'step-change',
    'many',
    figureData({
      n: 250,
      persons: 210,
      about: 'phq9',
      rows: [
        step('step 1', 200, 3.5),
        step('step 2', 50, 3),
        { ...step('step 1', 9), measure: 'gad7' },
      ],
    }),
    'Mean improvement on the PHQ-9: 4.3 points in step 1 (n 200, 95 % interval 3.5 to 5.5) and 4.3 points in step 2 (n 50, 95 % interval 3.0 to 5.5). Other people are in each step. No scores are missing. Change during the program; no comparison group.',
  ],
];

it.each(CASES)('the sentence of %s says %s', (id, _what, data, text) => {
  expect(sentenceOf(metricOf(id), data).replaceAll(NARROW_SPACE, ' ')).toBe(text);
});
