/** What the loaded files are called under HIPAA: the worst ground decides, and every ground is named. */
import { describe, expect, it } from 'vitest';
import { part2Words, type VerdictFile, verdictOf } from '$lib/identity/verdict';

const file = (changes: Partial<VerdictFile> = {}): VerdictFile => ({
  name: 'stays.csv',
  isSynthetic: false,
  timeMode: 'relative',
  isShifted: false,
  hasDays: true,
  decisions: [],
  personId: null,
  ...changes,
});

const kept = (kind: VerdictFile['decisions'][number]['kind'], column = 'Column'): VerdictFile =>
  file({ decisions: [{ column, kind, action: 'keep', reason: null }] });

describe('the verdict', () => {
  it('is Safe Harbor for days since admission and pseudonyms, with its two conditions', () => {
    const verdict = verdictOf([file(), file({ personId: 'other', timeMode: 'order' })]);
    expect(verdict.state).toBe('safe-harbor');
    expect(verdict.reasons).toEqual([]);
    expect(verdict.sentence).toMatch(/no actual knowledge/);
    expect(verdict.sentence).toMatch(/not be derived/);
  });

  it.each([
    ['full dates', file({ timeMode: 'dates' })],
    ['moved days', file({ timeMode: 'dates', isShifted: true })],
    ['a hash of a record number', file({ personId: 'hash' })],
    ['ZIP codes', kept('zip5')],
    ['ZIP areas without the rule of 20,000 people', kept('zip3')],
    ['a city', kept('address', 'Home City')],
    ['ages over 89', kept('age_over_89')],
    ['days of birth', kept('birth_date')],
  ])('is a limited data set with %s', (_, one) => {
    const verdict = verdictOf([file(), one]);
    expect(verdict.state).toBe('limited');
    expect(verdict.reasons).toHaveLength(1);
    expect(verdict.short).toContain('limited data set');
  });

  it.each([
    ['a name', kept('name')],
    ['a street', kept('address', 'Street')],
    ['an e-mail address', kept('email')],
    ['sentences', kept('free_text')],
    ['names as ids of people', file({ personId: 'identifier' })],
    ['ids of people that look like record numbers', file({ personId: 'record number' })],
  ])('is identified with %s', (_, one) => {
    expect(verdictOf([file(), one]).state).toBe('identified');
  });

  it('is not worse for what was dropped or made coarse, and names it', () => {
    const verdict = verdictOf([
      file({
        decisions: [
          { column: 'Email', kind: 'email', action: 'drop', reason: null },
          { column: 'Zip', kind: 'zip5', action: 'coarsen', reason: null },
        ],
      }),
    ]);
    expect(verdict.state).toBe('safe-harbor');
    expect(verdict.reasons).toEqual(['Not loaded: "Email"', 'Loaded in coarse form: "Zip"']);
  });

  it('is that of the worst file, whose ground comes first and stands in the short line', () => {
    const verdict = verdictOf([file({ timeMode: 'dates' }), { ...kept('email'), name: 'b.csv' }]);
    expect(verdict.reasons).toEqual([
      'E-mail addresses kept in "Column" (b.csv)',
      'Full dates (stays.csv)',
    ]);
    expect(verdict.short).toBe(
      'Identity of the loaded data: identified, for the organization\'s own operations (e-mail addresses kept in "Column")',
    );
  });

  it('does not count samples, which are about nobody', () => {
    const sample = file({ timeMode: 'dates', isSynthetic: true });
    expect(verdictOf([sample]).title).toBe('Synthetic data');
    expect(verdictOf([sample, kept('email')]).state).toBe('identified');
    expect(verdictOf([sample, kept('email')]).reasons).toHaveLength(1);
  });

  it('gives the reason for which a column is kept, and not in the short line', () => {
    const kept = { column: 'zip', kind: 'zip5', action: 'keep', reason: 'travel time' } as const;
    const { reasons, short } = verdictOf([file({ decisions: [kept] })]);
    expect(reasons.some((words) => words.endsWith('because: travel time'))).toBe(true);
    expect(short).not.toContain('travel time');
  });
});

it('speaks of 42 CFR Part 2 in any case, and more firmly where substance use is loaded', () => {
  expect(part2Words(false)).toMatch(/42 CFR Part 2/);
  expect(part2Words(true)).toMatch(/only as that rule allows/);
});
