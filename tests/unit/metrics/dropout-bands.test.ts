/** The estimate of one bootstrap draw of dropout incidence against the plain estimate. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startBands } from '$lib/metrics/band-jobs';
import {
  CAUSES,
  CENSORED,
  type ViewStays,
  dropoutBandJob,
  estimate,
  withLimits,
} from '$lib/metrics/length/dropout-bands';
import { cumulativeIncidence } from '$lib/stats/competing-risks';

const PERSONS = 6;

/** The stays of one view; several of one person are common. */
const viewStays: fc.Arbitrary<ViewStays> = fc
  .array(
    fc.record({
      person: fc.nat({ max: PERSONS - 1 }),
      day: fc.integer({ min: 1, max: 9 }),
      cause: fc.nat({ max: CENSORED }),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((stays) => ({
    persons: stays.map(({ person }) => person),
    lengthDays: stays.map(({ day }) => day),
    causes: stays.map(({ cause }) => cause),
    days: [...new Set(stays.map(({ day }) => day))].sort((a, b) => a - b),
  }));

/** Shares by cause and day when every stay of person i comes `weights[i]` times. */
function plainly(view: ViewStays, weights: readonly number[]): number[] {
  const total = view.persons.reduce((sum, person) => sum + weights[person]!, 0);
  const count = (day: number, cause: number): number =>
    view.persons.reduce(
      (sum, person, stay) =>
        view.lengthDays[stay] === day && view.causes[stay] === cause ? sum + weights[person]! : sum,
      0,
    );
  const steps = cumulativeIncidence(
    view.days.map((time) => ({
      time,
      events: Array.from({ length: CAUSES }, (_, cause) => count(time, cause)),
      censored: count(time, CENSORED),
    })),
  );
  return Array.from({ length: CAUSES }, (_, cause) =>
    steps.map((step) => (total === 0 ? NaN : step.incidence[cause]!)),
  ).flat();
}

function expectClose(found: Float64Array, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, index) => {
    if (Number.isNaN(value)) expect(found[index]).toBeNaN();
    else expect(found[index]).toBeCloseTo(value, 12);
  });
}

describe('one draw of dropout incidence', () => {
  it('is the estimate when everybody counts once', () => {
    fc.assert(
      fc.property(fc.array(viewStays, { minLength: 1, maxLength: 3 }), (views) => {
        const job = dropoutBandJob(PERSONS, views)!;
        const ones = new Array<number>(PERSONS).fill(1);
        expectClose(
          estimate(job, Int32Array.from(ones)),
          views.flatMap((view) => plainly(view, ones)),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('is the estimate of the people drawn, each with all of their stays', () => {
    const weights = fc.array(fc.nat({ max: 3 }), { minLength: PERSONS, maxLength: PERSONS });
    fc.assert(
      fc.property(viewStays, viewStays, weights, (one, other, drawn) => {
        const job = dropoutBandJob(PERSONS, [one, other])!;
        expectClose(
          estimate(job, Int32Array.from(drawn)),
          [one, other].flatMap((view) => plainly(view, drawn)),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('is worked out by hand: of two people the one who drops out twice is drawn twice', () => {
    const view = { persons: [0, 0, 1], lengthDays: [2, 5, 5], causes: [1, 1, 0], days: [2, 5] };
    const job = dropoutBandJob(2, [view])!;
    expectClose(estimate(job, Int32Array.of(1, 1)), [0, 1 / 3, 1 / 3, 2 / 3, 0, 0]);
    expectClose(estimate(job, Int32Array.of(2, 0)), [0, 0, 0.5, 1, 0, 0]);
  });

  it('holds its last share after the last stay drawn', () => {
    const view = { persons: [0, 1], lengthDays: [3, 8], causes: [CENSORED, 1], days: [3, 8] };
    const job = dropoutBandJob(2, [view])!;
    expectClose(estimate(job, Int32Array.of(2, 0)), [0, 0, 0, 0, 0, 0]);
  });
});

describe('the bands of dropout incidence', () => {
  const view = {
    persons: [0, 1, 2, 3],
    lengthDays: [2, 2, 4, 6],
    causes: [1, 0, 2, CENSORED],
    days: [2, 4, 6],
  };

  it('stand around the estimate, the same at every run', () => {
    const job = dropoutBandJob(4, [view])!;
    const limits = [1, 2].map(() => {
      const bands = startBands(job);
      bands.step(bands.draws);
      return bands.limits()!;
    });
    expect(limits[0]).toEqual(limits[1]);
    estimate(job, new Int32Array(4).fill(1)).forEach((share, index) => {
      expect(limits[0]!.low[index]).toBeLessThanOrEqual(share);
      expect(limits[0]!.high[index]).toBeGreaterThanOrEqual(share);
    });
  });

  it('are not given where a draw held nobody of the view', () => {
    const rows = [{ day: 2 }, { day: 4 }];
    const bands = { low: Float64Array.of(0.1, NaN), high: Float64Array.of(0.3, NaN) };
    expect(withLimits(rows, bands)).toEqual([
      { day: 2, low: 0.1, high: 0.3 },
      { day: 4, low: null, high: null },
    ]);
  });

  it('need a stay', () => {
    expect(dropoutBandJob(0, [])).toBeNull();
  });
});
