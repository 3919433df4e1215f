/** What goes wrong and is mended: the engine ends, hangs, keeps ending, runs out of memory; files change. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { type Browser, expect, type Page, test, type Worker } from '@playwright/test';
import {
  csvFile,
  fileInput,
  figure,
  figuresReady,
  openFresh,
  openSite,
  query,
  stayCount,
  TODAY,
  visit,
} from './support/app';
import { tinyScores, tinySessions, tinyStays } from './support/tiny';

const STARTED_AGAIN = 'The engine was started again and your files were read again.';
const LONG_QUERY = 'SELECT count(*)::INTEGER AS n FROM range(200000000) a, range(100) b';

// Each test starts several engines.
test.describe.configure({ timeout: 120_000 });

async function openWithFiles(browser: Browser): Promise<Page> {
  return withFiles(await openSite(browser));
}

async function withFiles(page: Page): Promise<Page> {
  await fileInput(page).setInputFiles([
    csvFile('stays.csv', tinyStays(40)),
    csvFile('scores.csv', tinyScores(40)),
    csvFile('sessions.csv', tinySessions(40, 8)),
  ]);
  await page.waitForURL(/\/overview\//);
  await expect(stayCount(page)).toHaveText('40 of 40 stays');
  await figuresReady(page);
  return page;
}

/** The worker of the engine, which alone is started from a blob. */
function engineOf(page: Page): Worker {
  return page.workers().find((worker) => worker.url().startsWith('blob:'))!;
}

/** Ends the engine as a crash inside it does: with an error that nobody catches. */
async function crash(page: Page): Promise<void> {
  await engineOf(page).evaluate(() => {
    setTimeout(() => {
      throw new Error('A crash that a test made');
    });
  });
}

test('numbers are the same where the worker that counts them ends, or cannot start', async ({
  browser,
}) => {
  const findings = async (page: Page, search: string): Promise<string[]> => {
    await visit(page, `attendance/${search}`);
    await figuresReady(page);
    return page.locator('[data-figure] .finding').allInnerTexts();
  };
  const page = await openWithFiles(browser);
  const before = await findings(page, '?level=php');
  expect(before.length).toBeGreaterThan(2);

  const counting = page.workers().find((worker) => worker.url().includes('tally.worker'));
  await counting!.evaluate(() => {
    setTimeout(() => {
      throw new Error('A crash that a test made');
    });
  });
  expect(await findings(page, '?level=iop')).not.toEqual(before);
  await page.close();

  const other = await openSite(browser);
  await other.context().route('**/tally.worker*', (route) => route.abort());
  await withFiles(other);
  expect(await findings(other, '?level=php')).toEqual(before);
  await expect(other.getByRole('alert')).toHaveCount(0);
  await other.close();
});

test('an engine that ends in the middle of a query is started again; nothing else changes', async ({
  browser,
}) => {
  const page = await openWithFiles(browser);
  await visit(page, 'symptoms/?level=php&from=2026-01-01');
  await expect(stayCount(page)).toHaveText('20 of 40 stays');
  await figuresReady(page);
  const before = await figure(page, 'reliable-change').locator('.finding').innerText();
  const url = page.url();

  const answer = query(page, LONG_QUERY).then(
    () => 'answered',
    () => 'rejected',
  );
  await crash(page);
  expect(await answer).toBe('rejected');
  await expect(page.getByText(STARTED_AGAIN)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(page.url()).toBe(url);
  await expect(stayCount(page)).toHaveText('20 of 40 stays');
  await figuresReady(page);
  await expect(figure(page, 'reliable-change').locator('.finding')).toHaveText(before);
  await visit(page, 'attendance/?level=iop');
  await expect(stayCount(page)).toHaveText('20 of 40 stays');
  await figuresReady(page);
  await visit(page, 'data/');
  await expect(page.locator('[data-file]')).toHaveCount(3);
  await page.context().close();
});

test('an engine that keeps ending is started a third time only when asked', async ({ browser }) => {
  const page = await openWithFiles(browser);
  for (let time = 1; time <= 2; time += 1) {
    await crash(page);
    await expect(page.getByText(STARTED_AGAIN)).toBeVisible();
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(page.getByText(STARTED_AGAIN)).toHaveCount(0);
  }
  await crash(page);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('The calculating engine stopped.');
  await alert.getByRole('button', { name: 'Restart the engine' }).click();
  await expect(page.getByText(STARTED_AGAIN)).toBeVisible();
  await expect(alert).toHaveCount(0);
  await visit(page, 'overview/?level=php');
  await expect(stayCount(page)).toHaveText('20 of 40 stays');
  await figuresReady(page);
  await page.context().close();
});

test('an engine that never answers is offered for restart after half a minute', async ({
  browser,
}) => {
  const page = await openSite(browser);
  await page.clock.install({ time: TODAY });
  await openFresh(page);
  await fileInput(page).setInputFiles(csvFile('stays.csv', tinyStays(6)));
  await expect(stayCount(page)).toHaveText('6 of 6 stays');
  await figure(page, 'retention').waitFor();

  await engineOf(page).evaluate(() => self.close());
  await visit(page, 'overview/?level=php');
  await page.clock.fastForward(31_000);
  const notice = page.getByRole('status').filter({ hasText: 'has not answered for half a minute' });
  await notice.getByRole('button', { name: 'Restart the engine' }).click();
  await expect(page.getByText(STARTED_AGAIN)).toBeVisible();
  await expect(notice).toHaveCount(0);
  await expect(stayCount(page)).toHaveText('3 of 6 stays');
  await expect(figure(page, 'retention')).toHaveAttribute('data-status', 'ready');
  await page.context().close();
});

test('a file that changed on the disk is named after a restart; the others are read', async ({
  browser,
}, testInfo) => {
  const stays = testInfo.outputPath('stays.csv');
  const scores = testInfo.outputPath('scores.csv');
  writeFileSync(stays, tinyStays(6));
  writeFileSync(scores, tinyScores(6));
  const page = await openSite(browser);
  await fileInput(page).setInputFiles([stays, scores]);
  await page.waitForURL(/\/overview\//);
  await visit(page, 'symptoms/');
  await figuresReadyOrUnavailable(page);

  appendFileSync(scores, 'TINY-1,2026-03-20,phq9,12\n');
  await crash(page);
  await expect(
    page.getByText(/^scores\.csv was not loaded\. The file can no longer be read/),
  ).toBeVisible();
  await expect(page.getByText('Choose the file again.')).toBeVisible();
  await expect(stayCount(page)).toHaveText('6 of 6 stays');
  await expect(figure(page, 'score-course')).toContainText('This figure needs a file of scores');

  await visit(page, 'data/');
  await expect(page.locator('[data-file]')).toHaveCount(1);
  await fileInput(page).setInputFiles(scores);
  await expect(page.locator('[data-file="scores.csv"]').getByTestId('rows-read')).toHaveText('13');
  await page.context().close();
});

test('a wrong query is answered in the console, one that is too large with a next step, and the figures go on', async ({
  browser,
}) => {
  const page = await openWithFiles(browser);
  const alert = page.getByRole('alert');
  await expect(query(page, 'SELECT nothing FROM stay')).rejects.toThrow(/nothing/);
  await expect(query(page, 'SELECT count(*) AS n FROM stay')).rejects.toThrow(/cast it to/);
  await expect(alert).toHaveCount(0);
  await figuresReady(page);

  const tooLarge =
    "CREATE TEMP TABLE big AS SELECT repeat('x', 4000) || range::VARCHAR AS t FROM range(2000000)";
  await expect(query(page, tooLarge)).rejects.toThrow(/Out of Memory/);
  await expect(alert).toContainText('more memory than the browser gives');
  await expect(alert).toContainText('Nothing was lost.');
  await alert.getByRole('button', { name: 'Close' }).click();
  await visit(page, 'attendance/?level=iop');
  await expect(stayCount(page)).toHaveText('20 of 40 stays');
  await figuresReady(page);
  await page.context().close();
});

async function figuresReadyOrUnavailable(page: Page): Promise<void> {
  const settled = '[data-status="ready"], [data-status="unavailable"], [data-status="empty"]';
  await expect(page.locator('[data-figure]').first()).toBeVisible();
  await expect(page.locator(`[data-figure]:not(${settled})`)).toHaveCount(0);
}
