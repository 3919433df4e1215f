/** Sentences that read several rows, where a release hides some: nothing is concluded from a gap. */
import { describe, expect, it } from 'vitest';
import { NARROW_SPACE } from '$lib/format/numbers';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { METRICS, metricOf } from '$lib/metrics/registry';
import { sentenceOf } from '$lib/session/sentences';
import { figureData, shareOf } from './figure-data';
import { hideHeadline, hideRow } from './plausible-figures';

function sentence(id: string, data: FigureData): string {
  return sentenceOf(metricOf(id), data).replaceAll(NARROW_SPACE, ' ');
}

const of = (cells: FigureRow): FigureRow => ({
  level: null,
  program: null,
  suppressed: 0,
  ...cells,
});
const hidden = (cells: FigureRow): FigureRow => hideRow(of(cells), 'all');
const uncounted = (cells: FigureRow): FigureRow => hideRow(of(cells), 'count');

const MANY = { n: 100, persons: 100, denominator: 100 };

const reason = (name: string, numerator: number): FigureRow => ({
  ...{ scope: 'stays', class: name, numerator, denominator: 100, value: numerator / 100 },
});

const cell = (from: string, to: string, numerator: number): FigureRow => ({
  ...{ window: 7, from, to, numerator, denominator: 60, value: numerator / 60 },
});

const change = (name: string, numerator: number, cells: FigureRow = {}): FigureRow => ({
  ...{ measure: 'phq9', rater: null, class: name, numerator, denominator: 100 },
  ...cells,
});

const state = (day: number, name: string, value: number): FigureRow => ({
  day,
  class: name,
  value,
});

const band = (scope: string, name: string, value: number): FigureRow => ({
  ...{ measure: 'phq9', rater: null, scope, class: name, denominator: 100 },
  ...{ value, low: value - 0.05, high: value + 0.05 },
});

const CASES: readonly (readonly [id: string, what: string, data: FigureData, text: string])[] = [
  [
    'discharge-reasons',
    'a reason that could be the most frequent',
    figureData({ ...MANY, about: 'stays', rows: [uncounted(reason('completed', 60)), of(reason('dropped_out', 25))] }),
    'Most often among those shown: dropped out, 25 of 100 stays (25.0 %).',
  ],
  [
    'discharge-reasons',
    'every reason',
    figureData({ ...MANY, about: 'stays', rows: [uncounted(reason('completed', 60))] }),
    'Hidden: the number of each reason for discharge is about few people, or would tell such a number. It is counted from 100 stays.',
  ],
  [
    'transition-matrix',
    'a move',
    figureData({ ...MANY, about: '7 days', rows: [of(cell('php', 'iop', 30)), hidden(cell('iop', 'op', 40))] }),
    'The most frequent move of those shown within 7 days is PHP to IOP: 30 of 60 discharges from PHP (50.0 %).',
  ],
  [
    'transition-matrix',
    'the only move',
    figureData({ ...MANY, about: '7 days', rows: [of(cell('php', 'iop', 0)), hidden(cell('iop', 'op', 4))] }),
    'Hidden: the number of each move within 7 days is about few people, or would tell such a number. It is counted from 100 discharges.',
  ],
  [
    'level-flow',
    'a move, whose number the sum would tell',
    figureData({ ...MANY, about: '7 days', rows: [of(cell('php', 'iop', 30)), uncounted(cell('iop', 'op', 4))] }),
    'Hidden: the number followed by another stay within 7 days is about few people, or would tell such a number. It is counted from 100 discharges.',
  ],
  [
    'reliable-change',
    'those who got worse',
    { ...shareOf(45, 100), about: 'phq9', rows: [uncounted(change('deteriorated', 4, { scope: 'all' }))] },
    '45 of 100 pairs (45.0 %) improved reliably on the PHQ-9; how many got reliably worse is hidden. No scores are missing. Change during the program; no comparison group.',
  ],
  [
    'clinically-significant-change',
    'one of the two who got worse, which the sum would tell',
    {
      ...{ ...shareOf(45, 100), about: 'phq9' },
      rows: [of(change('improved', 12)), of(change('deteriorated', 15)), uncounted(change('harmed', 4))],
    },
    '45 of 100 pairs (45.0 %) recovered on the PHQ-9: reliably better, and from the unwell to the well side. 12 others improved reliably. Hidden: how many got reliably worse. No scores are missing. Change during the program; no comparison group.',
  ],
  [
    'recovery',
    'who got worse',
    {
      ...shareOf(45, 100),
      rows: [of(change('improved', 52, { scope: 'all' })), uncounted(change('deteriorated', 4, { scope: 'all' }))],
    },
    '45 of 100 who began at caseness (45.0 %) moved to recovery: below caseness on both the PHQ-9 and the GAD-7 at the end. Of all 100 with both pairs 52 improved reliably; how many got reliably worse is hidden. No scores are missing. Change during the program; no comparison group.',
  ],
  [
    'pre-post',
    'some pairs of scores',
    figureData({
      ...{ ...MANY, about: 'phq9' },
      rows: [of({ measure: 'phq9', rater: null, from: 16, to: 4, n: 90 }), hidden({ measure: 'phq9', rater: null, from: 4, to: 16, n: 10 })],
    }),
    'Hidden: the number who ended better than they began on the PHQ-9 is about few people, or would tell such a number. It is counted from 100 pairs of scores. No scores are missing. Change during the program; no comparison group.',
  ],
  [
    'severity-bands',
    'one end of a band',
    figureData({
      ...{ n: 100, persons: 100, about: 'phq9' },
      rows: [
        ...[of(band('baseline', 'mild', 0.2)), of(band('last', 'mild', 0.5))],
        ...[of(band('baseline', 'severe', 0.4)), uncounted(band('last', 'severe', 0.05))],
      ],
    }),
    'Of 100 pairs of scores of the PHQ-9, 40 % (95 % interval 35 % to 45 %) at the start and a hidden share at the end were in the band "severe"; 20 % (15 % to 25 %) at the start and 50 % (45 % to 55 %) at the end were in the band "mild". No scores are missing. Change during the program; no comparison group.',
  ],
  [
    'step-change',
    'the second step',
    figureData({
      ...{ n: 100, persons: 100, about: 'phq9' },
      rows: [
        of({ measure: 'phq9', rater: null, class: 'step 1', n: 90, value: 4, low: 3, high: 5 }),
        hidden({ measure: 'phq9', rater: null, class: 'step 2', n: 10, value: 9, low: 8, high: 10 }),
      ],
    }),
    'Mean improvement on the PHQ-9: 4.0 points in step 1 (n 90, 95 % interval 3.0 to 5.0). Other steps are hidden. Other people are in each step. No scores are missing. Change during the program; no comparison group.',
  ],
  [
    'not-on-track',
    'the stays',
    { ...shareOf(12, 120), about: 'phq9', rows: [uncounted(change('off track', 9, { scope: 'stays' }))] },
    '12 of 120 scores of the PHQ-9 (10.0 %) are off track: worse than predicted for their week. An aid for review, never a diagnosis.',
  ],
  [
    'attendance-weekday',
    'a day that could be the best',
    figureData({
      ...{ n: 100, persons: 100 },
      rows: [
        of({ class: 'monday', denominator: 200, value: 0.8 }),
        hidden({ class: 'tuesday', denominator: 200, value: 0.9 }),
        of({ class: 'friday', denominator: 200, value: 0.7 }),
      ],
    }),
    'Of the days shown with at least 20 sessions, attendance is highest on Monday (80.0 %) and lowest on Friday (70.0 %).',
  ],
  [
    'service-mix',
    'a type that could be the largest',
    figureData({
      ...{ n: 100, persons: 100 },
      rows: [hidden({ class: 'group', value: 6, share: 0.6 }), of({ class: 'family', value: 1, share: 0.1 })],
    }),
    'Of the attended hours, the largest types shown: 10.0 % family.',
  ],
  [
    'program-fidelity',
    'a target',
    figureData({
      ...{ n: 100, persons: 100 },
      rows: [of({ class: 'length_days', value: 0.7 }), hidden({ class: 'group_size', value: 0.9 })],
    }),
    'Within the targets: length of stay 70.0 %. Other targets are hidden.',
  ],
  [
    'improvement-by-dose',
    'all bands but one',
    figureData({
      ...{ n: 300, persons: 250, about: 'phq9' },
      rows: [
        of({ measure: 'phq9', rater: null, class: 'under 3', n: 50, value: 4 }),
        hidden({ measure: 'phq9', rater: null, class: '3 to 6', n: 60, value: 5 }),
      ],
    }),
    '300 pairs of the PHQ-9 beside attended hours; too few bands are shown to compare.',
  ],
  [
    'weeks-at-floor',
    'the schedule',
    { ...shareOf(50, 100), rows: [of({ scope: 'attended', value: 0.5 }), hidden({ scope: 'scheduled', value: 0.9 })] },
    '50 of 100 full weeks reached the floor of attended hours (50.0 %).',
  ],
  [
    'planned-discharge',
    'a named reason',
    {
      ...{ ...shareOf(62, 98), about: 'stays' },
      rows: [of({ scope: 'stays', value: 0.63, against_advice: null, coverage_ended: 12, suppressed: 1 })],
    },
    '62 of 98 stays (63.3 %) ended as planned; 12 because coverage ended; how many against advice is hidden.',
  ],
  [
    'early-dropout',
    'the single stays beside paths',
    {
      ...{ ...shareOf(12, 98), about: 'paths' },
      rows: [of({ scope: 'paths', ...shareOf(12, 98), about: null }  as unknown as FigureRow), uncounted({ scope: 'all stays', numerator: 14, denominator: 100, value: 0.14 })],
    },
    '12 of 98 paths (12.2 %) dropped out early.',
  ],
  [
    'dropout-incidence',
    'the last step by the day, not an earlier one',
    figureData({
      ...{ n: 400, value: 0.12, low: 0.09, high: 0.15 },
      rows: [of({ class: 'planned', day: 8, value: 0.1 }), hidden({ class: 'planned', day: 29, value: 0.3 }), of({ class: 'other', day: 29, value: 0.05 })],
    }),
    'Estimated dropout by day 30: 12.0 %, 95 % interval 9.0 % to 15.0 %, from 400 stays. Ended otherwise by then: other 5.0 %.',
  ],
  [
    'readmission-30',
    'those against advice',
    { ...shareOf(6, 40), about: '30 days', rows: [uncounted({ scope: 'against advice', numerator: 2, denominator: 9 })] },
    '6 of 40 index stays (15.0 %) were followed by a return to the same or a higher level within 30 days. Against advice, counted apart: (hidden).',
  ],
  [
    'state-occupancy',
    'a state on the day',
    figureData({
      ...{ n: 400, persons: 400 },
      rows: [
        ...[of(state(60, 'php', 0.5)), of(state(60, 'planned_end', 0.5))],
        ...[of(state(90, 'php', 0.1)), hidden(state(90, 'planned_end', 0.9))],
      ],
    }),
    'On day 60 an estimated 50.0 % of 400 people are in care, 50.0 % have a planned end behind them, 0.0 % dropped out, 0.0 % died, 0.0 % are out of sight.',
  ],
  [
    'frequent-paths',
    'all others',
    { ...shareOf(30, 120), about: 'PHP > IOP', rows: [uncounted({ class: 'other', value: 0.4 })] },
    'The most frequent path is PHP > IOP: 30 of 120 paths (25.0 %).',
  ],
  [
    'experience-top-box',
    'who answered',
    { ...shareOf(30, 40), rows: [hidden({ measure: null, response: 0.5, answered: 40, finished: 80 })] },
    '30 of 40 surveys (75.0 %) gave the best answer.',
  ],
  [
    'days-to-admission',
    'who waited less',
    figureData({ n: 40, value: 6, low: 5, high: 8, rows: [uncounted({ within_value: null })] }),
    'Half of 40 stays began within 6 days of the referral (95 % interval 5 to 8).',
  ],
]; // prettier-ignore

const HIDDEN_HEADLINES: readonly (readonly [id: string, data: FigureData, text: string])[] = [
  ['reliable-change', { ...shareOf(45, 57), about: 'phq9' }, 'Hidden: the number who improved reliably on the PHQ-9 is about few people, or would tell such a number. It is counted from 57 pairs of scores. No scores are missing. Change during the program; no comparison group.'],
  ['recovery', shareOf(4, 57), 'Hidden: the number who moved to recovery on the PHQ-9 and the GAD-7 is about few people, or would tell such a number. It is counted from 57 who began at caseness. No scores are missing. Change during the program; no comparison group.'],
  ['planned-discharge', { ...shareOf(4, 57), about: 'paths' }, 'Hidden: the number who ended as planned is about few people, or would tell such a number. It is counted from 57 paths.'],
  ['follow-up-score-90', { ...shareOf(4, 57), about: '90 days' }, 'Hidden: the number with a score from about 90 days after discharge is about few people, or would tell such a number. It is counted from 57 stays.'],
  ['next-move', { ...shareOf(4, 57), about: '30 days' }, 'Hidden: the number followed by a step down within 30 days is about few people, or would tell such a number. It is counted from 57 discharges.'],
  ['census', figureData({ n: 7, value: 7, about: '2025-06-30' }), 'Hidden: the number of stays in care on 30 Jun 2025 is about few people, or would tell such a number.'],
  ['people-served', figureData({ n: 7, value: 7 }), 'Hidden: the number of people with a day in care is about few people, or would tell such a number.'],
  ['attendance-rate', shareOf(10, 12), 'Hidden: the number of sessions attended is about few people, or would tell such a number. It is counted from 12 stays.'],
]; // prettier-ignore

describe('a sentence where a release hides', () => {
  it.each(CASES)('in %s %s', (id, _what, data, text) => {
    expect(sentence(id, data)).toBe(text);
  });

  it.each(HIDDEN_HEADLINES)('the number of %s itself', (id, data, text) => {
    expect(sentence(id, hideHeadline(data, 'count'))).toBe(text);
  });

  it.each(METRICS.map(({ id }) => id))('the number of %s names it in its own words', (id) => {
    const text = sentence(id, hideHeadline(shareOf(4, 8), 'all'));
    expect(text).toMatch(/^Hidden: the .* is about few people, or would tell such a number[.]/);
    expect(text).not.toContain('the number under');
  });
});
