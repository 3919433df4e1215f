import { describe, expect, it } from 'vitest';
import { kaplanMeier, type TimeCounts } from '$lib/stats/kaplan-meier';
import { logRank } from '$lib/stats/log-rank';
import { medianInterval, quantile } from '$lib/stats/median-interval';
import { restrictedMean } from '$lib/stats/restricted-mean';
import oracle from '../../oracles/length.json';
import {
  describeWithReference,
  readReferenceCsv,
  readReferenceJson,
} from '../../support/reference';
import { expectDigits } from './agree';

/** Lengths of one level of the sample data: how many stays ended and how many are open. */
function countsOf(level: string): TimeCounts[] {
  const rows: readonly number[][] =
    Object.entries(oracle.counts.by_level).find(([name]) => name === level)?.[1] ?? [];
  return rows.map(([time, planned, dropout, other, open]) => ({
    time: time!,
    events: planned! + dropout! + other!,
    censored: open!,
  }));
}

const withLevel = <T extends { level: string }>(figures: T[], level: string): T => {
  const figure = figures.find((candidate) => candidate.level === level);
  if (figure === undefined) throw new Error(`No ${level} in length.json`);
  return figure;
};

describe.each(Object.keys(oracle.counts.by_level))('%s of the sample data against R', (level) => {
  const counts = countsOf(level);

  it('has the same quartiles and exact interval of the median', () => {
    const expected = withLevel(oracle.length_of_stay, level);
    const lengths = counts.flatMap(({ time, events }) => new Array<number>(events).fill(time));
    expect(lengths).toHaveLength(expected.n);
    expectDigits(quantile(lengths, 0.25), expected.q1, 9);
    expectDigits(quantile(lengths, 0.5), expected.value, 9);
    expectDigits(quantile(lengths, 0.75), expected.q3, 9);
    expect(medianInterval(lengths)).toEqual({ low: expected.low, high: expected.high });
  });

  it('has the same curve, median and restricted mean', () => {
    const expected = withLevel(oracle.retention, level);
    const curve = kaplanMeier(counts);
    expect(curve.median).toEqual(expected.median);
    for (const { day, at_risk, value, low, high } of expected.at) {
      expect(curve.atRiskOn(day)).toBe(at_risk);
      const point = curve.survivalOn(day);
      expectDigits(point?.survival, value);
      expectDigits(point?.low, low);
      expectDigits(point?.high, high);
    }
    const mean = restrictedMean(curve, 180);
    expectDigits(mean?.value, expected.restricted_mean_180.value, 9);
    expectDigits(mean?.standardError, expected.restricted_mean_180.standard_error, 9);
  });
});

describe('the levels with beds against R', () => {
  it('has the same log-rank test of three groups', () => {
    const expected = oracle.log_rank_of_counts;
    const test = logRank(expected.groups.map(countsOf));
    expectDigits(test?.chiSquare, expected.chi_square, 9);
    expect(test?.degreesOfFreedom).toBe(expected.degrees_of_freedom);
    expect((test?.p ?? NaN) / expected.p).toBeCloseTo(1, 6);
    expect(test?.observed).toEqual(expected.observed);
    expected.expected.forEach((value, group) => expectDigits(test?.expected[group], value, 9));
  });
});

describeWithReference('length of 1.7 million treatment episodes (TEDS-D 2019)', (folder) => {
  interface Episodes {
    discharges: number;
    median_los_category: [number, string];
    retention_past: Record<string, { n: number; p: number }>;
  }

  /** Single days to 30, then the last day of each range; the last range has no end. */
  const counts = readReferenceCsv(folder, 'transitions/teds_d_2019_codebook_frequencies.csv')
    .filter((row) => row['code'] === 'LOS')
    .map((row) => ({
      time: Number(/(?:to )?([0-9]+)(?: days)?$/.exec(row['Label'] ?? '')?.[1] ?? 999),
      events: Number(row['Frequency']?.replaceAll(',', '')),
      censored: 0,
    }));
  const expected = readReferenceJson<Episodes>(folder, 'oracles/teds_d_2019_los.json');
  const curve = kaplanMeier(counts);

  it('has the published shares who stayed longer than each day', () => {
    const past = Object.entries(expected.retention_past);
    expect(past.length).toBe(12);
    for (const [name, { n, p }] of past) {
      const day = Number(/[0-9]+/.exec(name)?.[0]);
      expectDigits(curve.survivalOn(day)?.survival, p, 12);
      expect(Math.round((curve.survivalOn(day)?.survival ?? 0) * expected.discharges)).toBe(n);
    }
  });

  it('has the published median, the same by curve and by quantile', () => {
    expect(curve.atRiskOn(0)).toBe(expected.discharges);
    expect(curve.median.value).toBe(expected.median_los_category[0]);
    const days = counts.flatMap(({ time, events }) => new Array<number>(events).fill(time));
    expect(quantile(days, 0.5)).toBe(expected.median_los_category[0]);
  });
});
