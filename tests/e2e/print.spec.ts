/** What goes to paper: words and pictures with their marks, and nothing that only works on a screen. */
import { expect, type Page, test } from '@playwright/test';
import { figure, FIGURE_PAGES, figuresReady, openWithSample, PAGES, visit } from './support/app';

let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await openWithSample(browser);
});

test.afterAll(() => page.context().close());

test.beforeEach(() => page.emulateMedia({ media: 'screen' }));

for (const name of PAGES) {
  test(`${name} prints its figures with their marks, and no controls`, async () => {
    await visit(page, `${name}/`);
    await figuresReady(page);
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('button:visible, select:visible, input:visible')).toHaveCount(0);
    await expect(page.getByRole('navigation')).toBeHidden();
    await expect(page.getByTestId('mode')).toBeVisible();
    await expect(page.getByTestId('synthetic')).toBeVisible();
    await expect(page.locator('footer')).toContainText('mode: internal, contains small cells');
    await expect(page.locator('footer')).toContainText('data cut 31 Oct 2026');
    await expect(page.locator('footer')).toContainText('synthetic sample data');
    for (const id of FIGURE_PAGES[name]) {
      const frame = figure(page, id);
      await expect(frame.getByRole('heading')).toBeVisible();
      await expect(frame.locator('.subtitle')).toBeVisible();
      const picture = frame.locator('canvas:visible, svg:visible, img:visible, table:visible');
      expect(await picture.count(), id).toBeGreaterThan(0);
    }
  });
}

test('what was left out is printed with the figure', async () => {
  await visit(page, 'length/');
  await figuresReady(page);
  await page.emulateMedia({ media: 'print' });
  const excluded = figure(page, 'length-of-stay').locator('.excluded');
  await expect(excluded).toBeVisible();
  await expect(excluded).toHaveText(/\d+ not counted: .*still open/);
});

test('filters in force are printed in words', async () => {
  await visit(page, 'length/?level=php&from=2026-01-01&to=2026-06-30');
  await figuresReady(page);
  await page.emulateMedia({ media: 'print' });
  await expect(figure(page, 'length-of-stay').locator('.subtitle')).toContainText(
    'discharged Jan to Jun 2026 · Level: Partial hospitalization',
  );
});

test.describe('a print ignores no filter, also in the figure that was clicked', () => {
  test.beforeEach(async () => {
    await visit(page, 'attendance/');
    await figuresReady(page);
    const clicked = figure(page, 'attendance-rate');
    await clicked.getByRole('application').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/level=inpatient/);
    await figuresReady(page);
    await expect(clicked.locator('.subtitle')).not.toContainText('Level:');
  });

  test('by the menu of the browser', async () => {
    await page.emulateMedia({ media: 'print' });
    await expect(figure(page, 'attendance-rate').locator('.subtitle')).toContainText(
      'Level: Inpatient',
    );
  });

  test('by the button, and not before the numbers are there', async () => {
    const printed = page.evaluate(
      () =>
        new Promise((resolve) => {
          window.print = () => {
            const frame = document.querySelector('figure[data-figure="attendance-rate"]');
            resolve(frame?.querySelector('.subtitle')?.textContent);
          };
        }),
    );
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('button', { name: 'Print this page' }).click();
    expect(await printed).toContain('Level: Inpatient');
    await page.keyboard.press('Escape');
  });
});

test('a figure shown as a table on screen prints its picture', async () => {
  await visit(page, 'attendance/');
  await figuresReady(page);
  const frame = figure(page, 'attendance-rate');
  await frame.getByRole('button', { name: 'Table' }).click();
  await expect(frame.locator('canvas')).toBeHidden();
  await page.emulateMedia({ media: 'print' });
  await expect(frame.locator('canvas')).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  await frame.getByRole('button', { name: 'Table' }).click();
});

test('the Overview makes a PDF', async () => {
  await visit(page, 'overview/');
  await figuresReady(page);
  const pdf = await page.pdf({ format: 'Letter' });
  expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(pdf.length).toBeGreaterThan(10_000);
  await figuresReady(page);
});

test('printing in dark colours prints on white', async () => {
  await visit(page, 'overview/');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)']).toContain(paper);
  await page.emulateMedia({ colorScheme: 'light' });
});
