/** From the first visit to the next version: shell before engine, one download, no network, no loss. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { root } from '../../src/cli/install.mjs';
import {
  csvFile,
  figuresReady,
  fileInput,
  openFresh,
  openSite,
  query,
  stayCount,
} from './support/app';
import { Host } from './support/host';
import { HEADLINE, NEXT_HEADLINE, nextVersion } from './support/next-version';
import { tinyScores, tinySessions, tinyStays } from './support/tiny';

const BUILT = join(root, 'build');
const ENGINE = /\.wasm$/;
const CODE = /\/_app\/immutable\/(nodes|chunks|entry)\//;
const RAIL = ['Symptoms', 'Attendance', 'Program length', 'Transitions', 'Measurement'];

// Each test starts an engine at least twice, with every byte of it fetched anew.
test.describe.configure({ timeout: 120_000 });

let host: Host;

test.beforeEach(async () => {
  host = await Host.start(BUILT);
});

test.afterEach(async () => {
  await host.close();
});

test.describe('before the engine is there', () => {
  test('the page stands, takes files and goes from page to page', async ({ browser }) => {
    const engine = held(ENGINE);
    const page = await openSite(browser, host.url);
    await expect(page.getByRole('heading', { level: 1, name: HEADLINE })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Choose files' })).toBeEnabled();
    await chooseTiny(page);
    await expect(page.getByText('Starting the database', { exact: true })).toBeVisible();
    await open(page, 'Definitions');
    await open(page, 'Start');

    engine.letGo();
    await page.waitForURL(/\/overview\//);
    await expect(stayCount(page)).toHaveText('24 of 24 stays');
    await page.context().close();
  });

  test('files that wait for it can be cancelled', async ({ browser }) => {
    const engine = held(ENGINE);
    const page = await openSite(browser, host.url);
    await chooseTiny(page);
    await expect(page.getByText('Starting the database', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('Starting the database', { exact: true })).toBeHidden();
    engine.letGo();
    expect(await query(page, 'SELECT 1::INTEGER AS one')).toEqual([{ one: 1 }]);
    await expect(page.getByRole('button', { name: 'Choose files' })).toBeVisible();
    await page.context().close();
  });

  test('one that cannot be fetched is told, and started when it can', async ({ browser }) => {
    host.before = (path) => Promise.resolve(!ENGINE.test(path));
    const page = await openSite(browser, host.url);
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('The database could not start');
    await expect(page.getByRole('heading', { level: 1, name: HEADLINE })).toBeVisible();

    host.before = () => Promise.resolve(true);
    await alert.getByRole('button', { name: 'Restart the engine' }).click();
    await expect(alert).toBeHidden();
    await chooseTiny(page);
    await expect(stayCount(page)).toHaveText('24 of 24 stays');
    await page.context().close();
  });
});

test.describe('once it was visited', () => {
  test('the engine is fetched once, and the code once', async ({ browser }) => {
    const page = await openSite(browser, host.url);
    await kept(page);
    expect(host.count(ENGINE)).toBe(1);
    const before = host.count(CODE);
    for (let visit = 0; visit < 2; visit++) {
      await openFresh(page, host.url);
      expect(await query(page, 'SELECT 1::INTEGER AS one')).toEqual([{ one: 1 }]);
    }
    expect(host.count(ENGINE)).toBe(1);
    expect(host.count(CODE)).toBe(before);
    await page.context().close();
  });

  test('every page opens and computes with the server stopped', async ({ browser }) => {
    const first = await openSite(browser, host.url);
    await kept(first);
    await first.close();
    await host.stop();

    const page = await first.context().newPage();
    await openFresh(page, `${host.url}overview/?level=php`);
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
    await openFresh(page, host.url);
    await chooseTiny(page);
    await expect(stayCount(page)).toHaveText('24 of 24 stays');
    await figuresReady(page);
    for (const name of RAIL) {
      await open(page, name);
      await figuresReady(page);
    }
    await open(page, 'Definitions');
    await open(page, 'Data');
    await page.context().close();
    await host.goOn();
  });

  test('samples work without a network if they were used, else it is told', async ({ browser }) => {
    const page = await openSite(browser, host.url);
    await kept(page);
    const messy = page.getByRole('button', { name: 'Try with a messy sample' });
    await messy.click();
    await page.waitForURL(/\/mapping\//);
    await openFresh(page, host.url);
    await host.stop();
    await page.getByRole('button', { name: 'Try with sample data' }).click();
    await expect(page.getByRole('alert')).toContainText('Samples are fetched when they are first');
    await messy.click();
    await page.waitForURL(/\/mapping\//);
    await page.context().close();
    await host.goOn();
  });

  test('it can be installed', async ({ browser }) => {
    const page = await openSite(browser, host.url);
    await kept(page);
    const protocol = await page.context().newCDPSession(page);
    const { errors, data, url } = await protocol.send('Page.getAppManifest');
    expect(url).toBe(`${host.url}manifest.webmanifest`);
    expect(errors).toEqual([]);
    const { icons } = JSON.parse(data ?? '') as { icons: { src: string }[] };
    for (const { src } of icons) {
      const response = await page.request.get(new URL(src, url).href);
      expect(response.headers()['content-type'], src).toMatch(/^image\/(png|svg\+xml)$/);
    }
    const { installabilityErrors } = await protocol.send('Page.getInstallabilityErrors');
    // A test's browser has a profile like that of a private window, where nothing is installed.
    expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito']);
    await page.context().close();
  });
});

test.describe('a new version', () => {
  let next: string;

  test.beforeAll(() => {
    next = nextVersion(BUILT);
  });

  test.afterAll(() => {
    rmSync(next, { recursive: true });
  });

  test('leaves loaded data and the pages of their version alone until it is chosen', async ({
    browser,
  }) => {
    const page = await visited(browser);
    await chooseTiny(page);
    await figuresReady(page);
    const restarted = watchReloads(page);

    await host.show(next);
    await lookForUpdate(page);
    const notice = updateNotice(page);
    await expect(notice).toContainText('stay until you decide');
    for (const name of RAIL) {
      await open(page, name);
      await figuresReady(page);
    }
    await expect(stayCount(page)).toHaveText('24 of 24 stays');
    expect(restarted()).toBe(false);
    expect(host.count(ENGINE)).toBe(1);

    await notice.getByRole('button', { name: 'Reload now' }).click();
    await expect.poll(restarted).toBe(true);
    await openFresh(page, host.url);
    await expect(page.getByRole('heading', { level: 1, name: NEXT_HEADLINE })).toBeVisible();
    await expect(notice).toBeHidden();
    await chooseTiny(page);
    await expect(stayCount(page)).toHaveText('24 of 24 stays');
    expect(host.count(ENGINE)).toBe(1);
    await page.context().close();
  });

  test('takes over with the next page where nothing is loaded', async ({ browser }) => {
    const page = await visited(browser);
    await host.show(next);
    await lookForUpdate(page);
    await expect(updateNotice(page)).toContainText('the next page that you open');
    await expect(page.getByRole('heading', { level: 1, name: HEADLINE })).toBeVisible();
    const restarted = watchReloads(page);
    await page.getByRole('navigation').getByRole('link', { name: 'Data' }).click();
    await expect.poll(restarted).toBe(true);
    await expect(page.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
    await open(page, 'Start');
    await expect(page.getByRole('heading', { level: 1, name: NEXT_HEADLINE })).toBeVisible();
    await page.context().close();
  });

  test('takes over at the next visit', async ({ browser }) => {
    const page = await visited(browser);
    await host.show(next);
    await lookForUpdate(page);
    await expect(updateNotice(page)).toBeVisible();
    await page.goto(host.url);
    await expect(page.getByRole('heading', { level: 1, name: NEXT_HEADLINE })).toBeVisible();
    await page.context().close();
  });

  test('chosen in one tab, leaves the rows and the files of the other', async ({ browser }) => {
    const old = await visited(browser);
    await chooseTiny(old);
    await figuresReady(old);
    const restarted = watchReloads(old);
    const tab = await old.context().newPage();
    await openFresh(tab, host.url);
    await host.show(next);
    await lookForUpdate(tab);

    // Nothing is loaded in this tab, but the other one is not its to decide about.
    await open(tab, 'Data');
    await open(tab, 'Start');
    await expect(tab.getByRole('heading', { level: 1, name: HEADLINE })).toBeVisible();
    await updateNotice(tab).getByRole('button', { name: 'Reload now' }).click();
    await expect(tab.getByRole('heading', { level: 1, name: NEXT_HEADLINE })).toBeVisible();
    await openFresh(tab, host.url);

    await expect(updateNotice(old)).toContainText('stay until you decide');
    for (const name of RAIL) {
      await open(old, name);
      await figuresReady(old);
    }
    await expect(stayCount(old)).toHaveText('24 of 24 stays');
    expect(restarted()).toBe(false);
    expect(await versionsKept(tab)).toBe(2);

    await old.close();
    await openFresh(tab, host.url);
    await expect.poll(() => versionsKept(tab)).toBe(1);
    expect(host.count(ENGINE)).toBe(1);
    await tab.context().close();
  });
});

/** Holds back what matches until it is let go. */
function held(pattern: RegExp): { letGo: () => void } {
  let letGo = (): void => undefined;
  const gone = new Promise<boolean>((resolve) => (letGo = () => resolve(true)));
  host.before = (path) => (pattern.test(path) ? gone : Promise.resolve(true));
  return { letGo };
}

/** Waits until everything that a later visit needs is kept. */
async function kept(page: Page): Promise<void> {
  expect(await query(page, 'SELECT 1::INTEGER AS one')).toEqual([{ one: 1 }]);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const requests = await (await caches.open('stepdown-files')).keys();
        const isControlled = navigator.serviceWorker.controller !== null;
        return isControlled && requests.some(({ url }) => url.endsWith('.wasm'));
      }),
    )
    .toBe(true);
}

/** A page that starts from what an earlier visit left. */
async function visited(browser: Browser): Promise<Page> {
  const page = await openSite(browser, host.url);
  await kept(page);
  return page;
}

async function chooseTiny(page: Page): Promise<void> {
  await fileInput(page).setInputFiles([
    csvFile('stays.csv', tinyStays(24)),
    csvFile('scores.csv', tinyScores(24)),
    csvFile('sessions.csv', tinySessions(24, 12)),
  ]);
}

async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  const headline = name === 'Start' ? {} : { name };
  await expect(page.getByRole('heading', { level: 1, ...headline })).toBeVisible();
}

/** What the browser does by itself when a page is opened, and at least once a day. */
async function lookForUpdate(page: Page): Promise<void> {
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
}

function updateNotice(page: Page) {
  return page.getByRole('status').filter({ hasText: 'A new version of Stepdown is ready' });
}

/** Tells later whether another document has come in the place of this one. */
function watchReloads(page: Page): () => boolean {
  let isAnother = false;
  page.once('domcontentloaded', () => (isAnother = true));
  return () => isAnother;
}

function versionsKept(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    return names.filter((name) => name.startsWith('stepdown-pages')).length;
  });
}
