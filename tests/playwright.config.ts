/**
 * End-to-end tests: the built site, served as a static host would, in the Chromium of this machine.
 * `npm test` builds first and chooses the port; by hand, run `npm run build` before.
 */
import { defineConfig, type ReporterDescription } from '@playwright/test';
import { root } from '../src/cli/install.mjs';
import { BROWSER_ARGS, findBrowser } from './support/browser.mjs';

const port = Number(process.env.E2E_PORT ?? 4273);
const results = process.env.E2E_RESULTS;
const executablePath = findBrowser();

const reporter: ReporterDescription[] = results
  ? [['dot'], ['json', { outputFile: results }]]
  : [['list']];

export default defineConfig({
  testDir: 'e2e',
  outputDir: '../test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  retries: 0,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter,
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    locale: 'en-US',
    timezoneId: 'America/Los_Angeles',
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: BROWSER_ARGS,
    },
  },
  webServer: {
    command: 'node src/cli/start.mjs --no-build --no-open',
    cwd: root,
    env: { PORT: String(port) },
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 2_000 },
    timeout: 30_000,
  },
});
