/** What a reader may look at next: a filter taken back, then values, of the field that was changed last first. */
import { describe, expect, it } from 'vitest';
import { ALL_STAYS, type Cohort, type Filters } from '$lib/cohort/cohort';
import { metricOf } from '$lib/metrics/registry';
import { DEFAULT_SETTINGS } from '$lib/model/settings';
import { CountAhead, likelyNext } from '$lib/session/count-ahead';
import type { FieldOptions } from '$lib/session/facts';

const option = (value: string, stays = 5) => ({ value, label: value, stays, persons: null });
const OPTIONS: FieldOptions = {
  level: [option('php'), option('iop'), option('op', 0)],
  payer: [option('County'), option('Medicaid'), option('Medicare')],
};

const cohort = (filters: Filters): Cohort => ({ ...ALL_STAYS, filters });
const next = (filters: Filters, first: readonly string[] = []): readonly Filters[] =>
  likelyNext(cohort(filters), OPTIONS, first).map((found) => found.filters);

describe('the cohorts that are likely next', () => {
  it('are the values of every field, without those that no stay has', () => {
    expect(next({})).toEqual([
      { level: ['php'] },
      { level: ['iop'] },
      { payer: ['County'] },
      { payer: ['Medicaid'] },
      { payer: ['Medicare'] },
    ]);
  });

  it('begin with a filter taken back, and go on with the field that was changed last', () => {
    expect(next({ level: ['php'], payer: ['County'] }, ['payer']).slice(0, 4)).toEqual([
      { payer: ['County'] },
      { level: ['php'] },
      { level: ['php'], payer: ['Medicaid'] },
      { level: ['php'], payer: ['Medicare'] },
    ]);
  });

  it('hold the only value that there is without a filter, as the figures do', () => {
    const only = { level: [option('php')] };
    expect(likelyNext(ALL_STAYS, only, []).map(({ filters }) => filters)).toEqual([{}]);
  });

  it('are few, however many values there are', () => {
    const many = Array.from({ length: 500 }, (_, at) => option(String(at)));
    expect(likelyNext(ALL_STAYS, { ...OPTIONS, site: many }, []).length).toBeLessThan(50);
  });
});

describe('counting ahead', () => {
  const facts = (filters: Filters) => ({
    cohort: cohort(filters),
    settings: DEFAULT_SETTINGS,
    dataCut: '2026-06-30',
  });

  it('follows the last change, and asks for each figure once', () => {
    const ahead = new CountAhead();
    const metric = metricOf('length-of-stay');
    ahead.shown.add({ metric });
    ahead.shown.add({ metric });
    expect(ahead.after(facts({}), OPTIONS)).toHaveLength(5);
    ahead.after(facts({ payer: ['County'] }), OPTIONS);
    const [taken, first] = ahead.after(facts({ payer: ['Medicaid'] }), OPTIONS);
    const setsOf = (tallies: ReturnType<NonNullable<typeof first>>): string =>
      tallies.flatMap(({ members }) => members.flat()).join();
    expect(setsOf(taken!())).not.toContain('payer');
    expect(setsOf(first!())).toContain("'County'");
  });

  it('has nothing to ask where no figure is shown', () => {
    expect(new CountAhead().after(facts({}), OPTIONS)).toEqual([]);
  });
});
