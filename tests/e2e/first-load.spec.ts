/**
 * What opening the app costs: the scripts that are fetched before anybody does anything, compressed as
 * a static host would send them. The engine itself (its WebAssembly and the script of its worker) is not
 * counted; the app's own script that drives it is. The service worker keeps the rest in the background.
 */
import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';

const BUDGET_BYTES = 200_000;
const ENGINE = /duckdb-browser-eh\.worker/;

test.use({ serviceWorkers: 'block' });

/** Compressed sizes of all scripts, by name, once nothing is fetched any more. */
async function scriptsOf(page: Page, path: string): Promise<ReadonlyMap<string, number>> {
  const urls = new Set<string>();
  page.context().on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname.endsWith('.js')) urls.add(url.href);
  });
  const engine = page.waitForResponse((response) => response.url().endsWith('.wasm'));
  await page.goto(path);
  await (await engine).finished();
  await page.waitForLoadState('networkidle');
  // What waits for a quiet moment would come now.
  await page.waitForTimeout(2_000);
  const sizes = new Map<string, number>();
  for (const url of urls) {
    const body = await (await page.request.get(url)).body();
    sizes.set(url.split('/').at(-1)!, gzipSync(body).length);
  }
  return sizes;
}

for (const path of ['./', './overview/', './symptoms/', './data/', './mapping/']) {
  test(`opening ${path} fetches at most 200 kB of scripts`, async ({ page }) => {
    const sizes = await scriptsOf(page, path);
    expect([...sizes.keys()].some((name) => ENGINE.test(name))).toBe(true);
    const own = [...sizes].filter(([name]) => !ENGINE.test(name));
    const total = own.reduce((sum, [, bytes]) => sum + bytes, 0);
    const largest = own.sort((a, b) => b[1] - a[1]).slice(0, 8);
    expect(total).toBeGreaterThan(50_000);
    expect(total, JSON.stringify(largest)).toBeLessThanOrEqual(BUDGET_BYTES);
  });
}
