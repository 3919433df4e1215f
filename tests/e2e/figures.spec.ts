/** Every figure: ready, with its table, files, origin, keyboard and divisions, and all of them as JSON. */
import Papa from 'papaparse';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { root } from '../../src/cli/install.mjs';
import {
  download,
  figure,
  FIGURE_IDS,
  FIGURE_PAGES,
  type FigurePage,
  figuresReady,
  KINDS,
  MORE_FIGURES,
  NOT_IN_SAMPLE,
  numberIn,
  openWithSample,
  PAGES,
  query,
  samplePath,
  visit,
} from './support/app';
import { type Exported, exportAll, type ExportedFigure, figureOf } from './support/exported';
import { createHash } from 'node:crypto';

let page: Page;
let exported: Exported;

test.beforeAll(async ({ browser }) => {
  page = await openWithSample(browser);
  exported = await exportAll(page);
});

test.afterAll(() => page.context().close());

function exportedFigure(id: string): ExportedFigure {
  return figureOf(exported, id);
}

for (const name of PAGES) {
  test(`every figure of ${name} is ready, with title, n or count, definition and source`, async () => {
    await open(name);
    for (const id of idsOf(name)) {
      const frame = figure(page, id);
      await expect(frame.getByRole('heading')).toHaveText(/\?$/);
      await expect(frame.locator('.subtitle')).toHaveText(/all days/);
      await expect(frame.locator('.finding')).toHaveText(/\d.*\.$/);
      await expect(frame.getByRole('tooltip', { includeHidden: true })).toContainText('Source:');
    }
  });
}

test('a theme that changed while no picture was shown is the one that pictures are drawn in', async () => {
  const drawn = (): Promise<string> =>
    figure(page, 'length-of-stay')
      .locator('canvas')
      .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  await open('length');
  await figuresReady(page);
  const light = await drawn();
  await visit(page, 'data/');
  await page.emulateMedia({ colorScheme: 'dark' });
  await open('length');
  await figuresReady(page);
  const dark = await drawn();
  expect(dark).not.toBe(light);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(drawn).toBe(light);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(drawn).toBe(dark);
  await page.emulateMedia({ colorScheme: 'light' });
});

for (const [name, id] of firstPlaces()) {
  test(`${id} gives the same numbers as table, CSV and JSON, a picture as PNG, and SQL that runs`, async () => {
    await open(name);
    const frame = figure(page, id);
    await frame.scrollIntoViewIfNeeded();
    const { columns, rows, definitionVersion } = exportedFigure(id);

    const csv = await download(page, () => frame.getByRole('button', { name: 'CSV' }).click());
    expect(csv.name).toBe(`stepdown-${id}.csv`);
    const lines = csv.text
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n');
    expect(lines[0]).toBe(
      [...columns, 'figure', 'definition_version', 'excluded', 'provenance'].join(','),
    );
    expect(lines).toHaveLength(rows.length + 1);
    const key = columns.includes('value') ? 'value' : 'n';
    const place = columns.indexOf(key);
    // Text can hold commas, such as where a value was published.
    const cells = Papa.parse<string[]>(lines.slice(1).join('\r\n'), { delimiter: ',' }).data;
    const values = cells.map((row) => row[place]);
    expect(values).toEqual(rows.map((row) => (row[key] === null ? '' : String(row[key]))));
    expect(lines[1]).toContain(`${id},${definitionVersion},`);
    expect(lines[1]).toContain('Mode: internal');

    const png = await download(page, () => frame.getByRole('button', { name: 'PNG' }).click());
    expect(png.name).toBe(`stepdown-${id}.png`);
    expect(png.bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(600);
    expect(png.bytes.readUInt32BE(20)).toBeGreaterThan(300);
    expect(png.bytes.length).toBeGreaterThan(10_000);

    await frame.getByRole('button', { name: 'Table' }).click();
    const body = frame.locator('.table tbody tr');
    await expect(body.first()).toBeVisible();
    const all = await body.allTextContents();
    expect(all.join(' ')).not.toMatch(/undefined|NaN|\[object|Infinity/);
    await frame.getByRole('button', { name: 'Table' }).click();
    await expect(body).toHaveCount(0);

    await frame.getByRole('button', { name: 'How was this computed?' }).click();
    const dialog = page.getByRole('dialog', { name: 'How was this computed?' });
    for (const term of ['Numerator', 'Denominator', 'Left out', 'Source', 'Interval', 'Data']) {
      await expect(
        dialog.getByRole('term').filter({ hasText: new RegExp(`^${term}$`) }),
      ).toBeVisible();
    }
    const statements = await dialog.locator('pre').allTextContents();
    expect(statements.length).toBeGreaterThan(0);
    for (const statement of statements) {
      const found = await query(page, statement);
      expect(Array.isArray(found)).toBe(true);
    }
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  });
}

test('a figure divides by level and by program, in picture and table', async () => {
  await open('attendance');
  const frame = figure(page, 'attendance-rate');
  await frame.getByRole('button', { name: 'Table' }).click();
  await frame.getByText('By level', { exact: true }).click();
  await expect(frame.locator('tbody tr')).toHaveCount(rowsOf('level').length);
  await frame.getByText('By program', { exact: true }).click();
  await expect(frame.locator('tbody tr')).toHaveCount(rowsOf('program').length);
  await expect(frame.locator('tbody')).toContainText('Day program');
  await frame.getByText('Overall', { exact: true }).click();
  await expect(frame.locator('tbody tr')).toHaveCount(1);
  const shown = rowsOf(null)[0]!;
  await expect(frame.locator('tbody')).toContainText(
    Number(shown['numerator']).toLocaleString('en'),
  );
  await frame.getByRole('button', { name: 'Table' }).click();

  function rowsOf(key: 'level' | 'program' | null): Record<string, unknown>[] {
    return exportedFigure('attendance-rate').rows.filter(
      (row) =>
        (row['level'] !== null) === (key === 'level') &&
        (row['program'] !== null) === (key === 'program'),
    );
  }
});

test('the arrow keys read the values of a picture aloud', async () => {
  await open('overview');
  for (const id of ['score-course', 'attendance-course', 'retention']) {
    const frame = figure(page, id);
    const said = frame.locator('[aria-live="polite"]');
    await frame.getByRole('application').focus();
    await page.keyboard.press('ArrowRight');
    await expect(said).toHaveText(/\d/);
    const first = await said.innerText();
    await page.keyboard.press('ArrowRight');
    await expect(said).not.toHaveText(first);
    await page.keyboard.press('Home');
    await expect(said).toHaveText(first);
    await page.keyboard.press('Escape');
    await expect(said).toHaveText('');
  }
});

test('the ribbons of the flow are reached by keyboard and say their counts', async () => {
  await open('transitions');
  const ribbon = figure(page, 'level-flow').getByRole('button', { name: /\d/ }).first();
  await ribbon.focus();
  await expect(ribbon).toBeFocused();
  await expect(ribbon).toHaveAccessibleName(/\d.*(discharge|of)/);
});

test('the definition of a figure shows on focus and goes on Escape', async () => {
  await open('attendance');
  const frame = figure(page, 'attendance-rate');
  const hint = frame.getByRole('button', { name: /^Definition of/ });
  await hint.focus();
  await expect(frame.getByRole('tooltip')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(frame.getByRole('tooltip')).toBeHidden();
});

test('the exported document names its origin: cut, filters, settings and the files', () => {
  expect(Object.keys(exported)).toEqual([
    'generated',
    'app',
    'dataCut',
    'timeMode',
    'filters',
    'settings',
    'files',
    'identity',
    'figures',
  ]);
  expect(exported.dataCut).toBe('2026-10-31');
  expect(exported.timeMode).toBe('dates');
  expect(exported.settings).toMatchObject({ suppression: 'internal', pathGapDays: 7 });
  // By name, however they were dropped.
  const files = [...KINDS].sort().map((kind) => {
    const bytes = readFileSync(samplePath(`${kind}.csv`));
    const rowsRead = bytes.toString('utf8').trimEnd().split('\n').length - 1;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return expect.objectContaining({ name: `sample-${kind}.csv`, sha256, rowsRead });
  });
  expect(exported.files).toEqual(files);
  for (const { rowsRead, rowsLoaded, rowsSetAside } of exported.files) {
    expect(Number(rowsLoaded) + Number(rowsSetAside)).toBe(rowsRead);
  }
});

test('the exported document holds every figure with the columns of the documentation', () => {
  expect(exported.figures.map(({ id }) => id).sort()).toEqual([...FIGURE_IDS].sort());
  expect(exported.figures).toHaveLength(FIGURE_IDS.length);
  const documented = documentedColumns();
  for (const { id, columns, rows, definitionVersion } of exported.figures) {
    expect(columns, id).toEqual(documented.get(id));
    if (NOT_IN_SAMPLE.includes(id)) continue;
    expect(rows.length, id).toBeGreaterThan(0);
    expect(definitionVersion, id).toBeGreaterThan(0);
    const keys = new Set(rows.map((row) => Object.keys(row).join()));
    expect([...keys], id).toEqual([columns.join()]);
  }
});

test('the exported numbers have full precision and are those of the page', async () => {
  const rate = exportedFigure('attendance-rate');
  expect(rate.value).toBe(rate.numerator! / rate.denominator!);
  expect(String(rate.value).length).toBeGreaterThan(10);
  await open('overview');
  const tile = (id: string): ReturnType<Page['locator']> =>
    page.locator(`section[data-figure="${id}"] .value`);
  await expect(tile('attendance-rate')).toHaveText(`${(100 * rate.value!).toFixed(1)}\u202f%`);
  for (const id of ['people-served', 'admissions', 'discharges', 'census']) {
    expect(numberIn(await tile(id).textContent()), id).toBe(exportedFigure(id).value);
  }
  const length = numberIn((await tile('length-of-stay').textContent())!.split('d')[0]!);
  expect(length).toBe(exportedFigure('length-of-stay').value);
});

test('two exports of the same data differ in nothing but the moment', async () => {
  await page.clock.setFixedTime('2026-11-21T13:00:00');
  const again = await exportAll(page);
  expect(again.generated).not.toBe(exported.generated);
  expect({ ...again, generated: '' }).toEqual({ ...exported, generated: '' });
});

async function open(name: FigurePage): Promise<void> {
  if (!page.url().endsWith(`/${name}/`)) await visit(page, `${name}/`);
  const [rarer] = MORE_FIGURES[name] ?? [];
  if (rarer) {
    const more = page.getByRole('button', { name: 'More figures' });
    await expect(more.or(figure(page, rarer))).toBeVisible();
    if (await more.isVisible()) await more.click();
  }
  await figuresReady(page);
}

/** Each figure with the first page that shows it. */
function firstPlaces(): [FigurePage, string][] {
  return FIGURE_IDS.filter((id) => !NOT_IN_SAMPLE.includes(id)).map((id) => {
    const name = PAGES.find(
      (candidate) => candidate !== 'overview' && idsOf(candidate).includes(id),
    );
    return [name!, id];
  });
}

/** The figures of a page, the rarer ones too. */
function idsOf(name: FigurePage): readonly string[] {
  return [...FIGURE_PAGES[name], ...(MORE_FIGURES[name] ?? [])].filter(
    (id) => !NOT_IN_SAMPLE.includes(id),
  );
}

/** The columns of each figure as `docs/metrics.md` lists them. */
function documentedColumns(): Map<string, string[]> {
  const columns = new Map<string, string[]>();
  let id = '';
  for (const line of readFileSync(join(root, 'docs', 'metrics.md'), 'utf8').split('\n')) {
    id = /^### `([\w-]+)`/.exec(line)?.[1] ?? id;
    const list = /^- \*\*Columns\*\*: `([^`]+)`/.exec(line)?.[1];
    if (list) columns.set(id, list.split(', '));
  }
  return columns;
}
