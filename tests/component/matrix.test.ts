import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import MatrixTable from '$lib/charts/MatrixTable.svelte';
import type { MatrixPlot } from '$lib/charts/plot';

const side = (id: string) => ({ id, label: id.toUpperCase(), token: null, note: null });
const plot: MatrixPlot = {
  kind: 'matrix',
  rowTitle: 'Discharged from',
  columnTitle: 'Next stay',
  rows: ['php', 'iop'].map(side),
  columns: ['php', 'iop', 'none'].map(side),
  cells: ['php', 'iop'].map((from) =>
    ['php', 'iop', 'none'].map((to, at) => ({
      count: at * 5,
      emphasis: at / 2,
      detail: at === 0 ? '' : `${at * 50} %`,
      text: `${from} to ${to}`,
    })),
  ),
  remark: 'Zeros are shown.',
};

describe('a matrix', () => {
  it('is a table with names on both sides, zeros included', () => {
    render(MatrixTable, { plot, label: 'PHP to IOP is frequent.' });
    expect(screen.getByRole('grid', { name: 'PHP to IOP is frequent.' })).toBeTruthy();
    expect(screen.getByRole('rowheader', { name: 'IOP' })).toBeTruthy();
    expect(screen.getAllByRole('gridcell').map((cell) => cell.textContent.trim())).toEqual([
      '0',
      '5 50 %',
      '10 100 %',
      '0',
      '5 50 %',
      '10 100 %',
    ]);
    expect(screen.getByText('Zeros are shown.')).toBeTruthy();
  });

  it('has one stop for the tab key; arrow keys walk over the cells and stay inside', async () => {
    render(MatrixTable, { plot, label: 'Moves' });
    const cells = screen.getAllByRole('gridcell');
    expect(cells.filter((cell) => cell.tabIndex === 0)).toEqual([cells[0]]);
    cells[0]!.focus();
    const press = async (...keys: readonly string[]): Promise<string | null> => {
      for (const key of keys) await fireEvent.keyDown(document.activeElement!, { key });
      return document.activeElement!.getAttribute('aria-label');
    };
    expect(await press('ArrowUp', 'ArrowLeft')).toBe('php to php');
    expect(await press('ArrowDown', 'End')).toBe('iop to none');
    expect(await press('ArrowRight', 'ArrowDown')).toBe('iop to none');
    expect(document.querySelector('.said')?.textContent).toBe('iop to none');
    expect(await press('Home', 'ArrowRight')).toBe('iop to iop');
  });

  it('filters by the level of the row', async () => {
    const onpick = vi.fn();
    render(MatrixTable, { plot, label: 'Moves', onpick });
    const cell = screen.getByRole('gridcell', { name: 'iop to none' });
    await fireEvent.click(cell);
    cell.focus();
    await fireEvent.keyDown(cell, { key: 'Enter' });
    expect(onpick.mock.calls).toEqual([['iop'], ['iop']]);
  });

  it('hands on the row behind a cell, where somebody wants it', async () => {
    const [onpick, onrows] = [vi.fn(), vi.fn()];
    const row = { from: 'iop', to: 'none', numerator: null, suppressed: 1 };
    const cells = plot.cells.map((line, at) =>
      line.map((cell, column) => (at === 1 && column === 2 ? { ...cell, count: null, row } : cell)),
    );
    render(MatrixTable, { plot: { ...plot, cells }, label: 'Moves.', onpick, onrows });
    expect(screen.getByRole('grid').getAttribute('aria-label')).toContain('R shows the rows');
    const cell = screen.getByRole('gridcell', { name: 'iop to none' });
    expect(cell.textContent.trim()).toBe('hidden 100 %');
    await fireEvent.click(cell, { altKey: true });
    cell.focus();
    await fireEvent.keyDown(cell, { key: 'r' });
    expect(onrows.mock.calls).toEqual([[row], [row]]);
    expect(onpick).not.toHaveBeenCalled();
  });
});
