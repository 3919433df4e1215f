import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cutoffA,
  cutoffB,
  cutoffC,
  differenceError,
  jacobsonTruaxClass,
  reliableChangeIndex,
  type JacobsonTruaxClass,
} from '$lib/stats/jacobson-truax';
import change from '../../oracles/change.json';
import {
  describeWithReference,
  readReferenceCsv,
  readReferenceJson,
} from '../../support/reference';
import { expectDigits } from './agree';
import { readPrePost, type PrePostScore } from './symptom-scores';

/** Persons per class, all five named. */
function countClasses(
  classes: readonly (JacobsonTruaxClass | null)[],
): Record<JacobsonTruaxClass, number> {
  const counts = { recovered: 0, harmed: 0, improved: 0, deteriorated: 0, unchanged: 0 };
  for (const name of classes) if (name !== null) counts[name]++;
  return counts;
}

describe('the criteria and the index', () => {
  it('equal the worked example of Jacobson and Truax 1991: 4.74, 3.16, cut-offs 55, 45 and 50', () => {
    const error = differenceError(7.5, 0.8);
    expect(error).toBeCloseTo(4.74, 2);
    expect(reliableChangeIndex(32.5, 47.5, error, -1)).toBeCloseTo(3.16, 2);
    expect(cutoffA({ mean: 40, sd: 7.5 }, -1)).toBe(55);
    expect(cutoffB({ mean: 60, sd: 7.5 }, -1)).toBe(45);
    expect(cutoffC({ mean: 40, sd: 7.5 }, { mean: 60, sd: 7.5 })).toBe(50);
  });

  it('lie the other way where higher scores are worse', () => {
    expect(cutoffA({ mean: 25, sd: 3 }, 1)).toBe(19);
    expect(cutoffB({ mean: 8, sd: 2 }, 1)).toBe(12);
    expect(cutoffC({ mean: 25, sd: 3 }, { mean: 10, sd: 2 })).toBe(16);
    expect(reliableChangeIndex(20, 10, 5, 1)).toBe(2);
  });

  it('have no answer without error or spread, and refuse what cannot be', () => {
    expect(differenceError(5, 1)).toBe(0);
    expect(reliableChangeIndex(20, 10, 0, 1)).toBeNull();
    expect(jacobsonTruaxClass(20, 10, { error: 0, direction: 1, cutoff: 15 })).toBeNull();
    expect(cutoffC({ mean: 25, sd: 0 }, { mean: 10, sd: 0 })).toBeNull();
    expect(() => differenceError(-1, 0.8)).toThrow(RangeError);
    expect(() => differenceError(5, 1.01)).toThrow(RangeError);
    expect(() => differenceError(5, NaN)).toThrow(RangeError);
    expect(() => reliableChangeIndex(20, 10, -1, 1)).toThrow(RangeError);
    expect(() => cutoffA({ mean: 25, sd: -1 }, 1)).toThrow(RangeError);
    expect(() => cutoffB({ mean: 25, sd: NaN }, 1)).toThrow(RangeError);
  });
});

describe('jacobsonTruaxClass', () => {
  const rule = { error: 2, direction: 1, cutoff: 10 } as const;

  it.each([
    [20, 5, 'recovered'],
    [20, 12, 'improved'],
    [9, 2, 'improved'],
    [5, 20, 'harmed'],
    [12, 20, 'deteriorated'],
    [2, 9, 'deteriorated'],
    [11, 9, 'unchanged'],
    [14, 10, 'improved'],
    [13.92, 10, 'unchanged'],
  ] as const)('calls a change from %d to %d %s', (pre, post, name) => {
    expect(jacobsonTruaxClass(pre, post, rule)).toBe(name);
    const mirrored = { error: 2, direction: -1, cutoff: -10 } as const;
    expect(jacobsonTruaxClass(-pre, -post, mirrored)).toBe(name);
  });

  it('turns recovered into harmed and improved into deteriorated when time runs backward', () => {
    const back = {
      recovered: 'harmed',
      harmed: 'recovered',
      improved: 'deteriorated',
      deteriorated: 'improved',
      unchanged: 'unchanged',
    } as const;
    const score = fc.integer({ min: 0, max: 27 });
    fc.assert(
      fc.property(score, score, (pre, post) => {
        const forward = jacobsonTruaxClass(pre, post, rule) ?? 'unchanged';
        expect(jacobsonTruaxClass(post, pre, rule)).toBe(back[forward]);
      }),
    );
  });

  it('equals R for the pairs of the sample data in aftercare', () => {
    const { pre, post } = change.phq9_aftercare;
    const oracle = change.jacobson_truax.find(
      ({ measure, level }) => measure === 'phq9' && level === 'aftercare',
    );
    if (oracle === undefined) throw new Error('No aftercare in change.json');
    const error = differenceError(oracle.sd, oracle.reliability);
    expectDigits(error, oracle.difference_error, 9);
    const classes = pre.map((score, index) =>
      jacobsonTruaxClass(score, post[index] ?? NaN, { error, direction: 1, cutoff: oracle.cutoff }),
    );
    expect(oracle).toMatchObject(countClasses(classes));
    expect(pre).toHaveLength(oracle.n);
  });
});

interface Study {
  n_used: number;
  m_pre: number;
  sd_pre: number;
  reliability: number;
  s_diff: number;
  min_reliable_change: number;
  distribution: { improved: number; unchanged: number; deteriorated: number };
  cutoffs: {
    a: number;
    b_functional_sd: number;
    c: number;
    value: number;
    m_functional: number;
    sd_functional: number;
  };
  combined: Record<JacobsonTruaxClass, number>;
}

/*
 * Entries that are other rules, and so not here: percent_change (share of the baseline), MID7 and
 * antidepressants_by_condition (7 and 8 points or more).
 */
describeWithReference('Jacobson and Truax against R clinicalsignificance', (folder) => {
  const all = readReferenceJson<Record<string, Study>>(folder, 'oracles/jacobson_truax.json');

  function judged(oracle: Study, scores: readonly PrePostScore[], direction: 1 | -1) {
    const clinical = { mean: oracle.m_pre, sd: oracle.sd_pre };
    const norm = { mean: oracle.cutoffs.m_functional, sd: oracle.cutoffs.sd_functional };
    const error = differenceError(oracle.sd_pre, oracle.reliability);
    const cutoff = cutoffC(clinical, norm) ?? NaN;
    return {
      a: cutoffA(clinical, direction),
      b: cutoffB(norm, direction),
      cutoff,
      error,
      persons: scores.map((score) => ({
        ...score,
        index: reliableChangeIndex(score.pre, score.post, error, direction),
        class: jacobsonTruaxClass(score.pre, score.post, { error, direction, cutoff }),
      })),
    };
  }

  it.each([
    ['claus_hamd_rel.80_func8_8', 'claus_hamd', 1, 'jt_claus_hamd_patients'],
    ['claus_bdi_rel.90_func7_7', 'claus_bdi', 1, 'jt_claus_bdi_patients'],
    ['claus_who5_rel.85_HIGHER_is_better_func17_5', 'claus_who', -1, 'jt_claus_who5_patients'],
    [
      'jacobson_das_rel.88_HIGHER_is_better_func114.8_17.8',
      'jacobson_das',
      -1,
      'jt_jacobson_das_patients',
    ],
    ['jacobson_gds_rel.97_func52_8', 'jacobson_gds', 1, null],
    ['btheb_pre_2m_rel.90_func7_7', 'btheb_2m', 1, 'jt_btheb_2m_patients'],
    ['btheb_first_to_last_observed_rel.90_func7_7', 'btheb_last', 1, 'jt_btheb_last_patients'],
    ['help_cesd_0_6_rel.85_func9_8', 'help_cesd', 1, null],
    ['antidepressants_momdi_rel.80_func8_7', 'antidepressants', 1, null],
  ] as const)('agrees for every person of %s', (name, study, direction, file) => {
    const oracle = all[name];
    if (oracle === undefined) throw new Error(`No ${name} in jacobson_truax.json`);
    const scores = readPrePost(folder, study);
    expect(scores).toHaveLength(oracle.n_used);
    const ours = judged(oracle, scores, direction);
    expectDigits(ours.error, oracle.s_diff, 9);
    expectDigits(1.96 * ours.error, oracle.min_reliable_change);
    expectDigits(ours.a, oracle.cutoffs.a, 9);
    expectDigits(ours.b, oracle.cutoffs.b_functional_sd, 9);
    expectDigits(ours.cutoff, oracle.cutoffs.c, 9);
    expect(countClasses(ours.persons.map((person) => person.class))).toEqual(oracle.combined);
    const reliably = (sign: 1 | -1): number =>
      ours.persons.filter(({ index }) => (index ?? 0) * sign > 1.96).length;
    expect([reliably(1), reliably(-1)]).toEqual([
      oracle.distribution.improved,
      oracle.distribution.deteriorated,
    ]);
    if (file === null) return;
    // Theirs is positive for a rise of the score.
    const rows = readReferenceCsv(folder, `oracles/${file}.csv`);
    expect(rows).toHaveLength(ours.persons.length);
    const byId = new Map(ours.persons.map((person) => [person.id, person]));
    for (const row of rows) {
      const person = byId.get(row['id'] ?? '');
      expect(person?.class).toBe(row['category']);
      expectDigits((person?.index ?? NaN) * -direction, Number(row['rci']), 9);
    }
  });
});
