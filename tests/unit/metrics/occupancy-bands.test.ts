/** The fast estimate of drawn persons equals the statistic computed on copies of these persons. */
import { describe, expect, it } from 'vitest';
import { estimateOccupancy } from '$lib/metrics/transitions/occupancy-bands';
import {
  OCCUPANCY_DAYS,
  occupancyByView,
  occupancyJob,
} from '$lib/metrics/transitions/occupancy-job';
import { Columns } from '$lib/sql/columns';
import { aalenJohansen, withAtRisk } from '$lib/stats/aalen-johansen';
import { nextRandom, randomState } from '$lib/stats/random';
import { flowsOf, type Episode } from '../stats/histories';
import { fewHistories, few, states } from './few-histories';

const { histories, views } = few();
const job = occupancyJob(histories, views, states)!;

/** The estimate of the persons with weights, by the statistic itself. */
function expected(
  weights: Int32Array,
  own: (person: number) => boolean,
  days: Int32Array,
): number[] {
  const episodes: Episode[] = fewHistories;
  const weightOf = (id: string): number => (own(Number(id)) ? weights[Number(id)]! : 0);
  const { start, flows } = flowsOf(episodes, states.length, weightOf);
  const steps = aalenJohansen({ states: states.length, start, times: withAtRisk(start, flows) });
  return Array.from(days).flatMap(
    (day) =>
      steps?.findLast(({ time }) => time <= day)?.occupancy ??
      new Array<number>(states.length).fill(NaN),
  );
}

function drawn(seed: number): Int32Array {
  const state = randomState(seed);
  const weights = new Int32Array(job.persons);
  for (let draw = 0; draw < job.persons; draw += 1) {
    const person = Math.floor((nextRandom(state) / 2 ** 32) * job.persons);
    weights[person] = weights[person]! + 1;
  }
  return weights;
}

describe('the estimate of drawn persons', () => {
  it.each([1, 2, 3, 4, 5])('equals Aalen-Johansen on them in every view, draw %i', (seed) => {
    const weights = drawn(seed);
    const found = estimateOccupancy(job, weights);
    const own = [
      (): boolean => true,
      (person: number): boolean => person % 2 === 0,
      (person: number): boolean => person % 2 === 1,
      (person: number): boolean => person % 3 === 0,
      (person: number): boolean => person % 3 !== 0,
    ];
    expect(job.views).toBe(own.length);
    own.forEach((isOwn, view) => {
      const [from, to] = [job.viewStart[view]!, job.viewStart[view + 1]!];
      const shares = expected(weights, isOwn, job.days.subarray(from, to));
      expect(shares.length).toBe((to - from) * states.length);
      shares.forEach((share, index) => {
        expect(found[from * states.length + index]).toBeCloseTo(share, 12);
      });
    });
  });

  it('is not a number where nobody of a view was drawn', () => {
    const weights = new Int32Array(job.persons);
    weights[1] = job.persons;
    const found = estimateOccupancy(job, weights);
    const [from, to] = [job.viewStart[1]! * states.length, job.viewStart[2]! * states.length];
    expect([...found.subarray(from, to)].every(Number.isNaN)).toBe(true);
    expect([...found.subarray(0, from)].some(Number.isNaN)).toBe(false);
  });
});

describe('the days of a view', () => {
  it('are all with a move for everybody and the fixed ones for the others, while enough are followed', () => {
    const [everybody, ...others] = occupancyByView(job);
    const moved = fewHistories.filter(({ to, next }) => next !== null && to <= 365);
    const last = everybody!.at(-1)!;
    for (const { to } of moved.filter(({ to }) => to <= last.day)) {
      expect(everybody!.map(({ day }) => day)).toContain(to);
    }
    expect(last.observed).toBeGreaterThanOrEqual(10);
    for (const view of others) {
      for (const { day } of view) expect(OCCUPANCY_DAYS).toContain(day);
    }
  });

  it('have shares that sum to one', () => {
    for (const { shares } of occupancyByView(job).flat()) {
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }
  });

  it('do not exist without persons', () => {
    const none = new Columns(0, new Map());
    expect(occupancyJob(none, none, states)).toBeNull();
  });
});
