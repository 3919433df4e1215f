/** The figures document that the page exports. */
import { expect, type Page } from '@playwright/test';
import { download } from './app';

/** One figure of the document. */
export interface ExportedFigure {
  id: string;
  unit: string;
  basis: string;
  interval: string | null;
  n: number | null;
  persons: number | null;
  numerator: number | null;
  denominator: number | null;
  value: number | null;
  low: number | null;
  high: number | null;
  columns: string[];
  rows: Record<string, string | number | boolean | null>[];
  excluded: { reason: string; n: number | null }[];
  notes: string[];
  definitionVersion: number;
}

/** The document. */
export interface Exported {
  generated: string;
  dataCut: string;
  timeMode: string;
  filters: Record<string, unknown>;
  settings: Record<string, unknown>;
  files: Record<string, unknown>[];
  figures: ExportedFigure[];
}

/** Opens the export menu and chooses for whom files are made; there is a choice in internal mode only. */
export async function chooseExport(page: Page, mode: 'internal' | 'release'): Promise<void> {
  const menu = page.getByRole('button', { name: 'Export', exact: true });
  if ((await menu.getAttribute('aria-expanded')) !== 'true') await menu.click();
  const choice = page.getByRole('radio', {
    name: mode === 'internal' ? /^internal/ : /^for release/,
  });
  if ((await choice.count()) > 0) await choice.check();
}

/** Exports all figures by the menu; for the program's own staff unless another mode is asked for. */
export async function exportAll(
  page: Page,
  mode: 'internal' | 'release' = 'internal',
): Promise<Exported> {
  await chooseExport(page, mode);
  const { name, text } = await download(page, () =>
    page.getByRole('button', { name: 'All figures (JSON)' }).click(),
  );
  await page.keyboard.press('Escape');
  expect(name).toBe('stepdown-figures.json');
  return JSON.parse(text) as Exported;
}

/** One figure of a document; throws where there is none. */
export function figureOf(exported: Exported, id: string): ExportedFigure {
  const found = exported.figures.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`The export holds no ${id}.`);
  return found;
}
