import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastSquares, leastSquaresFromSums, type DesignSums } from '$lib/stats/least-squares';
import change from '../../oracles/change.json';
import { expectDigits } from './agree';

function sumsOf(rows: readonly (readonly number[])[], y: readonly number[]): DesignSums {
  const columns = rows[0]?.map((_, column) => rows.map((row) => row[column] ?? NaN)) ?? [];
  const product = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, index) => sum + value * (b[index] ?? NaN), 0);
  return {
    xx: columns.map((a) => columns.map((b) => product(a, b))),
    xy: columns.map((a) => product(a, y)),
    yy: product(y, y),
  };
}

/** Total employment, deflator, GNP, unemployed, armed forces, population, year. */
const longley = [
  [60323, 83, 234289, 2356, 1590, 107608, 1947],
  [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
  [60171, 88.2, 258054, 3682, 1616, 109773, 1949],
  [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
  [63221, 96.2, 328975, 2099, 3099, 112075, 1951],
  [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
  [64989, 99, 365385, 1870, 3547, 115094, 1953],
  [63761, 100, 363112, 3578, 3350, 116219, 1954],
  [66019, 101.2, 397469, 2904, 3048, 117388, 1955],
  [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
  [68169, 108.4, 442769, 2936, 2798, 120445, 1957],
  [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
  [68655, 112.6, 482704, 3813, 2552, 123366, 1959],
  [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
  [69331, 115.7, 518173, 4806, 2572, 127852, 1961],
  [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
];

describe('leastSquares', () => {
  it('equals the certified values of NIST for the data of Longley 1967', () => {
    const fit = leastSquares(
      longley.map(([, ...columns]) => [1, ...columns]),
      longley.map(([employment]) => employment ?? NaN),
    );
    [
      -3482258.63459582, 15.0618722713733, -0.035819179292591, -2.02022980381683, -1.03322686717359,
      -0.0511041056535807, 1829.15146461355,
    ].forEach((certified, column) => expectDigits(fit?.coefficients[column], certified, 9));
    expectDigits(fit?.residualError, 304.854073561965, 9);
    expectDigits(fit?.rSquared ?? NaN, 0.995479004577296, 9);
  });

  it('is the mean and the standard deviation when there is only an intercept', () => {
    const fit = leastSquares([[1], [1], [1], [1]], [2, 4, 4, 6]);
    expect(fit).toEqual({
      coefficients: [4],
      n: 4,
      residualError: Math.sqrt(8 / 3),
      rSquared: 0,
    });
  });

  it('has no fit when rows do not outnumber columns or a column repeats others', () => {
    expect(leastSquares([], [])).toBeNull();
    expect(
      leastSquares(
        [
          [1, 1],
          [1, 2],
        ],
        [1, 2],
      ),
    ).toBeNull();
    const repeated = [0, 1, 2, 3, 4, 5].map((x) => [1, x, 3 * x + 0.1]);
    const dummies = [0, 1, 0, 1, 1, 0].map((is) => [1, is, 1 - is]);
    const constant = [0, 1, 2, 3, 4, 5].map((x) => [1, x, 0.3]);
    for (const rows of [repeated, dummies, constant]) {
      const y = [3, 1, 4, 1, 5, 9];
      expect(leastSquares(rows, y)).toBeNull();
      expect(leastSquaresFromSums(sumsOf(rows, y))).toBeNull();
    }
  });

  it('has no share explained when every value is the same', () => {
    const rows = [1, 2, 3, 4].map((x) => [1, x]);
    const y = [0.1, 0.1, 0.1, 0.1];
    for (const fit of [leastSquares(rows, y), leastSquaresFromSums(sumsOf(rows, y))]) {
      expect(fit?.rSquared).toBeNull();
      expect(fit?.coefficients[0]).toBeCloseTo(0.1, 12);
      expect(fit?.coefficients[1]).toBeCloseTo(0, 12);
      expect(fit?.residualError).toBeCloseTo(0, 7);
    }
  });

  it('refuses designs without an intercept and sums that do not fit together', () => {
    expect(() => leastSquares([[2], [1], [1]], [1, 2, 3])).toThrow(RangeError);
    expect(() => leastSquares([[1]], [1, 2])).toThrow(RangeError);
    expect(() => leastSquaresFromSums({ xx: [[1]], xy: [1, 2], yy: 1 })).toThrow(RangeError);
    expect(() => leastSquaresFromSums({ xx: [[1.5]], xy: [1], yy: 1 })).toThrow(RangeError);
    expect(() => leastSquaresFromSums({ xx: [], xy: [], yy: 0 })).toThrow(RangeError);
  });

  it('leaves residuals that every column is at right angles to, and agrees with the sums', () => {
    const row = fc.tuple(
      fc.integer({ min: 0, max: 27 }),
      fc.integer({ min: 0, max: 50 }),
      fc.integer({ min: 0, max: 27 }),
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 4, maxLength: 40 }), (data) => {
        const rows = data.map(([pre, week]) => [1, pre, Math.log(week + 1)]);
        const y = data.map(([, , post]) => post);
        const fit = leastSquares(rows, y);
        const fromSums = leastSquaresFromSums(sumsOf(rows, y));
        if (fit === null || fromSums === null) {
          expect(fit).toBe(fromSums);
          return;
        }
        const residuals = y.map(
          (value, at) =>
            value -
            fit.coefficients.reduce((sum, slope, column) => sum + slope * rows[at]![column]!, 0),
        );
        for (const column of [0, 1, 2]) {
          const product = residuals.reduce((sum, value, at) => sum + value * rows[at]![column]!, 0);
          expect(product).toBeCloseTo(0, 5);
        }
        fit.coefficients.forEach((slope, column) =>
          expect(fromSums.coefficients[column]).toBeCloseTo(slope, 5),
        );
        expect(fromSums.residualError).toBeCloseTo(fit.residualError, 4);
      }),
    );
  });
});

describe('leastSquaresFromSums', () => {
  it.each(change.last_by_baseline_and_week)('equals R lm for $measure', (oracle) => {
    const fit = leastSquaresFromSums(oracle.sums);
    expect(fit?.n).toBe(oracle.n);
    oracle.coefficients.forEach((slope, column) =>
      expectDigits(fit?.coefficients[column], slope, 8),
    );
    expectDigits(fit?.residualError, oracle.residual_error, 8);
    expectDigits(fit?.rSquared ?? NaN, oracle.r_squared, 8);
  });
});
