/**
 * The steps that end-to-end tests share: open the built site on a fixed day, load files, walk from
 * page to page as the app does it, and ask the engine.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, expect, type Locator, type Page } from '@playwright/test';
import { root } from '../../../src/cli/install.mjs';

/** The pages of the rail that hold figures, with the ids of those figures in the order of the page. */
export const FIGURE_PAGES = {
  overview: [
    'measurement-flow',
    'reliable-change',
    'attendance-course',
    'retention',
    'level-flow',
    'score-course',
  ],
  symptoms: [
    'score-course',
    'reliable-change',
    'clinically-significant-change',
    'pre-post',
    'severity-bands',
    'mean-change',
    'effect-size',
    'response',
    'remission',
    'recovery',
    'missing-bounds',
    'sensitivity',
    'paired-data',
  ],
  measurement: [
    'measurement-flow',
    'baseline-completion',
    'paired-data',
    'measure-adherence',
    'off-track-review',
    'follow-up-score-90',
    'risk-screened',
    'risk-follow-through',
    'experience-top-box',
    'days-to-admission',
  ],
  attendance: [
    'attendance-course',
    'attendance-rate',
    'hours-per-week',
    'weeks-at-floor',
    'no-show-rate',
    'program-fidelity',
    'service-mix',
    'group-size',
    'improvement-by-dose',
  ],
  length: [
    'retention',
    'length-of-stay',
    'discharge-reasons',
    'planned-discharge',
    'early-dropout',
    'census',
    'admissions',
    'discharges',
    'people-served',
  ],
  transitions: [
    'level-flow',
    'next-move',
    'transition-matrix',
    'continuity-7',
    'continuity-30',
    'readmission-30',
    'readmission-90',
    'gap-days',
    'first-session-attended',
    'acute-admission-30',
  ],
} as const;

/** The rarer figures of a page, which wait behind "More figures". */
export const MORE_FIGURES: Readonly<Partial<Record<keyof typeof FIGURE_PAGES, readonly string[]>>> =
  {
    symptoms: [
      'reliable-recovery',
      'not-on-track',
      'severity-adjusted-effect-size',
      'step-change',
      'no-use-at-last',
    ],
    measurement: ['follow-up-score-180', 'follow-up-score-365'],
    attendance: ['attended-of-scheduled', 'attendance-weekday', 'hours-per-improved'],
    length: ['dropout-incidence', 'early-unplanned'],
    transitions: ['frequent-paths', 'state-occupancy'],
  };

/** A page with figures, as its folder in the address. */
export type FigurePage = keyof typeof FIGURE_PAGES;

/** All pages with figures. */
export const PAGES = Object.keys(FIGURE_PAGES) as FigurePage[];

/** The ids of all figures of the app. */
export const FIGURE_IDS = [
  ...new Set(PAGES.flatMap((page) => [...FIGURE_PAGES[page], ...(MORE_FIGURES[page] ?? [])])),
];

/** The kinds of file of the sample data. */
export const KINDS = ['stays', 'scores', 'sessions', 'surveys'] as const;

/** A path below the sample data. */
export function samplePath(name: string): string {
  return join(root, 'sample-data', name);
}

/** The sample files as they lie on the disk. */
export const SAMPLE_FILES = KINDS.map((kind) => samplePath(`${kind}.csv`));

/** The day on which every test runs: after the data cut of the sample, so that no day is too late. */
export const TODAY = '2026-11-21T12:00:00';

/** A value of a cell that the engine answers with. */
export type Value = string | number | boolean | null;

/** Opens a page of the site in a context of its own. */
export async function openSite(browser: Browser, path = './'): Promise<Page> {
  const context = await browser.newContext({ acceptDownloads: true });
  const page = await context.newPage();
  await page.clock.setFixedTime(TODAY);
  await openFresh(page, path);
  return page;
}

/** Loads the page anew, with nothing in it, and waits until it listens. */
export async function openFresh(page: Page, path = './'): Promise<void> {
  await page.goto(path);
  await expect.poll(() => page.evaluate(() => window.stepdown !== undefined)).toBe(true);
}

/** Loads the sample data by its button on the start page, and waits for the Overview. */
export async function loadSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Try with sample data' }).click();
  await page.waitForURL(/\/overview\//);
  await expect(stayCount(page)).toHaveText(/^[\d,]+ of [\d,]+ stays$/);
}

/** Opens the site with the sample data loaded, on the Overview. */
export async function openWithSample(browser: Browser): Promise<Page> {
  const page = await openSite(browser);
  await loadSample(page);
  return page;
}

/** The field that takes files. */
export function fileInput(page: Page): Locator {
  return page.locator('input[type="file"][multiple]');
}

/** A text as a file to choose. */
export function csvFile(name: string, text: string): Payload {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
}

/** A file that is made in the test. */
export interface Payload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Follows an address inside the running app, as a click on a link does; what is loaded stays. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate((href) => {
    const link = document.createElement('a');
    link.href = href;
    document.body.append(link);
    link.click();
    link.remove();
  }, `/${path}`);
  await expect
    .poll(() => new URL(page.url()).pathname + new URL(page.url()).search)
    .toBe(`/${path}`);
}

/** A figure in its frame. */
export function figure(page: Page, id: string): Locator {
  return page.locator(`figure[data-figure="${id}"]`);
}

/** Figures of instruments that the sample does not have; they say so in place of a picture. */
export const NOT_IN_SAMPLE: readonly string[] = ['no-use-at-last'];

/**
 * Waits until every figure and tile of the page is settled: ready, or without what it needs; no old
 * number is left, and none has failed.
 */
export async function figuresReady(page: Page): Promise<void> {
  await expect(page.locator('[data-figure][data-status="ready"]').first()).toBeVisible();
  const settled = ['ready', 'empty', 'unavailable'].map((status) => `[data-status="${status}"]`);
  await expect(page.locator(`[data-figure]:not(${settled.join(', ')})`)).toHaveCount(0);
}

/** How many stays are looked at, out of how many. */
export function stayCount(page: Page): Locator {
  return page.getByTestId('stay-count');
}

/** Asks the engine as an analyst does in the console. */
export async function query(page: Page, text: string): Promise<Record<string, Value>[]> {
  return page.evaluate((statement) => {
    if (!window.stepdown) throw new Error('The page offers no query.');
    return window.stepdown.query(statement);
  }, text);
}

/** One number from the engine. */
export async function count(page: Page, from: string): Promise<number> {
  const [row] = await query(page, `SELECT count(*)::INTEGER AS n FROM ${from}`);
  return Number(row?.['n']);
}

/** Does something that downloads a file; returns its name and bytes. */
export async function download(
  page: Page,
  act: () => Promise<void>,
): Promise<{ name: string; bytes: Buffer; text: string }> {
  const [file] = await Promise.all([page.waitForEvent('download', { timeout: 120_000 }), act()]);
  const bytes = readFileSync(await file.path());
  return { name: file.suggestedFilename(), bytes, text: bytes.toString('utf8') };
}

/** `4,637` as a number; everything but digits, point and sign is left out. */
export function numberIn(text: string | null): number {
  return Number((text ?? '').replaceAll(/[^\d.-]/g, ''));
}
