import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import Figure from '$lib/charts/Figure.svelte';
import type { FigureState } from '$lib/charts/figure-state';
import type { FigureRow } from '$lib/metrics/metric';
import { sampleData, sampleMetric, sampleView, scopes } from '../unit/charts/sample-figure';
import { withoutCanvas } from './no-canvas';

const rows: FigureRow[] = scopes.flatMap((scope) =>
  ['improved', 'unchanged', 'deteriorated'].map((name) => ({
    measure: 'phq9',
    ...scope,
    scope: 'all',
    class: name,
    numerator: 1,
    denominator: 3,
    value: 1 / 3,
    low: 0.1,
    high: 0.7,
  })),
);
const metric = sampleMetric('reliable-change');
const figure = sampleView(metric, sampleData(rows, { notes: ['No comparison group.'] }));
const ready: FigureState = { status: 'ready', figure };

function show(state: FigureState, more: object = {}): HTMLElement {
  const onBy = vi.fn();
  render(Figure, { metric, state, by: 'all', onBy, ...more });
  return screen.getByRole('figure');
}

beforeAll(withoutCanvas);

describe('a figure', () => {
  it('has title, subtitle, finding, notes and the excluded, and can be found by its id', () => {
    const element = show(ready);
    expect(element.dataset).toMatchObject({ figure: 'reliable-change', status: 'ready' });
    expect(screen.getByRole('heading', { name: figure.title })).toBeTruthy();
    for (const text of [figure.subtitle, 'No comparison group.', figure.excludedText]) {
      expect(screen.getByText(text)).toBeTruthy();
    }
    expect(screen.getByText(/2 of 3 stays improved/)).toBeTruthy();
  });

  it('gives definition and source with its info button', () => {
    show(ready);
    const button = screen.getByRole('button', { name: 'Definition of A metric' });
    const text = document.getElementById(button.getAttribute('aria-describedby') ?? '');
    expect(text?.textContent).toContain('Counted: those who improved. Out of: all.');
    expect(text?.textContent).toContain('Source: A paper');
  });

  it('shows the same numbers as a table', async () => {
    show(ready);
    expect(screen.queryByRole('table')).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Table' }));
    const table = screen.getByRole('table');
    expect(within(table).getAllByRole('row')).toHaveLength(4);
    expect(within(table).getAllByText('33.3 %')).toHaveLength(3);
  });

  it('says how it was computed, with the SQL', async () => {
    show(ready);
    await fireEvent.click(screen.getByRole('button', { name: 'How was this computed?' }));
    expect(screen.getByText('SELECT 1')).toBeTruthy();
    expect(screen.getByText('reliable-change, version 3')).toBeTruthy();
  });

  it('hands on how to divide', async () => {
    const onBy = vi.fn();
    show(ready, { onBy });
    await fireEvent.click(screen.getByRole('radio', { name: 'By level' }));
    expect(onBy).toHaveBeenCalledWith('level');
  });

  it('reads values with the arrow keys, and Enter filters', async () => {
    const onPick = vi.fn();
    show(ready, { by: 'level', onPick });
    const plot = screen.getByRole('application');
    await fireEvent.keyDown(plot, { key: 'ArrowRight' });
    await fireEvent.keyDown(plot, { key: 'ArrowRight' });
    const said = document.querySelector('[aria-live="polite"]');
    expect(said?.textContent).toContain('PHP, no reliable change: 33.3\u202f%');
    await fireEvent.keyDown(plot, { key: 'Enter' });
    expect(onPick).toHaveBeenCalledWith('level', 'php');
    await fireEvent.keyDown(plot, { key: 'Escape' });
    expect(said?.textContent?.trim()).toBe('');
  });

  it('hands on the row behind the cursor, and says so only where somebody wants it', async () => {
    const onRows = vi.fn();
    show(ready);
    expect(screen.getByRole('application').ariaLabel).not.toContain('the rows behind');
    cleanup();
    show(ready, { onRows });
    const plot = screen.getByRole('application', { name: /R shows the rows behind a value/ });
    await fireEvent.keyDown(plot, { key: 'r' });
    expect(onRows).not.toHaveBeenCalled();
    await fireEvent.keyDown(plot, { key: 'ArrowRight' });
    await fireEvent.keyDown(plot, { key: 'r', ctrlKey: true });
    await fireEvent.keyDown(plot, { key: 'r' });
    expect(onRows.mock.calls).toEqual([[rows[0]]]);
  });

  it('says why numbers are hidden under the picture and under the table', async () => {
    const hidden = rows.map((row) => ({ ...row, numerator: null, value: null, suppressed: 1 }));
    show({ status: 'ready', figure: { ...figure, data: sampleData(hidden) } }, { smallest: 10 });
    expect(screen.getByText(/^Hatched grey: hidden, .* about 1 to 10 people/)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Table' }));
    expect(screen.getByText(/^Hidden numbers are about 1 to 10 people/)).toBeTruthy();
    expect(within(screen.getByRole('table')).getAllByText('hidden').length).toBeGreaterThan(0);
  });
});

describe('a figure without numbers', () => {
  it('keeps the previous one while a new one comes', () => {
    const element = show({ status: 'stale', figure });
    expect(element.getAttribute('aria-busy')).toBe('true');
    expect(screen.getByText(figure.subtitle)).toBeTruthy();
  });

  it('is dimmed while it waits only where that takes long', async () => {
    vi.useFakeTimers();
    try {
      const element = show({ status: 'stale', figure });
      const isDimmed = (): boolean => element.querySelector('.dimmed') !== null;
      await vi.advanceTimersByTimeAsync(200);
      expect(isDimmed()).toBe(false);
      await vi.advanceTimersByTimeAsync(200);
      expect(isDimmed()).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });

  it('asks its question while it loads', () => {
    const element = show({ status: 'loading' });
    expect(element.dataset['status']).toBe('loading');
    expect(screen.getByRole('heading', { name: metric.question })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'CSV' })).toBeNull();
  });

  it('says why it is empty and offers the fix', async () => {
    const apply = vi.fn();
    show({ status: 'empty', reason: 'No stay ended.', fix: { label: 'Show all days', apply } });
    expect(screen.getByText('No stay ended.')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Show all days' }));
    expect(apply).toHaveBeenCalledOnce();
  });

  it('says what it needs', () => {
    show({ status: 'unavailable', needs: 'This figure needs a file of sessions.' });
    expect(screen.getByText('This figure needs a file of sessions.')).toBeTruthy();
  });

  it('fails in its own card and says what to do', () => {
    show({ status: 'failed', message: 'Out of memory.', nextStep: 'Choose a shorter period.' });
    expect(screen.getByRole('alert').textContent).toContain('Choose a shorter period.');
  });
});

describe('the flow', () => {
  it('can be walked ribbon by ribbon and says every count', async () => {
    const flow = sampleMetric('level-flow', 'discharges');
    const moves = [
      { program: null, window: 7, from: 'php', to: 'iop', value: 6, denominator: 10 },
      { program: null, window: 7, from: 'php', to: 'none', value: 4, denominator: 10 },
    ];
    const onPick = vi.fn();
    const state: FigureState = { status: 'ready', figure: sampleView(flow, sampleData(moves)) };
    render(Figure, { metric: flow, state, by: 'all', onBy: vi.fn(), onPick });
    const ribbon = screen.getByRole('button', {
      name: /to Intensive outpatient within 7 days: 6 of 10/,
    });
    await fireEvent.keyDown(ribbon, { key: 'Enter' });
    expect(onPick).toHaveBeenCalledWith('level', 'php');
  });
});
