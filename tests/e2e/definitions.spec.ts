/**
 * The page of definitions: it says where values come from, takes targets with a way back, and carries
 * the settings in one file. One page serves all tests, in their order.
 */
import { createHash } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { violations } from './support/access';
import { download, openFresh, openSite, visit } from './support/app';

test.describe.configure({ mode: 'serial' });

let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await openSite(browser, 'definitions/');
});
test.afterAll(async () => page.context().close());

async function open(part: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Parts of this page' })
    .getByRole('link', { name: part })
    .click();
  await expect(page.getByRole('heading', { level: 2, name: part })).toBeVisible();
}

const changed = (words: string) => page.getByRole('status').filter({ hasText: words });
const fingerprint = () => page.getByTestId('settings-fingerprint');

test('a link to a metric opens its entry, and a search finds it', async () => {
  await openFresh(page, 'definitions/#metric-paired-data');
  const entry = page.locator('#metric-paired-data');
  await expect(entry).toHaveAttribute('open');
  await expect(entry).toBeInViewport();
  await expect(entry).toContainText('Denominator');
  await page.getByLabel('Search the metrics').fill('early dropout');
  await expect(entry).toHaveCount(0);
  await expect(page.locator('#metric-early-dropout')).toBeVisible();
});

test('an instrument says what is not published, and takes SD and reliability', async () => {
  await open('Instruments');
  await page.getByLabel('Search the instruments').fill('phq-8');
  const phq8 = page.locator('#instrument-phq8');
  await phq8.locator('summary').click();
  await expect(phq8).toContainText('No published reliable change');
  const mark = phq8.getByRole('button', { name: 'not published' }).first();
  await mark.focus();
  await expect(phq8.getByRole('tooltip').filter({ visible: true })).toContainText(
    'No published value was found',
  );
  await phq8.getByRole('button', { name: 'Enter SD and reliability of PHQ-8' }).click();
  await page.getByLabel('SD of the clinical group').fill('6');
  await page.getByLabel('Reliability', { exact: true }).fill('0.9');
  await page.getByRole('button', { name: 'Use these thresholds' }).click();
  await expect(phq8).toContainText('A change of more than 5.26 points is reliable');

  await page.getByLabel('Search the instruments').fill('');
  await page.getByRole('radio', { name: 'Risk' }).check({ force: true });
  await expect(page.locator('#instruments details')).toHaveCount(1);
  await page.locator('#instrument-cssrs summary').click();
  await expect(page.locator('#instrument-cssrs')).toContainText('Never enters change scores');
});

test('a target is changed, undone, and refused in words', async () => {
  await open('Targets');
  await expect(fingerprint()).toHaveText(/^[0-9a-f]{12}$/);
  const before = await fingerprint().textContent();
  const low = page.getByLabel('IOP, hours a week, at least');
  await low.fill('12');
  await low.press('Enter');
  await expect(changed('IOP, hours a week: 9 to 15 h, now 12 to 15 h')).toBeVisible();
  await expect(fingerprint()).not.toHaveText(before ?? '');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(low).toHaveValue('9');
  await expect(fingerprint()).toHaveText(before ?? '');
  await low.fill('20');
  await low.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('The low value is above the high one.');
  await expect(fingerprint()).toHaveText(before ?? '');
  await page.getByRole('button', { name: 'IOP, hours a week: Back to 9 to 15 h' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('settings go out and come in as one file, and the browser keeps them', async () => {
  const low = page.getByLabel('IOP, hours a week, at least');
  await low.fill('10');
  await low.press('Enter');
  await expect(changed('now 10 to 15 h')).toBeVisible();
  const file = await download(page, () =>
    page.getByRole('button', { name: 'Export settings' }).click(),
  );
  expect(file.name).toBe('stepdown-settings.json');
  const sha = createHash('sha256').update(file.bytes).digest('hex').slice(0, 12);
  await expect(fingerprint()).toHaveText(sha);

  // A fresh load has them; forgetting takes them away, and the file brings them back.
  await openFresh(page, 'definitions/#targets');
  await expect(low).toHaveValue('10');
  await page.getByRole('button', { name: 'Forget everything' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Forget everything' }).click();
  await expect(fingerprint()).not.toHaveText(sha);
  await visit(page, 'definitions/');
  await open('Targets');
  await expect(low).toHaveValue('9');
  const give = (buffer: Buffer) =>
    page
      .getByTestId('settings-file')
      .setInputFiles({ name: file.name, mimeType: 'application/json', buffer });
  await give(Buffer.from(file.text.replace('"low": 10', '"low": -1')));
  await expect(page.getByRole('alert')).toContainText(
    'targets.levels.iop.hours_per_week: A number that is not below 0.',
  );
  await expect(low).toHaveValue('9');
  await give(file.bytes);
  await expect(
    page.getByText('The settings of stepdown-settings.json are in force.'),
  ).toBeVisible();
  await expect(low).toHaveValue('10');
  await expect(fingerprint()).toHaveText(sha);
});

test('it has no serious violation, and nothing scrolls sideways on a phone', async () => {
  await open('Instruments');
  await page.getByLabel('Search the instruments').fill('phq-9');
  await page.locator('#instrument-phq9 summary').click();
  for (const [part, colorScheme] of [
    ['Instruments', 'dark'],
    ['Targets', 'light'],
  ] as const) {
    if (part !== 'Instruments') await open(part);
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), part).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  for (const part of ['Instruments', 'Levels of care', 'Targets', 'Conventions']) {
    await open(part);
    const sideways = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(sideways, part).toBe(0);
  }
});
