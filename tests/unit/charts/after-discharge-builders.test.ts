/** The pictures of what follows a discharge. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BUILDERS } from '$lib/charts/builders';
import type { By, FigureChoices } from '$lib/charts/figure-state';
import { fillOf } from '$lib/charts/matrix-fill';
import type { BarsPlot, MatrixPlot, Plot } from '$lib/charts/plot';
import { luminance } from '$lib/charts/theme';
import type { FigureData, FigureRow } from '$lib/metrics/metric';
import { sampleData, scopes } from './sample-figure';

const SPACE = /\u202f/g;

function build(id: string, data: FigureData, by: By, more: Partial<FigureChoices> = {}): Plot {
  return BUILDERS[id]!(data, { by, measure: null, window: null, ...more });
}

function bars(plot: Plot): BarsPlot {
  if (plot.kind !== 'bars') throw new Error(`Not bars: ${plot.kind}`);
  return plot;
}

const share = (numerator: number, denominator: number): FigureRow => ({
  numerator,
  denominator,
  persons: denominator,
  value: numerator / denominator,
  low: 0.1,
  high: 0.9,
});

const inScopes = (rows: readonly FigureRow[]): FigureRow[] =>
  scopes.flatMap((scope) => rows.map((row) => ({ ...scope, ...row })));

describe('transition-matrix', () => {
  const cell = (from: string, to: string, count: number, of: number): FigureRow => ({
    program: null,
    window: 7,
    from,
    to,
    ...share(count, of),
  });
  const rows = [
    cell('iop', 'none', 4, 4),
    cell('iop', 'iop', 0, 4),
    cell('iop', 'php', 0, 4),
    cell('php', 'none', 10, 40),
    cell('php', 'iop', 30, 40),
    cell('php', 'php', 0, 40),
    { ...cell('php', 'iop', 7, 9), program: 'North' },
    { ...cell('php', 'iop', 35, 40), window: 30 },
  ];
  const plot = build('transition-matrix', sampleData(rows), 'all') as MatrixPlot;

  it('has levels by intensity, with no next stay as the last column', () => {
    expect(plot.kind).toBe('matrix');
    expect(plot.rows.map(({ label, note }) => `${label}, ${note}`)).toEqual([
      'PHP, n 40',
      'IOP, n 4',
    ]);
    expect(plot.columns.map(({ label }) => label)).toEqual(['PHP', 'IOP', 'No next stay']);
    expect(plot.columnTitle).toBe('Next stay within 7 days');
  });

  it('shows counts of everybody with their shares, and zeros without', () => {
    expect(plot.cells.map((line) => line.map(({ count }) => count))).toEqual([
      [0, 30, 10],
      [0, 0, 4],
    ]);
    expect(plot.cells[0]!.map(({ detail }) => detail.replace(SPACE, ' '))).toEqual([
      '',
      '75 %',
      '25 %',
    ]);
    expect(plot.cells[0]!.map(({ emphasis }) => emphasis)).toEqual([0, 0.75, 0.25]);
  });

  it('says a cell in words', () => {
    expect(plot.cells[0]![1]!.text.replace(SPACE, ' ')).toBe(
      'Partial hospitalization, to Intensive outpatient within 7 days: 30 of 40 discharges, 40 people; 75.0 % (95 % interval 10.0 to 90.0 %)',
    );
  });

  it('follows the chosen window', () => {
    const month = build('transition-matrix', sampleData(rows), 'all', { window: 30 }) as MatrixPlot;
    expect(month.cells).toMatchObject([[{ count: 35 }]]);
  });

  it.each([
    ['light', "[data-theme='light'] {"],
    ['dark', "[data-theme='dark'] {"],
  ])('keeps its numbers readable on the strongest fill, %s', (_name, marker) => {
    const css = readFileSync('src/lib/ui/tokens.css', 'utf8');
    const block = css.slice(css.indexOf(marker)).split('}')[0] ?? '';
    const color = (token: string): string =>
      new RegExp(`--${token}: (#[0-9a-f]{6})`).exec(block)![1]!;
    const part = fillOf(1) / 100;
    const channels = [1, 3, 5].map((at) => {
      const of = (token: string): number => Number.parseInt(color(token).slice(at, at + 2), 16);
      return Math.round(of('accent') * part + of('card') * (1 - part));
    });
    const ground = `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
    const [dark, light] = [luminance(ground), luminance(color('ink'))].sort((a, b) => a - b);
    expect((light! + 0.05) / (dark! + 0.05)).toBeGreaterThanOrEqual(4.5);
  });
});

describe('shares of what followed', () => {
  it('draw the index stays, and tell those against advice beside', () => {
    const rows = inScopes([
      { scope: 'index stays', ...share(12, 100) },
      { scope: 'against advice', ...share(5, 20) },
    ]);
    const plot = bars(build('readmission-30', sampleData(rows), 'level'));
    expect(plot.series[0]!.bars.map(({ value }) => value)).toEqual([0.12, 0.12]);
    expect(plot.cursor[0]!.text.replace(SPACE, ' ')).toContain(
      'against advice: 5 of 20 index stays, 20 people, 25.0 %',
    );
  });

  it('draw no bar of a group with nobody but those against advice', () => {
    const apart = { level: 'php', program: null, scope: 'against advice', ...share(1, 2) };
    const main = { level: 'iop', program: null, scope: 'index stays', ...share(1, 2) };
    const plot = bars(build('readmission-90', sampleData([apart, main]), 'level'));
    expect(plot.categories.map(({ label }) => label)).toEqual(['IOP']);
  });

  it.each(['continuity-7', 'continuity-30', 'acute-admission-30', 'first-session-attended'])(
    '%s is a bar from zero with its interval',
    (id) => {
      const plot = bars(build(id, sampleData(inScopes([share(6, 10)])), 'program'));
      expect(plot.axis).toMatchObject({ unit: 'share', min: 0, max: 1 });
      expect(plot.series[0]!.bars[0]).toMatchObject({ value: 0.6, low: 0.1, high: 0.9 });
    },
  );
});

describe('gap-days', () => {
  it('marks the median on a bar as long as the 90th percentile', () => {
    const gap = { n: 40, persons: 38, value: 2, low: 1, high: 3, p90: 11.5 };
    const plot = bars(build('gap-days', sampleData(inScopes([gap])), 'level'));
    expect(plot.form).toBe('range');
    expect(plot.series[0]!.bars[0]).toMatchObject({ value: 2, low: 1, high: 3, q1: 0, q3: 11.5 });
    expect(plot.cursor[0]!.text).toContain('90th percentile 11.5 days');
  });
});

describe('next-move', () => {
  it('tells who was referred outside, by level', () => {
    const rows = inScopes([
      { window: 7, class: 'none', ...share(30, 90), referred_outside: 12 },
      { window: 7, class: 'step_down', ...share(60, 90), referred_outside: null },
    ]);
    const remark = (by: By): string | null => bars(build('next-move', sampleData(rows), by)).remark;
    expect(remark('level')).toContain('PHP 12 of 30, IOP 12 of 30.');
    expect(remark('all')).toMatch(/: 12 of 30\.$/);
  });
});
