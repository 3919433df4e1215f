/** How files come in: by the sample's button, picked, dropped; refused, added, cancelled, removed. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { expect, type Page, test } from '@playwright/test';
import {
  count,
  csvFile,
  download,
  fileInput,
  KINDS,
  loadSample,
  numberIn,
  openFresh,
  openSite,
  query,
  SAMPLE_FILES,
  samplePath,
  stayCount,
  visit,
} from './support/app';
import { cellsOf, tinyScores, tinySessions, tinyStays } from './support/tiny';

const expectedAside = cellsOf(readFileSync(samplePath('expected-set-aside.csv'), 'utf8'))
  .slice(1)
  .filter(([, , kind]) => kind === 'row')
  .map(([file = '', line = '', , column = '', value = '']) => ({ file, line, column, value }));

test.describe('the sample data', () => {
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    page = await openSite(browser);
    await loadSample(page);
  });

  test.afterAll(() => page.context().close());

  test('loads by its button, leads to the Overview and is marked as synthetic', async () => {
    await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
    await expect(stayCount(page)).toHaveText('4,637 of 4,637 stays');
    await expect(page.getByTestId('synthetic')).toBeVisible();
  });

  test('gives the same numbers when its files are picked at once', async ({ browser }) => {
    const table = 'SELECT level, count(*)::INTEGER AS n FROM stay GROUP BY level ORDER BY level';
    const other = await openSite(browser);
    await fileInput(other).setInputFiles(SAMPLE_FILES);
    await other.waitForURL(/\/overview\//);
    await expect(stayCount(other)).toHaveText('4,637 of 4,637 stays');
    expect(await query(other, table)).toEqual(await query(page, table));
    await expect(other.getByRole('region', { name: /admissions and discharges/ })).toHaveText(
      await page.getByRole('region', { name: /admissions and discharges/ }).innerText(),
      { useInnerText: true },
    );
    await other.context().close();
  });

  test('accounts for every row: read = loaded + set aside', async () => {
    await visit(page, 'data/');
    for (const kind of KINDS) {
      const card = page.locator(`[data-file="sample-${kind}.csv"]`);
      const [read, loaded, aside] = await Promise.all(
        ['rows-read', 'rows-loaded', 'rows-set-aside'].map(async (id) =>
          numberIn(await card.getByTestId(id).textContent()),
        ),
      );
      const lines =
        readFileSync(samplePath(`${kind}.csv`), 'utf8')
          .trimEnd()
          .split('\n').length - 1;
      expect(read).toBe(lines);
      expect(loaded! + aside!).toBe(read);
      expect(aside).toBe(expectedAside.filter(({ file }) => file === `${kind}.csv`).length);
    }
  });

  test('shows the SHA-256 of each file', async () => {
    await visit(page, 'data/');
    for (const kind of KINDS) {
      const hash = createHash('sha256').update(readFileSync(samplePath(`${kind}.csv`)));
      const card = page.locator(`[data-file="sample-${kind}.csv"]`);
      await expect(card.getByTestId('sha256')).toHaveText(hash.digest('hex'));
    }
  });

  test('lists the rows that were set aside by physical line, and by reason', async () => {
    await visit(page, 'data/');
    const aside = page.locator('section', {
      has: page.getByRole('heading', { name: /^Rows set aside/ }),
    });
    const rows = aside.locator('tbody tr');
    await expect(aside.getByRole('heading')).toHaveText('Rows set aside: 41');
    await expect(rows).toHaveCount(expectedAside.length);
    const shown = await rows.evaluateAll((list) =>
      list.map((row) =>
        [...row.querySelectorAll('td')].slice(0, 2).map((cell) => cell.textContent ?? ''),
      ),
    );
    expect(shown.map(([file, line]) => `${file} ${numberIn(line ?? '')}`).sort()).toEqual(
      expectedAside.map(({ file, line }) => `sample-${file} ${line}`).sort(),
    );

    await aside.getByLabel('Reason').selectOption({ label: 'Impossible date (5)' });
    await expect(rows).toHaveCount(5);
    const reasons = await rows.locator('td:last-child').allTextContents();
    expect(new Set(reasons)).toEqual(new Set(['Impossible date']));
    const filtered = await download(page, () =>
      aside.getByRole('button', { name: 'Download as CSV' }).click(),
    );
    expect(filtered.name).toBe('set-aside-rows.csv');
    expect(filtered.text.trimEnd().split('\r\n')).toHaveLength(6);
    expect(filtered.text).toContain('sample-stays.csv,746,admitted_on,2025-02-30,Impossible date');
  });
});

test.describe('files', () => {
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    page = await openSite(browser);
  });

  test.afterAll(() => page.context().close());

  // A reload forgets what was loaded; the context keeps the engine's files in its cache.
  test.beforeEach(() => openFresh(page));

  test('can be dropped on the zone', async () => {
    const transfer = await page.evaluateHandle(
      ([name, text]) => {
        const data = new DataTransfer();
        data.items.add(new File([text!], name!, { type: 'text/csv' }));
        return data;
      },
      ['dropped.csv', tinyStays(4)],
    );
    await page.getByRole('group', { name: /^Drop your CSV exports/ }).dispatchEvent('drop', {
      dataTransfer: transfer,
    });
    await page.waitForURL(/\/overview\//);
    await expect(stayCount(page)).toHaveText('4 of 4 stays');
    await expect(page.getByTestId('synthetic')).toHaveCount(0);
  });

  test('with other column names are mapped on a page of their own', async () => {
    const renamed = tinyStays(3).replace('admitted_on', 'start').replace('level_of_care', 'unit');
    await fileInput(page).setInputFiles(csvFile('other names.csv', renamed));
    await page.waitForURL(/\/mapping\//);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('other names.csv');
    await expect(page.getByLabel('Column for Level of care')).toHaveValue('2');
    await page.getByRole('button', { name: 'Load this file' }).click();
    await page.waitForURL(/\/overview\//);
    await expect(stayCount(page)).toHaveText('3 of 3 stays');
  });

  test('may be filled in from a template', async () => {
    const buttons = page.getByRole('button', { name: 'Template' });
    const template = await download(page, () => buttons.first().click());
    expect(template.name).toMatch(/stays.*\.csv$/);
    // The mark at the start tells a spreadsheet that the text is UTF-8.
    const [header, example] = cellsOf(template.text.replace(/^\uFEFF/, ''));
    expect(header).toEqual(expect.arrayContaining(['person_id', 'level_of_care', 'admitted_on']));
    expect(example).toHaveLength(header!.length);
  });

  test('made from a downloaded template load as they are', async () => {
    const buttons = page.getByRole('button', { name: 'Template' });
    await expect(buttons).toHaveCount(KINDS.length);
    const template = await download(page, () => buttons.first().click());
    await fileInput(page).setInputFiles(csvFile('filled in.csv', template.text));
    await page.waitForURL(/\/overview\//);
    await expect(stayCount(page)).toHaveText('1 of 1 stays');
  });

  test('that are no CSV get a sentence each, and the others of the same drop load', async () => {
    await fileInput(page).setInputFiles([
      {
        ...csvFile('book.xlsx', ''),
        buffer: Buffer.from(
          zipSync({ '[Content_Types].xml': new Uint8Array(), 'xl/workbook.xml': new Uint8Array() }),
        ),
      },
      csvFile('empty.csv', ''),
      csvFile('stays.csv', tinyStays(5)),
    ]);
    await expect(stayCount(page)).toHaveText('5 of 5 stays');
    await expect(page.getByText(/book\.xlsx was not loaded.*Excel workbook/)).toBeVisible();
    await expect(page.getByText(/empty\.csv was not loaded.*empty/)).toBeVisible();
  });

  test('of one name that are both refused are both named', async () => {
    await fileInput(page).setInputFiles([csvFile('same.csv', ''), csvFile('same.csv', '\n\n')]);
    await expect(page.getByText(/^same\.csv was not loaded/)).toHaveCount(2);
  });

  test('of one kind are added to each other', async () => {
    await fileInput(page).setInputFiles([
      csvFile('north.csv', tinyStays(3, 'NORTH')),
      csvFile('south.csv', tinyStays(4, 'SOUTH')),
    ]);
    await expect(stayCount(page)).toHaveText('7 of 7 stays');
    await visit(page, 'data/');
    await fileInput(page).setInputFiles(csvFile('east.csv', tinyStays(2, 'EAST')));
    await expect(stayCount(page)).toHaveText('9 of 9 stays');
    await expect(page.locator('[data-file]')).toHaveCount(3);
  });

  test('that are loaded already change nothing; a corrected one replaces its older self and can be undone', async () => {
    await fileInput(page).setInputFiles(csvFile('stays.csv', tinyStays(6)));
    await expect(stayCount(page)).toHaveText('6 of 6 stays');
    await visit(page, 'data/');
    await fileInput(page).setInputFiles(csvFile('again.csv', tinyStays(6)));
    await expect(page.getByText(/again\.csv was not loaded\. It is loaded already/)).toBeVisible();
    await fileInput(page).setInputFiles(csvFile('stays.csv', tinyStays(8)));
    await expect(stayCount(page)).toHaveText('8 of 8 stays');
    const told = page.getByRole('status').filter({ hasText: 'stays.csv was replaced by' });
    await told.getByRole('button', { name: 'Undo' }).click();
    await expect(stayCount(page)).toHaveText('6 of 6 stays');
    await expect(told).toHaveCount(0);
  });

  test('can be removed, with all that came from them', async () => {
    await fileInput(page).setInputFiles([
      csvFile('stays.csv', tinyStays(6)),
      csvFile('scores.csv', tinyScores(6)),
    ]);
    await expect(stayCount(page)).toHaveText('6 of 6 stays');
    await visit(page, 'data/');
    await page.locator('[data-file="scores.csv"]').getByRole('button', { name: 'Remove' }).click();
    await expect(page.locator('[data-file]')).toHaveCount(1);
    expect(await count(page, 'score_point')).toBe(0);
    await visit(page, 'symptoms/');
    await expect(page.locator('figure[data-figure="score-course"]')).toContainText(
      'This figure needs a file of scores',
    );
    await visit(page, 'data/');
    await page.locator('[data-file="stays.csv"]').getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByText('Nothing is loaded yet.')).toBeVisible();
    await expect(stayCount(page)).toHaveCount(0);
  });

  test('that are cancelled while they are read leave nothing behind', async () => {
    const large = test.info().outputPath('large.csv');
    writeFileSync(large, tinySessions(3_000, 100));
    await fileInput(page).setInputFiles([
      csvFile('stays.csv', tinyStays(6)),
      csvFile('sessions.csv', tinySessions(6, 8)),
    ]);
    await expect(stayCount(page)).toHaveText('6 of 6 stays');
    await visit(page, 'data/');
    await expect(page.locator('[data-file]')).toHaveCount(2);
    const before = await count(page, 'session');

    await fileInput(page).setInputFiles(large);
    await expect(page.getByRole('progressbar')).toBeVisible();
    await expect(page.getByText(/large\.csv$/).first()).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('Cancelled; nothing of the new files was loaded.')).toBeVisible();
    await expect(page.getByRole('progressbar')).toHaveCount(0);
    await expect(page.locator('[data-file]')).toHaveCount(2);
    expect(await count(page, 'session')).toBe(before);
    expect(await count(page, 'typed_sessions')).toBe(48);
    const tables = "duckdb_tables() WHERE table_name LIKE 'typed_sessions_%'";
    expect(await count(page, tables)).toBe(1);
    expect(await count(page, 'loaded_file')).toBe(2);

    await fileInput(page).setInputFiles(large);
    await expect(page.locator('[data-file]')).toHaveCount(3, { timeout: 40_000 });
    const card = page.locator('[data-file="large.csv"]');
    await expect(card.getByTestId('rows-read')).toHaveText('300,000');
  });

  test('are forgotten while others are being read, and new ones load', async () => {
    const large = test.info().outputPath('large.csv');
    writeFileSync(large, tinySessions(3_000, 100));
    await fileInput(page).setInputFiles(csvFile('stays.csv', tinyStays(6)));
    await page.waitForURL(/\/overview\//);
    await visit(page, 'data/');
    await fileInput(page).setInputFiles(large);
    await expect(page.getByText(/large\.csv$/).first()).toBeVisible();
    await forgetEverything();
    await expect(page.getByRole('progressbar')).toHaveCount(0);
    await expect(page.locator('[data-file]')).toHaveCount(0);
    await fileInput(page).setInputFiles(csvFile('stays.csv', tinyStays(3)));
    await expect(stayCount(page)).toHaveText('3 of 3 stays');
    await expect(page.locator('[data-file]')).toHaveCount(1);
  });

  test('are forgotten with everything else', async () => {
    await fileInput(page).setInputFiles(csvFile('stays.csv', tinyStays(6)));
    await page.waitForURL(/\/overview\//);
    await visit(page, 'overview/?level=php');
    await page.getByRole('button', { name: /^Theme/ }).click();
    await forgetEverything();
    await expect(stayCount(page)).toHaveCount(0);
    await expect(page.getByText('Nothing is loaded yet.')).toBeVisible();
    expect(new URL(page.url()).search).toBe('');
    expect(await count(page, 'duckdb_tables()')).toBe(0);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
  });

  async function forgetEverything(): Promise<void> {
    await page.getByRole('button', { name: 'Forget everything' }).click();
    const dialog = page.getByRole('dialog', { name: 'Forget everything?' });
    await dialog.getByRole('button', { name: 'Forget everything' }).click();
    await expect(page.getByText('Everything is forgotten')).toBeVisible();
  }
});
