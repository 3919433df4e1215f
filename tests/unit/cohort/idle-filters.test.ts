/** Only a filter that names every value of its field is idle. */
import { describe, expect, it } from 'vitest';
import { ALL_STAYS } from '$lib/cohort/cohort';
import { withoutIdleFilters } from '$lib/cohort/idle-filters';

const KNOWN = {
  level: [{ value: 'iop' }, { value: 'php' }],
  payer: [{ value: 'Medicaid' }, { value: '' }],
};

function filtered(filters: Record<string, readonly string[]>): Record<string, readonly string[]> {
  return withoutIdleFilters({ ...ALL_STAYS, filters }, KNOWN).filters;
}

describe('a filter', () => {
  it('is left out where it names every value, whatever else it names', () => {
    expect(filtered({ level: ['php', 'iop'], payer: ['Medicaid'] })).toEqual({
      payer: ['Medicaid'],
    });
    expect(filtered({ level: ['php', 'op', 'iop'] })).toEqual({});
  });

  it('stays where one value is missing, such as "not given", or the values are not known', () => {
    const filters = { level: ['iop'], payer: ['Medicaid'], program: ['North'] };
    expect(filtered(filters)).toEqual(filters);
  });

  it('leaves a cohort as it is where it is not idle', () => {
    const cohort = { ...ALL_STAYS, filters: { level: ['iop'] } };
    expect(withoutIdleFilters(cohort, KNOWN)).toBe(cohort);
  });
});
