import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kaplanMeier } from '$lib/stats/kaplan-meier';
import { restrictedMean } from '$lib/stats/restricted-mean';
import { describeWithReference, readReferenceJson } from '../../support/reference';
import { expectDigits } from './agree';
import { comparisons, countsOf, freireich, somePersons, type ComparisonOracle } from './persons';

describe('restrictedMean', () => {
  it('is the plain mean of the times when everyone ended within them', () => {
    const curve = kaplanMeier(countsOf(freireich.placebo));
    expectDigits(restrictedMean(curve, 23)?.value, 182 / 21, 12);
    expectDigits(restrictedMean(curve, 100)?.value, 182 / 21, 12);
  });

  it('counts no stay beyond the day when nobody is censored', () => {
    fc.assert(
      fc.property(somePersons, fc.integer({ min: 1, max: 30 }), (persons, untilDay) => {
        const curve = kaplanMeier(countsOf(persons.map(({ time }) => ({ time, hasEnded: true }))));
        const times = persons.map(({ time }) => Math.min(time, untilDay));
        const n = times.length;
        const mean = times.reduce((sum, time) => sum + time, 0) / n;
        const squares = times.reduce((sum, time) => sum + (time - mean) ** 2, 0);
        const result = restrictedMean(curve, untilDay);
        expect(result?.value).toBeCloseTo(mean, 9);
        expect(result?.standardError).toBeCloseTo(Math.sqrt(squares) / n, 9);
      }),
    );
  });

  it('is not known beyond the last one censored, nor without stays', () => {
    const curve = kaplanMeier(countsOf(freireich.mercaptopurine));
    expect(restrictedMean(curve, 35)).not.toBeNull();
    expect(restrictedMean(curve, 36)).toBeNull();
    expect(restrictedMean(kaplanMeier([]), 180)).toBeNull();
  });
});

describeWithReference('restrictedMean against R survival', (folder) => {
  it.each(comparisons)('agrees for $name', ({ name, read, groupOf }) => {
    const oracle = readReferenceJson<Record<string, ComparisonOracle>>(
      folder,
      'oracles/retention_km.json',
    )[name];
    if (oracle === undefined) throw new Error(`No ${name} in retention_km.json`);
    for (const [group, { rmst_to, rmst, rmst_se }] of Object.entries({
      ...oracle.by_group,
      all: oracle.overall,
    })) {
      const own = read(folder).filter(({ row }) => group === 'all' || groupOf(row) === group);
      const result = restrictedMean(kaplanMeier(countsOf(own)), rmst_to);
      expectDigits(result?.value, rmst);
      expectDigits(result?.standardError, rmst_se);
    }
  });
});
