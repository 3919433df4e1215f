import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aalenJohansen, withAtRisk } from '$lib/stats/aalen-johansen';
import {
  cumulativeIncidence,
  type CauseCounts,
  type IncidenceStep,
} from '$lib/stats/competing-risks';
import { kaplanMeier } from '$lib/stats/kaplan-meier';
import { restrictedMean } from '$lib/stats/restricted-mean';
import oracle from '../../oracles/length.json';
import { describeWithReference, readReferenceJson } from '../../support/reference';
import { expectDigits } from './agree';
import { readGammopathy } from './histories';

const causes = ['planned', 'dropout', 'other'];

/** Random stays of two causes with many ties. */
const someCounts: fc.Arbitrary<CauseCounts[]> = fc
  .uniqueArray(
    fc.record({
      time: fc.integer({ min: 1, max: 30 }),
      events: fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })),
      censored: fc.integer({ min: 0, max: 3 }),
    }),
    { selector: ({ time }) => time, minLength: 1, maxLength: 12 },
  )
  .map((counts) => counts.sort((a, b) => a.time - b.time))
  .filter((counts) => counts.some(({ events, censored }) => events[0] + events[1] + censored > 0));

function stepOn(steps: readonly IncidenceStep[], time: number): IncidenceStep | undefined {
  return steps.findLast((step) => step.time <= time);
}

/** One minus Kaplan-Meier of one cause, with the others as if they were still open. */
function naiveOn(counts: readonly CauseCounts[], cause: number, day: number): number {
  const alone = counts.map(({ time, events, censored }) => {
    const own = events[cause] ?? NaN;
    const others = events.reduce((sum, count) => sum + count, 0) - own;
    return { time, events: own, censored: censored + others };
  });
  return 1 - (kaplanMeier(alone).steps.findLast(({ time }) => time <= day)?.survival ?? NaN);
}

describe('cumulativeIncidence', () => {
  it('is worked out by hand for ten stays, one of them open', () => {
    const steps = cumulativeIncidence([
      { time: 3, events: [1, 2], censored: 0 },
      { time: 5, events: [0, 0], censored: 1 },
      { time: 8, events: [3, 0], censored: 0 },
      { time: 9, events: [0, 3], censored: 0 },
    ]);
    expect(steps.map(({ atRisk }) => atRisk)).toEqual([10, 7, 6, 3]);
    [
      [0.1, 0.2, 0.7],
      [0.1, 0.2, 0.7],
      [0.45, 0.2, 0.35],
      [0.45, 0.55, 0],
    ].forEach(([first, second, survival], index) => {
      expectDigits(steps[index]?.incidence[0], first ?? NaN, 12);
      expectDigits(steps[index]?.incidence[1], second ?? NaN, 12);
      expectDigits(steps[index]?.survival, survival ?? NaN, 12);
    });
  });

  it('has the variance of a plain proportion, over n - 1, when all end on one day', () => {
    const [step] = cumulativeIncidence([{ time: 4, events: [3, 7], censored: 10 }]);
    expectDigits(step?.incidence[0], 0.15, 12);
    // The ties are drawn without replacement: 17/19 in place of 17/20.
    expectDigits(step?.variance[0], (0.15 * 0.85) / 19, 6);
  });

  it('sums to 1, never falls, and is the way out of Aalen-Johansen', () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        const steps = cumulativeIncidence(counts);
        const n = counts.reduce(
          (sum, { events, censored }) => sum + events[0]! + events[1]! + censored,
          0,
        );
        const occupancy = aalenJohansen({
          states: 3,
          start: [n, 0, 0],
          times: withAtRisk(
            [n, 0, 0],
            counts.map(({ time, events, censored }) => ({
              time,
              moves: [
                [0, 1, events[0]!],
                [0, 2, events[1]!],
              ],
              censored: [censored, 0, 0],
            })),
          ),
        });
        steps.forEach(({ survival, incidence, variance }, index) => {
          const shares = [survival, ...incidence];
          expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
          shares.forEach((share, state) =>
            expect(share).toBeCloseTo(occupancy?.[index + 1]?.occupancy[state] ?? NaN, 12),
          );
          incidence.forEach((share, cause) => {
            expect(share).toBeGreaterThanOrEqual(steps[index - 1]?.incidence[cause] ?? 0);
            expect(variance[cause]).toBeGreaterThanOrEqual(0);
          });
        });
      }),
    );
  });

  it('never exceeds one minus Kaplan-Meier with the other causes censored', () => {
    fc.assert(
      fc.property(someCounts, (counts) => {
        for (const { time, incidence } of cumulativeIncidence(counts)) {
          incidence.forEach((share, cause) =>
            expect(share).toBeLessThanOrEqual(naiveOn(counts, cause, time) + 1e-12),
          );
        }
      }),
    );
  });

  it('has no steps for no stays, and refuses times that do not ascend and causes that change', () => {
    expect(cumulativeIncidence([])).toEqual([]);
    const at = (time: number, ...events: number[]) => ({ time, events, censored: 0 });
    expect(() => cumulativeIncidence([at(2, 1), at(2, 1)])).toThrow(RangeError);
    expect(() => cumulativeIncidence([at(1, 1, 1), at(2, 1)])).toThrow(RangeError);
  });

  it.each(Object.entries(oracle.counts.by_level))(
    'equals R for %s of the sample',
    (level, rows) => {
      const counts = rows.map(([time, planned, dropout, other, open]) => ({
        time: time!,
        events: [planned!, dropout!, other!],
        censored: open!,
      }));
      const steps = cumulativeIncidence(counts);
      const expected = oracle.dropout_incidence.find((figure) => figure.level === level);
      expect(steps[0]?.atRisk).toBe(expected?.n);
      for (const { day, class: cause, value, variance } of expected?.at ?? []) {
        const step = stepOn(steps, day);
        expectDigits(step?.incidence[causes.indexOf(cause)], value, 9);
        expectDigits(step?.variance[causes.indexOf(cause)], variance, 9);
      }
      expectDigits(naiveOn(counts, 1, 180), expected?.dropout_by_one_minus_km_180 ?? NaN, 9);
      expect(stepOn(steps, 180)?.incidence[1]).toBeLessThan(naiveOn(counts, 1, 180));
    },
  );
});

describeWithReference('cumulativeIncidence against R survival and cmprsk', (folder) => {
  interface Row {
    strata: string;
    time: number;
    n_risk: number;
    event_free: number;
    pcm: number;
    death: number;
    se_pcm: number;
    se_death: number;
  }
  type Grid = Record<string, number | string>;
  const all = readReferenceJson<{
    mgus2_competing_risks_by_sex: {
      table: Row[];
      rmean_240_months: { state: string; n: number; rmean: number }[];
    };
    mgus2_cmprsk_cuminc: { est: Grid[]; var: Grid[] };
    mgus2_naive_1_minus_KM_pcm_240: Record<string, number>;
  }>(folder, 'oracles/transitions_aj.json');

  /** Months to progression or death, whichever is first. */
  function countsOf(sex: string): CauseCounts[] {
    const byMonth = new Map<number, { time: number; events: number[]; censored: number }>();
    for (const person of readGammopathy(folder, sex)) {
      const time = person.hasProgressed ? person.progressionMonth : person.endMonth;
      const count = byMonth.get(time) ?? { time, events: [0, 0], censored: 0 };
      if (person.hasProgressed) count.events[0]! += 1;
      else if (person.hasDied) count.events[1]! += 1;
      else count.censored += 1;
      byMonth.set(time, count);
    }
    return [...byMonth.values()].sort((a, b) => a.time - b.time);
  }

  it.each(['F', 'M'])('agrees for progression and death after gammopathy, sex %s', (sex) => {
    const counts = countsOf(sex);
    const steps = cumulativeIncidence(counts);
    const rows = all.mgus2_competing_risks_by_sex.table.filter(
      ({ strata }) => strata === `sex=${sex}`,
    );
    expect(rows).toHaveLength(5);
    for (const row of rows) {
      const step = stepOn(steps, row.time);
      expect(steps.find(({ time }) => time >= row.time)?.atRisk).toBe(row.n_risk);
      expectDigits(step?.survival, row.event_free, 9);
      expectDigits(step?.incidence[0], row.pcm, 9);
      expectDigits(step?.incidence[1], row.death, 9);
      // se_pcm and se_death are the infinitesimal jackknife of survfit, another estimate of the same.
      expect(Math.sqrt(step?.variance[0] ?? NaN) / row.se_pcm).toBeCloseTo(1, 1);
      expect(Math.sqrt(step?.variance[1] ?? NaN) / row.se_death).toBeCloseTo(1, 1);
    }
    [0, 1].forEach((cause) => {
      const find = (grid: Grid[]): Grid =>
        grid.find(({ _row }) => _row === `${sex} ${cause + 1}`) ?? {};
      const variances = Object.entries(find(all.mgus2_cmprsk_cuminc.var)).filter(
        (entry): entry is [string, number] => entry[0] !== '_row',
      );
      expect(variances).toHaveLength(5);
      for (const [month, variance] of variances) {
        const step = stepOn(steps, Number(month));
        expectDigits(step?.variance[cause], variance, 9);
        expectDigits(step?.incidence[cause], Number(find(all.mgus2_cmprsk_cuminc.est)[month]), 9);
      }
    });
  });

  it.each(['F', 'M'])('agrees on the mean months in each state until month 240, sex %s', (sex) => {
    const counts = countsOf(sex);
    const steps = cumulativeIncidence(counts).filter(({ time }) => time < 240);
    const area = (of: (step: IncidenceStep) => number): number =>
      steps.reduce(
        (sum, step, index) => sum + of(step) * ((steps[index + 1]?.time ?? 240) - step.time),
        0,
      );
    const mean = (state: string): number =>
      all.mgus2_competing_risks_by_sex.rmean_240_months.find(
        (row) => row.state === `sex=${sex}, ${state}`,
      )?.rmean ?? NaN;
    expectDigits(
      area(({ incidence }) => incidence[0]!),
      mean('pcm'),
      9,
    );
    expectDigits(
      area(({ incidence }) => incidence[1]!),
      mean('death'),
      9,
    );
    const free = restrictedMean(
      kaplanMeier(
        counts.map(({ time, events, censored }) => ({
          time,
          events: events[0]! + events[1]!,
          censored,
        })),
      ),
      240,
    );
    expectDigits(free?.value, mean('(s0)'), 9);
  });

  it.each(['F', 'M'])('is far below one minus Kaplan-Meier of progression, sex %s', (sex) => {
    const counts = countsOf(sex);
    const naive = naiveOn(counts, 0, 240);
    expectDigits(naive, all.mgus2_naive_1_minus_KM_pcm_240[`sex=${sex}`] ?? NaN, 9);
    expect(stepOn(cumulativeIncidence(counts), 240)?.incidence[0]).toBeLessThan(naive / 1.5);
  });
});
