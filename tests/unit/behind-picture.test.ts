/** How steps to a number and a person's timeline are drawn. */
import { describe, expect, it } from 'vitest';
import { shownSteps, stepBars } from '$lib/charts/behind-bars';
import { layoutTimeline } from '$lib/charts/timeline-layout';
import { changeMark, timelineTables } from '$lib/charts/timeline-words';
import type { Attrition, Step } from '$lib/session/behind/step';
import type { Timeline } from '$lib/session/behind/timeline';

const step = (part: Step['part'], n: number | null, units = n): Step => ({
  ...{ part, n, units },
  persons: null,
});

describe('bars of steps', () => {
  const attrition: Attrition = {
    unit: 'stay',
    steps: [
      step('loaded', 200),
      step('considered', 200),
      step({ leftOut: 'open' }, 40),
      step({ leftOut: 'no_score' }, 20),
      step('counted', 140),
      step('numerator', 70),
    ],
  };

  it('take what is left out from the end of what is left', () => {
    expect(stepBars(shownSteps(attrition))).toEqual([
      { from: 0, width: 100 },
      { from: 80, width: 20 },
      { from: 70, width: 10 },
      { from: 0, width: 70 },
      { from: 0, width: 35 },
    ]);
  });

  it('have a scale of their own where units are no stays', () => {
    const scores: Attrition = {
      unit: 'score',
      steps: [step('loaded', 200), step('considered', 1000), step('counted', 500)],
    };
    expect(shownSteps(scores)).toEqual(scores);
    expect(stepBars(scores).map((bar) => bar?.width)).toEqual([100, 100, 50]);
  });

  it('leave sessions of a stay that is still counted in place, and hidden numbers without a bar', () => {
    const sessions: Attrition = {
      unit: 'stay',
      steps: [
        step('loaded', 100),
        step({ leftOut: 'excused' }, 80, 50),
        step({ leftOut: 'scheduled' }, 20, 10),
        step('counted', null),
      ],
    };
    expect(stepBars(sessions)).toEqual([
      { from: 0, width: 100 },
      { from: 50, width: 50 },
      { from: 90, width: 10 },
      null,
    ]);
  });
});

const TIMELINE: Timeline = {
  personId: 'P-1',
  startsOn: '2026-01-01',
  stays: [
    {
      ...{ stayNo: 1, level: 'php', program: 'Day', admittedOn: '2026-01-01', from: 0, to: 14 },
      ...{ dischargedOn: '2026-01-15', reason: 'transferred', lengthDays: 14 },
    },
    {
      ...{ stayNo: 2, level: 'iop', program: 'IOP', admittedOn: '2026-01-10', from: 9, to: 70 },
      ...{ dischargedOn: null, reason: null, lengthDays: 61 },
    },
  ],
  scores: [
    { day: 0, score: 20, takenOn: '2026-01-01', band: 'severe' },
    { day: 28, score: 8, takenOn: '2026-01-29', band: 'mild' },
    { day: null, score: 5, takenOn: null, band: 'mild' },
  ].map((own) => ({ ...own, measure: 'phq9', rater: null, stayNo: 1, visit: 'post' })),
  changes: [
    {
      ...{ measure: 'phq9', rater: null, baseline: 20, last: 8, from: 0, to: 28 },
      changeClass: 'improved',
    },
  ],
  weeks: [{ stayNo: 1, week: 1, from: 7, attended: 3, missed: 1 }],
};

describe('a timeline', () => {
  const layout = layoutTimeline(TIMELINE, 400);

  it('stands inside its width, overlapping stays under each other', () => {
    const [first, second] = layout.stays;
    expect(second!.y).toBeGreaterThan(first!.y);
    const boxes = [...layout.stays, ...layout.attendance!.weeks.map(({ attended }) => attended)];
    for (const { x, width } of boxes) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(400);
    }
  });

  it('draws higher scores higher, and a line from the first to the last score', () => {
    const [lane] = layout.lanes;
    expect(lane!.dots[0]!.y).toBeLessThan(lane!.dots[1]!.y);
    expect(lane!.lines).toMatchObject([
      { x1: lane!.dots[0]!.x, y1: lane!.dots[0]!.y, x2: lane!.dots[1]!.x, y2: lane!.dots[1]!.y },
    ]);
    expect(lane!.bands).toHaveLength(5);
  });

  it('stacks missed sessions on attended ones', () => {
    const [week] = layout.attendance!.weeks;
    expect(week!.missed.y + week!.missed.height).toBeCloseTo(week!.attended.y);
    expect(week!.attended.height).toBeCloseTo(3 * week!.missed.height);
  });

  it('is told in tables as well, in days since admission where there are no dates', () => {
    const cell = (time: 'dates' | 'relative'): string | undefined =>
      timelineTables(TIMELINE, time)[0]?.rows[0]?.['Admitted']?.text;
    expect(cell('dates')).toBe('1 Jan 2026');
    expect(cell('relative')).toBe('day 0');
    expect(timelineTables(TIMELINE, 'dates').map(({ rows }) => rows.length)).toEqual([2, 3, 1, 1]);
  });

  it.each([
    ['improved', 'better'],
    ['deteriorated', 'worse'],
    ['unchanged', 'unchanged'],
    [null, 'change not classed'],
  ])('says the class %s in a word', (name, word) => {
    expect(changeMark(name).word).toBe(word);
  });
});
