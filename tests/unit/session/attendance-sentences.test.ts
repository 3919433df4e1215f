/** The findings about attendance and dose in words: of none, of one, and of many. */
import { describe, expect, it } from 'vitest';
import { NARROW_SPACE } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { sentenceOf } from '$lib/session/sentences';
import { figureData, shareOf } from './figure-data';

const all = { level: null, program: null };

function withRows(data: FigureData, rows: readonly FigureRow[]): FigureData {
  return { ...data, rows: rows.map((row) => ({ ...all, ...row })) };
}

function interval(data: FigureData, low: number, high: number): FigureData {
  return { ...data, low, high };
}

const nothing = figureData({ n: 0, persons: 0, numerator: 0, denominator: 0 });

const day = (name: string, value: number, denominator = 200): FigureRow => ({
  class: name,
  value,
  denominator,
});

const dose = (band: string, value: number, n: number, measure = 'phq9'): FigureRow => ({
  measure,
  rater: null,
  class: band,
  value,
  n,
});

const many = { n: 300, persons: 250 };

const CASES: readonly (readonly [id: string, what: string, data: FigureData, text: string])[] = [
  [
    'attended-of-scheduled',
    'none',
    nothing,
    'No share of scheduled sessions: no session counts for it.',
  ],
  [
    'attended-of-scheduled',
    'many',
    interval(shareOf(1200, 1600), 0.72, 0.78),
    '1,200 of 1,600 scheduled sessions were attended (75.0 %, 95 % interval 72.0 % to 78.0 %), cancellations by clients included.',
  ],
  ['no-show-rate', 'none', nothing, 'No no-show rate: no session counts for it.'],
  [
    'no-show-rate',
    'no one',
    shareOf(0, 40),
    'None of 40 sessions that were not cancelled were no-shows (0.0 %).',
  ],
  ['attendance-weekday', 'none', nothing, 'No stay with sessions that count.'],
  [
    'attendance-weekday',
    'one day',
    withRows(figureData({ n: 30, persons: 30 }), [day('monday', 0.8)]),
    'Attendance of 30 stays.',
  ],
  [
    'attendance-weekday',
    'several days',
    withRows(figureData({ n: 30, persons: 30 }), [
      day('monday', 0.8),
      day('tuesday', 0.85),
      day('friday', 0.7),
      day('sunday', 0.1, 5),
    ]),
    'Of the days with at least 20 sessions, attendance is highest on Tuesday (85.0 %) and lowest on Friday (70.0 %).',
  ],
  [
    'hours-per-week',
    'none',
    nothing,
    'No hours per week: no stay with enrolled days counts for it.',
  ],
  [
    'hours-per-week',
    'many',
    withRows(figureData({ ...many, denominator: 2000, value: 9.84, low: 9.6, high: 10.1 }), [
      { q1: 7.1, q3: 12 },
    ]),
    '9.8 hours were attended for each enrolled week (95 % interval 9.6 to 10.1), from 300 stays. Half of the stays of at least 7 days lie between 7.1 and 12.0.',
  ],
  ['weeks-at-floor', 'none', nothing, 'No full week of a level with a floor of hours.'],
  [
    'weeks-at-floor',
    'many, with a schedule',
    withRows(shareOf(500, 1000), [
      { scope: 'attended', value: 0.5 },
      { scope: 'scheduled', value: 0.9 },
    ]),
    '500 of 1,000 full weeks reached the floor of attended hours (50.0 %); by the schedule 90.0 % would have.',
  ],
  [
    'weeks-at-floor',
    'one',
    withRows(shareOf(1, 1), [{ scope: 'attended', value: 1 }]),
    '1 of 1 full week reached the floor of attended hours (100.0 %). Small n: read with care.',
  ],
  ['service-mix', 'none', nothing, 'No attended hours to divide by type of session.'],
  [
    'service-mix',
    'many',
    withRows(figureData(many), [
      { class: 'family', value: 0.1, share: 0.01 },
      { class: 'group', value: 5, share: 0.5 },
      { class: 'individual', value: 1, share: 0.1 },
      { class: 'not recorded', value: 2, share: 0.2 },
    ]),
    'Most of the attended hours: 50.0 % group, 20.0 % not recorded and 10.0 % individual.',
  ],
  ['group-size', 'none', nothing, 'No group meeting that somebody of these stays attended.'],
  [
    'group-size',
    'many',
    withRows(shareOf(380, 400), [{ class: 'all', denominator: 412, median: 7.5 }]),
    '412 group meetings with a median of 7.5 people. 380 of 400 meetings with a target keep to it (95.0 %).',
  ],
  [
    'group-size',
    'many without a target',
    withRows(figureData(many), [{ class: 'all', denominator: 412, median: 8 }]),
    '412 group meetings with a median of 8 people.',
  ],
  ['program-fidelity', 'none', nothing, 'No target that these stays could be held against.'],
  [
    'program-fidelity',
    'several targets',
    withRows(figureData(many), [
      { class: 'days_per_week', value: 0.61 },
      { class: 'length_days', value: 0.7 },
      { class: 'group_size', value: 0.95 },
    ]),
    'Within the targets: attended days of a week 61.0 %, length of stay 70.0 % and group size 95.0 %.',
  ],
  [
    'hours-per-improved',
    'none',
    nothing,
    'No pair of scores of an instrument with a known reliable change.',
  ],
  [
    'hours-per-improved',
    'nobody',
    figureData({ ...many, numerator: 900, denominator: 0, about: 'phq9' }),
    'None of 300 pairs improved reliably on the PHQ-9.',
  ],
  [
    'hours-per-improved',
    'many',
    withRows(
      figureData({ ...many, denominator: 120, value: 146.24, low: 130, high: 162, about: 'phq9' }),
      [
        { statistic: 'days', measure: 'gad7', value: 99 },
        { statistic: 'days', measure: 'phq9', value: 48.2 },
      ],
    ),
    '146.2 hours were attended for each reliable improvement on the PHQ-9 (95 % interval 130.0 to 162.0), on 48.2 days: 120 of 300 pairs improved. Association only: no causal claim.',
  ],
  ['improvement-by-dose', 'none', nothing, 'No pair of scores beside attended hours.'],
  [
    'improvement-by-dose',
    'few in every band but one',
    withRows(figureData({ ...many, about: 'phq9' }), [
      dose('3 to 6', 4, 50),
      dose('6 to 9', 5, 19),
    ]),
    '300 pairs of the PHQ-9 beside attended hours; too few to compare.',
  ],
  [
    'improvement-by-dose',
    'many',
    withRows(figureData({ ...many, about: 'phq9' }), [
      dose('under 3', 2.06, 40),
      dose('9 to 12', 5.55, 60),
      dose('15 or more', 9, 3),
      dose('15 or more', 1, 30, 'gad7'),
    ]),
    'Mean improvement on the PHQ-9: 2.1 points at under 3 hours a week (n 40), 5.6 points at 9 to 12 hours a week (n 60). Association only: no causal claim.',
  ],
];

describe('findings about attendance', () => {
  it.each(CASES)('%s of %s', (id, _what, data, text) => {
    expect(sentenceOf(metricOf(id), data).replaceAll(NARROW_SPACE, ' ')).toBe(text);
  });
});
