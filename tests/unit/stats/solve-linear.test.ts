import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solveLinear } from '$lib/stats/solve-linear';

describe('solveLinear', () => {
  it('solves a system that needs a row exchange', () => {
    const solution = solveLinear(
      [
        [0, 2, 1],
        [1, 1, 1],
        [2, 1, -1],
      ],
      [7, 6, 1],
    );
    // 2y + z = 7, x + y + z = 6, 2x + y - z = 1.
    [1, 2, 3].forEach((value, index) => expect(solution?.[index]).toBeCloseTo(value, 12));
  });

  it('has no answer for a singular matrix', () => {
    expect(
      solveLinear(
        [
          [1, 2],
          [2, 4],
        ],
        [1, 2],
      ),
    ).toBeNull();
    expect(solveLinear([[0]], [0])).toBeNull();
  });

  it('has an empty answer for no equations', () => {
    expect(solveLinear([], [])).toEqual([]);
  });

  it('gives back the right-hand side on random matrices', () => {
    const systems = fc.integer({ min: 1, max: 6 }).chain((size) => {
      const row = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: size, maxLength: size });
      return fc.tuple(fc.array(row, { minLength: size, maxLength: size }), row);
    });
    fc.assert(
      fc.property(systems, ([matrix, right]) => {
        const solution = solveLinear(matrix, right);
        if (solution === null) return;
        matrix.forEach((row, index) => {
          const left = row.reduce((sum, value, column) => sum + value * (solution[column] ?? 0), 0);
          expect(left).toBeCloseTo(right[index] ?? NaN, 6);
        });
      }),
    );
  });
});
