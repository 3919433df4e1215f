/** What followed a discharge in words: of none, of one, of many. */
import { describe, expect, it } from 'vitest';
import { NARROW_SPACE } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { metricOf } from '$lib/metrics/registry';
import { sentenceOf } from '$lib/session/sentences';
import { figureData, shareOf } from './figure-data';

const SMALL = ' Small n: read with care.';

const at = (about: string, data: FigureData): FigureData => ({ ...data, about });

const cell = (from: string, to: string, numerator: number, denominator: number): FigureRow => ({
  program: null,
  window: 7,
  from,
  to,
  numerator,
  denominator,
  value: numerator / denominator,
});

const matrix = (...rows: readonly FigureRow[]): FigureData =>
  figureData({ n: 60, persons: 50, denominator: 60, about: '7 days', rows });

const apart = { level: null, program: null, scope: 'against advice', numerator: 2, denominator: 9 };

const gaps = (fields: Partial<FigureData>): FigureData =>
  figureData({ n: 40, value: 3, ...fields });

const CASES: readonly (readonly [id: string, what: string, data: FigureData, text: string])[] = [
  [
    'continuity-7',
    'none',
    shareOf(0, 0),
    'No discharge from a level above outpatient care is old enough to see what came next.',
  ],
  [
    'continuity-30',
    'many',
    { ...at('30 days', shareOf(60, 80)), low: 0.645, high: 0.832 },
    '60 of 80 discharges (75.0 %, 95 % interval 64.5 % to 83.2 %) had an attended session at a lower level within 30 days.',
  ],
  ['readmission-30', 'none', shareOf(0, 0), 'No discharge is old enough to see who came back.'],
  [
    'readmission-30',
    'none but those against advice',
    { ...shareOf(0, 0), rows: [apart] },
    'No discharge is old enough to see who came back. Against advice, counted apart: 2 of 9 index stays.',
  ],
  [
    'readmission-90',
    'some',
    { ...at('90 days', shareOf(6, 40)), rows: [apart, { ...apart, level: 'php', numerator: 1 }] },
    '6 of 40 index stays (15.0 %) were followed by a return to the same or a higher level within 90 days. Against advice, counted apart: 2 of 9 index stays.',
  ],
  [
    'acute-admission-30',
    'no one',
    at('30 days', shareOf(0, 40)),
    'None of 40 discharges from PHP, IOP or OP were followed by an inpatient admission within 30 days (0.0 %).',
  ],
  [
    'gap-days',
    'none',
    figureData({ n: 0 }),
    'No discharge was followed by a stay at another level within 30 days.',
  ],
  [
    'gap-days',
    'many',
    gaps({ low: 2, high: 5, rows: [{ level: null, program: null, p90: 12.5 }] }),
    'Half of 40 moves to another level began within 3 days of discharge (95 % interval 2 to 5), nine in ten within 12.5 days.',
  ],
  [
    'first-session-attended',
    'few',
    shareOf(3, 4),
    `3 of 4 step-downs (75.0 %) came to the first day with sessions at the next level.${SMALL}`,
  ],
  [
    'first-session-attended',
    'none',
    shareOf(0, 0),
    'No step down was followed by a session that counts.',
  ],
  [
    'transition-matrix',
    'none',
    figureData({ n: 0, denominator: 0, about: '7 days' }),
    'No discharge is old enough to see what came next.',
  ],
  [
    'transition-matrix',
    'nobody moved',
    matrix(cell('php', 'none', 60, 60), cell('php', 'iop', 0, 60)),
    'No discharge was followed by another stay within 7 days.',
  ],
  [
    'transition-matrix',
    'one move',
    matrix(cell('php', 'iop', 30, 40), cell('php', 'none', 90, 90), {
      ...cell('php', 'iop', 39, 40),
      window: 30,
    }),
    'The most frequent move within 7 days is PHP to IOP: 30 of 40 discharges from PHP (75.0 %).',
  ],
  [
    'transition-matrix',
    'two alike',
    matrix(cell('php', 'iop', 30, 40), cell('iop', 'op', 30, 60)),
    'The most frequent move within 7 days is PHP to IOP: 30 of 40 discharges from PHP (75.0 %), as often as IOP to OP.',
  ],
];

describe('the sentence of', () => {
  it.each(CASES)('%s about %s', (id, _what, data, text) => {
    expect(sentenceOf(metricOf(id), data).replaceAll(NARROW_SPACE, ' ')).toBe(text);
  });
});
