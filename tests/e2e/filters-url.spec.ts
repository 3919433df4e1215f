/** What is looked at stands in the address: chosen, undone, sent to others, and set by clicking a bar. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import {
  count,
  download,
  figure,
  figuresReady,
  loadSample,
  openSite,
  openWithSample,
  stayCount,
  visit,
} from './support/app';

const search = (page: Page): string => new URL(page.url()).search;
const chips = (page: Page): Locator => page.getByLabel('Filters in force');

test.describe('with data', () => {
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    page = await openWithSample(browser);
  });

  test.afterAll(() => page.context().close());

  test.beforeEach(() => visit(page, 'overview/'));

  async function choose(field: string, ...values: string[]): Promise<void> {
    await page.getByRole('button', { name: new RegExp(`^${field}`) }).click();
    const list = page.getByRole('group', { name: field, exact: true });
    for (const value of values) {
      const box = list.getByRole('checkbox', { name: value });
      await box.click();
      await expect(box).toBeChecked();
    }
    await page.keyboard.press('Escape');
  }

  test('choosing filters writes a readable address, chips in words, and the number of stays', async () => {
    await choose('Level', 'Partial hospitalization', 'Intensive outpatient');
    await choose('Payer', 'Medicaid');
    await expect.poll(() => search(page)).toBe('?level=php&level=iop&payer=Medicaid');
    await expect(chips(page)).toContainText(
      'Level: Partial hospitalization and Intensive outpatient',
    );
    await expect(chips(page)).toContainText('Payer: Medicaid');
    const stays = await count(page, "stay WHERE level IN ('php', 'iop') AND payer = 'Medicaid'");
    await expect(stayCount(page)).toHaveText(`${stays} of 4,637 stays`);
    await figuresReady(page);
    await expect(figure(page, 'score-course')).toContainText('Payer: Medicaid');
  });

  test('Back undoes the last choice and Forward does it again', async () => {
    await choose('Payer', 'Medicaid');
    await choose('Payer', 'Medicare');
    await page.goBack();
    await expect.poll(() => search(page)).toBe('?payer=Medicaid');
    await expect(chips(page)).not.toContainText('Medicare');
    const one = await count(page, "stay WHERE payer = 'Medicaid'");
    await expect(stayCount(page)).toHaveText(`${one.toLocaleString('en')} of 4,637 stays`);
    await page.goBack();
    await expect(chips(page)).toHaveCount(0);
    await expect(stayCount(page)).toHaveText('4,637 of 4,637 stays');
    await page.goForward();
    await page.goForward();
    await expect(chips(page)).toContainText('Payer: Medicaid and Medicare');
  });

  test('numbers that take a while say so, and Cancel goes back to those before', async () => {
    const computing = page.getByTestId('computing');
    await figuresReady(page);
    await expect(computing).toHaveCount(0);
    await delayStatements(page, 500);
    // The stays of each value of a menu are known before it is chosen, those of a period are not.
    await page.getByRole('button', { name: /^Period/ }).click();
    await page.getByRole('button', { name: 'Last 3 full months' }).click();
    await page.keyboard.press('Escape');
    await expect(computing.getByRole('progressbar', { name: 'Computing' })).toBeVisible();
    await computing.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => search(page)).toBe('');
    await delayStatements(page, 0);
    await figuresReady(page);
    await expect(computing).toHaveCount(0);
    await expect(stayCount(page)).toHaveText('4,637 of 4,637 stays');
  });

  test('a period and its basis are in the address, and the chip says both', async () => {
    await page.getByRole('button', { name: /^Period/ }).click();
    await page.getByRole('button', { name: 'Last 3 full months' }).click();
    await page.getByLabel('admitted in the period').check();
    await expect.poll(() => search(page)).toBe('?from=2026-08-01&to=2026-10-31&basis=admitted');
    await expect(chips(page)).toContainText('Period: admitted Aug to Oct 2026');
    const stays = await count(page, "stay WHERE admitted_on BETWEEN '2026-08-01' AND '2026-10-31'");
    await expect(stayCount(page)).toHaveText(`${stays} of 4,637 stays`);
    await page.getByRole('textbox', { name: 'From' }).fill('2026-09-20');
    await page.getByRole('textbox', { name: 'To' }).fill('2026-09-10');
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(page.getByRole('alert')).toHaveText('The first day comes after the last.');
    await page.keyboard.press('Escape');
  });

  test('a chip takes its filter off, and one button takes all off', async () => {
    await visit(page, 'overview/?level=php&payer=Medicaid&sex=female');
    await page.getByRole('button', { name: 'Clear Payer: Medicaid' }).click();
    await expect.poll(() => search(page)).toBe('?level=php&sex=female');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await expect.poll(() => search(page)).toBe('');
    await expect(stayCount(page)).toHaveText('4,637 of 4,637 stays');
  });

  test('a value without a stay under the other filters turns grey and stays', async () => {
    await visit(page, 'overview/?level=inpatient');
    await page.getByRole('button', { name: 'Program', exact: true }).click();
    const option = page.getByRole('listitem').filter({ hasText: 'Adult IOP' });
    await expect(option.locator('.count')).toHaveText('0');
    await expect(option).toHaveClass(/none/);
    await expect(option.getByRole('checkbox')).toBeEnabled();
    await page.keyboard.press('Escape');
  });

  test('parameters that mean nothing are reported, and the rest applies', async () => {
    await visit(page, 'overview/?level=php&colour=blue&from=2026-02-30');
    const notice = page.getByRole('status').filter({ hasText: 'colour=blue' });
    await expect(notice).toContainText('from=2026-02-30');
    await expect(chips(page)).toContainText('Level: Partial hospitalization');
    const stays = await count(page, "stay WHERE level = 'php'");
    await expect(stayCount(page)).toHaveText(`${stays} of 4,637 stays`);
  });

  test('a value that no stay has is kept in the address, and the figures say what to do', async () => {
    await visit(page, 'overview/?payer=Nobody');
    await expect(stayCount(page)).toHaveText('0 of 4,637 stays');
    await expect(page.getByText('there is nothing to compare')).toBeVisible();
    const empty = figure(page, 'retention');
    await expect(empty).toHaveAttribute('data-status', 'empty');
    await empty.getByRole('button', { name: 'Clear filters and period' }).click();
    await expect(stayCount(page)).toHaveText('4,637 of 4,637 stays');
    await figuresReady(page);
  });

  test('the address goes along from page to page', async () => {
    await visit(page, 'overview/?level=php');
    await page.getByRole('navigation').getByRole('link', { name: 'Attendance' }).click();
    await expect.poll(() => page.url()).toMatch(/\/attendance\/\?level=php$/);
    await expect(chips(page)).toContainText('Partial hospitalization');
  });

  test('a click on a bar filters; its figure keeps all bars and the others follow', async () => {
    await visit(page, 'attendance/');
    await figuresReady(page);
    const clicked = figure(page, 'attendance-rate');
    await clickFirstBar(clicked);
    await expect.poll(() => search(page)).toBe('?level=inpatient');
    const stays = await count(page, "stay WHERE level = 'inpatient'");
    await expect(stayCount(page)).toHaveText(`${stays} of 4,637 stays`);
    await figuresReady(page);
    await expect(figure(page, 'attendance-course').locator('.subtitle')).toContainText(
      'Level: Inpatient',
    );
    await expect(clicked.locator('.subtitle')).not.toContainText('Level:');
    await clicked.getByRole('button', { name: 'Table' }).click();
    await expect(clicked.locator('tbody tr')).toHaveCount(7);
    await clicked.getByRole('button', { name: 'Table' }).click();

    await page.getByRole('button', { name: 'Export' }).click();
    const { text } = await download(page, () =>
      page.getByRole('button', { name: 'All figures (JSON)' }).click(),
    );
    await page.keyboard.press('Escape');
    const exported = JSON.parse(text);
    expect(exported.filters.level).toEqual(['inpatient']);
    const rate = exported.figures.find(({ id }: { id: string }) => id === 'attendance-rate');
    const levels = rate.rows.map((row: { level: string | null }) => row.level);
    expect(new Set(levels)).toEqual(new Set([null, 'inpatient']));
  });

  test('a figure that was clicked ignores its filter on its own page only', async () => {
    await visit(page, 'attendance/');
    await figuresReady(page);
    await clickFirstBar(figure(page, 'attendance-rate'));
    await expect.poll(() => search(page)).toBe('?level=inpatient');
    await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
    await figuresReady(page);
    const { numerator, denominator } = await inpatientSessions(page);
    await expect(page.locator('section[data-figure="attendance-rate"]')).toContainText(
      `${numerator} of ${denominator} sessions`,
    );
  });

  test('Enter on a bar filters like a click', async () => {
    await visit(page, 'attendance/');
    await figuresReady(page);
    const clicked = figure(page, 'attendance-rate');
    await clicked.getByRole('application').focus();
    for (let row = 0; row < 3; row += 1) await page.keyboard.press('ArrowDown');
    await expect(clicked.locator('[aria-live="polite"]')).toContainText('Residential');
    await page.keyboard.press('Enter');
    await expect.poll(() => search(page)).toBe('?level=residential');
    await expect(chips(page)).toContainText('Level: Residential');
    await expect(clicked.locator('.subtitle')).not.toContainText('Level:');
  });

  test('leaving the internal mode is asked for, and written into the address', async () => {
    await page.getByRole('button', { name: 'Mode: internal' }).click();
    await page.getByRole('radio', { name: /^Off/ }).click();
    await expect(page.getByText(/Are these data public or synthetic/)).toBeVisible();
    expect(search(page)).toBe('');
    await page.getByRole('button', { name: 'Yes, switch off' }).click();
    await expect.poll(() => search(page)).toBe('?mode=off');
    await expect(page.getByTestId('mode')).toContainText('Mode: off');
    await page.keyboard.press('Escape');
  });
});

test.describe('without data', () => {
  test('a link names the files that it needs, and applies when they are loaded', async ({
    browser,
  }) => {
    const page = await openSite(browser, 'overview/?level=php&from=2026-01-01&to=2026-06-30');
    const notice = page.getByRole('status').filter({ hasText: 'This link holds' });
    await expect(notice).toContainText('a file of stays');
    await expect(notice).toContainText('scores and sessions');
    await notice.getByRole('link', { name: 'Choose files' }).click();
    await loadSample(page);
    expect(search(page)).toBe('?level=php&from=2026-01-01&to=2026-06-30');
    const stays = await count(
      page,
      "stay WHERE level = 'php' AND discharged_on BETWEEN '2026-01-01' AND '2026-06-30'",
    );
    await expect(stayCount(page)).toHaveText(`${stays} of 4,637 stays`);
    await page.context().close();
  });

  test('a link with nothing but a period says so too', async ({ browser }) => {
    const page = await openSite(browser, 'length/?from=2026-01-01');
    await expect(page.getByText(/^This link holds/)).toBeVisible();
    await page.context().close();
  });
});

/** Clicks the bar at the top of a figure with horizontal bars, one for each of seven levels. */
async function clickFirstBar(of: Locator): Promise<void> {
  const canvas = of.locator('canvas');
  await canvas.scrollIntoViewIfNeeded();
  const { width, height } = (await canvas.boundingBox())!;
  await canvas.click({ position: { x: width / 3, y: height / 9 } });
}

/** Counted sessions of inpatient stays, as the tile writes them. */
async function inpatientSessions(page: Page): Promise<{ numerator: string; denominator: string }> {
  const from = "session JOIN stay USING (stay_no) WHERE stay.level = 'inpatient' AND status";
  const attended = await count(page, `${from} = 'attended'`);
  const counted = await count(page, `${from} IN ('attended', 'no_show', 'late_cancel')`);
  return { numerator: attended.toLocaleString('en'), denominator: counted.toLocaleString('en') };
}

/** Lets every statement of the engine wait for so many ms, as on larger data; 0 = none. */
function delayStatements(page: Page, delay: number): Promise<void> {
  return page.evaluate((ms) => {
    const send = (window.sendAtOnce ??= Worker.prototype.postMessage);
    Worker.prototype.postMessage = function (this: Worker, ...given: [unknown]) {
      const isStatement = (given[0] as { type?: string }).type === 'START_PENDING_QUERY';
      setTimeout(() => send.apply(this, given), isStatement ? ms : 0);
    } as typeof send;
    if (ms === 0) Worker.prototype.postMessage = send;
  }, delay);
}

declare global {
  interface Window {
    sendAtOnce?: typeof Worker.prototype.postMessage;
  }
}
