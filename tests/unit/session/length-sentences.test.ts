/** The findings about how stays end in words: of none, of one, of many. */
import { describe, expect, it } from 'vitest';
import { NARROW_SPACE } from '$lib/format/numbers';
import { UNPLANNED_MEDIAN } from '$lib/metrics/length/retention';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { sentenceOf } from '$lib/session/sentences';
import { figureData, shareOf } from './figure-data';

const SMALL = 'Small n: read with care.';

/** A row about everybody, or about a level. */
function row(cells: FigureRow): FigureRow {
  return { level: null, program: null, ...cells };
}

function reason(name: string, numerator: number, denominator: number, scope = 'stays'): FigureRow {
  return row({ scope, class: name, numerator, denominator, value: numerator / denominator });
}

const EARLY = ['Early: ended within 14 days of admission.'];

const CASES: readonly (readonly [id: string, what: string, data: FigureData, text: string])[] = [
  ['discharge-reasons', 'none', figureData({ n: 0 }), 'No stay that counts here has ended yet.'],
  [
    'discharge-reasons',
    'one',
    figureData({ n: 1, denominator: 1, about: 'stays', rows: [reason('not recorded', 1, 1)] }),
    `Most often: not recorded, 1 of 1 stay (100.0 %). ${SMALL}`,
  ],
  [
    'discharge-reasons',
    'paths before all stays, reasons that nobody has left out',
    figureData({
      n: 100,
      denominator: 100,
      about: 'paths',
      rows: [
        reason('completed', 30, 100, 'paths'),
        { ...reason('dropped_out', 45, 100, 'paths'), low: 0.36, high: 0.54 },
        reason('deceased', 0, 100, 'paths'),
        reason('against_advice', 25, 100, 'paths'),
        reason('completed', 90, 120, 'all stays'),
        { ...reason('completed', 9, 10), level: 'iop' },
      ],
    }),
    'Most often: dropped out, 45 of 100 paths (45.0 %, 95 % interval 36.0 % to 54.0 %); then completed (30.0 %) and against advice (25.0 %).',
  ],
  ['planned-discharge', 'none', shareOf(0, 0), 'No finished stay with a reason that counts.'],
  [
    'planned-discharge',
    'paths',
    {
      ...shareOf(62, 98),
      ...{ about: 'paths', low: 0.53, high: 0.72 },
      rows: [
        row({ scope: 'paths', against_advice: 5, coverage_ended: 3 }),
        row({ scope: 'all stays', against_advice: 9, coverage_ended: 4 }),
      ],
    },
    '62 of 98 paths (63.3 %, 95 % interval 53.0 % to 72.0 %) ended as planned; 5 against advice, 3 because coverage ended.',
  ],
  [
    'planned-discharge',
    'stays beside paths, few',
    {
      ...shareOf(1, 2),
      about: 'stays',
      rows: [
        row({ scope: 'paths', against_advice: 5, coverage_ended: 3 }),
        row({ scope: 'all stays', against_advice: 1, coverage_ended: 0 }),
      ],
    },
    `1 of 2 stays (50.0 %) ended as planned; 1 against advice, none because coverage ended. ${SMALL}`,
  ],
  [
    'early-dropout',
    'none',
    shareOf(0, 0),
    'No stay began long enough before the data cut to tell.',
  ],
  [
    'early-dropout',
    'some, with the definition in force',
    { ...shareOf(12, 98), about: 'paths', notes: ['Everybody: paths.', ...EARLY] },
    '12 of 98 paths (12.2 %) dropped out early. Early: ended within 14 days of admission.',
  ],
  [
    'early-unplanned',
    'nobody',
    { ...shareOf(0, 40), about: 'stays', notes: EARLY },
    'None of 40 stays (0.0 %) left early without a plan. Early: ended within 14 days of admission.',
  ],
  ['dropout-incidence', 'none', figureData({ n: 0 }), 'No stay to follow here.'],
  [
    'dropout-incidence',
    'nobody followed so long',
    figureData({ n: 30 }),
    'None of 30 stays is followed to day 30.',
  ],
  [
    'dropout-incidence',
    'some, other causes on the last day before',
    figureData({
      ...{ n: 400, value: 0.12, low: 0.09, high: 0.15 },
      rows: [
        row({ class: 'planned', day: 8, value: 0.1 }),
        row({ class: 'planned', day: 29, value: 0.3 }),
        row({ class: 'planned', day: 31, value: 0.5 }),
        row({ class: 'other', day: 29, value: 0.05 }),
        { ...row({ class: 'other', day: 30, value: 0.9 }), level: 'iop' },
      ],
    }),
    'Estimated dropout by day 30: 12.0 %, 95 % interval 9.0 % to 15.0 %, from 400 stays. Ended otherwise by then: planned 30.0 %, other 5.0 %.',
  ],
  [
    'retention',
    'only unplanned ends',
    { ...shareOf(60, 200), value: 90, low: 70, high: null, about: UNPLANNED_MEDIAN },
    'Estimated median time to an unplanned end: 90 days (95 % interval 70 to not reached), from 200 stays; all other ends are censored.',
  ],
  [
    'retention',
    'only unplanned ends, few of them',
    { ...shareOf(6, 200), value: null, about: UNPLANNED_MEDIAN },
    'Median time to an unplanned end not reached, from 200 stays; all other ends are censored.',
  ],
];

describe('the sentence about the ends of stays', () => {
  it.each(CASES)('%s, %s', (id, _what, data, text) => {
    expect(sentenceOf(metricOf(id), data).replaceAll(NARROW_SPACE, ' ')).toBe(text);
  });
});
