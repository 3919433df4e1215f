import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kaplanMeier, type SurvivalCurve } from '$lib/stats/kaplan-meier';
import {
  describeWithReference,
  readReferenceCsv,
  readReferenceJson,
} from '../../support/reference';
import { expectDigits } from './agree';
import {
  comparisons,
  countsOf,
  freireich,
  readAddicts,
  readHelp,
  somePersons,
  type ComparisonOracle,
  type CurveOracle,
  type Person,
} from './persons';

/**
 * The same curve by another road: Efron's redistribution to the right. Everyone starts with an
 * equal share; who is censored hands it on to those still there; who ends takes it away.
 */
function redistributed(persons: readonly Person[]): (day: number) => number {
  const inOrder = persons.toSorted(
    (a, b) => a.time - b.time || Number(b.hasEnded) - Number(a.hasEnded),
  );
  const shares = inOrder.map(() => 1 / inOrder.length);
  inOrder.forEach(({ hasEnded }, index) => {
    const later = inOrder.length - index - 1;
    if (hasEnded || later === 0) return;
    for (let other = index + 1; other < inOrder.length; other++) {
      shares[other] = (shares[other] ?? 0) + (shares[index] ?? 0) / later;
    }
  });
  return (day) =>
    inOrder.reduce(
      (left, { time, hasEnded }, index) =>
        left - (hasEnded && time <= day ? (shares[index] ?? 0) : 0),
      1,
    );
}

describe('kaplanMeier', () => {
  const treated = kaplanMeier(countsOf(freireich.mercaptopurine));
  const placebo = kaplanMeier(countsOf(freireich.placebo));

  it.each([
    [6, 21, 0.857],
    [7, 17, 0.807],
    [10, 15, 0.753],
    [13, 12, 0.69],
    [16, 11, 0.627],
    [22, 7, 0.538],
    [23, 6, 0.448],
  ])('equals the printed curve of 6-mercaptopurine in week %i', (week, atRisk, survival) => {
    expect(treated.atRiskOn(week)).toBe(atRisk);
    expect(treated.survivalOn(week)?.survival).toBeCloseTo(survival, 3);
  });

  it('equals the printed log-log limits of 6-mercaptopurine in week 6', () => {
    const point = treated.survivalOn(6);
    expect(point?.low).toBeCloseTo(0.6197, 4);
    expect(point?.high).toBeCloseTo(0.9516, 4);
  });

  it('equals the printed medians of 23 and 8 weeks with their limits', () => {
    expect(treated.median).toEqual({ value: 23, low: 13, high: null });
    expect(placebo.median).toEqual({ value: 8, low: 4, high: 11 });
  });

  it('has no limits before the first event and when nobody is left', () => {
    expect(treated.survivalOn(5)).toEqual({ survival: 1, low: null, high: null });
    expect(placebo.survivalOn(23)).toEqual({ survival: 0, low: null, high: null });
    expect(placebo.survivalOn(400)).toEqual({ survival: 0, low: null, high: null });
  });

  it('keeps a step for days with censoring alone', () => {
    const step = treated.steps.find(({ time }) => time === 9);
    expect(step).toMatchObject({ atRisk: 16, events: 0, censored: 1 });
    expect(step?.survival).toBe(treated.survivalOn(7)?.survival);
  });

  it('says nothing after the last one was censored', () => {
    expect(treated.survivalOn(35)?.survival).toBeCloseTo(0.448, 3);
    expect(treated.survivalOn(36)).toBeNull();
    expect(treated.atRiskOn(36)).toBe(0);
  });

  it('reaches the median at exactly one half, whatever the rounding', () => {
    const counts = Array.from({ length: 98 }, (_, i) => ({ time: i + 1, events: 1, censored: 0 }));
    expect(kaplanMeier(counts).median.value).toBe(49);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), (half) => {
        const all = Array.from({ length: 2 * half }, (_, i) => i + 1);
        const curve = kaplanMeier(all.map((time) => ({ time, events: 1, censored: 0 })));
        expect(curve.median.value).toBe(half);
      }),
    );
  });

  it('has an empty curve without stays', () => {
    const empty = kaplanMeier([]);
    expect(empty.steps).toEqual([]);
    expect(empty.median).toEqual({ value: null, low: null, high: null });
    expect(empty.atRiskOn(1)).toBe(0);
    expect(empty.survivalOn(1)).toBeNull();
  });

  it('stays at 1 when nobody ended', () => {
    const open = kaplanMeier([{ time: 40, events: 0, censored: 3 }]);
    expect(open.survivalOn(40)).toEqual({ survival: 1, low: null, high: null });
    expect(open.median.value).toBeNull();
  });

  it('refuses times that do not ascend', () => {
    const once = { time: 3, events: 1, censored: 0 };
    expect(() => kaplanMeier([once, once])).toThrow(RangeError);
  });

  it('equals redistribution to the right on random persons', () => {
    fc.assert(
      fc.property(somePersons, (persons) => {
        const curve = kaplanMeier(countsOf(persons));
        const naive = redistributed(persons);
        for (const step of curve.steps) {
          expect(step.survival).toBeCloseTo(naive(step.time), 10);
          expect(step.atRisk).toBe(persons.filter(({ time }) => time >= step.time).length);
        }
        for (let day = 0; day <= 27; day++) {
          expect(curve.atRiskOn(day)).toBe(persons.filter(({ time }) => time >= day).length);
          const survival = curve.survivalOn(day)?.survival;
          if (survival !== undefined) expect(survival).toBeCloseTo(naive(day), 10);
        }
        const days = persons.map(({ time }) => time).sort((a, b) => a - b);
        const median = days.find((day) => naive(day) <= 0.5 + 1e-9) ?? null;
        expect(curve.median.value).toBe(median);
      }),
    );
  });

  it('has the binomial standard error inside its limits when nobody is censored', () => {
    fc.assert(
      fc.property(somePersons, (persons) => {
        const n = persons.length;
        const curve = kaplanMeier(countsOf(persons.map(({ time }) => ({ time, hasEnded: true }))));
        for (const { survival, low, high } of curve.steps) {
          if (low === null || high === null) continue;
          const onLogLog = (share: number): number => Math.log(-Math.log(share));
          const half = (onLogLog(low) - onLogLog(high)) / 2;
          const standardError = (half / 1.959964) * survival * -Math.log(survival);
          expect(standardError).toBeCloseTo(Math.sqrt((survival * (1 - survival)) / n), 9);
        }
      }),
    );
  });
});

function numberOrNull(text: string | undefined): number | null {
  return text === undefined || text === '' || text === 'NA' ? null : Number(text);
}

function expectSteps(curve: SurvivalCurve, rows: Record<string, string>[]): void {
  expect(curve.steps).toHaveLength(rows.length);
  curve.steps.forEach((step, index) => {
    const row = rows[index] ?? {};
    expect([step.time, step.atRisk, step.events, step.censored]).toEqual(
      ['time', 'n_risk', 'n_event', 'n_censor'].map((column) => Number(row[column])),
    );
    expectDigits(step.survival, numberOrNull(row['surv']));
    expectDigits(step.low, numberOrNull(row['lo']));
    expectDigits(step.high, numberOrNull(row['hi']));
  });
}

describeWithReference('kaplanMeier against R survival', (folder) => {
  it.each([
    {
      file: 'km_addicts_by_clinic_loglog',
      persons: readAddicts(folder),
      column: 'clinic',
      groups: ['1', '2'],
    },
    {
      file: 'km_helprct_dayslink_by_treat_loglog',
      persons: readHelp(folder),
      column: 'treat',
      groups: ['no', 'yes'],
    },
  ])('agrees on every step of $file', ({ file, persons, column, groups }) => {
    const rows = readReferenceCsv(folder, `oracles/${file}.csv`);
    for (const group of groups) {
      const own = persons.filter(({ row }) => row[column] === group);
      expectSteps(
        kaplanMeier(countsOf(own)),
        rows.filter((row) => row['group'] === group),
      );
    }
    expect(new Set(rows.map((row) => row['group']))).toEqual(new Set(groups));
  });

  it('agrees on survival and numbers at risk of all addicts', () => {
    const rows = readReferenceCsv(folder, 'oracles/km_addicts_overall_logci.csv');
    const { steps } = kaplanMeier(countsOf(readAddicts(folder)));
    expect(steps).toHaveLength(rows.length);
    steps.forEach((step, index) => {
      expect(step.atRisk).toBe(Number(rows[index]?.['n_risk']));
      expectDigits(step.survival, Number(rows[index]?.['surv']));
    });
  });

  function expectCurve(persons: readonly Person[], oracle: CurveOracle): void {
    const curve = kaplanMeier(countsOf(persons));
    const sum = (of: 'events' | 'censored'): number =>
      curve.steps.reduce((total, step) => total + step[of], 0);
    expect([curve.atRiskOn(0), sum('events'), sum('censored')]).toEqual([
      oracle.n,
      oracle.events,
      oracle.censored,
    ]);
    for (const at of oracle.at) {
      expect(curve.atRiskOn(at.time)).toBe(at.n_risk);
      const point = curve.survivalOn(at.time);
      expectDigits(point?.survival, at.surv);
      expectDigits(point?.low, at.lo_log_log);
      expectDigits(point?.high, at.hi_log_log);
    }
    expect([curve.median.low, curve.median.high]).toEqual(oracle.median_ci_log_log);
    expect(medianAsR(curve)).toBe(oracle.median);
  }

  /** R reports the middle of the flat piece when the curve is exactly one half (HELP, yes: 120.5). */
  function medianAsR({ steps, median }: SurvivalCurve): number | null {
    const flat = steps.find(({ time }) => time === median.value);
    if (flat === undefined || Math.abs(flat.survival - 0.5) > 1e-9) return median.value;
    const next = steps.find((step) => step.time > flat.time && step.events > 0);
    return next === undefined ? flat.time : (flat.time + next.time) / 2;
  }

  it.each(comparisons)('agrees on the curves, medians and limits of $name', (comparison) => {
    const { name, read, groupOf } = comparison;
    const oracle = readReferenceJson<Record<string, ComparisonOracle>>(
      folder,
      'oracles/retention_km.json',
    )[name];
    if (oracle === undefined) throw new Error(`No ${name} in retention_km.json`);
    const persons = read(folder);
    expectCurve(persons, oracle.overall);
    for (const [group, curve] of Object.entries(oracle.by_group)) {
      expectCurve(
        persons.filter(({ row }) => groupOf(row) === group),
        curve,
      );
    }
  });

  it('finds the published medians: 428 days [341, 512] in clinic 1, not reached in clinic 2', () => {
    const inClinic = (clinic: string): Person[] =>
      readAddicts(folder).filter(({ row }) => row['clinic'] === clinic);
    expect(kaplanMeier(countsOf(inClinic('1'))).median).toEqual({
      value: 428,
      low: 341,
      high: 512,
    });
    expect(kaplanMeier(countsOf(inClinic('2'))).median).toEqual({
      value: null,
      low: 661,
      high: null,
    });
  });
});
