/** The standard deviation from sums, against values and against itself in parts. */
import { describe, expect, it } from 'vitest';
import { standardDeviation } from '$lib/stats/standard-deviation';

function ofValues(values: readonly number[]): number | null {
  const sum = values.reduce((all, value) => all + value, 0);
  const squares = values.reduce((all, value) => all + value * value, 0);
  return standardDeviation(values.length, sum, squares);
}

describe('standard deviation from sums', () => {
  it('is that of R sd()', () => {
    expect(ofValues([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(2.138089935299395, 14);
    expect(ofValues([0.1, 0.25, 0.7])).toBeCloseTo(0.3122498999199199, 14);
  });

  it('is 0 where all values are the same, whatever rounding leaves', () => {
    expect(ofValues(new Array<number>(1000).fill(0.1))).toBe(0);
    expect(ofValues(new Array<number>(7).fill(27))).toBe(0);
  });

  it('is none of one value', () => {
    expect(ofValues([12])).toBeNull();
  });

  it('sees one point of difference among a million scores', () => {
    expect(standardDeviation(1_000_000, 27_000_001, 729_000_055)).toBeCloseTo(0.001, 9);
  });
});
