/** From a number to who is behind it: steps, rows of persons, the timeline; no rows in a release. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { figure, figuresReady, openWithSample, visit } from './support/app';

let page: Page;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser }) => {
  page = await openWithSample(browser);
});
test.afterAll(() => page.close());

const dialog = (): Locator => page.getByRole('dialog');
const steps = (): Locator => dialog().getByRole('list', { name: 'Steps to the number' });
const rowsMark = (): Locator => dialog().getByText('Rows of persons: internal');

test('a tile opens its steps, a step its rows, a row its person; Escape returns the focus', async () => {
  await figuresReady(page);
  const who = page.getByRole('button', { name: 'Who is behind Planned discharge?' });
  await who.click();
  await expect(dialog()).toHaveAccessibleName('Who is behind this number?');
  const counted = steps().getByRole('button', { name: /Counted: the denominator/ });
  const [, count] = /([\d,]+) (?:stay|path|discharge)s/.exec(await counted.innerText())!;
  await counted.press('Enter');
  await expect(rowsMark()).toBeVisible();
  await expect(dialog().getByRole('status')).toContainText(`${count} `);
  await expect(dialog().getByRole('table').getByRole('row')).toHaveCount(51);
  await dialog().getByRole('button', { name: 'Next page' }).click();
  await expect(dialog().getByText(/^Page 2 of /)).toBeVisible();

  const person = dialog().getByRole('table').getByRole('button').first();
  const name = await person.innerText();
  await person.click();
  await expect(dialog()).toHaveAccessibleName(`Person ${name}`);
  await expect(dialog().getByRole('img', { name: `Timeline of ${name}` })).toBeVisible();
  await expect(dialog().getByRole('button', { name: 'Back to the rows' })).toBeFocused();
  await dialog().getByText('The same as tables').click();
  await expect(dialog().getByRole('table', { name: 'Stays' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog()).toHaveCount(0);
  await expect(who).toBeFocused();
});

test('a figure shows completers beside all starters, and a row of its table its own steps', async () => {
  await visit(page, 'symptoms/');
  const change = figure(page, 'reliable-change');
  await change.getByRole('button', { name: 'Who is behind this?' }).click();
  await expect(dialog().getByRole('region', { name: 'Completers beside all' })).toContainText(
    'Had nobody without a last score improved',
  );
  await page.keyboard.press('Escape');

  await change.getByRole('button', { name: 'Table', exact: true }).click();
  const cell = change.getByRole('table').getByRole('row').nth(1).locator('button.act');
  const denominator = await cell.innerText();
  await cell.click();
  await expect(
    steps().getByRole('button', { name: new RegExp(`denominator ${denominator} `) }),
  ).toBeVisible();
  await page.keyboard.press('Escape');
});

test('nothing of it is printed', async () => {
  const change = figure(page, 'reliable-change');
  await change.getByRole('button', { name: 'Who is behind this?' }).click();
  await steps().getByRole('button').last().click();
  await expect(rowsMark()).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  await expect(rowsMark()).toBeHidden();
  await expect(change.getByText('Who is behind this?')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await page.keyboard.press('Escape');
});

test('in a release there are steps and no rows', async () => {
  await visit(page, 'length/?mode=release');
  const planned = figure(page, 'planned-discharge');
  await planned.getByRole('button', { name: 'Who is behind this?' }).click();
  await expect(steps().getByRole('listitem').first()).toContainText('All loaded stays');
  await expect(dialog().getByText('shown in internal mode only')).toBeVisible();
  await expect(steps().getByRole('button')).toHaveCount(0);
});
