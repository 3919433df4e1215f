import { describe, expect, it } from 'vitest';
import { aalenJohansen, withAtRisk } from '$lib/stats/aalen-johansen';
import { bootstrapPersons, PersonBootstrap } from '$lib/stats/bootstrap';
import { quantile } from '$lib/stats/median-interval';
import oracle from '../../oracles/occupancy.json';
import { flowsOf } from './histories';

const values = Array.from({ length: 60 }, (_, person) => ((person * 37) % 61) - 20);

/** The weighted mean and the weighted count of values above 0. */
function estimate(weights: Int32Array): Float64Array {
  let sum = 0;
  let positive = 0;
  weights.forEach((weight, person) => {
    sum += weight * values[person]!;
    if (values[person]! > 0) positive += weight;
  });
  return Float64Array.of(sum / values.length, positive);
}

const plan = { persons: values.length, seed: 20_260_101, estimate };

describe('bootstrapPersons', () => {
  it('draws as many persons as there are, each about once', () => {
    const totals: number[] = [];
    const drawn = new Float64Array(values.length);
    bootstrapPersons({
      ...plan,
      estimate: (weights) => {
        totals.push(weights.reduce((sum, weight) => sum + weight, 0));
        weights.forEach((weight, person) => (drawn[person] = drawn[person]! + weight));
        return new Float64Array(1);
      },
    });
    expect(totals).toEqual(new Array(1000).fill(values.length));
    // 1,000 draws of a mean of 1 and a variance of about 1: five standard errors are 0.16.
    drawn.forEach((count) => expect(Math.abs(count / 1000 - 1)).toBeLessThan(0.16));
  });

  it('ends on the type 7 percentiles of the draws', () => {
    const means: number[] = [];
    const limits = bootstrapPersons({
      ...plan,
      draws: 200,
      estimate: (weights) => {
        const result = estimate(weights);
        means.push(result[0]!);
        return result;
      },
    });
    means.sort((a, b) => a - b);
    expect(limits?.low[0]).toBe(quantile(means, 0.025));
    expect(limits?.high[0]).toBe(quantile(means, 0.975));
  });

  it('is as wide as the standard error of a mean says', () => {
    const n = values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const error = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0)) / n;
    const limits = bootstrapPersons(plan);
    const width = limits!.high[0]! - limits!.low[0]!;
    expect(Math.abs(width / (2 * 1.959964 * error) - 1)).toBeLessThan(0.1);
    expect((limits!.high[0]! + limits!.low[0]!) / 2).toBeCloseTo(mean, 0);
  });

  it('is the same for the same seed however it is divided, and another for another seed', () => {
    const whole = bootstrapPersons(plan);
    const portions = new PersonBootstrap(plan);
    for (let size = 1; !portions.step(size); size += 7) expect(portions.limits()).toBeNull();
    expect(portions.done).toBe(1000);
    expect(portions.limits()).toEqual(whole);
    expect(portions.step(10)).toBe(true);
    expect(portions.limits()).toEqual(whole);
    expect(bootstrapPersons({ ...plan, seed: 2 })).not.toEqual(whole);
  });

  it('can keep the array it returns, and reuse it', () => {
    const reused = new Float64Array(2);
    const limits = bootstrapPersons({
      ...plan,
      estimate: (weights) => {
        reused.set(estimate(weights));
        return reused;
      },
    });
    expect(limits).toEqual(bootstrapPersons(plan));
  });

  it('stops when asked, and reports every draw', () => {
    const heard: number[] = [];
    const limits = bootstrapPersons({
      ...plan,
      onDraw: (done) => heard.push(done),
      shouldStop: () => heard.length === 3,
    });
    expect(limits).toBeNull();
    expect(heard).toEqual([1, 2, 3]);
  });

  it('has no limits for one person, nor where some draw had no estimate', () => {
    expect(
      bootstrapPersons({ ...plan, persons: 1, estimate: () => Float64Array.of(1) }),
    ).toBeNull();
    const limits = bootstrapPersons({
      ...plan,
      estimate: (weights) => Float64Array.of(weights[0] === 0 ? NaN : 1, 5),
    });
    expect(limits).toEqual({ low: Float64Array.of(NaN, 5), high: Float64Array.of(NaN, 5) });
  });

  it('refuses counts that are none', () => {
    expect(() => bootstrapPersons({ ...plan, persons: 0 })).toThrow(RangeError);
    expect(() => bootstrapPersons({ ...plan, draws: 0 })).toThrow(RangeError);
    expect(() => bootstrapPersons({ ...plan, draws: 10.5 })).toThrow(RangeError);
    expect(() => bootstrapPersons({ ...plan, seed: 0.5 })).toThrow(RangeError);
  });

  it('is as wide as the standard errors of R survfit for the occupancy of the sample data', () => {
    const { histories, at } = oracle.few;
    const episodes = histories.map(([id, from, to, state, next]) => ({
      id: String(id),
      from: from!,
      to: to!,
      state: state!,
      next: next === -1 ? null : next!,
    }));
    const states = oracle.states.length;
    const [week] = at;
    const limits = bootstrapPersons({
      persons: new Set(episodes.map(({ id }) => id)).size,
      seed: 1,
      estimate: (weights) => {
        const { start, flows } = flowsOf(episodes, states, (id) => weights[Number(id)]!);
        const untilDay = flows.filter(({ time }) => time <= week!.day);
        const steps = aalenJohansen({ states, start, times: withAtRisk(start, untilDay) });
        return Float64Array.from(steps?.at(-1)?.occupancy ?? []);
      },
    });
    week!.value.forEach((share, state) => {
      if (share < 0.1 || share > 0.9) return;
      const width = limits!.high[state]! - limits!.low[state]!;
      const expected = 2 * 1.959964 * week!.jackknife_error[state]!;
      expect(Math.abs(width / expected - 1)).toBeLessThan(0.15);
      expect(limits!.low[state]).toBeLessThan(share);
      expect(limits!.high[state]).toBeGreaterThan(share);
    });
  });
});
