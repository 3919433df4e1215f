/** What the outcome pages let a reader choose: thresholds, unit, rows of the table, rarer figures. */
import { expect, type Page, test } from '@playwright/test';
import { figure, figuresReady, openWithSample, query, visit } from './support/app';

let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await openWithSample(browser);
});

test.afterAll(() => page.context().close());

async function improved(from: string): Promise<number> {
  const [row] = await query(page, from);
  return Number(row?.['n']);
}

test('one switch of the thresholds changes every figure and is printed with it', async () => {
  await visit(page, 'symptoms/');
  await figuresReady(page);
  const frame = figure(page, 'reliable-change');
  await expect(frame.locator('.subtitle')).toContainText('thresholds: Published');
  await page
    .getByLabel('Thresholds', { exact: true })
    .selectOption({ label: 'NHS Talking Therapies' });
  await expect(page).toHaveURL(/profile=nhs/);
  await expect(frame.locator('.subtitle')).toContainText('thresholds: NHS Talking Therapies');
  await expect(figure(page, 'response')).toHaveAttribute('data-status', 'empty');
  await expect(page.getByLabel('Filters in force')).toContainText('NHS Talking Therapies');

  await page.getByLabel('Thresholds', { exact: true }).selectOption({ label: 'Jacobson-Truax' });
  await expect(frame.locator('.subtitle')).toContainText('thresholds: Jacobson-Truax');
  const n = await improved(`SELECT count_if(change_class = 'improved')::INTEGER AS n
    FROM classified_pair
    WHERE profile = 'jacobson-truax' AND unit = 'stay' AND measure = 'phq9'`);
  await expect(frame.locator('.finding')).toContainText(n.toLocaleString('en'));
  await page.goBack();
  await expect(frame.locator('.subtitle')).toContainText('thresholds: NHS Talking Therapies');
  await page.goBack();
  await expect(frame.locator('.subtitle')).toContainText('thresholds: Published');
});

test('change over a whole path counts paths', async () => {
  await visit(page, 'symptoms/');
  await figuresReady(page);
  await page.getByText('Whole path', { exact: true }).click();
  await expect(page).toHaveURL(/unit=path/);
  const frame = figure(page, 'reliable-change');
  await expect(frame.locator('.subtitle')).toContainText(/n = [\d,]+ paths of/);
  const n =
    await improved(`SELECT count(*)::INTEGER AS n FROM score_pair s JOIN path p USING (path_no)
    WHERE s.unit = 'path' AND s.measure = 'phq9' AND s.status = 'paired'
      AND p.ended_on <= (SELECT day FROM data_cut) - 7`);
  await expect(frame.locator('.subtitle')).toContainText(`n = ${n.toLocaleString('en')} paths`);
  await page.getByText('One stay', { exact: true }).click();
  await expect(page).not.toHaveURL(/unit=/);
});

test('the table compares the values of any field, sorts, and a click filters', async () => {
  await visit(page, 'length/');
  await figuresReady(page);
  const table = page.getByRole('region', { name: /^Figures by/ });
  await expect(table.getByText('…')).toHaveCount(0);
  await page.getByLabel('Rows', { exact: true }).selectOption({ label: 'Payer' });
  await expect(page.getByRole('heading', { name: 'By payer' })).toBeVisible();
  await expect(table.getByText('…')).toHaveCount(0);
  await table.getByRole('button', { name: 'Planned discharge' }).click();
  const shares = (await table.locator('tbody tr td:nth-child(4)').allInnerTexts()).map((text) =>
    Number.parseFloat(text),
  );
  expect(shares.length).toBeGreaterThan(2);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  const first = table.locator('tbody tr').first();
  const shown = Number.parseFloat(await first.locator('td').nth(3).innerText());
  await first.getByRole('button').click();
  await expect(page).toHaveURL(/payer=/);
  await expect(figure(page, 'planned-discharge').locator('.finding')).toContainText(
    `${shown.toFixed(1)}\u202f%`,
  );
});

test('the rarer figures wait, and their bands follow the estimate', async () => {
  await visit(page, 'length/');
  await figuresReady(page);
  await expect(figure(page, 'dropout-incidence')).toHaveCount(0);
  await page.getByRole('button', { name: 'More figures' }).click();
  const frame = figure(page, 'dropout-incidence');
  await expect(frame).toHaveAttribute('data-status', 'ready');
  await expect(frame.locator('.finding')).toContainText(/95.%.interval/);
});

test('the Overview prints on one sheet, with the period before', async () => {
  await visit(page, 'overview/?from=2026-07-01&to=2026-09-30');
  await figuresReady(page);
  const tile = page.locator('section[data-figure="attendance-rate"]');
  await expect(tile).toContainText('Apr to Jun 2026');
  await expect(tile.getByRole('img', { name: /By month: Apr 2026/ })).toBeVisible();
  const pdf = (await page.pdf({ format: 'Letter' })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  const a4 = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(a4.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});
