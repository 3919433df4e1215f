// The p value of a chi-square test. One minus the distribution function loses every digit below
// 1e-16 and would print p = 0, so the far tail has a formula of its own.

import chiSquareCdf from '@stdlib/stats-base-dists-chisquare-cdf';

/** From here on 1 - cdf has lost too many digits to be shown. */
const FAR_TAIL = 1e-6;

/**
 * Returns the probability that a chi-square variable is at least as large as the statistic.
 *
 * @param statistic The test statistic, at least 0.
 * @param degreesOfFreedom A whole number, at least 1.
 * @returns A probability, 0 to 1, with at least nine correct digits.
 *
 * Source: the upper incomplete gamma function by its continued fraction, Press WH et al. (2007),
 * Numerical Recipes, 3rd ed., section 6.2.
 */
export function chiSquareTail(statistic: number, degreesOfFreedom: number): number {
  const tail = 1 - chiSquareCdf(statistic, degreesOfFreedom);
  return tail < FAR_TAIL ? upperGamma(degreesOfFreedom / 2, statistic / 2) : tail;
}

/** Q(a, x) = Γ(a, x) / Γ(a) for a a multiple of one half, x well above a. */
function upperGamma(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < 1000; i++) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return Math.exp(a * Math.log(x) - x - logGammaOfHalves(a)) * fraction;
}

/** ln Γ(a) by Γ(a) = (a - 1) Γ(a - 1), down to Γ(1/2) = √π or Γ(1) = 1. */
function logGammaOfHalves(a: number): number {
  let sum = a % 1 === 0 ? 0 : Math.log(Math.PI) / 2;
  for (let below = a - 1; below > 0; below--) sum += Math.log(below);
  return sum;
}
