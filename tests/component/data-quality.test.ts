/** The parts of the Data page about problems and quality, without an engine behind them. */
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Columns, type Cell } from '$lib/sql/columns';
import Problems from '../../src/routes/data/Problems.svelte';
import ShareGrid from '../../src/routes/data/ShareGrid.svelte';
import { planOf } from '../unit/mapping/files';
import { withoutCanvas } from './no-canvas';

const fakes = vi.hoisted(() => ({ session: null as unknown }));
vi.mock('$lib/session/context', () => ({ useSession: () => fakes.session }));
vi.mock('$lib/ingest/line-registry', () => ({
  lineOf: (_: unknown, file: number, row: number) => 10 * file + row,
}));

function columns(
  rows: readonly Readonly<Record<string, Cell>>[],
  names: readonly string[],
): Columns {
  const data = names.map((name) => [name, rows.map((row) => row[name] ?? null)] as const);
  return new Columns(rows.length, new Map(data));
}

const COUNTS = ['severity', 'code', 'file_id', 'column_name', 'n'];
const plan = planOf('stays', ['Admit'], { columns: { admitted_on: 0 } });

function withProblems(rows: readonly Readonly<Record<string, Cell>>[]): ReturnType<typeof vi.fn> {
  const query = vi.fn((text: string) =>
    Promise.resolve(
      text.includes('AS severity')
        ? columns(rows, COUNTS)
        : columns(
            [{ row_no: 3, value: '2024-02-30', other_file_id: null, other_row_no: null }],
            ['row_no', 'value', 'other_file_id', 'other_row_no'],
          ),
    ),
  );
  fakes.session = {
    ...{ query, dataVersion: 1, host: { engine: () => Promise.resolve({}) } },
    files: [
      { id: 1, name: 'a.csv', plan },
      { id: 2, name: 'b.csv', plan },
    ],
  };
  return query;
}

const row = (severity: string, code: string, file: number, n: number): Record<string, Cell> => ({
  ...{ severity, code, n, file_id: file, column_name: 'admitted_on' },
});

beforeEach(withoutCanvas);

describe('the list of problems', () => {
  it('says so where nothing was found', async () => {
    withProblems([]);
    render(Problems);
    await waitFor(() => screen.getByText(/Nothing was found: every row/));
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('names each problem, what it lost, where, and what to do', async () => {
    withProblems([row('note', 'concurrent_stays', 2, 7), row('row', 'impossible_date', 1, 1_234)]);
    render(Problems);
    const first = (await screen.findByText('Impossible date')).closest('tr')!;
    expect(first.previousElementSibling).toBeNull();
    expect(within(first).getByText('Set aside', { exact: false })).toBeTruthy();
    expect(within(first).getByText('1,234')).toBeTruthy();
    expect(within(first).getByText('Admit (admitted_on)')).toBeTruthy();
    expect(within(first).getByText(/Correct the day/)).toBeTruthy();
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Problems: 2');
  });

  it('is filtered by file', async () => {
    withProblems([row('note', 'concurrent_stays', 2, 7), row('row', 'impossible_date', 1, 3)]);
    render(Problems);
    await fireEvent.change(await screen.findByLabelText('File'), { target: { value: '2' } });
    expect(screen.queryByText('Impossible date')).toBeNull();
    expect(screen.getByText('Concurrent stays')).toBeTruthy();
  });

  it('opens the rows of a problem by line', async () => {
    HTMLDialogElement.prototype.showModal = function (): void {
      this.open = true;
    };
    withProblems([row('row', 'impossible_date', 1, 1)]);
    render(Problems);
    await fireEvent.click(await screen.findByRole('button', { name: /^Show rows/ }));
    expect(await screen.findByText('2024-02-30')).toBeTruthy();
    expect(screen.getByRole('cell', { name: '13' })).toBeTruthy();
  });

  it('shows the first, all on request, and all in a print', async () => {
    const codes = ['unreadable', 'total_row', 'left_out', 'missing_required', 'not_a_date'];
    withProblems(codes.flatMap((code) => [1, 2, 3].map((file) => row('row', code, file, 1))));
    const { container } = render(Problems);
    const more = await screen.findByRole('button', { name: 'Show all 15' });
    expect(container.querySelectorAll('tbody tr')).toHaveLength(15);
    expect(container.querySelectorAll('tr.later')).toHaveLength(3);
    await fireEvent.click(more);
    expect(container.querySelectorAll('tr.later')).toHaveLength(0);
  });
});

describe('a grid of shares', () => {
  it('says every share with its counts, and what has none in words', () => {
    render(ShareGrid, {
      ...{ caption: 'Completeness', corner: 'Column' },
      groups: [
        { id: '1', label: 'a.csv' },
        { id: '2', label: 'b.csv' },
        { id: '3', label: 'c.csv' },
      ],
      rows: [
        {
          ...{ id: 'sex', label: 'Sex', all: { n: 59, of: 60 } },
          cells: [{ n: 59, of: 60 }, null, { n: 0, of: 0 }],
        },
      ],
    });
    const cells = screen
      .getAllByRole('cell')
      .map((cell) => cell.textContent?.replace('\u202f', ' '));
    expect(cells).toEqual(['98 % 59 of 60', '98 % 59 of 60', 'no such column', '–none']);
    expect(screen.getByRole('rowheader', { name: 'Sex' })).toBeTruthy();
    expect(screen.getByRole('region', { name: 'Completeness' }).tabIndex).toBe(0);
  });
});
