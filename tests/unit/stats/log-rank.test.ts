import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logRank } from '$lib/stats/log-rank';
import { describeWithReference, readReferenceJson } from '../../support/reference';
import { expectDigits } from './agree';
import {
  comparisons,
  countsOf,
  freireich,
  readAddicts,
  somePersons,
  type ComparisonOracle,
  type Person,
} from './persons';

/** The textbook sum over days for two groups; null when it has no variance. */
function naiveTwoGroups(first: readonly Person[], second: readonly Person[]): number | null {
  let difference = 0;
  let variance = 0;
  for (let day = 1; day <= 25; day++) {
    const atRisk = (persons: readonly Person[]): number =>
      persons.filter(({ time }) => time >= day).length;
    const ended = (persons: readonly Person[]): number =>
      persons.filter(({ time, hasEnded }) => time === day && hasEnded).length;
    const n = atRisk(first) + atRisk(second);
    const d = ended(first) + ended(second);
    if (n === 0) continue;
    difference += ended(first) - (d * atRisk(first)) / n;
    if (n > 1) variance += (d * atRisk(first) * atRisk(second) * (n - d)) / (n * n * (n - 1));
  }
  return variance > 1e-12 ? difference ** 2 / variance : null;
}

describe('logRank', () => {
  it('equals the printed test of the leukemia trial: 16.793 with 19.3 and 10.7 expected', () => {
    const test = logRank([countsOf(freireich.mercaptopurine), countsOf(freireich.placebo)]);
    expect(test?.chiSquare).toBeCloseTo(16.793, 3);
    expect(test?.degreesOfFreedom).toBe(1);
    expectDigits(test?.p, 4.17e-5, 3);
    expect(test?.observed).toEqual([9, 21]);
    expect(test?.expected[0]).toBeCloseTo(19.3, 1);
    expect(test?.expected[1]).toBeCloseTo(10.7, 1);
  });

  it('equals the textbook formula for two random groups', () => {
    fc.assert(
      fc.property(somePersons, somePersons, (first, second) => {
        const naive = naiveTwoGroups(first, second);
        const test = logRank([countsOf(first), countsOf(second)]);
        if (naive === null) expect(test).toBeNull();
        else expect(test?.chiSquare).toBeCloseTo(naive, 8);
      }),
    );
  });

  it('does not depend on the order of the groups', () => {
    const groups = fc.tuple(somePersons, somePersons, somePersons, somePersons);
    fc.assert(
      fc.property(groups, ([a, b, c, d]) => {
        const test = logRank([a, b, c, d].map(countsOf));
        const other = logRank([d, b, a, c].map(countsOf));
        expect(other?.degreesOfFreedom).toBe(test?.degreesOfFreedom);
        if (test === null) expect(other).toBeNull();
        else expect(other?.chiSquare).toBeCloseTo(test.chiSquare, 6);
      }),
    );
  });

  it('leaves out an empty group and one that was gone before the first event', () => {
    const two = [countsOf(freireich.mercaptopurine), countsOf(freireich.placebo)];
    const test = logRank(two);
    const goneEarly = [{ time: 0.5, events: 0, censored: 4 }];
    const more = logRank([...two, [], goneEarly]);
    expect(more?.chiSquare).toBeCloseTo(test?.chiSquare ?? NaN, 9);
    expect(more?.degreesOfFreedom).toBe(1);
    expect(more?.observed).toEqual([9, 21, 0, 0]);
  });

  it('is 0 for equal groups', () => {
    const same = countsOf(freireich.placebo);
    const test = logRank([same, same, same]);
    expect(test?.chiSquare).toBeCloseTo(0, 9);
    expect(test?.degreesOfFreedom).toBe(2);
    expect(test?.p).toBeCloseTo(1, 9);
  });

  it('has no test without a second group, without events, or without overlap', () => {
    const some = countsOf(freireich.placebo);
    expect(logRank([])).toBeNull();
    expect(logRank([some])).toBeNull();
    expect(logRank([some, []])).toBeNull();
    expect(logRank([1, 2].map((time) => [{ time, events: 0, censored: 9 }]))).toBeNull();
    // Everyone at risk ends on the same day: there was no choice whom to lose.
    expect(logRank([1, 2].map(() => [{ time: 3, events: 5, censored: 0 }]))).toBeNull();
  });
});

describeWithReference('logRank against R survdiff', (folder) => {
  it.each(comparisons)('agrees for $name', ({ name, read, groupOf }) => {
    const oracle = readReferenceJson<Record<string, ComparisonOracle>>(
      folder,
      'oracles/retention_km.json',
    )[name];
    if (oracle === undefined) throw new Error(`No ${name} in retention_km.json`);
    const persons = read(folder);
    const test = logRank(
      Object.keys(oracle.by_group).map((group) =>
        countsOf(persons.filter(({ row }) => groupOf(row) === group)),
      ),
    );
    expectDigits(test?.chiSquare, oracle.logrank.chisq, 9);
    expect(test?.degreesOfFreedom).toBe(oracle.logrank.df);
    expectDigits(test?.p, oracle.logrank.p);
    expect((test?.p ?? 0) / oracle.logrank.p).toBeCloseTo(1, 6);
    expect(test?.observed).toEqual(oracle.logrank.observed);
    oracle.logrank.expected.forEach((expected, group) => {
      expectDigits(test?.expected[group], expected, 9);
    });
  });

  it('finds the published chi-square of 27.893 for the two clinics', () => {
    const addicts = readAddicts(folder);
    const test = logRank(
      ['1', '2'].map((clinic) => countsOf(addicts.filter(({ row }) => row['clinic'] === clinic))),
    );
    expect(test?.chiSquare).toBeCloseTo(27.893, 3);
  });
});
