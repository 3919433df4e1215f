/** Nothing leaves the page: not from script, not from SQL, not in a whole session, not when offline. */
import { expect, type Page, type Request, test } from '@playwright/test';
import {
  download,
  FIGURE_IDS,
  fileInput,
  figuresReady,
  loadSample,
  openFresh,
  openSite,
  PAGES,
  query,
  SAMPLE_FILES,
  stayCount,
  visit,
} from './support/app';
import { type Bait, startBait } from './support/bait';

test.describe('a bait on another origin hears nothing', () => {
  let bait: Bait;
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    bait = await startBait();
    page = await openSite(browser);
    await query(page, 'SELECT 1::INTEGER AS one');
  });

  test.afterAll(async () => {
    await page.context().close();
    await bait.close();
  });

  test.beforeEach(() => {
    bait.heard.length = 0;
  });

  // Without this, silence would prove nothing.
  test('though it would hear a page without a policy', async ({ browser }) => {
    const other = await browser.newPage();
    await other.goto(`${bait.url}/open`);
    await other.evaluate((url) => fetch(url, { method: 'POST', body: 'x' }), `${bait.url}/data`);
    expect(bait.heard).toContain('GET /open');
    expect(bait.heard).toContain('POST /data');
    await other.close();
  });

  test('from the page: fetch, image, script, frame, beacon, socket, event stream', async () => {
    const blocked = await page.evaluate(
      async ({ url, socketUrl }) => {
        const refused: string[] = [];
        document.addEventListener('securitypolicyviolation', (event) => {
          refused.push(event.effectiveDirective);
        });
        const element = (tag: string, source: string): Promise<unknown> =>
          new Promise((resolve) => {
            const made = Object.assign(document.createElement(tag), { src: `${url}/${source}` });
            made.onload = made.onerror = resolve;
            document.body.append(made);
          });
        await fetch(`${url}/fetch?rows=1`).catch(() => undefined);
        await fetch(`${url}/post`, { method: 'POST', mode: 'no-cors', body: 'rows' }).catch(
          () => 0,
        );
        await element('img', 'image');
        await element('script', 'script');
        navigator.sendBeacon(`${url}/beacon`, 'rows');
        const socket = new WebSocket(`${socketUrl}/socket`);
        await new Promise((resolve) => (socket.onerror = socket.onclose = resolve));
        const stream = new EventSource(`${url}/events`);
        await new Promise((resolve) => (stream.onerror = resolve));
        stream.close();
        document.body.append(
          Object.assign(document.createElement('iframe'), { src: `${url}/frame` }),
        );
        await new Promise((resolve) => setTimeout(resolve, 300));
        return refused;
      },
      { url: bait.url, socketUrl: bait.socketUrl },
    );
    expect(new Set(blocked)).toEqual(
      new Set(['connect-src', 'img-src', 'script-src-elem', 'frame-src']),
    );
    expect(bait.heard).toEqual([]);
  });

  test('from a form that is sent', async () => {
    for (const method of ['get', 'post']) {
      await page.evaluate(
        ({ url, method }) => {
          const form = document.createElement('form');
          Object.assign(form, { action: `${url}/form`, method, target: '_blank' });
          form.append(Object.assign(document.createElement('input'), { name: 'rows', value: '1' }));
          document.body.append(form);
          form.submit();
          form.target = '';
          form.submit();
        },
        { url: bait.url, method },
      );
      await page.waitForTimeout(300);
    }
    expect(bait.heard).toEqual([]);
    expect(page.url()).not.toContain(bait.url);
  });

  test('from SQL, and the lock cannot be undone', async () => {
    const { url } = bait;
    const attempts = [
      `SELECT * FROM read_csv('${url}/x.csv', columns = {'a': 'VARCHAR'}, auto_detect = false)`,
      `SELECT * FROM read_csv_auto('${url}/auto.csv')`,
      `SELECT * FROM '${url}/plain.csv'`,
      `SELECT * FROM read_blob('${url}/blob')`,
      `SELECT * FROM read_text('${url}/text')`,
      `SELECT * FROM glob('${url}/*')`,
      `ATTACH '${url}/attached.db' AS attached`,
      `ATTACH '${url}/attached.db' AS attached (READ_ONLY)`,
      `COPY (SELECT 1 AS rows) TO '${url}/copied.csv'`,
      `EXPORT DATABASE '${url}/exported'`,
      'INSTALL httpfs',
      'LOAD httpfs',
      `INSTALL httpfs FROM '${url}'`,
      `LOAD '${url}/extension.duckdb_extension.wasm'`,
      `SET custom_extension_repository = '${url}'`,
      'SET enable_external_access = true',
      "SET allowed_directories = ['']",
      'SET lock_configuration = false',
      'RESET lock_configuration',
    ];
    const went: string[] = [];
    for (const attempt of attempts) {
      const refused = await query(page, attempt).then(
        () => false,
        () => true,
      );
      if (!refused) went.push(attempt);
    }
    expect(went).toEqual([]);
    expect(bait.heard).toEqual([]);
    expect(await query(page, 'SELECT 1::INTEGER AS one')).toEqual([{ one: 1 }]);
  });

  test('from the worker of the engine', async () => {
    const worker = page.workers().find((candidate) => candidate.url().startsWith('blob:'));
    const outcome = await worker!.evaluate(
      (url) =>
        fetch(`${url}/worker`).then(
          () => 'answered',
          () => 'refused',
        ),
      bait.url,
    );
    expect(outcome).toBe('refused');
    expect(bait.heard).toEqual([]);
  });
});

test('a whole session asks only its own origin, for static files, and sends nothing', async ({
  browser,
}) => {
  const page = await openSite(browser);
  const requests: Request[] = [];
  page.context().on('request', (request) => requests.push(request));
  await openFresh(page);
  await loadSample(page);
  for (const name of PAGES) {
    await visit(page, `${name}/?level=php&payer=Medicaid`);
    await figuresReady(page);
  }
  await page.getByRole('button', { name: 'Export' }).click();
  await download(page, () => page.getByRole('button', { name: 'All figures (JSON)' }).click());
  await visit(page, 'data/');
  await expect(page.getByTestId('sha256').first()).toHaveText(/^[0-9a-f]{64}$/);

  const { origin } = new URL(page.url());
  const sent = requests.filter((request) => /^(https?|wss?):/.test(request.url()));
  expect(sent.some((request) => request.url().endsWith('.wasm'))).toBe(true);
  for (const request of sent) {
    const { origin: asked, pathname, search } = new URL(request.url());
    expect(asked).toBe(origin);
    expect(request.method()).toBe('GET');
    expect(request.postData()).toBeNull();
    expect(search, request.url()).toBe('');
    expect(pathname).toMatch(/\/$|\.\w+$/);
  }
  await page.context().close();
});

test('everything works with the network off after the first load', async ({ browser }) => {
  // It makes every figure of every page, for a release too.
  test.setTimeout(120_000);
  const page = await openSite(browser);
  await query(page, 'SELECT 1::INTEGER AS one');
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);

  await fileInput(page).setInputFiles(SAMPLE_FILES);
  await page.waitForURL(/\/overview\//);
  await expect(stayCount(page)).toHaveText('4,637 of 4,637 stays');
  await figuresReady(page);
  const rail = page.getByRole('navigation');
  for (const name of ['Symptoms', 'Attendance', 'Program length', 'Transitions']) {
    await rail.getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await figuresReady(page);
  }
  await page.getByRole('button', { name: 'Export' }).click();
  const { text } = await download(page, () =>
    page.getByRole('button', { name: 'All figures (JSON)' }).click(),
  );
  expect(JSON.parse(text).figures).toHaveLength(FIGURE_IDS.length);
  await rail.getByRole('link', { name: 'Data' }).click();
  await expect(page.getByTestId('sha256').last()).toHaveText(/^[0-9a-f]{64}$/);
  await page.context().close();
});
