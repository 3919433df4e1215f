/** The address of a cohort: one table read in both directions, and what an address may not hold. */
import { describe, expect, it } from 'vitest';
import { ALL_STAYS, type Cohort } from '$lib/cohort/cohort';
import { readCohort, writeCohort } from '$lib/cohort/url';

function cohort(changes: Partial<Cohort>): Cohort {
  return { ...ALL_STAYS, ...changes };
}

const BOTH_WAYS: readonly (readonly [address: string, cohort: Cohort])[] = [
  ['', ALL_STAYS],
  ['from=2025-01-01', cohort({ period: { from: '2025-01-01', to: null } })],
  ['to=2025-12-31', cohort({ period: { from: null, to: '2025-12-31' } })],
  ['from=2024-02-29&to=2024-02-29', cohort({ period: { from: '2024-02-29', to: '2024-02-29' } })],
  ['basis=admitted', cohort({ basis: 'admitted' })],
  ['basis=discharged', cohort({ basis: 'discharged' })],
  ['basis=active', cohort({ basis: 'active' })],
  ['level=php', cohort({ filters: { level: ['php'] } })],
  ['level=php&level=iop', cohort({ filters: { level: ['php', 'iop'] } })],
  ['payer=', cohort({ filters: { payer: [''] } })],
  ['payer=&payer=Medicare', cohort({ filters: { payer: ['', 'Medicare'] } })],
  ['program=A%2C+B+%26+C%3Dd', cohort({ filters: { program: ['A, B & C=d'] } })],
  ['site=Z%C3%BCrich', cohort({ filters: { site: ['Zürich'] } })],
  ['race_ethnicity=%27+OR+1%3D1+--', cohort({ filters: { race_ethnicity: ["' OR 1=1 --"] } })],
  ['x_housing=Own+home', cohort({ filters: { x_housing: ['Own home'] } })],
  ['unit=path', cohort({ unit: 'path' })],
  ['profile=published', cohort({ profile: 'published' })],
  ['mode=off', cohort({ mode: 'off' })],
  [
    'from=2025-01-01&to=2025-06-30&basis=admitted&level=php&payer=Medicare&x_a=1&x_b=2&unit=path&profile=nhs&mode=off',
    {
      period: { from: '2025-01-01', to: '2025-06-30' },
      basis: 'admitted',
      filters: { level: ['php'], payer: ['Medicare'], x_a: ['1'], x_b: ['2'] },
      unit: 'path',
      profile: 'nhs',
      mode: 'off',
    },
  ],
];

describe('the address of a cohort', () => {
  it.each(BOTH_WAYS)('is written as "%s"', (address, chosen) => {
    expect(writeCohort(chosen).toString()).toBe(address);
  });

  it.each(BOTH_WAYS)('is read from "%s"', (address, chosen) => {
    expect(readCohort(new URLSearchParams(address))).toEqual({ cohort: chosen, unknown: [] });
  });

  it('holds nothing for the cohort that nobody has changed', () => {
    expect([...writeCohort(ALL_STAYS).keys()]).toEqual([]);
  });

  it('names the fields in the order of the menu, whatever the order of the clicks', () => {
    const filters = { x_b: ['1'], payer: ['a'], x_a: ['2'], level: ['php'] };
    expect([...writeCohort(cohort({ filters })).keys()]).toEqual(['level', 'payer', 'x_a', 'x_b']);
  });

  it('leaves out a field without values', () => {
    expect(writeCohort(cohort({ filters: { level: [] } })).toString()).toBe('');
  });
});

const REPORTED: readonly (readonly [address: string, unknown: readonly string[]])[] = [
  ['level=php&color=red', ['color=red']],
  ['Level=php', ['Level=php']],
  ['x_=1&x_Bad=2&x_a"b=3', ['x_=1', 'x_Bad=2', 'x_a"b=3']],
  ['from=2025-02-30', ['from=2025-02-30']],
  ['from=2025-02-29', ['from=2025-02-29']],
  ['to=2025-13-01', ['to=2025-13-01']],
  ['to=2025-1-1', ['to=2025-1-1']],
  ['to=', ['to=']],
  ['to=yesterday', ['to=yesterday']],
  ['from=2025-01-01T00:00:00', ['from=2025-01-01T00:00:00']],
  ['basis=started', ['basis=started']],
  ['basis=', ['basis=']],
  ['mode=public', ['mode=public']],
];

describe('what means nothing in an address', () => {
  it.each(REPORTED)('is reported as it stands: %s', (address, unknown) => {
    expect(readCohort(new URLSearchParams(address)).unknown).toEqual(unknown);
  });

  it('does not take the rest of the address with it', () => {
    const read = readCohort(new URLSearchParams('level=php&from=2025-02-30&to=2025-03-31&q=1'));
    expect(read).toEqual({
      cohort: cohort({
        period: { from: null, to: '2025-03-31' },
        filters: { level: ['php'] },
      }),
      unknown: ['from=2025-02-30', 'q=1'],
    });
  });

  it('drops both days of a period that ends before it begins', () => {
    const read = readCohort(new URLSearchParams('from=2025-03-01&to=2025-02-28'));
    expect(read.cohort.period).toEqual({ from: null, to: null });
    expect(read.unknown).toEqual(['from=2025-03-01', 'to=2025-02-28']);
  });
});

describe('an address that repeats itself', () => {
  it('keeps each value of a field once, in the order in which they come', () => {
    const read = readCohort(new URLSearchParams('level=iop&level=php&level=iop'));
    expect(read.cohort.filters).toEqual({ level: ['iop', 'php'] });
    expect(read.unknown).toEqual([]);
  });

  it('takes the last of several days, bases and modes', () => {
    const address =
      'from=2025-01-01&from=2025-02-01&basis=active&basis=admitted&mode=off&mode=internal';
    const { cohort: read } = readCohort(new URLSearchParams(address));
    expect(read.period.from).toBe('2025-02-01');
    expect(read.basis).toBe('admitted');
    expect(read.mode).toBe('internal');
  });
});
