import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import AppShell from '$lib/ui/AppShell.svelte';
import Chip from '$lib/ui/Chip.svelte';
import DataTable from '$lib/ui/DataTable.svelte';
import Dialog from '$lib/ui/Dialog.svelte';
import DropZone from '$lib/ui/DropZone.svelte';
import Menu from '$lib/ui/Menu.svelte';
import Notice from '$lib/ui/Notice.svelte';
import Progress from '$lib/ui/Progress.svelte';
import Segmented from '$lib/ui/Segmented.svelte';
import Tile from '$lib/ui/Tile.svelte';
import { withoutCanvas } from './no-canvas';

beforeAll(withoutCanvas);

const words = (text: string) => createRawSnippet(() => ({ render: () => `<p>${text}</p>` }));

describe('the menu', () => {
  const options = Array.from({ length: 9 }, (_, index) => ({
    value: `v${index}`,
    label: `Value ${index}`,
    count: index * 1000,
  }));

  it('opens onto its search, filters, and keeps values without a stay', async () => {
    const onchange = vi.fn();
    render(Menu, { label: 'Payer', options, chosen: ['v1'], onchange });
    const button = screen.getByRole('button', { name: 'Payer, 1 chosen' });
    expect(button.getAttribute('aria-expanded')).toBe('false');
    await fireEvent.click(button);
    const search = screen.getByRole('searchbox');
    expect(document.activeElement).toBe(search);
    expect(screen.getAllByRole('checkbox')).toHaveLength(9);
    await fireEvent.input(search, { target: { value: 'value 3' } });
    await fireEvent.click(screen.getByRole('checkbox', { name: /Value 3/ }));
    expect(onchange).toHaveBeenCalledWith(['v1', 'v3']);
  });

  it('has no search for a few values, walks with arrow keys and closes on Escape', async () => {
    render(Menu, { label: 'Level', options: options.slice(0, 3), chosen: [], onchange: vi.fn() });
    const button = screen.getByRole('button', { name: 'Level' });
    await fireEvent.keyDown(button, { key: 'ArrowDown' });
    expect(screen.queryByRole('searchbox')).toBeNull();
    const boxes = screen.getAllByRole('checkbox');
    expect(document.activeElement).toBe(boxes[0]);
    await fireEvent.keyDown(boxes[0]!, { key: 'ArrowUp' });
    expect(document.activeElement).toBe(boxes[2]);
    await fireEvent.keyDown(boxes[2]!, { key: 'Escape' });
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(document.activeElement).toBe(button);
  });

  it('closes when the pointer goes elsewhere', async () => {
    render(Menu, { label: 'Level', options, chosen: [], onchange: vi.fn() });
    await fireEvent.click(screen.getByRole('button', { name: 'Level' }));
    await fireEvent.pointerDown(document.body);
    expect(screen.queryByRole('checkbox')).toBeNull();
  });
});

describe('the drop zone', () => {
  const file = new File(['a'], 'stays.csv', { type: 'text/csv' });

  it('hands on dropped files', async () => {
    const onfiles = vi.fn();
    render(DropZone, { onfiles, label: 'Drop here' });
    const zone = screen.getByRole('group', { name: 'Drop here' });
    await fireEvent.dragEnter(zone);
    expect(screen.getByText('Let go to load')).toBeTruthy();
    await fireEvent.drop(zone, { dataTransfer: { files: [file, file] } });
    expect(onfiles).toHaveBeenCalledWith([file, file]);
  });

  it('hands on chosen files, and the same file twice', async () => {
    const onfiles = vi.fn();
    const { container } = render(DropZone, { onfiles });
    const input = container.querySelector('input')!;
    Object.defineProperty(input, 'files', { value: [file] });
    await fireEvent.change(input);
    await fireEvent.change(input);
    expect(onfiles).toHaveBeenCalledTimes(2);
  });
});

describe('the table', () => {
  const columns = [
    { key: 'level', label: 'Level' },
    { key: 'n', label: 'Stays', numeric: true },
  ];
  const cell = (
    level: string,
    n: number | null,
  ): Record<string, { text: string; sort: string | number | null }> => ({
    level: { text: level, sort: level },
    n: { text: n === null ? '–' : String(n), sort: n },
  });

  it('sorts numbers as numbers, nothing last, and back to its own order', async () => {
    const rows = [cell('b', 10), cell('a', null), cell('c', 9)];
    render(DataTable, { caption: 'Stays by level', columns, rows, sortable: true });
    const order = (): string[] =>
      screen
        .getAllByRole('row')
        .slice(1)
        .map((row) => within(row).getAllByRole('cell')[0]!.textContent.trim());
    const button = screen.getByRole('button', { name: /Stays/ });
    await fireEvent.click(button);
    expect(order()).toEqual(['c', 'b', 'a']);
    expect(screen.getByRole('columnheader', { name: /Stays/ }).getAttribute('aria-sort')).toBe(
      'ascending',
    );
    await fireEvent.click(button);
    expect(order()).toEqual(['b', 'c', 'a']);
    await fireEvent.click(button);
    expect(order()).toEqual(['b', 'a', 'c']);
  });
});

describe('small parts', () => {
  it('a tile says direction in a word beside arrow and colour', () => {
    const change = { arrow: 'up', verdict: 'worse', text: '1.2 points above last year' } as const;
    render(Tile, {
      label: 'Deteriorated',
      value: '5.1',
      unit: '%',
      change,
      figure: 'reliable-change',
    });
    expect(screen.getByText('Worse')).toBeTruthy();
    expect(document.querySelector('[data-figure="reliable-change"]')).toBeTruthy();
  });

  it('a chip says what it clears', async () => {
    const onremove = vi.fn();
    render(Chip, { label: 'Level', value: 'PHP', onremove });
    await fireEvent.click(screen.getByRole('button', { name: 'Clear Level: PHP' }));
    expect(onremove).toHaveBeenCalledOnce();
  });

  it('a choice of one is a group of radio buttons with a name', async () => {
    const onchange = vi.fn();
    const options = [
      { value: 7, label: '7 days' },
      { value: 30, label: '30 days' },
    ];
    render(Segmented<number>, { label: 'Window', options, value: 7, onchange });
    expect(screen.getByRole('group', { name: 'Window' })).toBeTruthy();
    await fireEvent.click(screen.getByRole('radio', { name: '30 days' }));
    expect(onchange).toHaveBeenCalledWith(30);
  });

  it('an error is an alert with a next step, a warning is not', () => {
    render(Notice, { kind: 'error', title: 'It failed', nextStep: 'Try again.' });
    render(Notice, { kind: 'warn', title: 'Some rows were set aside' });
    expect(screen.getByRole('alert').textContent).toContain('Try again.');
    expect(screen.getByRole('status').textContent).toContain('set aside');
  });

  it('progress names its phase and can be cancelled', async () => {
    const oncancel = vi.fn();
    render(Progress, { label: 'Reading scores.csv', value: 0.3, oncancel });
    expect(screen.getByRole('progressbar', { name: 'Reading scores.csv' })).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(oncancel).toHaveBeenCalledOnce();
  });

  it('a dialog is named by its title and says when it closes', async () => {
    const onclose = vi.fn();
    render(Dialog, { open: true, title: 'Forget everything', onclose, children: words('Sure?') });
    expect(screen.getByRole('dialog', { name: 'Forget everything' })).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(onclose).toHaveBeenCalledOnce();
  });
});

describe('the shell', () => {
  const nav = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({
    href: `/${name}/?level=php`,
    label: `Page ${name}`,
    icon: 'data' as const,
  }));

  it('knows the page by its path, whatever filters its address carries', () => {
    render(AppShell, { nav, current: '/e/', children: words('Here') });
    expect(screen.getByRole('link', { current: 'page' }).textContent).toContain('Page e');
  });

  it('lets the keyboard skip to the page', () => {
    render(AppShell, { nav, current: '/a/', children: words('Here') });
    const skip = screen.getByRole('link', { name: 'Skip to the figures' });
    expect(document.querySelector(skip.getAttribute('href')!)?.tagName).toBe('MAIN');
  });

  it('prints what every page must carry', () => {
    render(AppShell, { nav, current: '/a/', children: words('Here'), printFooter: 'Internal' });
    expect(screen.getByText('Internal').className).toContain('print-only');
  });
});
