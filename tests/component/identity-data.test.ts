import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { Session } from '$lib/session/session.svelte';
import { Columns } from '$lib/sql/columns';
import Uniqueness from '../../src/routes/data/Uniqueness.svelte';
import Verdict from '../../src/routes/data/Verdict.svelte';
import { fileOf, planOf } from '../unit/mapping/files';

const FIELDS = [
  { key: 'level', label: 'Level' },
  { key: 'site', label: 'Site' },
  { key: 'sex', label: 'Sex' },
  { key: 'x_housing', label: 'Housing' },
];

function sessionWith(changes: object): Session {
  const facts = { fields: FIELDS, timeMode: 'relative' };
  return { dataVersion: 1, hasData: true, files: [], facts, ...changes } as unknown as Session;
}

describe('who could be singled out', () => {
  it('is counted for what others could know, and again for another choice', async () => {
    const query = vi.fn((text: string) => {
      const rows = text.split('UNION ALL').length;
      const column = (first: number): number[] =>
        Array.from({ length: rows }, (_, row) => (row === 0 ? first : 3));
      const names = ['people', 'alone', 'smallest', 'below_5', 'below_10'];
      const values = [90, 41, 1, 60, 80];
      return Promise.resolve(
        new Columns(rows, new Map(names.map((name, at) => [name, column(values[at]!)]))),
      );
    });
    render(Uniqueness, { session: sessionWith({ query }) });
    await screen.findByText(/Of 90 people, 41 are unique/);
    expect(screen.getByText(/^Without Site: 3 instead of 41 unique/)).toBeTruthy();
    // A level is no secret of a person, and without dates nobody knows a month.
    expect(
      screen.getAllByRole('checkbox').map((box) => box.closest('label')!.textContent.trim()),
    ).toEqual(['Sex', 'Site', 'Housing']);
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Housing' }));
    await vi.waitFor(() => expect(query.mock.lastCall![0]).toContain('x_housing'));
  });
});

describe('the verdict', () => {
  const file = (isSample: boolean): object => ({
    ...fileOf(planOf('stays', ['id', 'Admit'], { columns: { person_id: 0, admitted_on: 1 } }), [
      ['p1', '2026-01-01'],
    ]),
    isSample,
  });
  const query = (n: number) => () => Promise.resolve(new Columns(1, new Map([['n', [n]]])));

  it('names its grounds and speaks of Part 2 as firmly as the data ask for', async () => {
    render(Verdict, { session: sessionWith({ files: [file(false)], query: query(7) }) });
    expect(screen.getByRole('heading').textContent).toBe('Identity: Limited data set');
    expect(screen.getByText('Full dates (clinic_stays.csv)')).toBeTruthy();
    await screen.findByText(/Records about substance use are loaded/);
  });

  it('says of samples that they are about nobody', () => {
    render(Verdict, { session: sessionWith({ files: [file(true)], query: query(7) }) });
    expect(screen.getByRole('heading').textContent).toBe('Identity: Synthetic data');
    expect(screen.queryByText(/Part 2/)).toBeNull();
  });
});
