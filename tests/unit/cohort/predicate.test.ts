/** The conditions of a cohort as SQL text; what they select is tested with the engine. */
import { describe, expect, it } from 'vitest';
import { ALL_STAYS, type Basis, type Filters, type Period } from '$lib/cohort/cohort';
import { dayCondition, filterCondition, indexStayCondition } from '$lib/cohort/predicate';
import { raw } from '$lib/sql/sql';

const BOTH: Period = { from: '2025-01-01', to: '2025-03-31' };
const FROM: Period = { from: '2025-01-01', to: null };
const TO: Period = { from: null, to: '2025-03-31' };

describe('the condition on the period', () => {
  it.each<[string, Basis, Period, string]>([
    [
      'admitted',
      'admitted',
      BOTH,
      "admitted_on >= '2025-01-01'::DATE) AND (admitted_on <= '2025-03-31'::DATE",
    ],
    ['admitted, open to the right', 'admitted', FROM, "admitted_on >= '2025-01-01'::DATE"],
    ['discharged', 'discharged', TO, "discharged_on <= '2025-03-31'::DATE"],
    ['active from', 'active', FROM, "is_open OR discharged_on >= '2025-01-01'::DATE"],
    ['active to', 'active', TO, "admitted_on <= '2025-03-31'::DATE"],
  ])('looks at the day of the basis: %s', (_name, basis, period, part) => {
    expect(indexStayCondition({ ...ALL_STAYS, period }, basis).text).toContain(part);
  });

  it('leaves open stays out of a period of discharges', () => {
    const { text } = indexStayCondition({ ...ALL_STAYS, period: TO }, 'discharged');
    expect(text).toContain('discharged_on IS NOT NULL');
  });

  it.each<Basis>(['admitted', 'discharged', 'active'])(
    'asks nothing without a period, even of open stays: %s',
    (basis) => {
      expect(indexStayCondition(ALL_STAYS, basis).text).toBe('(TRUE)');
    },
  );

  it('keeps alternatives in brackets, so that AND does not split them', () => {
    const cohort = { ...ALL_STAYS, period: BOTH, filters: { payer: ['', 'Medicare'] } };
    const { text } = indexStayCondition(cohort, 'active');
    expect(text).toContain("(is_open OR discharged_on >= '2025-01-01'::DATE)");
    expect(text).toContain(`("payer" IN ('Medicare') OR "payer" IS NULL)`);
  });
});

describe('the condition on a day', () => {
  it.each<[Period, string]>([
    [BOTH, "(x.day >= '2025-01-01'::DATE) AND (x.day <= '2025-03-31'::DATE)"],
    [FROM, "(x.day >= '2025-01-01'::DATE)"],
    [TO, "(x.day <= '2025-03-31'::DATE)"],
    [ALL_STAYS.period, 'TRUE'],
  ])('includes both ends of %o', (period, text) => {
    expect(dayCondition(raw('x.day'), period).text).toBe(text);
  });
});

describe('the condition of the filters', () => {
  it.each<[string, Filters, string]>([
    ['no filter', {}, 'TRUE'],
    ['one value', { level: ['php'] }, `("level" IN ('php'))`],
    ['several values', { level: ['php', 'iop'] }, `(list_contains(['php', 'iop'], "level"))`],
    ['"not given"', { payer: [''] }, `("payer" IN (NULL) OR "payer" IS NULL)`],
    ['a missing program', { program: [''] }, `("program" IN ('not given'))`],
    ['a value with a quote', { site: ["O'Hara"] }, `("site" IN ('O''Hara'))`],
    ['a field without values, which nothing passes', { sex: [] }, `("sex" IN (NULL))`],
  ])('says %s', (_name, filters, text) => {
    expect(filterCondition(filters).text).toBe(text);
  });

  it('does not depend on the order of the fields', () => {
    const one = filterCondition({ sex: ['f'], level: ['php'] });
    const other = filterCondition({ level: ['php'], sex: ['f'] });
    expect(one.text).toBe(other.text);
  });

  it('quotes a field name that tries to end itself', () => {
    const { text } = filterCondition({ 'x" = 1 OR "y': ['1'] });
    expect(text).toBe(`("x"" = 1 OR ""y" IN ('1'))`);
  });
});
