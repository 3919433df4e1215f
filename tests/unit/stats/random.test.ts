import { describe, expect, it } from 'vitest';
import { nextRandom, randomState, type RandomState } from '$lib/stats/random';

describe('nextRandom', () => {
  it('equals the reference implementation of xoshiro128** from the state 1, 2, 3, 4', () => {
    const state: RandomState = [1, 2, 3, 4];
    const numbers = Array.from({ length: 10 }, () => nextRandom(state));
    expect(numbers).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ]);
  });

  it('fills ten equal boxes evenly: chi-square of 9 degrees of freedom below its 99.9 % point', () => {
    const state = randomState(1);
    const boxes = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) {
      const box = Math.floor((nextRandom(state) / 2 ** 32) * 10);
      boxes[box] = (boxes[box] ?? 0) + 1;
    }
    const chiSquare = boxes.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(27.88);
  });
});

describe('randomState', () => {
  it('is the same for the same seed and another for the next, without a state of zeros', () => {
    expect(randomState(7)).toEqual(randomState(7));
    expect(randomState(7)).not.toEqual(randomState(8));
    expect(randomState(0).filter((word) => word !== 0).length).toBeGreaterThanOrEqual(3);
    expect(() => randomState(0.5)).toThrow(RangeError);
    expect(() => randomState(NaN)).toThrow(RangeError);
  });
});
