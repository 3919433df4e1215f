import { describe, expect, it } from 'vitest';
import { differenceEffect, prePostEffect } from '$lib/stats/effect-size';
import { Z95 } from '$lib/stats/interval';
import { meanInterval } from '$lib/stats/mean-interval';
import change from '../../oracles/change.json';
import { describeWithReference, readReferenceJson } from '../../support/reference';
import { expectDigits } from './agree';

describe('prePostEffect', () => {
  it('is worked out by hand for ten pairs: d 0.8, g 0.731, variance 0.132', () => {
    const effect = prePostEffect({ n: 10, meanImprovement: 4, sdPre: 5, correlation: 0.5 });
    expectDigits(effect?.d, 0.8, 12);
    expectDigits(effect?.g, (0.8 * 32) / 35, 12);
    expectDigits(effect?.variance, 0.132, 12);
    expectDigits(effect?.low, (0.8 * 32) / 35 - Z95 * Math.sqrt(0.132), 12);
    expectDigits(effect?.high, (0.8 * 32) / 35 + Z95 * Math.sqrt(0.132), 12);
  });

  it('is none for two pairs and for equal baselines, and 0 without change', () => {
    const pairs = { n: 10, meanImprovement: 4, sdPre: 5, correlation: 0.5 };
    expect(prePostEffect({ ...pairs, n: 2 })).toBeNull();
    expect(prePostEffect({ ...pairs, n: 0, sdPre: NaN, correlation: NaN })).toBeNull();
    expect(prePostEffect({ ...pairs, sdPre: 0, correlation: NaN })).toBeNull();
    expect(prePostEffect({ ...pairs, n: 3, meanImprovement: 0 })?.g).toBe(0);
  });

  it('has no interval where all last scores are equal, so that nothing correlates', () => {
    const effect = prePostEffect({ n: 10, meanImprovement: 4, sdPre: 5, correlation: null });
    expectDigits(effect?.g, (0.8 * 32) / 35, 12);
    expect(effect).toMatchObject({ d: 0.8, variance: null, low: null, high: null });
  });

  it('refuses what cannot be', () => {
    const pairs = { n: 10, meanImprovement: 4, sdPre: 5, correlation: 0.5 };
    expect(() => prePostEffect({ ...pairs, n: 9.5 })).toThrow(RangeError);
    expect(() => prePostEffect({ ...pairs, sdPre: -1 })).toThrow(RangeError);
    expect(() => prePostEffect({ ...pairs, correlation: 1.1 })).toThrow(RangeError);
    expect(() => differenceEffect(10, 4, NaN)).toThrow(RangeError);
  });

  it.each(change.effect_size.map((oracle, index) => ({ ...oracle, pairs: change.pairs[index]! })))(
    'equals R for $measure, $level',
    ({ pairs, ...oracle }) => {
      const mean = pairs.mean_pre - pairs.mean_post;
      const effect = prePostEffect({
        n: pairs.n,
        meanImprovement: mean,
        sdPre: pairs.sd_pre,
        correlation: pairs.correlation,
      });
      expectDigits(effect?.d, oracle.d, 9);
      expectDigits(effect?.g, oracle.value, 9);
      expectDigits(effect?.variance, oracle.variance, 9);
      expectDigits(effect?.low, oracle.low);
      expectDigits(effect?.high, oracle.high);
      expectDigits(differenceEffect(pairs.n, mean, pairs.sd_change), oracle.difference_effect, 9);
    },
  );
});

describe('meanInterval', () => {
  it.each(change.mean_change.map((oracle, index) => ({ ...oracle, pairs: change.pairs[index]! })))(
    'equals the paired t.test of R for $measure, $level',
    ({ pairs, ...oracle }) => {
      const interval = meanInterval(pairs.n, pairs.mean_pre - pairs.mean_post, pairs.sd_change);
      expectDigits(interval?.low, oracle.low);
      expectDigits(interval?.high, oracle.high);
    },
  );
});

describe('differenceEffect', () => {
  it('is none for two pairs and for equal differences', () => {
    expect(differenceEffect(2, 4, 5)).toBeNull();
    expect(differenceEffect(10, 4, 0)).toBeNull();
    expect(differenceEffect(10, 4, 5)).toBe(0.8);
  });
});

interface PrePostOracle {
  n: number;
  mean_change: number;
  sd_pre: number;
  sd_change: number;
  r: number;
  J_exact_gamma_df_n_minus_1: number;
  J_approx: number;
  d_pre_sd: { est: number };
  d_z: { est: number };
  g_pre_sd_SMCR: { est: number; var: number; ci95_wald: [number, number] };
}

/*
 * Of effect_sizes.json, d_pre_sd, d_z and J_approx are our definitions. Not ours, and why:
 * - g_pre_sd_SMCR takes J from the gamma function and g² in the variance. With its own J and g in
 *   place of ours the formulas are the same, which the test shows.
 * - g_pre_sd_SMCRH has another variance (unequal spread at both times, Bonett 2008).
 * - g_z and g_change_SMCC correct d_z, d_av, d_pooled_sd and d_rm divide by other spreads: none of
 *   them says how many baseline standard deviations persons moved.
 * - the entries of two groups (claus_bdi_t4_PA_vs_TAU and the like) compare groups, not times.
 */
describeWithReference('effect sizes against R', (folder) => {
  const { meta: _meta, ...all } = readReferenceJson<Record<string, unknown>>(
    folder,
    'oracles/effect_sizes.json',
  );
  const isPrePost = (entry: unknown): entry is PrePostOracle =>
    typeof entry === 'object' && entry !== null && 'd_pre_sd' in entry;
  const oracles = Object.entries(all).flatMap(([name, entry]) =>
    isPrePost(entry) ? [{ name, ...entry }] : [],
  );

  it('finds every pre-post comparison', () => {
    expect(oracles.length).toBeGreaterThanOrEqual(11);
  });

  it.each(oracles)('agrees for $name', (oracle) => {
    const { n, mean_change, sd_pre, sd_change, r, d_pre_sd, d_z, J_approx } = oracle;
    const effect = prePostEffect({
      n,
      meanImprovement: mean_change,
      sdPre: sd_pre,
      correlation: r,
    });
    expectDigits(effect?.d, d_pre_sd.est, 9);
    expectDigits(effect?.g, J_approx * d_pre_sd.est, 9);
    expectDigits(differenceEffect(n, mean_change, sd_change), d_z.est, 9);

    const { est, var: variance, ci95_wald: wald } = oracle.g_pre_sd_SMCR;
    const d = effect?.d ?? NaN;
    expectDigits(d * oracle.J_exact_gamma_df_n_minus_1, est, 9);
    expectDigits((effect?.variance ?? NaN) + (est ** 2 - d ** 2) / (2 * n), variance, 9);
    expectDigits(est - Z95 * Math.sqrt(variance), wald[0]);
  });

  it.each(oracles)('is within 2 % of an SD of metafor SMCR for $name', (oracle) => {
    const effect = prePostEffect({
      n: oracle.n,
      meanImprovement: oracle.mean_change,
      sdPre: oracle.sd_pre,
      correlation: oracle.r,
    });
    const { ci95_wald: wald, est } = oracle.g_pre_sd_SMCR;
    const tolerance = 0.02 * Math.max(1, Math.abs(est));
    expect(Math.abs((effect?.g ?? NaN) - est)).toBeLessThan(tolerance);
    expect(Math.abs((effect?.low ?? NaN) - wald[0])).toBeLessThan(tolerance);
    expect(Math.abs((effect?.high ?? NaN) - wald[1])).toBeLessThan(tolerance);
  });
});
