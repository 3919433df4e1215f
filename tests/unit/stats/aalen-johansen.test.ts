import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aalenJohansen, withAtRisk, type OccupancyStep } from '$lib/stats/aalen-johansen';
import { kaplanMeier } from '$lib/stats/kaplan-meier';
import oracle from '../../oracles/occupancy.json';
import {
  describeWithReference,
  readReferenceCsv,
  readReferenceJson,
} from '../../support/reference';
import { expectDigits } from './agree';
import { flowsOf, readGammopathy, readWardEpisodes, type Episode } from './histories';
import { countsOf, freireich } from './persons';

function occupancyOf(episodes: readonly Episode[], states: number): OccupancyStep[] {
  const { start, flows } = flowsOf(episodes, states);
  return aalenJohansen({ states, start, times: withAtRisk(start, flows) }) ?? [];
}

function occupancyOn(steps: readonly OccupancyStep[], time: number): number[] {
  return steps.findLast((step) => step.time <= time)?.occupancy ?? [];
}

/** The mean time in each state until `until`: the area under each curve. */
function meanTimes(steps: readonly OccupancyStep[], until: number): number[] {
  const before = steps.filter(({ time }) => time < until);
  return (before[0]?.occupancy ?? []).map((_, state) =>
    before.reduce((area, step, index) => {
      const end = before[index + 1]?.time ?? until;
      return area + (step.occupancy[state] ?? NaN) * (end - step.time);
    }, 0),
  );
}

/** Histories of persons over three states, all observed to their own last day. */
const someEpisodes = fc
  .array(
    fc.record({
      states: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 12 }),
      last: fc.integer({ min: 0, max: 12 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((persons) =>
    persons.flatMap(({ states, last }, person) => {
      const stateOn = (day: number): number => states[Math.min(day, states.length - 1)] ?? 0;
      const episodes: Episode[] = [];
      let from = 0;
      for (let day = 1; day <= last; day++) {
        if (stateOn(day) === stateOn(from)) continue;
        episodes.push({
          id: String(person),
          from,
          to: day,
          state: stateOn(from),
          next: stateOn(day),
        });
        from = day;
      }
      episodes.push({ id: String(person), from, to: last, state: stateOn(from), next: null });
      return episodes;
    }),
  );

describe('aalenJohansen', () => {
  it('is worked out by hand for four persons who move, return and are censored', () => {
    const steps = aalenJohansen({
      states: 2,
      start: [3, 1],
      times: withAtRisk(
        [3, 1],
        [
          { time: 1, moves: [[0, 1, 1]] },
          { time: 2, moves: [[1, 0, 1]], censored: [1, 0] },
          { time: 4, moves: [[0, 1, 1]] },
        ],
      ),
    });
    // Day 1: 3/4·1/3 moves. Day 2: half of 1/2 returns. Day 4: of the two at risk in 0 one moves.
    expect(steps?.map(({ time }) => time)).toEqual([0, 1, 2, 4]);
    [
      [0.75, 0.25],
      [0.5, 0.5],
      [0.75, 0.25],
      [0.375, 0.625],
    ].forEach((shares, step) =>
      shares.forEach((share, state) => expectDigits(steps?.[step]?.occupancy[state], share, 12)),
    );
  });

  it('is the plain share of persons in each state while nobody is censored, and sums to 1', () => {
    fc.assert(
      fc.property(someEpisodes, (episodes) => {
        const steps = occupancyOf(episodes, 3);
        const firstCensored = Math.min(
          ...episodes.filter(({ next }) => next === null).map(({ to }) => to),
        );
        const persons = new Set(episodes.map(({ id }) => id)).size;
        for (const { time, occupancy } of steps) {
          expect(occupancy.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
          if (time > firstCensored) continue;
          occupancy.forEach((share, state) => {
            const here = episodes.filter(
              ({ from, to, state: own, next }) =>
                own === state && from <= time && (to > time || (to === time && next === null)),
            );
            expect(share).toBeCloseTo(here.length / persons, 12);
          });
        }
      }),
    );
  });

  it('is Kaplan-Meier when there is one way, out', () => {
    const counts = countsOf(freireich.mercaptopurine);
    const steps = aalenJohansen({
      states: 2,
      start: [21, 0],
      times: withAtRisk(
        [21, 0],
        counts.map(({ time, events, censored }) => ({
          time,
          moves: [[0, 1, events]],
          censored: [censored, 0],
        })),
      ),
    });
    kaplanMeier(counts).steps.forEach(({ survival }, index) =>
      expectDigits(steps?.[index + 1]?.occupancy[0], survival, 12),
    );
  });

  it('lets persons arrive late: they are at risk from the next time on', () => {
    const times = withAtRisk(
      [4, 0],
      [
        { time: 2, moves: [[0, 1, 1]], entries: [6, 0] },
        { time: 3, moves: [[0, 1, 3]] },
      ],
    );
    expect(times.map(({ atRisk }) => atRisk)).toEqual([
      [4, 0],
      [9, 1],
    ]);
    const steps = aalenJohansen({ states: 2, start: [4, 0], times });
    expectDigits(steps?.at(-1)?.occupancy[0], 0.75 * (6 / 9), 12);
  });

  it('has nothing to say when nobody starts', () => {
    expect(aalenJohansen({ states: 2, start: [0, 0], times: [] })).toBeNull();
  });

  it('refuses states that are not there, times that do not ascend, and more leaving than present', () => {
    const times = (moves: [number, number, number][], time = 1, atRisk = [2, 2]) => [
      { time, atRisk, moves },
    ];
    const from = (input: ReturnType<typeof times>) => () =>
      aalenJohansen({ states: 2, start: [2, 2], times: input });
    expect(from(times([[0, 2, 1]]))).toThrow(RangeError);
    expect(from(times([[0, 1, -1]]))).toThrow(RangeError);
    expect(from(times([[0, 1, 3]]))).toThrow(RangeError);
    expect(
      from(
        times([
          [0, 1, 1],
          [0, 1, 2],
        ]),
      ),
    ).toThrow(RangeError);
    expect(from(times([], 0))).toThrow(RangeError);
    expect(from(times([], 1, [2]))).toThrow(RangeError);
    expect(() => aalenJohansen({ states: 3, start: [1], times: [] })).toThrow(RangeError);
    expect(() => withAtRisk([1, 0], [{ time: 1, moves: [[0, 1, 2]] }])).toThrow(RangeError);
  });

  it('equals R survfit for persons of the sample data who start in withdrawal management', () => {
    const { histories, at } = oracle.few;
    const episodes = histories.map(([id, from, to, state, next]) => ({
      id: String(id),
      from: from ?? NaN,
      to: to ?? NaN,
      state: state ?? NaN,
      next: next === -1 ? null : (next ?? NaN),
    }));
    const steps = occupancyOf(episodes, oracle.states.length);
    for (const { day, value } of at) {
      value.forEach((share, state) => expectDigits(occupancyOn(steps, day)[state], share, 9));
    }
  });
});

describeWithReference('aalenJohansen against R survival and etm', (folder) => {
  interface Occupancy {
    time: number;
    n_risk_total: number;
    ICU: number;
    Ward: number;
    Discharged: number;
    Died: number;
  }
  interface Oracle {
    n_subjects: number;
    occupancy: Occupancy[];
    mean_time_in_state_to: number;
    mean_time_in_state: Omit<Occupancy, 'time' | 'n_risk_total'>;
  }
  const all = readReferenceJson<Record<string, Oracle>>(folder, 'oracles/transitions_aj.json');

  it.each([
    ['aalen_johansen_ICU_Ward_Discharged_Died', 'mimic3demo_merged_state_stays'],
    ['aalen_johansen_with_staggered_censoring', 'mimic3demo_staggered_intervals'],
  ])('agrees for %s', (name, file) => {
    const expected = all[name];
    if (expected === undefined) throw new Error(`No ${name} in transitions_aj.json`);
    const episodes = readWardEpisodes(folder, file);
    const { start, flows } = flowsOf(episodes, 4);
    expect(start.reduce((sum, count) => sum + count, 0)).toBe(expected.n_subjects);
    const times = withAtRisk(start, flows);
    const steps = aalenJohansen({ states: 4, start, times }) ?? [];
    for (const row of expected.occupancy) {
      const shares = occupancyOn(steps, row.time);
      [row.ICU, row.Ward, row.Discharged, row.Died].forEach((share, state) =>
        expectDigits(shares[state], share, 9),
      );
      // The ends take no part in their number at risk.
      const next = times.find(({ time }) => time >= row.time);
      if (row.time > 0) {
        expect((next?.atRisk[0] ?? 0) + (next?.atRisk[1] ?? 0)).toBe(row.n_risk_total);
      }
    }
    const { ICU, Ward, Discharged, Died } = expected.mean_time_in_state;
    const means = meanTimes(steps, expected.mean_time_in_state_to);
    [ICU, Ward, Discharged, Died].forEach((mean, state) => expectDigits(means[state], mean, 9));
  });

  it('agrees on the days of aj_mimic3demo.csv', () => {
    const steps = occupancyOf(readWardEpisodes(folder, 'mimic3demo_merged_state_stays'), 4);
    const rows = readReferenceCsv(folder, 'oracles/aj_mimic3demo.csv');
    expect(rows).toHaveLength(10);
    for (const row of rows) {
      const shares = occupancyOn(steps, Number(row['time']));
      ['ICU', 'Ward', 'Discharged', 'Died'].forEach((state, index) =>
        expectDigits(shares[index], Number(row[state]), 9),
      );
    }
  });

  it.each(['F', 'M'])('agrees for illness and death after gammopathy, sex %s', (sex) => {
    const episodes = readGammopathy(folder, sex).flatMap((person): Episode[] => {
      const { id, progressionMonth, hasProgressed, endMonth, hasDied } = person;
      const end = hasDied ? 2 : null;
      if (!hasProgressed) return [{ id, from: 0, to: endMonth, state: 0, next: end }];
      // As in the vignette: who progresses in the month of the end does so just before.
      const progression = progressionMonth === endMonth ? endMonth - 0.1 : progressionMonth;
      return [
        { id, from: 0, to: progression, state: 0, next: 1 },
        { id, from: progression, to: endMonth, state: 1, next: end },
      ];
    });
    const steps = occupancyOf(episodes, 3);
    const rows = readReferenceJson<{
      mgus2_illness_death_by_sex: {
        strata: string;
        time: number;
        s0: number;
        PCM_alive: number;
        death: number;
      }[];
    }>(folder, 'oracles/transitions_aj.json').mgus2_illness_death_by_sex.filter(
      ({ strata }) => strata === `sex=${sex}`,
    );
    expect(rows).toHaveLength(5);
    for (const { time, s0, PCM_alive, death } of rows) {
      const shares = occupancyOn(steps, time);
      [s0, PCM_alive, death].forEach((share, state) => expectDigits(shares[state], share, 9));
    }
  });
});
